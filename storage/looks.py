"""What routes gave: their links, which are due at once when they are new, and when each route may be asked again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.rhythm import Rhythm
from pipeline.urls import normalise
from pipeline.values import Found, Link, Route
from storage.schema import discovery, link, route, visit

CHUNK = 500  # keys in one query
AHEAD = timedelta(hours=1)  # that a site's clock may be
LONGEST_ALSO = 1000  # letters: a source with so many routes is told apart by the first of them
# Made once: SQLAlchemy takes longer to build such a statement and its key than SQLite to run it.
INSERT_LINK = sa.insert(link).returning(link.c.id, sort_by_parameter_order=True)
INSERT_VISIT = sa.insert(visit)
LISTED = sa.update(link).where(link.c.id == sa.bindparam("of_id")).values(also=sa.bindparam("also"))


def add_found(connection: sa.Connection, run_id: int, source_id: str, of: Route, found: Found, now: datetime) -> int:
    """Record one look at a route; its new links are due at once; return how many are new."""
    keyed = {normalise(each.url): each for each in reversed(found.links)}
    keys = sorted(keyed)
    new = 0
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        known = {
            row.key: row
            for row in connection.execute(
                sa.select(
                    link.c.id,
                    link.c.key,
                    link.c.source_id,
                    link.c.route,
                    link.c.also,
                    link.c.title,
                    link.c.published_at,
                ).where(link.c.key.in_(chunk))
            )
        }
        new += add_links(connection, source_id, {key: keyed[key] for key in chunk if key not in known}, now)
        for key in known:
            if not known[key].title or not known[key].published_at:
                complete(connection, known[key], keyed[key])
        note_listed(connection, source_id, of, known.values())
    note_discovery(
        connection, run_id, source_id, of, now, "found", "", len(keyed), new, found.refused, newest_of(found.links, now)
    )
    return new


def newest_of(links: Iterable[Link], now: datetime) -> datetime | None:
    """The newest time of links; one that lies ahead is a mistake, or a page that is yet to come."""
    return max(
        (each.published_at for each in links if each.published_at and each.published_at <= now + AHEAD), default=None
    )


def note_listed(connection: sa.Connection, source_id: str, of: Route, known: Iterable[Any]) -> None:
    """Note of links that another route of the source brought that this one lists them too, once each.

    Of a sitemap that an index names it is not noted: it may have another name tomorrow.
    """
    if of.depth:
        return
    rows = [
        {"of_id": row.id, "also": f"{row.also} {of.url}".strip()}
        for row in known
        if row.source_id == source_id and row.route != of.url and of.url not in row.also.split()
        if len(row.also) + len(of.url) < LONGEST_ALSO
    ]
    if rows:
        connection.execute(LISTED, rows)


def add_links(connection: sa.Connection, source_id: str, new: Mapping[str, Link], now: datetime) -> int:
    """Store links by their keys, each with its first visit, due now; return how many."""
    if not new:
        return 0
    rows = [
        {
            "key": key,
            "url": each.url,
            "source_id": source_id,
            "route": each.route,
            "title": each.title,
            "published_at": each.published_at,
            "author": each.author,
            "section": each.section,
            "dek": each.dek,
            "text": each.text,
            "first_seen_at": now,
        }
        for key, each in new.items()
    ]
    ids = connection.execute(INSERT_LINK, rows).scalars()
    connection.execute(INSERT_VISIT, [{"link_id": each, "source_id": source_id, "due_at": now} for each in ids])
    return len(rows)


def complete(connection: sa.Connection, known: Any, seen: Link) -> None:
    """Add to a known link's row what another route claims and the first did not."""
    title = known.title or seen.title
    published_at = known.published_at or seen.published_at
    if (title, published_at) != (known.title, known.published_at):
        connection.execute(sa.update(link).where(link.c.id == known.id).values(title=title, published_at=published_at))


def note_discovery(
    connection: sa.Connection,
    run_id: int,
    source_id: str,
    of: Route,
    now: datetime,
    outcome: str,
    detail: str = "",
    found: int = 0,
    new: int = 0,
    refused: int = 0,
    newest: datetime | None = None,
) -> None:
    """Record what one look at a route gave: found, unchanged, or the reason why nothing."""
    connection.execute(
        sa.insert(discovery).values(
            run_id=run_id,
            source_id=source_id,
            url=of.url,
            kind=of.kind,
            fetched_at=now,
            outcome=outcome,
            detail=detail[:2000],
            found=found,
            new=new,
            refused=refused,
            newest=newest,
        )
    )


def validators(connection: sa.Connection, source_ids: Sequence[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """ETag and Last-Modified of the last answer of each route, by source and URL; each empty where it gave none."""
    of_sources = route.c.source_id.in_(source_ids)
    rows = connection.execute(sa.select(route).where(of_sources)).all()
    return {(row.source_id, row.url): (row.etag, row.last_modified) for row in rows}


def rested(
    connection: sa.Connection, due: Mapping[str, datetime], now: datetime, rhythm: Rhythm
) -> set[tuple[str, str]]:
    """The routes, by source and URL, that no round asks which was due at these times.

    They asked to be left alone for longer than it is since they were asked, or an earlier attempt at the same round,
    whose machine died or was stopped, has asked them and stored what they gave.
    """
    of_sources = sa.and_(route.c.source_id.in_(list(due)), route.c.asked_at <= now)
    rows = connection.execute(sa.select(route).where(of_sources)).all()
    return {
        (row.source_id, row.url)
        for row in rows
        if row.asked_at >= due[row.source_id] or now < row.asked_at + rhythm.hint(row.hint)
    }


def set_validators(
    connection: sa.Connection,
    source_id: str,
    of: Route,
    etag: str,
    last_modified: str,
    hint: int,
    now: datetime | None,
) -> None:
    """Keep what a route's answer says of the next look at it, in the transaction that stores its links.

    `now` is when it answered; None where it named further routes, for then its answer is not all there is to look at.
    """
    where = sa.and_(route.c.source_id == source_id, route.c.url == of.url)
    values = {"etag": etag, "last_modified": last_modified, "hint": hint, "asked_at": now}
    if connection.execute(sa.update(route).where(where).values(values)).rowcount == 0:
        connection.execute(sa.insert(route).values(source_id=source_id, url=of.url, kind=of.kind, **values))


def set_asked(connection: sa.Connection, source_id: str, of: Route, now: datetime) -> None:
    """Note that a route was asked, and that nothing had changed."""
    where = sa.and_(route.c.source_id == source_id, route.c.url == of.url)
    connection.execute(sa.update(route).where(where).values(asked_at=now))
