"""Ticks: what goes wrong with one is counted, and ends neither the next one nor the service."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from service.ticking import guarded, ticking, until_stopped
from service.watch import Watch
from storage.database import reading
from tests.builders import database
from tests.watching import watch_of

TICK = 0.05


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """A service that ticks twenty times a second."""
    engine = database(tmp_path)
    made = watch_of(engine, tmp_path, tick=TICK, sweep=600.0)
    made.start()
    yield made
    engine.dispose()


def tick_for(watch: Watch, step: Callable[[], Awaitable[None]], seconds: float) -> list[str]:
    """Tick for a while; return the events that were told."""

    async def run() -> None:
        scheduler = ticking(watch, step)
        scheduler.start()
        await asyncio.sleep(seconds)
        scheduler.shutdown(wait=False)
        await asyncio.sleep(0)

    with capture_logs() as logs:
        asyncio.run(run())
    return [each["event"] for each in logs]


def counting(*what: str | float) -> tuple[list[float], Callable[[], Awaitable[None]]]:
    """A step that fails or takes its time in its first rounds, and the times at which it began."""
    began: list[float] = []

    async def step() -> None:
        began.append(time.monotonic())
        now = what[len(began) - 1] if len(began) <= len(what) else 0
        if now == "bug":
            raise KeyError("a bug")
        if now == "database":
            raise sa.exc.OperationalError("SELECT 1", {}, Exception("database is\nlocked"))
        await asyncio.sleep(float(now))

    return began, step


def ended(began: list[float]) -> tuple[int, int]:
    """How many steps may have come to their end: the last one may have been under way when it was stopped."""
    return len(began) - 1, len(began)


def test_ticks_that_end_well_are_counted(watch: Watch) -> None:
    began, step = counting()
    watch.last_tick -= 100
    assert tick_for(watch, step, 0.5) == []
    assert watch.ticks in ended(began)
    assert watch.ticks > 3
    assert time.monotonic() - watch.last_tick < 1
    assert (watch.ticks_missed, watch.ticks_overlapped, watch.ticks_failed) == (0, 0, 0)


@pytest.mark.parametrize(
    ("failure", "event"), [("bug", "tick_failed"), ("database", "database_unavailable")], ids=["bug", "database"]
)
def test_failures_are_counted_and_end_nothing(watch: Watch, failure: str, event: str) -> None:
    began, step = counting(failure, failure, failure)
    assert tick_for(watch, step, 0.6) == [event] * 3
    assert watch.ticks_failed == 3
    assert watch.ticks + 3 in ended(began)
    assert watch.ticks > 0


def test_a_tick_that_failed_is_none_that_ended_well(watch: Watch) -> None:
    _, step = counting(*["bug"] * 100)
    before = watch.last_tick
    tick_for(watch, step, 0.3)
    assert (watch.ticks, watch.last_tick) == (0, before)


def test_a_tick_that_takes_long_has_no_second_beside_it(watch: Watch) -> None:
    began, step = counting(0.4)
    events = tick_for(watch, step, 0.8)
    assert began[1] - began[0] >= 0.4
    assert set(events) == {"tick_left_out"}
    assert watch.ticks_overlapped == len(events) > 2
    assert watch.ticks in ended(began)
    assert watch.ticks > 2


def test_a_tick_that_the_loop_held_up_comes_late_and_once(watch: Watch) -> None:
    began: list[float] = []

    async def step() -> None:
        began.append(time.monotonic())
        if len(began) == 2:
            time.sleep(0.5)  # the loop itself stands

    tick_for(watch, step, 0.9)
    assert began[2] - began[1] >= 0.5
    assert not [one for one, other in pairwise(began) if other - one < TICK / 4]


def test_a_sweep_goes_on_while_ticks_fail(tmp_path: Path) -> None:
    engine = database(tmp_path)
    watch = watch_of(engine, tmp_path, tick=TICK, sweep=TICK)
    watch.start()
    before = watch.clock.now()
    _, step = counting(*["bug"] * 1000)
    tick_for(watch, step, 0.5)
    with reading(engine) as connection:
        assert connection.execute(sa.text("SELECT seen_at FROM run")).scalar_one() > before.isoformat(" ")[:26]
    assert watch.ticks == 0  # that sweeps end well tells nothing of the ticks
    engine.dispose()


def test_a_guarded_step_that_is_cancelled_is_cancelled(watch: Watch) -> None:
    async def run() -> None:
        _, step = counting(60.0)
        task = asyncio.ensure_future(guarded(watch, step)())
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert (watch.ticks, watch.ticks_failed) == (0, 0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_and_a_second_one_is_not_held_back(number: signal.Signals) -> None:
    async def run() -> str:
        stopped = asyncio.create_task(until_stopped())
        await asyncio.sleep(0.01)
        os.kill(os.getpid(), number)
        told = await asyncio.wait_for(stopped, 5)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        return told

    assert asyncio.run(run()) == number.name
