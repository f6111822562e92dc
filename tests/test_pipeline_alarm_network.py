"""The network is suspect where most of the sources asked last fail at once."""

from datetime import timedelta

import pytest

from pipeline.alarm_network import ALL, Last, of_network
from tests.builders import NOW

HOUR = timedelta(hours=1)


def last(name: str, answered: bool, hours: float = 0.5, well: float | None = 2.0) -> Last:
    """The last round of a source, and how many hours ago one answered."""
    answered_at = NOW - hours * HOUR if answered else None if well is None else NOW - well * HOUR
    return Last(name, NOW - hours * HOUR, answered, answered_at, None if answered else NOW - hours * HOUR)


def of(failing: int, well: int, hours: float = 0.5) -> list[Last]:
    """So many that fail, and so many that are well."""
    return [last(f"f{each}", False, hours) for each in range(failing)] + [
        last(f"w{each}", True) for each in range(well)
    ]


@pytest.mark.parametrize(
    ("lasts", "expected"),
    [
        ([], False),
        (of(2, 0), False),  # too few
        (of(3, 0), True),
        (of(3, 2), True),
        (of(3, 3), False),
        (of(60, 5), True),
        (of(5, 60), False),
        (of(9, 1, hours=3), False),  # too long ago
        ([last(f"f{each}", False, well=None) for each in range(9)], False),  # these never answered
        ([last(f"f{each}", False, well=72) for each in range(9)], False),
        ([*of(20, 0, 0.1), *(last(f"w{each}", True, 1.5) for each in range(80))], True),  # many were asked before
    ],
)
def test_it_begins(lasts: list[Last], expected: bool) -> None:
    found = of_network(lasts, None, NOW)
    assert (found is not None) == expected
    if found is not None:
        assert (found.source, found.kind, found.command) == (ALL, "network-suspect", "duizhao doctor")
        assert found.since <= found.seen_at == NOW


@pytest.mark.parametrize(("lasts", "stands"), [(of(9, 1), True), (of(4, 6), True), (of(2, 8), False), ([], True)])
def test_it_ends_where_few_fail(lasts: list[Last], stands: bool) -> None:
    before = of_network(of(9, 1), None, NOW - HOUR / 3)
    before = before or of_network(of(9, 1), None, NOW)
    assert before is not None
    assert of_network(lasts, before, NOW) == (before if stands else None)
