"""The writer: groups are whole, one bad piece costs itself alone, and after a failure nothing is half done."""

import asyncio
import errno
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa

from crawler.group import Piece
from crawler.writer import ENOUGH, WriteFailed, Writer
from pipeline.values import Article, Found, Link, Page, Route
from storage import database, frontier, holds, looks, runs
from storage.database import connect, reading, transact, writing
from storage.frontier import Visit
from storage.migrate import ready
from storage.results import ClaimLost, Result
from storage.schedule import LEASE
from storage.schema import article, hold, page, run, visit
from storage.warc import Record, body_of, digest_of
from tests.builders import leased
from tests.postgres import Postgres

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)
ROUTE = Route("http://a.example/feed", "feed")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait 0.3 s for another writer."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)


@pytest.fixture
def writer(engine: sa.Engine, tmp_path: Path) -> Iterator[Writer]:
    with writing(engine) as connection:
        run_id = runs.start_run(connection, NOW)
    made = Writer(engine, tmp_path / "warc", run_id)
    yield made
    if made.thread.is_alive():
        made.close()


def claimed(engine: sa.Engine, number: int, source_id: str = "a") -> list[Visit]:
    """So many visits that the first run has claimed."""
    links = tuple(Link(f"http://{source_id}.example/{n}") for n in range(number))
    with writing(engine) as connection:
        looks.add_found(connection, 1, source_id, ROUTE, Found(links), NOW)
        return frontier.claim(connection, 1, source_id, number, NOW)


def stored(of: Visit, text: str = "") -> Result:
    """A result that brings an article and its page."""
    answer = Page(of.link.url, of.link.url.encode(), NOW)
    found = Article(of.link.url, of.link.url, "a", "T", text or f"text {of.id}", "en", NOW)
    return Result(of, "", "", 200, answer, digest_of(answer), found)


def outcomes(engine: sa.Engine) -> list[str]:
    """The outcomes of the first visits."""
    with reading(engine) as connection:
        query = sa.select(visit.c.outcome).where(visit.c.due_at == NOW).order_by(visit.c.id)
        return list(connection.execute(query).scalars())


async def written(writer: Writer, results: list[Result]) -> list[Any]:
    """What each result came to."""
    return await asyncio.gather(*(writer.write(each) for each in results), return_exceptions=True)


def test_results_are_written_with_their_pages(engine: sa.Engine, writer: Writer, tmp_path: Path) -> None:
    visits = claimed(engine, 5)
    assert asyncio.run(written(writer, [stored(each) for each in visits])) == ["stored"] * 5
    with reading(engine) as connection:
        rows = connection.execute(sa.select(page.c.warc, page.c.offset, page.c.url)).all()
    assert [body_of(tmp_path / "warc", Record(file, offset)) for file, offset, _ in rows] == [
        url.encode() for *_, url in rows
    ]
    assert outcomes(engine) == ["stored"] * 5


def test_a_job_gives_back_what_it_found(engine: sa.Engine, writer: Writer) -> None:
    def count(connection: sa.Connection) -> int:
        return connection.execute(sa.select(sa.func.count()).select_from(run)).scalar_one()

    assert asyncio.run(writer.do(count)) == 1


def test_a_job_that_fails_costs_itself_alone(engine: sa.Engine, writer: Writer) -> None:
    visits = claimed(engine, 2)

    def fail(connection: sa.Connection) -> None:
        connection.execute(sa.update(visit).values(outcome="robots"))
        raise KeyError("no such thing")

    async def together() -> tuple[Any, Any, Any]:
        work = (writer.write(stored(visits[0])), writer.do(fail), writer.write(stored(visits[1])))
        return await asyncio.gather(*work, return_exceptions=True)

    first, error, last = asyncio.run(together())
    assert (first, last) == ("stored", "stored")
    assert isinstance(error, KeyError)
    assert writer.failure is None
    assert outcomes(engine) == ["stored", "stored"]


def test_a_result_that_the_database_refuses_is_held(engine: sa.Engine, writer: Writer) -> None:
    visits = claimed(engine, 3)
    bad = stored(visits[1])
    assert bad.article is not None
    bad = replace(bad, article=replace(bad.article, published_at=datetime(2026, 1, 1)))  # noqa: DTZ001  naive
    found = asyncio.run(written(writer, [stored(visits[0]), bad, stored(visits[2])]))
    assert found == ["stored", "quarantined", "stored"]
    assert outcomes(engine) == ["stored", "quarantined", "stored"]


def test_a_text_that_has_no_room_costs_itself_alone(dialect: str, engine: sa.Engine, writer: Writer) -> None:
    visits = claimed(engine, 3)
    long = stored(visits[1])
    assert long.article is not None
    long = replace(long, article=replace(long.article, language=cast("Any", "English")))
    expected = {"sqlite": "stored", "postgresql": "quarantined"}[dialect]  # SQLite keeps no length
    assert asyncio.run(written(writer, [stored(visits[0]), long, stored(visits[2])])) == ["stored", expected, "stored"]
    assert outcomes(engine) == ["stored", expected, "stored"]


