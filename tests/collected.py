"""A collection as crawls leave it: every table has rows, and every page of a row lies in a WARC file."""

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.reservations_site import Rule
from pipeline.rhythm import Rhythm
from pipeline.values import Article, Found, Link, Page, Repair, Reservation, Route
from storage import frontier, holds, hosts, looks, rounds, runs, schedule
from storage.citing import look_for_citations
from storage.database import connect, writing
from storage.frontier import Visit
from storage.marking import mark_articles
from storage.migrate import ready
from storage.reservations import keep_file
from storage.results import Result, write
from storage.rounds import Plan
from storage.schema import alarm, boilerplate, citation, reread, story_change, tombstone, visit
from storage.schema import article as article_table
from storage.stories import tell_stories
from storage.vectors import make_vectors
from storage.warc import Archive
from tests.builders import EN, NOW, ZH, article, hurry

SOURCE = "harbour"
FEED = Route("https://harbour.example/feed.xml", "feed")
RHYTHM = Rhythm()


def crawled(
    engine: sa.Engine,
    data: Path,
    numbers: Iterable[int],
    now: datetime = NOW,
    ended: bool = True,
    source: str = "harbour",
) -> int:
    """Crawl the pages of these numbers once; return the run.

    Every third page is refused, every fifth text is a copy, and a number that comes again brings another text.
    Without an end the run is as a kill leaves it: its leases, its host and its claims are still held.
    """
    with writing(engine) as connection:
        schedule.enrol(connection, [SOURCE], now, RHYTHM)
        leases = schedule.claim(connection, [SOURCE], now, RHYTHM, early=True)
        run_id = runs.start_run(connection, now)
        schedule.adopt(connection, leases, run_id)
        hosts.take(connection, run_id, f"{SOURCE}.example:443", now)
        links = tuple(
            Link(f"https://{SOURCE}.example/{each}", route=FEED.url, title="标题 — title") for each in numbers
        )
        looks.add_found(connection, run_id, SOURCE, FEED, Found(links), now)
        looks.set_validators(connection, SOURCE, FEED, 'W/"1"', "", 900, now)
        frontier.again(connection, [SOURCE], now)
        claimed = frontier.claim(connection, run_id, SOURCE, len(links), now)
    archive = Archive(data / "warc", f"run-{run_id:08d}-{'ab' * 4}")
    done = claimed if ended else claimed[: len(claimed) // 2]
    for each in done:
        visited(engine, archive, each, run_id, now)
    archive.close()
    with writing(engine) as connection:
        learned = {"host": f"{run_id}.{SOURCE}.example:443", "hash": -(2**63) + run_id, "sample": "版权所有"}
        seen = {"articles": 5, "of_articles": 60, "first_seen_at": now, "last_seen_at": now}
        connection.execute(sa.insert(boilerplate).values(learned | seen))
        first = connection.execute(sa.select(sa.func.min(article_table.c.id))).scalar_one()
        if first is not None:
            text = {"article_id": first, "number": 0, "title": "旧读", "text": "旧文。\n返回首页", "reread_at": now}
            connection.execute(sa.insert(reread).values(text))
        keep_file(connection, f"{SOURCE}.example:443", [Rule("/标题", True, "https://p.example/1")], "found", "", now)
        holds.hold_host(connection, f"slow.{SOURCE}.example:443", now + timedelta(hours=1), "answered 429")
        if ended:
            for lease in leases:
                rounds.end(connection, lease, "done", "", Plan(None, [FEED], frozenset()), RHYTHM, now)
            runs.end_run(connection, run_id, "done", now)
    return run_id


def visited(engine: sa.Engine, archive: Archive, of: Visit, run_id: int, now: datetime) -> None:
    """Make one visit as the writer does: the page to the disk, then the rows."""
    number = int(of.link.url.rpartition("/")[2])
    body = f"<p>{number} 算力 at {now}</p>".encode() * 20
    page = Page(of.link.url, body, now, 200, (("content-type", "text/html"),))
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    record = archive.add(page)
    archive.sync()
    if number % 3 == 0:
        result = Result(of, "too-short", "12 letters", 200, page, digest)
    else:
        reserved = (Reservation("tdm", "tdmrep.json", "https://p.example/1"),) if number % 6 == 1 else ()
        text = replace(text_of(of, number, now), reserved=reserved)
        result = Result(of, "", status=200, page=page, digest=digest, article=text, reserved=reserved)
    with writing(engine) as connection:
        write(connection, result, record, run_id, now)


def text_of(of: Visit, number: int, now: datetime) -> Article:
    """The text of a number at a time."""
    language = "zh" if number % 2 else "en"
    told = "" if number % 5 == 0 else f" Number {number} of {now:%d %H:%M}."
    return article(
        language=language,
        source=SOURCE,
        url=of.link.url,
        title=f"{'星海' if language == 'zh' else 'Harbour'} {number}",
        text=(ZH if language == "zh" else EN) + told,
        byline=("王明", "O'Neill") if number % 7 == 0 else (),
        layers=(("title", "meta"), ("byline", "text")) if number % 7 == 0 else (),
        repairs=(Repair("reading", "text", number, "領(lǐng)", "領"),) if number % 4 == 0 else (),
        original=number % 2 == 0,
        words=number,
        published_at=None if number % 11 == 0 else now - timedelta(microseconds=number),
        fetched_at=now,
    )


def opened(url: str) -> sa.Engine:
    """An engine on a database whose commits need not reach the disk."""
    engine = connect(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", hurry)
    return engine


def filled(engine: sa.Engine, data: Path) -> sa.Engine:
    """The engine, with a collection of two crawls; the second was killed."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or file is None:
        return fill(engine, data)
    shutil.copyfile(model() / "model.sqlite", file)
    shutil.copytree(model() / "warc", data / "warc")
    return engine


@cache
def model() -> Path:
    """The directory of the collection that SQLite's are copied from; none has a mark yet that tells it from another."""
    made = Path(tempfile.mkdtemp(prefix="duizhao-model-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    fill(opened(f"sqlite:///{made}/model.sqlite"), made).dispose()
    return made


def fill(engine: sa.Engine, data: Path) -> sa.Engine:
    """Make that collection in an empty database; return its engine."""
    ready(engine)
    crawled(engine, data, range(1, 31))
    crawled(engine, data, range(10, 40), now=NOW + timedelta(days=1), ended=False)
    with writing(engine) as connection:
        gone = {"article_id": 1, "gone_at": NOW + timedelta(days=2), "last_seen_at": NOW, "status": 410}
        connection.execute(sa.insert(tombstone), gone)
    mark_articles(engine, shipped_topic())
    make_vectors(engine, shipped_topic())
    tell_stories(engine, shipped_topic(), NOW)
    look_for_citations(engine, {})
    with writing(engine) as connection:
        said = [{"name": "FT", "verb": "said", "sentence": "the FT said", "place": 1}]
        connection.execute(
            sa.insert(citation), [{"article_id": 1, "number": 9, "outlet": "ft", "day": "2026-10-12", "said": said}]
        )
        connection.execute(sa.insert(story_change), [{"story_id": 1, "at": NOW, "kind": "split", "other_id": 2}])
        evidence = {"sign": "silent", "numbers": {"hours": 30.5}, "before": {"title": "标题"}, "after": None}
        times = {"since": NOW, "seen_at": NOW}
        connection.execute(sa.insert(alarm).values(source_id=SOURCE, kind="silent", evidence=evidence, **times))
    return engine


def sums_up(connection: sa.Connection) -> bool:
    """True where every visit is pending or has an outcome, and each link has as many as it says."""
    total = connection.scalar(sa.select(sa.func.count()).select_from(visit))
    pending = connection.scalar(sa.select(sa.func.count()).where(visit.c.outcome == ""))
    ended = connection.scalar(sa.select(sa.func.count()).where(visit.c.outcome != "", visit.c.finished_at.is_not(None)))
    return total == (pending or 0) + (ended or 0)
