"""What became of the citations of stored articles: the originals among all that is stored, or why there is none."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.citations import Said
from pipeline.dispatches import dispatch_of
from pipeline.moments import zone_of
from pipeline.newsrooms import agency_of_dateline, newsrooms_of
from pipeline.pairs import Frequencies
from pipeline.relays import ANY_TIME, BEFORE, Relay, Shares, Text, could_be_from, is_compiled, relay_of
from pipeline.source_outlets import Newsrooms
from storage.beside import beside
from storage.citing import StoredCitation, citations_in
from storage.queries import AT
from storage.rounds import ANSWERED
from storage.schema import article, discovery, kin, vector
from storage.vectors import frequencies_known, unpacked

Known = Callable[[sa.Connection, Collection[str]], Frequencies]  # how rare each of some terms is

BATCH = 100
MOST_OF_ALL_TIMES = 2000  # articles of an outlet
TEXTS = (
    sa.select(
        *(
            article.c[name]
            for name in ("id", "title", "section", "language", "published_zone", "published_precision", "source_id")
        ),
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


def ends_of(
    connection: sa.Connection,
    text: Text,
    cited: Sequence[tuple[str, date | None]],
    newsrooms: Newsrooms,
    zone: str,
    known: Known,
    shares: Shares,
) -> tuple[Relay, ...]:
    """What became of the outlets that a text cites, each with its day where that is told; the text need not be stored.

    Its own zone is that of the days of outlets whose zone is not known; `known` tells how rare terms are, `shares` what
    was kept of an original.
    """
    number = len(cited)
    return tuple(_end(connection, text, outlet, day, number, newsrooms, zone, known, shares) for outlet, day in cited)


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
    zone, shares = row.published_zone or "UTC", partial(_shares, connection, row.id)
    for each in its:
        text = replace(telling, is_dispatch=each is dispatch)
        asked = (each.outlet, each.day, len(its), newsrooms, zone, frequencies_known, shares)
        yield StoredRelay(row.id, each, _end(connection, text, *asked))


def _end(
    connection: sa.Connection,
    text: Text,
    outlet: str,
    day: date | None,
    cited: int,
    newsrooms: Newsrooms,
    zone: str,
    known: Known,
    shares: Shares,
) -> Relay:
    at = text.published
    since, until = could_be_from(day, at.astimezone(zone_of(zone)) if at else None)
    ids = newsrooms.by_outlet.get(outlet, ())
    originals = _originals(connection, outlet, ids, since, until)
    terms = {term for one in (text, *originals) for term in one.vector.terms} if originals else set()
    frequencies = known(connection, terms)
    asked = {"ids": ids, "since": at - BEFORE if at else since, "until": at or until}
    is_collected = bool(ids) and connection.execute(HEALTHY, asked).first() is not None
    its_zone = next((newsrooms.zones[one] for one in ids if one in newsrooms.zones), zone)
    return relay_of(
        outlet, day, text, originals, frequencies,
        cited=cited, shares=shares, is_collected=is_collected, zone=its_zone,
    )  # fmt: skip


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
    """What is stored of an outlet from a time to another: by its own sources, and by whoever credits it.

    Of all times, where the text that retells has no date, the newest of its own sources.
    """
    if (since, until) == ANY_TIME:
        newest = TEXTS.where(article.c.source_id.in_(list(ids))).order_by(AT.desc(), article.c.id.desc())
        return [_text(row) for row in connection.execute(newest.limit(MOST_OF_ALL_TIMES))]
    is_its = sa.or_(article.c.source_id.in_(list(ids)), article.c.credit != "", article.c.dateline != "")
    query = TEXTS.where(since <= AT, until >= AT, is_its)
    return [_text(row) for row in connection.execute(query) if row.source_id in ids or _is_by(row, outlet)]


def _is_by(row: Any, outlet: str) -> bool:
    return outlet in newsrooms_of(row.credit) or agency_of_dateline(row.dateline) == outlet


def _text(row: Any) -> Text:
    vector_of = unpacked(row.terms, row.language)
    label = f"{row.title} {row.section}"
    is_exact = row.published_precision in ("minute", "second")
    return Text(row.id, row.language, row.at, row.length, vector_of, row.family_id, label, is_exact=is_exact)