@pytest.fixture
def fenced(engine: sa.Engine, tmp_path: Path) -> Iterator[Writer]:
    """The writer of a run that claimed the sources a and b, of which another has claimed a since."""
    with writing(engine) as connection:
        run_id = runs.start_run(connection, NOW)
        held = leased(connection, "a", "b")
        leased(connection, "a", now=NOW + LEASE)
    made = Writer(engine, tmp_path / "warc", run_id, {each.source_id: each.fence for each in held})
    yield made
    made.close()


def test_nothing_is_written_of_a_source_that_is_another_crawls_by_now(engine: sa.Engine, fenced: Writer) -> None:
    lost, kept = claimed(engine, 2, "a"), claimed(engine, 2, "b")
    numbers = iter(range(9))

    def note(connection: sa.Connection) -> None:
        holds.hold_host(connection, f"{next(numbers)}.example:443", NOW, "")

    async def together() -> list[Any]:
        mixed = ((lost[0], "a"), (kept[0], "b"), (lost[1], "a"), (kept[1], "b"))
        results = [fenced.write(stored(each), source_id) for each, source_id in mixed]
        jobs = [fenced.do(note, source_id) for source_id in ("a", "b", "", "c")]
        return await asyncio.gather(*results, *jobs, return_exceptions=True)

    *results, of_lost, of_kept, of_none, of_another = asyncio.run(together())
    assert results == ["", "stored", "", "stored"]
    assert isinstance(of_lost, ClaimLost)
    assert (of_kept, of_none, of_another) == (None, None, None)
    assert (fenced.lost, fenced.failure) == ({"a"}, None)
    assert outcomes(engine) == ["", "", "stored", "stored"]
    with reading(engine) as connection:
        for table, number in ((article, 2), (page, 2), (hold, 3)):
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == number


def test_a_source_is_lost_from_the_moment_on_that_another_claims_it(engine: sa.Engine, fenced: Writer) -> None:
    first, second = claimed(engine, 2, "b")
    assert asyncio.run(fenced.write(stored(first), "b")) == "stored"
    with writing(engine) as connection:
        leased(connection, "b", now=NOW + LEASE)
    assert asyncio.run(fenced.write(stored(second), "b")) == ""
    assert (fenced.lost, outcomes(engine)) == ({"b"}, ["stored", ""])


def test_a_lost_connection_loses_and_doubles_nothing(
    dialect: str, engine: sa.Engine, writer: Writer, request: pytest.FixtureRequest
) -> None:
    visits = claimed(engine, 3)
    calls: list[int] = []

    def cut(connection: sa.Connection) -> int:
        calls.append(len(calls))
        if dialect == "postgresql" and len(calls) == 1:
            driver: Any = connection.connection.driver_connection
            server: Postgres = request.getfixturevalue("postgres")
            server.admin.execute("SELECT pg_terminate_backend(%s, 5000)", (driver.info.backend_pid,))
        return len(calls)

    async def together() -> list[Any]:
        first, second, third = (writer.write(stored(each)) for each in visits)
        return list(await asyncio.gather(first, second, writer.do(cut), third))

    tries = 2 if dialect == "postgresql" else 1
    assert asyncio.run(together()) == ["stored", "stored", tries, "stored"]
    assert outcomes(engine) == ["stored"] * 3
    with reading(engine) as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(page)).scalar_one() == 3
    assert writer.failure is None


def test_what_is_cut_again_and_again_is_written_in_parts(
    postgres: Postgres, on_server: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.writer.PATIENCE", 60)
    monkeypatch.setattr(database, "FIRST_WAIT", 0.01)
    engine = connect(on_server())
    ready(engine)
    with writing(engine) as connection:
        runs.start_run(connection, NOW)
    visits = claimed(engine, 8)
    writer = Writer(engine, tmp_path / "warc", 1)
    whole, sizes = writer.all, []

    def cut_where_it_takes_long(connection: sa.Connection, pieces: Sequence[Piece]) -> list[Any]:
        values = whole(connection, pieces)
        sizes.append(len(pieces))
        if len(pieces) > 3:
            driver: Any = connection.connection.driver_connection
            postgres.admin.execute("SELECT pg_terminate_backend(%s, 5000)", (driver.info.backend_pid,))
        return values

    monkeypatch.setattr(writer, "all", cut_where_it_takes_long)
    assert asyncio.run(written(writer, [stored(each) for each in visits])) == ["stored"] * 8
    writer.close()
    assert (sizes, outcomes(engine)) == ([8, 4, 2, 2, 2, 2], ["stored"] * 8)
    engine.dispose()


def test_a_lost_claim_stores_nothing(engine: sa.Engine, writer: Writer) -> None:
    (lost,) = claimed(engine, 1)
    with writing(engine) as connection:
        frontier.give_back(connection, 1)
    assert asyncio.run(written(writer, [stored(lost)])) == [""]
    with reading(engine) as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(article)).scalar_one() == 0


