"""The part of an article's page that says whose reports it retells, and leads to those that are stored."""

from collections.abc import Mapping

import sqlalchemy as sa

from config.source import Source
from pipeline.newsrooms import name_of
from pipeline.source_outlets import newsrooms_in
from storage.details import Detail, with_ids
from storage.relays import StoredRelay, relays_of
from storage.stored import Listed
from web.frame import language_of, titled
from web.html import Safe, tag

ENDS = {"known-not-collected": "not collected", "not-found": "not found among what is stored"}


def relays(connection: sa.Connection, detail: Detail, sources: Mapping[str, Source]) -> Safe | None:
    """What became of each citation of an article that was looked at; None where it cites nobody."""
    found = relays_of(connection, [detail.article.id], newsrooms_in(sources)).get(detail.article.id, ())
    if not found:
        return None
    originals = {each.id: each for each in with_ids(connection, tuple({each.relay.of or 0 for each in found}))}
    items = (relay(each, detail, originals.get(each.relay.of or 0)) for each in found)
    return tag("section", tag("h2", "Retells"), tag("ul", items), class_="more")


def relay(of: StoredRelay, detail: Detail, original: Listed | None) -> Safe:
    """One citation: whom, of which day, and the original or why there is none."""
    name = tag("bdi", name_of(of.relay.outlet))
    day = tag("time", str(of.relay.date), datetime=str(of.relay.date)) if of.relay.date else None
    end = None if original else tag("span", ENDS.get(of.relay.end, of.relay.end), class_="badge")
    facts = (name, day, tag("span", of.relay.kind), end)
    said = of.citation.said[0].sentence if of.citation.said else ""
    way = None
    if original:
        to = tag("a", "kept, left out, added", href=f"/beside/{detail.article.id}/{original.id}")
        way = tag("h3", tag("a", titled(original), href=f"/article/{original.id}")), tag("p", to)
    return tag(
        "li",
        tag("p", (each for each in facts if each), class_="facts"),
        way,
        tag("p", said, lang=language_of(detail.article), dir="auto", class_="shared") if said else None,
    )
