"""What became of a visit, written whole: page, article, outcome and done-mark in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from pipeline.learned import NOTHING, Reading, reading_of
from pipeline.urls import host_of
from pipeline.values import Article, Page, Reservation
from storage.arrivals import add_all
from storage.articles import Added
from storage.boilerplate import note_all
from storage.comparing import compare
from storage.frontier import End, Visit, finish_all
from storage.reservations import Seen, note
from storage.schema import page
from storage.sightings import see
from storage.tombstones import settle
from storage.warc import Record

INSERT_PAGES = sa.insert(page).returning(page.c.id, sort_by_parameter_order=True)


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
    reading: Reading | None = None  # of that article, where it was read in a child
    reserved: tuple[Reservation, ...] | None = None  # by its page; None where no page was looked at
    withheld: bool = False  # the text, for what its page reserves: its route's whole text is not kept either


def write(connection: sa.Connection, result: Result, record: Record | None, run_id: int, now: datetime) -> str:
    """Store a result and return its outcome; raises ClaimLost where the visit is no longer the run's."""
    return write_all(connection, [(result, record)], run_id, now)[0]


def write_all(
    connection: sa.Connection, results: Sequence[tuple[Result, Record | None]], run_id: int, now: datetime
) -> list[str]:
    """Store results and return their outcomes; raises ClaimLost where one of the visits is no longer the run's.

    What all results need is done in one statement for all of them: a statement costs more than its rows.
    """
    ids = iter(add_pages(connection, [(each, at) for each, at in results if each.page and at]))
    page_ids = [next(ids) if each.page and at else None for each, at in results]
    read = [
        (reading, page_id) for (each, _), page_id in zip(results, page_ids, strict=True) if (reading := read_of(each))
    ]
    added = add_all(connection, read, now)
    texts: dict[int, Reading] = {}  # what each article has now, in the order in which they got it
    revised = {article_id for article_id, outcome, _ in added if outcome == "revised"}
    for (reading, _), (article_id, outcome, _) in zip(read, added, strict=True):
        if outcome in ("stored", "revised"):
            texts.pop(article_id, None)  # a text that was replaced within the group is no more
            texts[article_id] = reading
    note_all(
        connection,
        [
            (article_id, host_of(reading.article.page_url), reading.lines, outcome == "stored")
            for (reading, _), (article_id, outcome, _) in zip(read, added, strict=True)
            if reading.lines and outcome in ("stored", "revised")
        ],
    )
    compare(connection, texts, now, new=texts.keys() - revised)
    of_articles = iter(added)
    ends = [ended(each, next(of_articles) if each.article else None) for each, _ in results]
    if not finish_all(connection, ends, run_id, now):
        raise ClaimLost(f"not all of {len(ends)} visits are run {run_id}'s any more")
    see(connection, ends, now)
    note(
        connection,
        [seen(each, end) for (each, _), end in zip(results, ends, strict=True) if each.reserved is not None],
        now,
    )
    settle(connection, ends, now)
    return [each.outcome for each in ends]


def read_of(result: Result) -> Reading | None:
    """The reading of a result's article; None where it brought none."""
    return None if result.article is None else result.reading or reading_of(result.article, NOTHING)


def ended(result: Result, added: Added | None) -> End:
    """How the visit of a result ends, with what became of its article where it brought one."""
    revisit = result.status is not None or result.article is None  # claims alone do not change by themselves
    if added is None:
        return End(result.visit, result.outcome, result.detail, result.status, revisit)
    article_id, outcome, said = added
    learned: dict[str, object] = {"article_id": article_id}
    if result.withheld and outcome == "metadata":
        learned["text"] = ""
    if result.page:
        learned |= validators(result.page, result.digest)
    return End(result.visit, outcome, result.detail or said, result.status, revisit, learned)


def seen(result: Result, end: End) -> Seen:
    """What a visit saw that its page reserves."""
    article_id = end.learned.get("article_id", result.visit.article_id)
    return Seen(
        result.visit.link_id,
        article_id if isinstance(article_id, int) else None,
        result.reserved or (),
        is_first=result.visit.visits == 0,
        is_stored=end.outcome in ("stored", "metadata"),
    )


class ClaimLost(Exception):
    """The visit was given back or finished by another run; what this run brought is not stored."""


def validators(of: Page, digest: str) -> dict[str, object]:
    """What lets the link's next visit ask whether the page changed."""
    return {
        "etag": of.header("etag")[:500],
        "last_modified": of.header("last-modified")[:100],
        "digest": digest,
    }


def add_pages(connection: sa.Connection, results: Sequence[tuple[Result, Record]]) -> Sequence[int]:
    """Name the archived pages of visits; return their ids in the same order."""
    rows = [
        {
            "visit_id": result.visit.id,
            "url": result.page.url,
            "status": result.page.status,
            "fetched_at": result.page.fetched_at,
            "digest": result.digest,
            "warc": record.file,
            "offset": record.offset,
        }
        for result, record in results
        if result.page is not None
    ]
    return connection.execute(INSERT_PAGES, rows).scalars().all() if rows else ()
