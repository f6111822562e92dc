"""A host is one run's at a time, and the next one waits for its delay."""

from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage.database import transact, writing
from storage.hosts import LONGEST, release, renew, take
from storage.runs import end_run, start_run
from storage.schedule import LEASE
from storage.schema import host
from tests.builders import NOW, contents
from tests.threads import at_once

NAME, OTHER = "harbour.example:443", "beihai.example:443"
SECOND = timedelta(seconds=1)
YEAR = timedelta(days=365)
ONE, TWO = 1, 2


@pytest.fixture
def connection(connection: sa.Connection) -> sa.Connection:
    """A writing transaction in which there are two runs."""
    assert [start_run(connection, NOW), start_run(connection, NOW)] == [ONE, TWO]
    return connection


def holders(connection: sa.Connection) -> dict[str, tuple[int | None, datetime]]:
    return {row.host: (row.run_id, row.until) for row in connection.execute(sa.select(host))}


@pytest.mark.parametrize(
    ("run_id", "until", "expected"),
    [
        (ONE, NOW + LEASE, NOW),  # its own
        (TWO, NOW + SECOND, None),
        (TWO, NOW + LEASE, None),
        (TWO, NOW + LEASE + LONGEST, None),  # its clock may be ahead of ours
        (TWO, NOW, NOW),  # the lease ran out
        (TWO, NOW - YEAR, NOW),
        (TWO, NOW + LEASE + LONGEST + SECOND, NOW),  # a clock that was wrong
        (TWO, NOW + YEAR, NOW),
        (None, NOW - SECOND, NOW),
        (None, NOW, NOW),
        (None, NOW + 10 * SECOND, NOW + 10 * SECOND),  # the delay after whoever had it last
        (None, NOW + LONGEST, NOW + LONGEST),
        (None, NOW + YEAR, NOW),
    ],
)
def test_when_a_known_host_may_be_asked(
    connection: sa.Connection, run_id: int | None, until: datetime, expected: datetime | None
) -> None:
    connection.execute(sa.insert(host).values(host=NAME, run_id=run_id, until=until))
    assert take(connection, ONE, NAME, NOW) == expected
    assert holders(connection) == {NAME: (ONE, NOW + LEASE) if expected else (run_id, until)}


def test_a_new_host_is_taken_and_others_stay_free(connection: sa.Connection) -> None:
    assert take(connection, ONE, NAME, NOW) == NOW
    assert take(connection, TWO, NAME, NOW) is None
    assert take(connection, TWO, OTHER, NOW) == NOW
    assert take(connection, ONE, "harbour.example:80", NOW) == NOW
    assert holders(connection)[NAME] == (ONE, NOW + LEASE)


def test_a_host_is_free_after_its_delay(connection: sa.Connection) -> None:
    take(connection, ONE, NAME, NOW)
    take(connection, ONE, OTHER, NOW)
    take(connection, TWO, "two.example:443", NOW)
    later = NOW + 5 * SECOND
    release(connection, ONE, {NAME: 10.0, "two.example:443": 10.0, "nobody.example:443": 1.0}, later)
    assert holders(connection) == {
        NAME: (None, later + 10 * SECOND),
        OTHER: (None, later),
        "two.example:443": (TWO, NOW + LEASE),
    }
    assert take(connection, TWO, NAME, later + SECOND) == later + 10 * SECOND
    assert take(connection, ONE, NAME, later + SECOND) is None
    assert take(connection, TWO, OTHER, later + SECOND) == later + SECOND


@pytest.mark.parametrize(("delay", "expected"), [(0.0, NOW), (0.5, NOW + SECOND / 2), (86_400.0, NOW + LONGEST)])
def test_a_delay_has_an_end(connection: sa.Connection, delay: float, expected: datetime) -> None:
    take(connection, ONE, NAME, NOW)
    release(connection, ONE, {NAME: delay}, NOW)
    assert holders(connection) == {NAME: (None, expected)}
    assert take(connection, TWO, NAME, NOW) == expected


def test_a_run_keeps_what_it_renews(connection: sa.Connection) -> None:
    take(connection, ONE, NAME, NOW)
    take(connection, TWO, OTHER, NOW)
    assert renew(connection, ONE, NOW + LEASE - SECOND) == {NAME}
    assert holders(connection) == {NAME: (ONE, NOW + 2 * LEASE - SECOND), OTHER: (TWO, NOW + LEASE)}
    assert take(connection, TWO, NAME, NOW + LEASE) is None
    assert take(connection, ONE, OTHER, NOW + LEASE) == NOW + LEASE


def test_what_another_run_took_is_neither_renewed_nor_released(connection: sa.Connection) -> None:
    take(connection, ONE, NAME, NOW)
    take(connection, TWO, NAME, NOW + LEASE)
    before = contents(connection)
    renew(connection, ONE, NOW + YEAR)
    release(connection, ONE, {NAME: 0.0}, NOW + LEASE)
    assert contents(connection) == before


def test_the_end_of_a_run_releases_its_hosts(connection: sa.Connection) -> None:
    take(connection, ONE, NAME, NOW)
    take(connection, TWO, OTHER, NOW)
    end_run(connection, ONE, "done", NOW + SECOND)
    assert holders(connection) == {NAME: (None, NOW + SECOND), OTHER: (TWO, NOW + LEASE)}


def test_a_host_is_taken_by_one_of_those_who_want_it(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        runs = [start_run(connection, NOW) for _ in range(4)]
    names = [f"h{number}.example:443" for number in range(5)]
    taken: list[tuple[str, int]] = []

    def want(run_id: int) -> None:
        wanted = (partial(take, run_id=run_id, name=name, now=NOW) for name in names)
        taken.extend((each.keywords["name"], run_id) for each in wanted if transact(engine, each))

    at_once(*(partial(want, run_id) for run_id in runs))
    assert sorted(name for name, _ in taken) == names
    with writing(engine) as connection:
        assert {name: run_id for name, (run_id, _) in holders(connection).items()} == dict(taken)
