"""Values and databases for tests: each builder gives something healthy, and a test changes what it is about."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

import sqlalchemy as sa

from config.source import Source
from pipeline.rhythm import Rhythm
from pipeline.values import Article, Found, Link, Page, Route
from storage import schedule
from storage.articles import add
from storage.database import connect, writing
from storage.frontier import Visit, claim
from storage.looks import add_found
from storage.results import Result, write
from storage.runs import start_run
from storage.schedule import Lease, enrol
from storage.schema import metadata
from storage.warc import Record

NOW = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
ZH = "星海研究所周一公布一款开放权重的语言模型。测试由三所大学完成。"
EN = "Harbour Labs opened its second data centre on Monday. Three universities ran the tests."


def article(**changes: Any) -> Article:
    """An English article; with language="zh" a Chinese one. The URL follows from the title unless it is given."""
    chinese = changes.get("language") == "zh"
    values: dict[str, Any] = {
        "title": "星海发布新模型" if chinese else "Harbour Labs opens a data centre",
        "text": ZH if chinese else EN,
        "source": "beihai" if chinese else "harbour",
        "language": "en",
        "script": "Hans" if chinese else None,
        "fetched_at": NOW,
        "published_at": NOW,
        "published_precision": "second",
        "published_from": "json-ld",
        "published_zone": "stated",
    } | changes
    values.setdefault("url", f"https://{values['source']}.example/{crc32(values['title'].encode())}")
    values.setdefault("page_url", values["url"])
    return Article(**values)


def source(**changes: Any) -> Source:
    """An English source; with language="zh" a Chinese one."""
    chinese = changes.get("language") == "zh"
    values: dict[str, Any] = {
        "id": "beihai" if chinese else "harbour",
        "name": "北海新闻" if chinese else "The Harbour Post",
        "home": "https://beihai.example/" if chinese else "https://harbour.example/",
        "language": "en",
        "country": "CN" if chinese else "US",
        "edited_in": "CN" if chinese else "US",
        "ownership": "state" if chinese else "commercial",
        "timezone": "Asia/Shanghai" if chinese else "America/New_York",
        "script": "Hans" if chinese else None,
    } | changes
    return Source(**values)


def sources(*each: Source) -> Mapping[str, Source]:
    """The sources by id; without any, a Chinese and an English one."""
    return {one.id: one for one in each or (source(language="zh"), source())}


def database(directory: Path) -> sa.Engine:
    """An engine on a new SQLite file with all tables."""
    engine = connect(f"sqlite:///{directory / 'duizhao.db'}")
    sa.event.listen(engine, "connect", hurry)
    with writing(engine) as connection:
        metadata.create_all(connection)
    return engine


def hurry(connection: Any, _record: Any) -> None:
    """Let commits stay in memory: no test pulls the plug."""
    connection.execute("PRAGMA synchronous=OFF").close()


def fill(engine: sa.Engine, *new: Article, now: datetime = NOW) -> list[int]:
    """Store articles one after another; return their ids."""
    with writing(engine) as connection:
        return [add(connection, each, None, now)[0] for each in new]


def leased(connection: sa.Connection, *source_ids: str, now: datetime = NOW) -> tuple[Lease, ...]:
    """Put sources that are new into the schedule, and claim all of them, due or not."""
    enrol(connection, source_ids, now, Rhythm())
    return schedule.claim(connection, source_ids, now, Rhythm(), early=True)


def contents(connection: sa.Connection) -> dict[str, list[Any]]:
    """Every row of every table, so that a test can tell that nothing was written."""
    return {
        table.name: list(connection.execute(sa.select(table).order_by(*table.primary_key)))
        for table in metadata.sorted_tables
    }


def visited(
    engine: sa.Engine, *results: tuple[str, Article | str], source_id: str = "harbour", now: datetime = NOW
) -> int:
    """Discover each URL, visit it in one run, and store what it brought: an article or an outcome; return the run."""
    route = Route(f"https://{source_id}.example/feed.xml", "feed")
    found = Found(tuple(Link(url, route=route.url) for url, _ in results))
    brought = dict(results)
    with writing(engine) as connection:
        run_id = start_run(connection, now)
        add_found(connection, run_id, source_id, route, found, now)
        for visit in claim(connection, run_id, source_id, len(results), now):
            write(connection, result(visit, brought[visit.link.url], now), Record("a.warc.gz", 0), run_id, now)
    return run_id


def visited_again(engine: sa.Engine, outcome: str, now: datetime, source_id: str = "harbour") -> None:
    """Visit the one page of a source that is due once more, in a run of its own, to this end."""
    with writing(engine) as connection:
        run_id = start_run(connection, now)
        (visit,) = claim(connection, run_id, source_id, 9, now)
        write(connection, Result(visit, outcome), None, run_id, now)


def result(visit: Visit, brought: Article | str, now: datetime = NOW) -> Result:
    """What a visit brought, with its page where that is an article."""
    if isinstance(brought, str):
        return Result(visit, brought)
    page = Page(visit.link.url, b"<html>", now)
    return Result(visit, "", status=200, page=page, digest="d", article=brought)
