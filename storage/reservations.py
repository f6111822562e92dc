"""What pages reserve, kept with their articles and, change by change, with their links; the files of their hosts."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

import sqlalchemy as sa

from pipeline.reservations_site import Rule
from pipeline.values import Reservation
from storage.schema import article, link, reservation, tdm_file
from storage.types import storable

Reserved = tuple[Reservation, ...]
OF_ARTICLES = sa.select(article.c.id, article.c.reserved).where(article.c.id.in_(sa.bindparam("ids", expanding=True)))
MARK = sa.update(article).where(article.c.id == sa.bindparam("of_id"))
NEWEST = (
    sa.select(sa.func.max(reservation.c.id))
    .where(reservation.c.link_id.in_(sa.bindparam("links", expanding=True)))
    .group_by(reservation.c.link_id)
)
OF_LINKS = sa.select(reservation.c.link_id, reservation.c.reserved).where(reservation.c.id.in_(NEWEST))


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page of a link was seen to reserve, and the article that it led to, if there is one."""

    link_id: int
    article_id: int | None
    reserved: Reserved
    is_first: bool = False  # of the link's visits
    is_stored: bool = False  # with this visit, and what it reserves with it


@dataclass(frozen=True, slots=True)
class Change:
    """Since when the page at a URL reserves this."""

    url: str
    seen_at: datetime
    reserved: Reserved


@dataclass(frozen=True, slots=True)
class File:
    """What a host's tdmrep.json said, and when it was asked for."""

    asked_at: datetime
    rules: tuple[Rule, ...]


def note(connection: sa.Connection, seen: Sequence[Seen], now: datetime) -> None:
    """Mark articles with what their pages reserve now, and keep each change; the texts stay as they are."""
    marks = {each.article_id: each.reserved for each in seen if each.article_id is not None and not each.is_stored}
    if marks:
        known = dict(connection.execute(OF_ARTICLES, {"ids": sorted(marks)}).all())
        new = [{"of_id": each, "reserved": marks[each]} for each in known if known[each] != marks[each]]
        if new:
            connection.execute(MARK, new)
    looked = [each for each in seen if each.reserved or not each.is_first]
    if looked:
        before = newest(connection, {each.link_id for each in looked})
        rows = [
            {"link_id": each.link_id, "seen_at": now, "reserved": each.reserved}
            for each in looked
            if before.get(each.link_id, ()) != each.reserved
        ]
        if rows:
            connection.execute(sa.insert(reservation), rows)


def newest(connection: sa.Connection, link_ids: Collection[int]) -> dict[int, Reserved]:
    """What the pages of these links reserve, as far as they ever reserved anything."""
    return dict(connection.execute(OF_LINKS, {"links": sorted(link_ids)}).all())


def changes(connection: sa.Connection, article_id: int) -> tuple[Change, ...]:
    """Since when the pages that led to an article reserve what, the oldest first."""
    query = sa.select(link.c.url, reservation.c.seen_at, reservation.c.reserved).join(link)
    rows = connection.execute(query.where(link.c.article_id == article_id).order_by(reservation.c.id))
    return tuple(Change(**row) for row in rows.mappings())


def file_of(connection: sa.Connection, host: str) -> File | None:
    """What is known of a host's tdmrep.json; None where it was never asked for."""
    row = connection.execute(sa.select(tdm_file).where(tdm_file.c.host == host)).one_or_none()
    return File(row.asked_at, tuple(Rule(*each) for each in row.rules)) if row else None


def keep_file(
    connection: sa.Connection, host: str, rules: Sequence[Rule], outcome: str, detail: str, now: datetime
) -> None:
    """Keep what a host's tdmrep.json said, or why it says nothing."""
    held = [[storable(part) if isinstance(part, str) else part for part in astuple(each)] for each in rules]
    values = {"asked_at": now, "outcome": outcome, "detail": detail[:2000], "rules": held}
    if not connection.execute(sa.update(tdm_file).where(tdm_file.c.host == host).values(values)).rowcount:
        connection.execute(sa.insert(tdm_file).values(host=host, **values))
