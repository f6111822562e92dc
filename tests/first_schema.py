"""A collection as earlier versions of the program left it: schema 0001 to 0003, rows in every table, by plain SQL."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import command

from storage.migrate import alembic_config

BEGAN = datetime(2026, 3, 1, 8, 15, 30, 123456, tzinfo=UTC)
TABLES = (
    "hold",
    "link",
    "route",
    "run",
    "discovery",
    "visit",
    "page",
    "article",
    "copy",
    "folded",
    "revision",
)
SECOND = ("schedule", "round", "host", "mark")  # tables that came with 0002
THIRD = ("printed", "boilerplate", "reread")  # and with 0003
LINKS = 40


def build(engine: sa.Engine, schema: str = "0001") -> None:
    """Make a database of an earlier schema and fill it."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        command.upgrade(alembic_config(connection), schema)
        for table, row in rows():
            put(connection, table, row)
        for table, row in second_rows() if schema >= "0002" else ():
            put(connection, table, row)
        for table, row in third_rows() if schema >= "0003" else ():
            put(connection, table, row)


def put(connection: sa.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Insert one row; ids are the database's to give, as they were."""
    values = {name: at(connection, value) for name, value in row.items()}
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f":{name}" for name in values)
    connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)


def at(connection: sa.Connection, value: Any) -> Any:
    """A time as each database has it; anything else as it is."""
    if not isinstance(value, datetime):
        return value
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") + ("" if connection.dialect.name == "sqlite" else "+00")


def rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """All rows, each after those that it names: two runs, one of them cut off; articles, stubs, copies, dead links."""
    yield "hold", {"host": "beihai.example:443", "until": BEGAN, "detail": "answered 429"}
    yield "route", {"source_id": "harbour", "url": "https://harbour.example/f", "kind": "feed", "etag": '"é"'}
    for number, state in ((0, "done"), (1, "running")):
        run = {"state": state, "host": "desk", "pid": 2**22 + 1 + number, "process_started": 1234.56 + number}
        yield "run", run | {"started_at": BEGAN + timedelta(days=number), "ended_at": None if number else BEGAN}
        look = {"run_id": number + 1, "source_id": "harbour", "url": "https://harbour.example/f", "kind": "feed"}
        yield "discovery", look | {"fetched_at": BEGAN, "outcome": "found", "found": LINKS, "new": LINKS, "refused": 1}
    for number in range(1, LINKS + 1):
        yield from of_link(number, BEGAN + timedelta(minutes=number, microseconds=number % 2))


def second_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of the tables that came with 0002."""
    yield "schedule", {"source_id": "harbour", "due_at": BEGAN, "interval": 900, "fence": 2**40, "lease_until": None}
    yield (
        "round",
        {"source_id": "harbour", "due_at": BEGAN, "fence": 7, "claimed_at": BEGAN, "run_id": 1, "state": "done"},
    )
    yield "host", {"host": "harbour.example:443", "run_id": 2, "until": BEGAN}
    yield "mark", {"name": "collection", "value": "a1b2c3"}


def third_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of the tables that came with 0003."""
    yield "printed", {"article_id": 1, "host": "harbour.example:443", "lines": bytes(range(16))}
    yield (
        "boilerplate",
        {"host": "harbour.example:443", "hash": -(2**62), "sample": "关注我们", "articles": 9, "of_articles": 30}
        | {"first_seen_at": BEGAN, "last_seen_at": BEGAN, "forgotten_at": None},
    )
    yield (
        "reread",
        {"article_id": 2, "number": 0, "title": "旧题", "text": "旧文。", "letters": None, "reread_at": BEGAN},
    )


def of_link(number: int, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """What one link led to: a dead page, or an article with its page, its texts and its next visit."""
    url = f"https://harbour.example/{number}"
    source = "beihai" if number % 3 == 0 else "harbour"
    article = number - number // 4 if number % 4 else None  # every fourth is dead
    yield (
        "link",
        {"key": url, "url": url, "source_id": source, "title": f"题 {number}", "published_at": now}
        | {"first_seen_at": now, "visits": 1, "digest": f"{number:032x}", "article_id": article},
    )
    visit = {"link_id": number, "source_id": source}
    yield (
        "visit",
        visit
        | {"due_at": now, "run_id": 1, "status": 200, "finished_at": now}
        | {"outcome": "stored" if article else "bad-status", "detail": "" if article else "answered 404"},
    )
    yield "visit", visit | {"due_at": now + timedelta(hours=1), "run_id": 2 if number % 5 == 0 else None}
    if article is None:
        return
    yield (
        "page",
        {"visit_id": 2 * number - 1, "url": url, "status": 200, "fetched_at": now, "digest": f"{number:032x}"}
        | {"warc": "run-00000001.warc.gz", "offset": 2**33 + number},
    )
    is_stub = number % 7 == 0
    yield (
        "article",
        {"url": url, "page_url": url, "source_id": source, "title": f"輝達晶片 {number} \U00020000 Ünï"}
        | {"text": "" if is_stub else f"第一段。\n第二段，算力达三千。\n{number}", "byline": '["Ada Quill", "张三"]'}
        | {"editor": "[]", "language": "zh" if source == "beihai" else "en", "script": "Hans", "published_at": now}
        | {"published_precision": "second", "published_from": "json-ld", "published_zone": "stated"}
        | {"metadata_only": is_stub, "letters": None if is_stub else f"{number // 2:032x}", "first_seen_at": now}
        | {"fetched_at": now, "revision": number % 2, "page_id": article},
    )
    yield "folded", {"article_id": article, "text": f"辉达芯片 {number}"}
    if number % 2:
        yield (
            "revision",
            {"article_id": article, "number": 0, "title": f"旧题 {number}", "text": "旧文。", "letters": None}
            | {"fetched_at": now, "page_id": article},
        )
    if article > 1 and number % 2:
        yield "copy", {"article_id": article, "of_id": article - 1, "kind": "exact", "letters": f"{number // 2:032x}"}


def columns(connection: sa.Connection) -> dict[str, list[str]]:
    """The names of the columns of each table that there is."""
    inspector = sa.inspect(connection)
    there = [table for table in TABLES + SECOND + THIRD if inspector.has_table(table)]
    return {table: [str(each["name"]) for each in inspector.get_columns(table)] for table in there}


def digests(connection: sa.Connection, of: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """A hash of each row of each table, of these columns alone, as the driver gives them."""
    found = {}
    for table, names in of.items():
        listed = ", ".join(f'"{name}"' for name in names)
        result = connection.execute(sa.text(f"SELECT {listed} FROM {table}"))
        found[table] = sorted(hashlib.sha256(repr(tuple(row)).encode()).hexdigest() for row in result)
    return found
