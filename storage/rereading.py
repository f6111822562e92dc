"""Reading stored pages again: which there are, what a new reading changes, and keeping what was read before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pipeline.learned import Reading
from pipeline.reservations import marked
from pipeline.urls import host_of
from pipeline.values import HELD, REFUSED, Link, Page
from storage.articles import add, by_url, change_copies, columns
from storage.boilerplate import note
from storage.comparing import compare
from storage.database import reading
from storage.frontier import UPDATE_LINK
from storage.reservations import newest
from storage.results import validators
from storage.schema import article, folded, link, page, reread, revision, visit
from storage.warc import Record

BATCH = 16  # pages in memory, and in one transaction
# What is the history of an article and not of its reading; its key stays, whatever a better reader takes for it.
HISTORY = ("source_id", "page_url", "fetched_at", "page_id")
PUBLISHED = ("published_at", "published_precision", "published_from", "published_zone")


@dataclass(frozen=True, slots=True)
class Kept:
    """An archived page that is read again: that of an article, of an earlier text of it, or a refused one."""

    id: int
    url: str
    fetched_at: datetime
    digest: str
    record: Record
    source_id: str
    link_id: int
    link: Link
    article_id: int | None  # None for a refused page
    number: int | None  # of the earlier text; None for the newest


@dataclass(frozen=True, slots=True)
class Change:
    """What a new reading of one page changed."""

    kind: str  # same, changed, new, less or gone
    fields: tuple[str, ...] = ()


def number_kept(connection: sa.Connection, source_ids: Sequence[str]) -> int:
    """How many pages of these sources can be read again."""
    return connection.execute(sa.select(sa.func.count()).select_from(readable(source_ids).subquery())).scalar_one()


def kept(engine: sa.Engine, source_ids: Sequence[str]) -> Iterator[list[Kept]]:
    """The pages of these sources that can be read again, the oldest first; memory holds one batch."""
    after = 0
    while True:
        with reading(engine) as connection:
            query = readable(source_ids).where(page.c.id > after).order_by(page.c.id).limit(BATCH)
            rows = connection.execute(query).all()
        if not rows:
            return
        yield [as_kept(row) for row in rows]
        after = rows[-1].id


def readable(source_ids: Sequence[str]) -> "sa.Select[Any]":
    """The pages that texts were read from, and those refused whose links led to no article yet."""
    claims = (link.c[name].label(f"link_{name}") for name in Link.__dataclass_fields__)
    refused = sa.and_(link.c.article_id.is_(None), visit.c.outcome.in_(REFUSED + HELD))
    return (
        sa.select(
            *(page.c[name] for name in ("id", "url", "fetched_at", "digest", "warc", "offset")),
            *claims,
            link.c.id.label("link_id"),
            link.c.source_id,
            sa.func.coalesce(article.c.id, revision.c.article_id).label("article_id"),
            revision.c.number,
        )
        .join(visit, visit.c.id == page.c.visit_id)
        .join(link, link.c.id == visit.c.link_id)
        .outerjoin(article, article.c.page_id == page.c.id)
        .outerjoin(revision, revision.c.page_id == page.c.id)
        .where(page.c.pruned_at.is_(None), page.c.status == 200, link.c.source_id.in_(source_ids))
        .where(sa.or_(article.c.id.is_not(None), revision.c.id.is_not(None), refused))
    )


def as_kept(row: Any) -> Kept:
    """The page of a row of that query."""
    claims = {name: getattr(row, f"link_{name}") for name in Link.__dataclass_fields__}
    where = Record(row.warc, row.offset)
    is_newest = row.number is None
    return Kept(
        row.id,
        row.url,
        row.fetched_at,
        row.digest,
        where,
        row.source_id,
        row.link_id,
        Link(**claims),
        row.article_id,
        None if is_newest else row.number,
    )


def change_of(connection: sa.Connection, of: Kept, new: Reading) -> Change:
    """What a new reading of a page would change."""
    if of.article_id is None:
        return Change("new")
    stored = stored_text(connection, of)
    if stored is None:
        return Change("gone")  # another text took its place since
    if new.article.metadata_only and stored["text"]:
        return Change("less")
    row = changed_columns(stored, new)
    return Change("changed" if row else "same", tuple(row))


def apply(connection: sa.Connection, of: Kept, new: Reading, answer: Page, now: datetime) -> Change:
    """Put what a new reading changes in the place of what was read before, which is kept apart from revisions."""
    found = change_of(connection, of, new)
    if found.kind == "new":
        return Change("new" if bring_in(connection, of, new, answer) else "gone")
    if found.kind != "changed":
        return found
    stored = stored_text(connection, of)
    assert stored is not None
    values = changed_columns(stored, new)
    if {"title", "text"} & values.keys():
        earlier = {name: stored[name] for name in ("title", "text", "letters")}
        of_text = {"article_id": of.article_id, "number": stored["number"], "reread_at": now}
        connection.execute(sa.insert(reread).values(earlier | of_text))
    table = article if of.number is None else revision
    connection.execute(sa.update(table).where(table.c.id == stored["id"]).values(values))
    if of.number is None:
        assert of.article_id is not None
        of_article = folded.c.article_id == of.article_id
        connection.execute(sa.update(folded).where(of_article).values(text=new.searched))
        note(connection, of.article_id, host_of(answer.url), new.lines, is_new=False)
        if "letters" in values:
            change_copies(connection, of.article_id, stored["text"], stored["letters"], new.letters)
            compare(connection, {of.article_id: new}, now)
    return found


def stored_text(connection: sa.Connection, of: Kept) -> dict[str, Any] | None:
    """The row that a page was read into, with the number of its text; None where it is read from another by now."""
    if of.number is None:
        query = sa.select(article, article.c.revision.label("number")).where(article.c.page_id == of.id)
    else:
        query = sa.select(revision).where(revision.c.page_id == of.id, revision.c.number == of.number)
    row = connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def changed_columns(stored: dict[str, Any], new: Reading) -> dict[str, Any]:
    """The columns that a new reading gives other values; a date that it does not find takes none away."""
    row = columns(new.article, new.letters, None)
    leave = HISTORY + (PUBLISHED if row["published_at"] is None else ())
    return {name: row[name] for name in row if name in stored and name not in leave and stored[name] != row[name]}


def bring_in(connection: sa.Connection, of: Kept, new: Reading, answer: Page) -> bool:
    """Make an article of a page that was refused, first seen when it was fetched; False where one stands there by now.

    Of a link that was refused more than once the oldest page comes first, and each later one as its next visit.
    """
    known = by_url(connection, new.article.url)
    article_id = known.id if known else None
    reserved = newest(connection, [of.link_id]).get(of.link_id)
    new = new if reserved is None else marked(new, reserved)
    if known is None or (known.page_url == new.article.page_url and known.fetched_at <= of.fetched_at):
        article_id, outcome, _ = add(connection, new, of.id, of.fetched_at)
        if outcome in ("stored", "revised"):
            compare(connection, {article_id: new}, of.fetched_at)
            note(connection, article_id, host_of(answer.url), new.lines, outcome == "stored")
    learned = {"article_id": article_id, **validators(answer, of.digest)}
    connection.execute(UPDATE_LINK, {"of_id": of.link_id, **learned})
    return known is None
