"""What became of the citations of stored articles: the originals among all that is stored, or why there is none."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from config.source import Source
from config.topics import shipped_topic
from pipeline.citations import Said
from pipeline.dispatches import dispatch_of
from pipeline.moments import zone_of
from pipeline.newsrooms import agency_of_dateline, known_as, newsrooms_of
from pipeline.relays import BEFORE, Relay, Text, could_be_from, is_compiled, relay_of
from storage.beside import beside
from storage.citing import StoredCitation, citations_in
from storage.queries import AT
from storage.rounds import ANSWERED
from storage.schema import article, discovery, kin, vector
from storage.vectors import frequencies_for, unpacked

BATCH = 100
TEXTS = (
    sa.select(
        *(article.c[name] for name in ("id", "title", "section", "language", "published_zone", "source_id")),
        *(article.c[name] for name in ("credit", "dateline", "account")),
        AT.label("at"),
        sa.func.length(article.c.text).label("length"),
        kin.c.family_id,
        vector.c.terms,
    )
    .join(vector, vector.c.article_id == article.c.id)
    .outerjoin(kin, kin.c.article_id == article.c.id)
)
HEALTHY = (
    sa.select(discovery.c.source_id)
    .where(
        discovery.c.source_id.in_(sa.bindparam("ids", expanding=True)),
        discovery.c.outcome.in_(ANSWERED),
        discovery.c.fetched_at >= sa.bindparam("since"),
        discovery.c.fetched_at <= sa.bindparam("until"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class StoredRelay:
    """A citation of an article, and what became of it."""

    article_id: int
    citation: StoredCitation
    relay: Relay


@dataclass(frozen=True, slots=True)
class Newsrooms:
    """Which sources each outlet is, and the time zone of each source."""

    by_outlet: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, str]

    @property
    def own(self) -> dict[str, str]:
        """The outlet of each source that is one."""
        return {source_id: outlet for outlet, ids in self.by_outlet.items() for source_id in ids}


def relays_of(
    connection: sa.Connection, ids: Collection[int], newsrooms: Newsrooms
) -> dict[int, tuple[StoredRelay, ...]]:
    """What became of each citation of these articles, of those that cite anybody and have a vector."""
    found: dict[int, tuple[StoredRelay, ...]] = {}
    wanted, own = sorted(ids), newsrooms.own
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        its = citations_in(connection, batch)
        is_told = sa.or_(article.c.id.in_(sorted(its)), article.c.dateline != "")
        for row in connection.execute(TEXTS.where(article.c.id.in_(batch), is_told)).all():
            cited = its.get(row.id, ())
            dispatch = _dispatch(row, own.get(row.source_id))
            if dispatch and dispatch.outlet in {each.outlet for each in cited}:
                dispatch = None
            relays = tuple(_relays(connection, row, cited, dispatch, newsrooms))
            if relays:
                found[row.id] = relays
    return found


def newsrooms_in(sources: Mapping[str, Source]) -> Newsrooms:
    """The newsrooms of a catalogue: an outlet is the sources with one of its names, or with its id."""
    names = {each.id: (each.name, *each.name.replace("·", " ").split(), each.id) for each in sources.values()}
    return Newsrooms(outlets_of(names), {each.id: each.timezone for each in sources.values()})


def outlets_of(names: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The ids of the sources that are each outlet, given the names of each source."""
    found: dict[str, list[str]] = defaultdict(list)
    for source_id, its in names.items():
        for outlet in dict.fromkeys(filter(None, map(known_as, its))):
            found[outlet].append(source_id)
    return {outlet: tuple(ids) for outlet, ids in found.items()}


def _dispatch(row: Any, own: str | None) -> StoredCitation | None:
    """The citation that a dateline is, where an article stands under that of another newsroom."""
    found = dispatch_of(row.dateline, row.language, row.at, row.published_zone or "UTC", own)
    return StoredCitation(found.outlet, found.day, (Said(row.dateline, "", row.dateline, 0),)) if found else None


def _relays(
    connection: sa.Connection,
    row: Any,
    cited: tuple[StoredCitation, ...],
    dispatch: StoredCitation | None,
    newsrooms: Newsrooms,
) -> Iterable[StoredRelay]:
    its = (*cited, dispatch) if dispatch else cited
    if not its:
        return
    said = connection.scalar(sa.select(article.c.text).where(article.c.id == row.id))
    telling = replace(_text(row), is_compiled=is_compiled(said or ""))
    for each in its:
        text = replace(telling, is_dispatch=each is dispatch)
        since, until = could_be_from(each.day, row.at.astimezone(zone_of(row.published_zone or "UTC")))
        ids = newsrooms.by_outlet.get(each.outlet, ())
        originals = _originals(connection, each.outlet, ids, since, until)
        terms = {term for one in (text, *originals) for term in one.vector.terms} if originals else set()
        frequencies = frequencies_for(connection, terms)
        asked = {"ids": ids, "since": row.at - BEFORE, "until": row.at}
        is_collected = bool(ids) and connection.execute(HEALTHY, asked).first() is not None
        zone = next((newsrooms.zones[one] for one in ids if one in newsrooms.zones), row.published_zone or "UTC")
        end = relay_of(
            each.outlet, each.day, text, originals, frequencies,
            cited=len(its), shares=partial(_shares, connection, row.id), is_collected=is_collected, zone=zone,
        )  # fmt: skip
        yield StoredRelay(row.id, each, end)


def _shares(connection: sa.Connection, retelling_id: int, original_id: int) -> tuple[float, float] | None:
    """Which part of an original its retelling kept, and which part of the retelling that is."""
    found = beside(connection, retelling_id, original_id, shipped_topic())
    return (found.told.share, found.told.share_of_retelling) if found else None


def _originals(
    connection: sa.Connection,
    outlet: str,
    ids: Collection[str],
    since: datetime,
    until: datetime,
) -> list[Text]:
    """What is stored of an outlet from a time to another: by its own sources, and by whoever credits it."""
    is_its = sa.or_(article.c.source_id.in_(list(ids)), article.c.credit != "", article.c.dateline != "")
    query = TEXTS.where(since <= AT, until >= AT, is_its)
    return [_text(row) for row in connection.execute(query) if row.source_id in ids or _is_by(row, outlet)]


def _is_by(row: Any, outlet: str) -> bool:
    return outlet in newsrooms_of(row.credit) or agency_of_dateline(row.dateline) == outlet


def _text(row: Any) -> Text:
    vector_of = unpacked(row.terms, row.language)
    return Text(row.id, row.language, row.at, row.length, vector_of, row.family_id, f"{row.title} {row.section}")
