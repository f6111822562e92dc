"""Tombstones: articles whose pages are gone. They keep their last text; a page that comes back undoes it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.values import KEPT
from storage.frontier import End
from storage.schema import article, link, tombstone, visit

GONE = (404, 410)
# A page that is missed once may be missed for a deployment of its site. 410 says itself that it is meant to last.
MISSES = {404: 2, 410: 1}
AGAIN = timedelta(days=1)  # until a page is asked for again that was missed at the last planned visit

PAST = (
    sa.select(visit.c.link_id, visit.c.outcome, visit.c.status, visit.c.finished_at)
    .join(link, link.c.id == visit.c.link_id)
    .where(link.c.article_id == sa.bindparam("of_article"), visit.c.outcome != "")
    .order_by(visit.c.finished_at, visit.c.id)
)
PENDING = sa.select(visit.c.id).where(visit.c.link_id == sa.bindparam("of_link"), visit.c.outcome == "").limit(1)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """That an article's page is gone: since when it was missed, when it was last seen, and what answered."""

    gone_at: datetime
    last_seen_at: datetime
    status: int


def settle(connection: sa.Connection, ends: Sequence[End], now: datetime) -> None:
    """Make tombstones of articles whose pages turned out to be gone, and undo those of pages that came back.

    The visits must have their outcomes already.
    """
    # What a route claims is no sight of a page, and a new article has no tombstone.
    back = (each for each in ends if each.outcome in KEPT and each.outcome != "stored" and each.status is not None)
    if seen := {_article_of(each) for each in back} - {None}:
        connection.execute(sa.delete(tombstone).where(tombstone.c.article_id.in_(seen)))
    for each in ends:
        article_id = _article_of(each)
        if each.status in GONE and each.outcome not in KEPT and article_id is not None and article_id not in seen:
            _miss(connection, each, article_id, now)


def tombstones_of(connection: sa.Connection, ids: Collection[int]) -> dict[int, Tombstone]:
    """The tombstone of each of these articles that has one."""
    rows = connection.execute(sa.select(tombstone).where(tombstone.c.article_id.in_(ids)))
    return {row.article_id: Tombstone(row.gone_at, row.last_seen_at, row.status) for row in rows}


def _miss(connection: sa.Connection, end: End, article_id: int, now: datetime) -> None:
    """Make a tombstone where the page is gone for all links that led to it; else let it be asked for again."""
    past: dict[int, list[Any]] = {}
    for row in connection.execute(PAST, {"of_article": article_id}):
        past.setdefault(row.link_id, []).append(row)
    misses = {link_id: _misses(rows) for link_id, rows in past.items()}
    if all(_is_gone(each) for each in misses.values()):
        _bury(connection, article_id, misses, past)
    elif connection.execute(PENDING, {"of_link": end.visit.link_id}).first() is None:
        of_link = sa.select(link.c.id, link.c.source_id, sa.literal(now + AGAIN, visit.c.due_at.type))
        of_link = of_link.where(link.c.id == end.visit.link_id)
        connection.execute(sa.insert(visit).from_select(["link_id", "source_id", "due_at"], of_link))


def _bury(
    connection: sa.Connection, article_id: int, misses: Mapping[int, Sequence[Any]], past: Mapping[int, Sequence[Any]]
) -> None:
    if connection.execute(sa.select(tombstone).where(tombstone.c.article_id == article_id)).first():
        return
    last = max((each[-1] for each in misses.values()), key=lambda row: row.finished_at)
    seen = [row.finished_at for rows in past.values() for row in rows if row.outcome in KEPT]
    seen += connection.execute(sa.select(article.c.fetched_at).where(article.c.id == article_id)).scalars()
    values = {
        "gone_at": min(row.finished_at for rows in misses.values() for row in rows),
        "last_seen_at": max(seen),
        "status": last.status,
    }
    connection.execute(sa.insert(tombstone).values(article_id=article_id, **values))


def _misses(rows: Sequence[Any]) -> list[Any]:
    """The visits at which the page was missed since it was last seen; those that told nothing of it do not count."""
    found: list[Any] = []
    for row in rows:
        if row.outcome in KEPT:
            found = []
        elif row.status in GONE:
            found.append(row)
    return found


def _is_gone(misses: Sequence[Any]) -> bool:
    return bool(misses) and len(misses) >= MISSES[misses[-1].status]


def _article_of(end: End) -> int | None:
    found = end.learned.get("article_id", end.visit.article_id)
    return found if isinstance(found, int) else None
