"""The watched clock: which jumps are noticed, and for how long nothing is taken over after one."""

from datetime import UTC, timedelta

import pytest

from service.clock import Clock
from storage.schedule import LEASE

JUMP = 30.0


class Times:
    """The two times of a machine, set by hand."""

    def __init__(self) -> None:
        self.wall, self.machine = 1_760_000_000.0, 500.0

    def time(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.machine

    def pass_by(self, seconds: float, set_by: float = 0.0) -> None:
        """Let time pass, and the clock be set meanwhile."""
        self.machine += seconds
        self.wall += seconds + set_by


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    made = Times()
    monkeypatch.setattr("service.clock.time", made)
    return made


@pytest.mark.parametrize(
    ("passed", "set_by", "seen"),
    [
        (20.0, 0.0, 0.0),
        (86_400.0, 0.0, 0.0),  # a long while is no jump
        (20.0, 29.9, 0.0),
        (20.0, -29.9, 0.0),
        (20.0, 30.0, 30.0),
        (20.0, -30.0, -30.0),
        (20.0, 7200.0, 7200.0),
        (0.0, -86_400.0, -86_400.0),
    ],
)
def test_a_jump_is_seen(times: Times, passed: float, set_by: float, seen: float) -> None:
    clock = Clock(JUMP)
    assert clock.is_trusted
    times.pass_by(passed, set_by)
    assert clock.check() == pytest.approx(seen)
    assert (clock.jumps, clock.is_trusted) == (int(seen != 0), seen == 0)


def test_a_jump_is_seen_once(times: Times) -> None:
    clock = Clock(JUMP)
    times.pass_by(20, 3600)
    assert clock.check() == pytest.approx(3600)
    times.pass_by(20)
    assert clock.check() == 0
    times.pass_by(20, -3600)
    assert clock.check() == pytest.approx(-3600)
    assert clock.jumps == 2


def test_small_steps_do_not_add_up(times: Times) -> None:
    clock = Clock(JUMP)
    for _ in range(10):
        times.pass_by(20, 10)
        assert clock.check() == 0
    assert clock.jumps == 0


def test_it_is_careful_for_as_long_as_a_lease_lasts(times: Times) -> None:
    clock = Clock(JUMP)
    times.pass_by(1, -7200)
    clock.check()
    times.pass_by(LEASE.total_seconds() - 0.1)
    assert not clock.is_trusted
    times.pass_by(0.1)
    assert clock.is_trusted


def test_a_second_jump_makes_it_careful_anew(times: Times) -> None:
    clock = Clock(JUMP)
    times.pass_by(1, 7200)
    clock.check()
    times.pass_by(LEASE.total_seconds() - 1, -7200)
    clock.check()
    times.pass_by(LEASE.total_seconds() - 1)
    assert not clock.is_trusted


def test_its_time_is_aware() -> None:
    now = Clock(JUMP).now()
    assert now.tzinfo is UTC
    assert now.utcoffset() == timedelta(0)
