"""When a text was last seen, at visits that read it and at those that its page answered as before."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pipeline.values import Article, Found, Link, Page, Route
from storage.database import writing
from storage.frontier import claim, give_back
from storage.looks import add_found
from storage.results import Result, write
from storage.runs import start_run
from storage.schema import article as articles
from storage.schema import revision, visit
from storage.sightings import see
from storage.warc import Record
from tests.builders import NOW, article

ONE, TWO = "https://harbour.example/first", "https://harbour.example/first.amp"
TEXT, OTHER = article(url=ONE), article(url=ONE, text="Another text.")
STUB = article(url=ONE, text="The beginning.", stub=True)
SAME, UNCHANGED = "the same bytes", "not modified"


def make(engine: sa.Engine, day: int, brought: Article | str, digest: str, url: str = ONE) -> str:
    """Visit a URL on a day and store what it brought."""
    now = NOW + timedelta(days=day)
    with writing(engine) as connection:
        run_id = start_run(connection, now)
        add_found(connection, run_id, "harbour", Route(ONE, "feed"), Found((Link(url),)), now)
        connection.execute(sa.update(visit).where(visit.c.outcome == "").values(due_at=now - timedelta(hours=1)))
        (of,) = (each for each in claim(connection, run_id, "harbour", 9, now) if each.link.url == url)
        came = Result(of, "bad-status", "503", 503)
        if isinstance(brought, Article):
            came = Result(
                of, "", status=200, page=Page(url, b"", now), digest=digest, article=replace(brought, fetched_at=now)
            )
        elif brought in (SAME, UNCHANGED):
            came = Result(of, "known", brought, 304 if brought == UNCHANGED else 200)
        outcome = write(connection, came, Record("a.warc.gz", 0), run_id, now)
        give_back(connection, run_id)
        return outcome


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ([(TEXT, "a")], 0),
        ([(TEXT, "a"), (SAME, "")], 1),
        ([(TEXT, "a"), (UNCHANGED, ""), (UNCHANGED, "")], 2),
        ([(TEXT, "a"), (TEXT, "b"), (SAME, "")], 2),  # another counter, then the same
        ([(TEXT, "a"), ("503", "")], 0),
        # What answers as before is a stub.
        ([(TEXT, "a"), (STUB, "b"), (SAME, "")], 0),
        # Another page of the article changed it: the old text of this one is not the article's.
        ([(TEXT, "a"), (OTHER, "b", TWO), (SAME, "")], 1),
        ([(TEXT, "a"), (OTHER, "b", TWO), (SAME, "", TWO)], 2),
        ([(TEXT, "a"), (OTHER, "b"), (TEXT, "a"), (SAME, "")], 3),
    ],
)
def test_when_a_text_was_last_seen(engine: sa.Engine, visits: list[tuple[Article | str, ...]], expected: int) -> None:
    for day, each in enumerate(visits):
        make(engine, day, *each)  # type: ignore[arg-type]
    with writing(engine) as connection:
        assert connection.execute(sa.select(articles.c.fetched_at)).scalar_one() == NOW + timedelta(days=expected)


def test_a_revision_tells_when_its_text_was_last_seen(engine: sa.Engine) -> None:
    for day, each in enumerate([(TEXT, "a"), (SAME, ""), (OTHER, "b")]):
        make(engine, day, *each)  # type: ignore[arg-type]
    with writing(engine) as connection:
        assert connection.execute(sa.select(revision.c.fetched_at)).scalar_one() == NOW + timedelta(days=1)


def test_no_visit_saw_nothing(connection: sa.Connection) -> None:
    see(connection, [], NOW)
