"""What became of a visit, written whole: page, article, outcome and done-mark in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from pipeline.urls import host_of
from pipeline.values import Article, Page
from storage.articles import add
from storage.boilerplate import note
from storage.frontier import Visit, finish
from storage.schema import page
from storage.warc import Record

INSERT_PAGE = sa.insert(page).returning(page.c.id)


@dataclass(frozen=True, slots=True)
class Result:
    """What a visit brought: an article, an unchanged page (known), or the reason why neither."""

    visit: Visit
    outcome: str  # empty where the article decides: stored, revised, known or metadata
    detail: str = ""
    status: int | None = None
    page: Page | None = None  # kept in the archive where there is one
    digest: str = ""
    article: Article | None = None
    lines: tuple[int, ...] = ()  # hashes of those of its text, as it came, that may be its host's own


def write(connection: sa.Connection, result: Result, record: Record | None, run_id: int, now: datetime) -> str:
    """Store a result and return its outcome; raises ClaimLost where the visit is no longer the run's."""
    of = result.visit
    page_id = add_page(connection, result, record) if record and result.page else None
    outcome, detail = result.outcome, result.detail
    learned: dict[str, object] = {}
    if result.article:
        article_id, outcome, said = add(connection, result.article, page_id, now)
        detail = detail or said
        if result.lines and outcome in ("stored", "revised"):
            note(connection, article_id, host_of(result.article.page_url), result.lines, outcome == "stored")
        learned = {"article_id": article_id}
        if result.page:
            learned |= validators(result.page, result.digest)
    revisit = result.status is not None or result.article is None  # claims alone do not change by themselves
    if not finish(connection, of, run_id, outcome, now, detail, result.status, revisit, learned):
        raise ClaimLost(f"visit {of.id} is not run {run_id}'s any more")
    return outcome


class ClaimLost(Exception):
    """The visit was given back or finished by another run; what this run brought is not stored."""


def validators(of: Page, digest: str) -> dict[str, object]:
    """What lets the link's next visit ask whether the page changed."""
    return {
        "etag": of.header("etag")[:500],
        "last_modified": of.header("last-modified")[:100],
        "digest": digest,
    }


def add_page(connection: sa.Connection, result: Result, record: Record) -> int:
    """Name the archived page of a visit."""
    assert result.page is not None
    page_id: int = connection.execute(
        INSERT_PAGE,
        {
            "visit_id": result.visit.id,
            "url": result.page.url,
            "status": result.page.status,
            "fetched_at": result.page.fetched_at,
            "digest": result.digest,
            "warc": record.file,
            "offset": record.offset,
        },
    ).scalar_one()
    return page_id
