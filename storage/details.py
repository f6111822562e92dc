"""One article with everything that is known of it: earlier texts, copies, its archived page, its visits."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage import schema
from storage.copy_links import CopyLink, links_of
from storage.queries import others_of
from storage.reservations import Change, changes
from storage.stored import FULL, SHORT, Listed, StoredArticle
from storage.tombstones import Tombstone, tombstones_of


@dataclass(frozen=True, slots=True)
class EarlierText:
    """What stood at an article's URL before."""

    number: int  # 0 is the first text
    title: str
    text: str
    fetched_at: datetime  # when this text was last seen


@dataclass(frozen=True, slots=True)
class EarlierReading:
    """How a text of an article was read before its page was read again; its publisher changed nothing."""

    number: int  # which text: that of a revision, or else the newest
    title: str
    text: str
    reread_at: datetime


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """Where the page stands that the article was read from."""

    url: str
    status: int
    fetched_at: datetime
    digest: str
    warc: str
    offset: int
    pruned_at: datetime | None = None  # when its bytes were thrown away for their age


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit of a link that led to the article; its outcome is empty while it is pending."""

    url: str
    route: str
    due_at: datetime
    finished_at: datetime | None
    outcome: str
    detail: str
    status: int | None


@dataclass(frozen=True, slots=True)
class Detail:
    """An article, its earlier texts and earlier readings with the oldest first, its copies, its page and its visits."""

    article: StoredArticle
    revisions: tuple[EarlierText, ...]
    readings: tuple[EarlierReading, ...]
    copies: tuple[Listed, ...]
    links: tuple[CopyLink, ...]  # to copies of every kind, with the evidence
    tombstone: Tombstone | None  # where its page is gone
    page: ArchivedPage | None
    visits: tuple[PastVisit, ...]
    reservations: tuple[Change, ...] = ()  # since when its pages reserve what


def article(connection: sa.Connection, article_id: int) -> Detail | None:
    """The article of that id with everything known of it, or None."""
    this = schema.article.c.id == article_id
    row = connection.execute(sa.select(*FULL).where(this)).mappings().one_or_none()
    if row is None:
        return None
    others = others_of(connection, [article_id])[article_id]
    return Detail(
        article=StoredArticle(**row, **others),
        revisions=revisions_of(connection, article_id),
        readings=readings_of(connection, article_id),
        copies=with_ids(connection, others["copies"]),
        links=links_of(connection, article_id),
        tombstone=tombstones_of(connection, [article_id]).get(article_id),
        page=page_of(connection, article_id),
        visits=visits_of(connection, article_id),
        reservations=changes(connection, article_id),
    )


def revisions_of(connection: sa.Connection, article_id: int) -> tuple[EarlierText, ...]:
    """The earlier texts of an article, oldest first."""
    table = schema.revision.c
    query = sa.select(table.number, table.title, table.text, table.fetched_at)
    rows = connection.execute(query.where(table.article_id == article_id).order_by(table.number)).mappings()
    return tuple(EarlierText(**row) for row in rows)


def readings_of(connection: sa.Connection, article_id: int) -> tuple[EarlierReading, ...]:
    """How the texts of an article were read before, the oldest reading first."""
    table = schema.reread.c
    query = sa.select(table.number, table.title, table.text, table.reread_at)
    rows = connection.execute(query.where(table.article_id == article_id).order_by(table.id)).mappings()
    return tuple(EarlierReading(**row) for row in rows)


def with_ids(connection: sa.Connection, ids: tuple[int, ...]) -> tuple[Listed, ...]:
    """The articles with these ids, in the order of their ids."""
    query = sa.select(*SHORT).where(schema.article.c.id.in_(ids)).order_by(schema.article.c.id)
    others = others_of(connection, ids)
    return tuple(Listed(**row, **others[row["id"]]) for row in connection.execute(query).mappings())


def texts_of(connection: sa.Connection, ids: tuple[int, ...]) -> dict[int, str]:
    """The text of each of these articles."""
    table = schema.article.c
    return dict(connection.execute(sa.select(table.id, table.text).where(table.id.in_(ids))).all())


def page_of(connection: sa.Connection, article_id: int) -> ArchivedPage | None:
    """The archived page that the newest text was read from; None where no page was fetched."""
    table = schema.page.c
    columns = (table.url, table.status, table.fetched_at, table.digest, table.warc, table.offset, table.pruned_at)
    row = connection.execute(
        sa.select(*columns)
        .join(schema.article, schema.article.c.page_id == table.id)
        .where(schema.article.c.id == article_id)
    )
    found = row.mappings().one_or_none()
    return ArchivedPage(**found) if found else None


def visits_of(connection: sa.Connection, article_id: int) -> tuple[PastVisit, ...]:
    """The visits of all links that led to an article, in the order in which they were due."""
    link, visit = schema.link.c, schema.visit.c
    rows = connection.execute(
        sa.select(link.url, link.route, visit.due_at, visit.finished_at, visit.outcome, visit.detail, visit.status)
        .join(schema.visit, visit.link_id == link.id)
        .where(link.article_id == article_id)
        .order_by(visit.due_at, visit.id)
    )
    return tuple(PastVisit(**row) for row in rows.mappings())
