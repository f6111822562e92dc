"""The page that lists relays: who says that he retells whom, and the original where it is stored."""

from collections.abc import Collection, Mapping
from datetime import tzinfo

import sqlalchemy as sa

from config.source import Source
from pipeline.newsrooms import name_of, newsroom
from pipeline.source_outlets import newsrooms_in
from storage.citing import citing, number_citing
from storage.details import with_ids
from storage.queries import Selection
from storage.relays import StoredRelay, relays_of
from storage.stored import Listed
from web.event_parameters import EventParameters, parse_relays
from web.frame import counted, language_of, page, published, source_name, titled
from web.html import Safe, tag
from web.parameters import MOST_LETTERS
from web.relays_section import ENDS
from web.stories_page import day_field, nothing, paging, topic_fields, topics_known

PAGE = 50  # articles


def relays_page(connection: sa.Connection, query: str, sources: Mapping[str, Source], zone: tzinfo) -> str:
    """The relays of the articles that a query asks for, the newest first; raises BadParameter."""
    topics = topics_known(connection)
    asked = parse_relays(query, topics, zone)
    outlet = newsroom(asked.outlet) if asked.outlet else ""
    selection = Selection(since=asked.since, until=asked.until, topic=asked.topic, facet=asked.facet)
    total, start = number_citing(connection, selection, outlet), (asked.page - 1) * PAGE
    ids = citing(connection, selection, outlet, PAGE, start)
    found = relays_of(connection, ids, newsrooms_in(sources))
    relays = [each for one in ids for each in found.get(one, ()) if outlet in ("", each.relay.outlet)]
    wanted = {*ids, *(each.relay.of for each in relays if each.relay.of)}
    rows = {each.id: each for each in with_ids(connection, tuple(wanted))}
    items = (entry(each, rows[each.article_id], rows.get(each.relay.of or 0), sources, zone) for each in relays)
    here = f", {start + 1:,} to {start + len(ids):,} here" if 0 < len(ids) < total else ""
    return page(
        "Relays – duizhao 对照",
        tag("h1", "Relays", class_="compared"),
        form(asked, topics),
        tag("p", counted(total, "article"), f" citing an outlet{here} · times in {zone}", class_="found"),
        tag("ul", items, class_="relays") if relays else nothing("/relays", asked, "No article says that."),
        paging("/relays", asked, start + PAGE < total),
    )


def entry(
    of: StoredRelay, article: Listed, original: Listed | None, sources: Mapping[str, Source], zone: tzinfo
) -> Safe:
    """A relay: who retells whom in which article, what says so, and the original or why there is none."""
    day = tag("time", f"of {of.relay.date}", datetime=str(of.relay.date)) if of.relay.date else None
    facts = (
        source_name(article.source, sources),
        published(article, zone),
        tag("span", of.relay.kind),
        tag("b", tag("bdi", name_of(of.relay.outlet))),
        day,
        tag("span", "linked" if of.relay.of else ENDS.get(of.relay.end, of.relay.end), class_="badge"),
    )
    said = of.citation.said[0].sentence if of.citation.said else ""
    return tag(
        "li",
        tag("p", (each for each in facts if each), class_="facts"),
        tag("h3", tag("a", titled(article), href=f"/article/{article.id}")),
        tag("p", said, lang=language_of(article), dir="auto", class_="shared") if said else None,
        way(of, article, original),
    )


def way(of: StoredRelay, article: Listed, original: Listed | None) -> Safe | None:
    """The way to the original of a relay that is linked, and to both beside each other; None for another."""
    if of.relay.of is None:
        return None
    title = titled(original) if original else f"article {of.relay.of}"
    return tag(
        "p",
        "← ",
        tag("a", title, href=f"/article/{of.relay.of}"),
        " · ",
        tag("a", "kept, left out, added", href=f"/beside/{article.id}/{of.relay.of}"),
        class_="way",
    )


def form(asked: EventParameters, topics: Mapping[str, Collection[str]]) -> Safe:
    """The fields that narrow the list down."""
    outlet = tag(
        "input",
        type="search",
        name="outlet",
        value=asked.outlet,
        maxlength=MOST_LETTERS,
        placeholder="金融时报 Reuters",
    )
    return tag(
        "form",
        topic_fields(asked, topics),
        tag("label", tag("span", "Whose reports"), outlet),
        day_field("since", asked.since),
        day_field("until", asked.until),
        tag("button", "Show"),
        method="get",
        action="/relays",
        class_="choose many",
    )
