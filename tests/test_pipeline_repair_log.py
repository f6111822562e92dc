"""The bound of the log of repairs."""

import pytest

from pipeline.repair_log import LISTED, MORE, listed, unlisted
from pipeline.values import Repair


def made(number: int) -> tuple[Repair, ...]:
    return tuple(Repair("reading", "text", place, "(lǐng)", "") for place in range(number))


@pytest.mark.parametrize(
    ("number", "kept", "more"),
    [(0, 0, 0), (1, 1, 0), (LISTED, LISTED, 0), (LISTED + 1, LISTED, 1), (9 * LISTED, LISTED, 8 * LISTED)],
)
def test_the_first_are_listed_and_the_others_counted(number: int, kept: int, more: int) -> None:
    log = listed(made(number))
    assert tuple(each for each in log if each.rule != MORE) == made(number)[:kept]
    assert unlisted(log) == more
    assert len(log) == kept + bool(more)


def test_logs_that_list_not_all_are_counted_together() -> None:
    log = listed((*listed(made(LISTED + 3)), *made(5), *listed(made(LISTED + 4))))
    assert [each.rule for each in log] == ["reading"] * LISTED + [MORE]
    assert unlisted(log) == 3 + 5 + LISTED + 4