def full(*_: object) -> None:
    """A disk that takes nothing more."""
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("what", ["sync", "add"])
def test_a_full_archive_ends_writing_and_nothing_is_half_done(engine: sa.Engine, writer: Writer, what: str) -> None:
    visits = claimed(engine, 3)
    assert asyncio.run(written(writer, [stored(visits[0])])) == ["stored"]
    usual: Callable[..., Any] = getattr(writer.archive, what)
    setattr(writer.archive, what, full)
    (error,) = asyncio.run(written(writer, [stored(visits[1])]))
    assert isinstance(error, WriteFailed)
    setattr(writer.archive, what, usual)  # though there is room again, this crawl is over
    (error,) = asyncio.run(written(writer, [stored(visits[2])]))
    assert isinstance(error, WriteFailed)
    assert isinstance(writer.failure, OSError)
    assert outcomes(engine) == ["stored", "", ""]


def test_a_locked_database_ends_writing_and_nobody_waits_twice(
    engine: sa.Engine, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = claimed(engine, 40)

    async def one_after_another() -> list[Any]:
        return [(await written(writer, [stored(each)]))[0] for each in visits]

    begun = []

    def counted(*of: Any) -> Any:
        begun.append(of)
        return transact(*of)

    monkeypatch.setattr("crawler.writer.transact", counted)
    with writing(engine):
        errors = asyncio.run(one_after_another())
    assert len(begun) == 1
    assert all(isinstance(each, WriteFailed) for each in errors)
    assert set(outcomes(engine)) == {""}
    assert re.search("database is locked|lock timeout", str(writer.failure))


def test_whoever_stops_waiting_does_not_stop_the_writer(engine: sa.Engine, writer: Writer) -> None:
    visits = claimed(engine, 2)

    async def impatient() -> str:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(writer.do(lambda _: time.sleep(0.3)), 0.05)
        task = asyncio.ensure_future(writer.write(stored(visits[0])))
        await asyncio.sleep(0)
        task.cancel()
        return await writer.write(stored(visits[1]))

    assert asyncio.run(impatient()) == "stored"
    assert writer.thread.is_alive()
    assert outcomes(engine) == ["stored", "stored"]


def test_closing_writes_what_is_queued(engine: sa.Engine, writer: Writer) -> None:
    visits = claimed(engine, 20)

    async def leave() -> None:
        tasks = [asyncio.ensure_future(writer.write(stored(each))) for each in visits]
        await asyncio.sleep(0)
        writer.close()
        for task in tasks:
            task.cancel()

    asyncio.run(leave())
    assert outcomes(engine) == ["stored"] * 20


def test_an_archive_that_can_not_be_closed_is_a_failure(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer.archive, "close", full)
    writer.close()
    assert isinstance(writer.failure, OSError)


def test_two_databases_may_share_a_directory(tmp_path: Path) -> None:
    names = set()
    for name in ("a", "b"):
        engine = connect(f"sqlite:///{tmp_path}/{name}.sqlite")
        ready(engine)
        with writing(engine) as connection:
            run_id = runs.start_run(connection, NOW)
        writer = Writer(engine, tmp_path / "warc", run_id)
        asyncio.run(written(writer, [stored(each) for each in claimed(engine, 1)]))
        writer.close()
        assert writer.failure is None
        names.add(writer.archive.path)
        engine.dispose()
    assert len(names) == 2


def groups_of(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the groups that the writer commits from now on."""
    sizes: list[int] = []
    usual = writer.commit

    def commit(group: list[Any]) -> None:
        sizes.append(len(group))
        usual(group)

    monkeypatch.setattr(writer, "commit", commit)
    return sizes


def test_results_wait_for_one_another(engine: sa.Engine, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.writer.PATIENCE", 60)
    visits = claimed(engine, ENOUGH)
    sizes = groups_of(writer, monkeypatch)

    async def one_by_one() -> None:
        tasks = []
        for each in visits:
            tasks.append(asyncio.ensure_future(writer.write(stored(each))))
            await asyncio.sleep(0.01)
        await asyncio.wait_for(asyncio.gather(*tasks), 5)

    asyncio.run(one_by_one())
    assert sizes == [ENOUGH]


@pytest.mark.parametrize("end", ["job", "close"])
def test_neither_a_job_nor_the_end_waits(
    engine: sa.Engine, writer: Writer, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr("crawler.writer.PATIENCE", 60)
    (only,) = claimed(engine, 1)
    began = time.monotonic()

    async def together() -> None:
        task = asyncio.ensure_future(writer.write(stored(only)))
        await asyncio.sleep(0.05)
        if end == "job":
            await writer.do(lambda _: None)
        else:
            writer.close()
        assert await task == "stored"

    asyncio.run(together())
    assert time.monotonic() - began < 5
