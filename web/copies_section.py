"""The part of an article's page that shows its copies: of which kind, and the longest run that stands in both texts."""

from collections.abc import Mapping
from datetime import tzinfo

import sqlalchemy as sa

from config.source import Source
from pipeline.compare import day_of
from storage.copy_links import NEAREST, CopyLink, may_be_more
from storage.details import Detail, texts_of, with_ids
from storage.stored import Listed
from web.frame import counted, language_of, long_day, source_name, titled
from web.html import Safe, tag, together

AROUND = 40  # characters before and after a shared run
MOST_NUMBERS = 10
LONGEST = 160  # characters of a shared run that are shown


def copies(connection: sa.Connection, detail: Detail, sources: Mapping[str, Source], zone: tzinfo) -> Safe | None:
    """The copies of an article with their evidence, the likest first; None where there is none."""
    if not detail.links:
        return None
    ids = tuple(each.tie.other_id for each in detail.links)
    others = {each.id: each for each in with_ids(connection, ids)}
    texts = texts_of(connection, ids)
    shown = (
        copy(each, detail, others[each.tie.other_id], texts[each.tie.other_id], sources, zone) for each in detail.links
    )
    more = tag("p", f"Of other texts the {NEAREST} nearest are looked for: there may be more.", class_="quiet")
    return tag(
        "section",
        tag("h2", counted(len(ids), "copy", "copies")),
        more if may_be_more(detail.links) else None,
        tag("ul", shown),
        class_="more",
    )


def copy(link: CopyLink, detail: Detail, other: Listed, text: str, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """One copy: who, which kind, and the run in both texts."""
    found = link.tie.found
    same = "the same letters" if found.kind == "exact" else found.form or found.kind
    shares = f"{found.share:.0%} of this text, {found.share_there:.0%} of that one"
    facts = (
        source_name(other.source, sources),
        tag("span", long_day(day_of(other, zone))),
        tag("span", same, class_="badge"),
        tag("span", shares) if found.kind != "exact" else None,
    )
    runs = (
        tag("p", highlighted(detail.article.text, link.place), class_="shared", lang=language_of(detail.article)),
        tag("p", highlighted(text, link.other_place), class_="shared", lang=language_of(other)),
    )
    differing = "; ".join(f"{each.here} → {each.there}" for each in link.numbers.differing[:MOST_NUMBERS])
    if more := link.numbers.numbers + link.numbers.dates - len(link.numbers.differing[:MOST_NUMBERS]):
        differing += f"; and {more} more"
    return tag(
        "li",
        tag("p", (each for each in facts if each), class_="facts"),
        tag("h3", tag("a", titled(other), href=f"/article/{other.id}")),
        runs if found.kind != "exact" and link.place else None,
        tag("p", "differs: ", tag("bdi", differing), class_="quiet") if differing else None,
    )


def highlighted(text: str, place: tuple[int, int] | None) -> Safe:
    """A run in its text, with a little of what stands around it."""
    if place is None:
        return together()
    start, end = place
    run = text[start:end]
    if len(run) > LONGEST:
        run = f"{run[: LONGEST // 2]} … {run[-LONGEST // 2 :]}"
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return together(
        "…" if start > AROUND else "", before, tag("mark", run), after, "…" if end + AROUND < len(text) else ""
    )
