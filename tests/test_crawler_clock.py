"""The clock of a crawl: the machine's, or one that goes on from a time that it was set to."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.clock import Clock


@pytest.mark.parametrize("at", [datetime(2026, 10, 14, 18, 30, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC)])
def test_it_goes_on_from_there(at: datetime) -> None:
    clock = Clock()
    clock.set(at)
    first, second = clock.now(), clock.now()
    assert at <= first <= second < at + timedelta(minutes=1)
    assert first.tzinfo is UTC


def test_it_is_the_machine_s_where_nobody_set_it() -> None:
    before = datetime.now(UTC)
    assert before <= Clock().now() <= datetime.now(UTC)
