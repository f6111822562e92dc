"""The column types: what is taken out of a text before it is stored, and times that stay what they were."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values import Repair
from storage.database import connect, writing
from storage.types import UNSTORABLE, Instant, Layers, Names, Repairs, Text, storable

things = sa.Table(
    "thing",
    sa.MetaData(),
    sa.Column("at", Instant),
    sa.Column("text", Text),
    sa.Column("names", Names),
    sa.Column("layers", Layers),
    sa.Column("repairs", Repairs),
)


@pytest.fixture
def connection(url: str) -> Iterator[sa.Connection]:
    """A writing transaction on a database that has the table of things alone."""
    engine = connect(url)
    with writing(engine) as opened:
        things.create(opened)
        yield opened
    engine.dispose()


def stored(connection: sa.Connection, **values: Any) -> Any:
    """The row that these values come back as."""
    connection.execute(sa.insert(things).values(values))
    return connection.execute(sa.select(things)).one()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("輝達 Nvidia \U00020000", "輝達 Nvidia \U00020000"),
        ("a\0b", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("\udfff\0\0", "\ufffd"),
    ],
)
def test_a_text_loses_what_no_database_takes(value: str, expected: str) -> None:
    assert storable(value) == expected


@given(st.text(st.characters(exclude_categories=[]) | st.sampled_from("\0\ud800\udfff")))
def test_the_short_way_gives_what_translating_gives(value: str) -> None:
    assert storable(value) == value.translate(UNSTORABLE)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", ""),
        ("輝達 Nvidia \U00020000", "輝達 Nvidia \U00020000"),
        ("\0", ""),
        ("a\0b\ud800c", "ab\ufffdc"),
        ("\udbff\udc00", "\ufffd\ufffd"),  # a pair of surrogates is no character in Python
        ("'\\\n%s :x", "'\\\n%s :x"),
    ],
)
def test_every_text_can_be_stored_and_looked_for(
    connection: sa.Connection, value: str | None, expected: str | None
) -> None:
    assert stored(connection, text=value).text == expected
    if value is not None:
        query = sa.select(sa.func.count()).where(things.c.text == value)
        assert connection.execute(query).scalar_one() == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ()),
        ((), ()),
        (("Ada Quill", "张三\U00020000"), ("Ada Quill", "张三\U00020000")),
        (("\0", "a\0b", "\ud800"), ("", "ab", "\ufffd")),
    ],
)
def test_names_come_back(connection: sa.Connection, value: tuple[str, ...] | None, expected: tuple[str, ...]) -> None:
    assert stored(connection, names=value).names == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ()),
        ((), ()),
        ((("title", "json-ld"), ("byline", "text")), (("title", "json-ld"), ("byline", "text"))),
        ((("ti\0tle", "me\ud800ta"),), (("title", "me\ufffdta"),)),
    ],
)
def test_layers_come_back(connection: sa.Connection, value: Any, expected: Any) -> None:
    assert stored(connection, layers=value).layers == expected
    is_null = sa.select(sa.func.count()).where(things.c.layers.is_(None))
    assert connection.execute(is_null).scalar_one() == (0 if expected else 1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ()),
        ((), ()),
        ((Repair("reading", "text", 12, "領(lǐng)", "領"),), (Repair("reading", "text", 12, "領(lǐng)", "領"),)),
        ((Repair("stub", "text", 0, "a\0\ud800", ""),), (Repair("stub", "text", 0, "a\ufffd", ""),)),
    ],
)
def test_repairs_come_back(connection: sa.Connection, value: Any, expected: Any) -> None:
    assert stored(connection, repairs=value).repairs == expected
    is_null = sa.select(sa.func.count()).where(things.c.repairs.is_(None))
    assert connection.execute(is_null).scalar_one() == (0 if expected else 1)


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 10, 12, 9, 30, tzinfo=UTC),
        datetime(2026, 10, 12, 9, 30, 1, 999999, tzinfo=timezone(timedelta(hours=8))),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC, fold=1),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_a_time_comes_back_in_utc(connection: sa.Connection, value: datetime) -> None:
    if connection.dialect.name == "postgresql":  # what a server is set to changes nothing
        connection.execute(sa.text("SET LOCAL TimeZone = 'America/New_York'"))
    found = stored(connection, at=value).at
    assert (found, found.tzinfo) == (value, UTC)
    same = things.c.at >= value, things.c.at < value + timedelta(microseconds=1)
    assert connection.execute(sa.select(sa.func.count()).where(*same)).scalar_one() == 1


def test_no_time_is_none_and_a_naive_one_refused(connection: sa.Connection) -> None:
    assert stored(connection, at=None).at is None
    with pytest.raises(sa.exc.StatementError, match="without a zone"):
        stored(connection, at=datetime(2026, 10, 12))  # noqa: DTZ001  # what is tested
