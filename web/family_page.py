"""The page of a family: who carries one text, since when, and what each made of it."""

from collections.abc import Mapping
from datetime import tzinfo

import sqlalchemy as sa

from config.source import Source
from pipeline.families import Counts, Edge, Family
from pipeline.members import Member, is_precise, moment
from pipeline.newsrooms import name_of
from storage.kinship import stored_family
from web.frame import counted, page, when
from web.frame import moment as printed
from web.html import Safe, tag, together

KINDS = {"wire": "wire copy 电讯稿", "release": "release copy 通稿"}
WHY = {
    "declared": "others name its address as their origin",
    "credited": "others credit its newsroom",
    "earliest": "the earliest that credits nobody outside",
    "elsewhere": "not stored: all credit somebody else",
}

FIRST_NOT_KNOWN = ", by the times that are known; which was first is not known"


def family_page(connection: sa.Connection, family_id: int, sources: Mapping[str, Source], zone: tzinfo) -> str | None:
    """The page of the family with that id, or None."""
    stored = stored_family(connection, family_id, sources)
    if stored is None:
        return None
    of = stored.family
    first = next((each for each in of.members if each.id == of.origin), of.members[0] if of.members else None)
    title = first.title if first and first.title else f"Family {stored.id}"
    return page(
        f"{title} – duizhao 对照",
        tag("section", head(of, stored.id, title), class_="family"),
        tag("section", tag("h2", "Timeline"), timeline(of, zone), class_="more"),
        tag("section", tag("h2", "Who carries it"), counts(of), class_="more"),
    )


def head(of: Family, family_id: int, title: str) -> Safe:
    """What text it is, and whom it came from."""
    newsrooms = len({each.account or each.source for each in of.members})
    facts = [tag("span", f"family {family_id}"), tag("span", counted(len(of.members), "article"))]
    facts.append(tag("span", counted(newsrooms, "newsroom")))
    if of.handout:
        kind = tag("bdi", f"{KINDS[of.handout.kind]} · {name_of(of.handout.of)}")
        facts.append(tag("span", kind, class_="badge"))
    named = ", ".join(f"{name_of(name)} ({number})" for name, number in of.elsewhere)
    is_known = of.why != "earliest" or of.is_first_known
    return together(
        tag("p", facts, class_="facts"),
        tag("h1", tag("bdi", title)),
        tag("p", f"Origin: {WHY[of.why]}{'' if is_known else FIRST_NOT_KNOWN}.", class_="quiet"),
        tag("p", "Credited and not in the family: ", tag("bdi", named), class_="quiet") if named else None,
    )


def timeline(of: Family, zone: tzinfo) -> Safe:
    """A line a member, the earliest first."""
    if not of.members:
        return tag("p", "No article is in this family any more.", class_="quiet")
    edges = {each.id: each for each in of.edges}
    begin = next(filter(is_precise, of.members), None)
    heads = (tag("th", name, scope="col") for name in ("published", "after", "newsroom", "what it is", "article"))
    rows = (
        tag(
            "tr",
            tag("td", published(each, zone)),
            tag("td", lag((moment(each) - moment(begin)).total_seconds()) if begin and is_precise(each) else ""),
            tag("td", newsroom(each)),
            tag("td", made(edges.get(each.id), each)),
            tag("td", tag("a", tag("bdi", each.title or each.url), href=f"/article/{each.id}")),
            class_="origin" if each.id == of.origin else None,
        )
        for each in of.members
    )
    return tag("div", tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows)), class_="wide timeline")


def published(of: Member, zone: tzinfo) -> Safe:
    """When a member was published, a bare day or month as printed; ~ where it is when it was first seen."""
    if of.published_at is None:
        return together("~", when(of.first_seen_at, zone))
    return together(printed(of.published_at, of.published_precision, of.published_zone, zone))


def newsroom(of: Member) -> Safe:
    """Who published a member, and who owns it."""
    owner = tag("span", f" {of.ownership}", class_="quiet") if of.ownership else None
    return together(tag("bdi", of.account or of.name or of.source), owner)


def made(edge: Edge | None, of: Member) -> Safe:
    """What a member made of the text."""
    if edge is None:
        return tag("span", "origin", class_="badge")
    credited = (
        tag("span", " credits ", tag("bdi", of.credit), class_="quiet") if edge.is_credited and of.credit else None
    )
    return together(edge.kind.replace("-", " "), f" of {edge.of}" if edge.of is not None else "", credited)


def lag(seconds: float) -> str:
    """A length of time in its largest unit."""
    minutes = round(seconds / 60)
    if minutes < 120:
        return f"{minutes} min" if minutes else "–"
    return f"{minutes // 60} h" if minutes < 2880 else f"{minutes // 1440} days"


def counts(of: Family) -> Safe:
    """How many members there are by ownership, language and country."""
    each: tuple[tuple[str, Counts], ...] = (
        ("ownership", of.by_ownership),
        ("language", of.by_language),
        ("country", of.by_country),
    )
    shown = ((name, ", ".join(f"{what} {number}" for what, number in held)) for name, held in each)
    return tag("dl", (tag("div", tag("dt", name), tag("dd", text or "–")) for name, text in shown))
