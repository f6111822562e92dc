"""Kept values: one thread gets them, nobody waits for long, a failure is not kept."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.kept import Kept


def counting(failing: tuple[int, ...] = ()) -> Callable[[], int]:
    """What counts its calls; those of these numbers fail."""
    calls: list[int] = []

    def get() -> int:
        calls.append(1)
        if len(calls) in failing:
            raise ValueError(len(calls))
        return len(calls)

    return get


def test_a_value_is_kept_for_a_while() -> None:
    kept = Kept(counting(), seconds=0.2, patience=5)
    assert [kept.value() for _ in range(5)] == [1] * 5
    time.sleep(0.25)
    assert kept.value() == 2


def test_a_failure_is_raised_and_not_kept() -> None:
    kept = Kept(counting(failing=(1, 3)), seconds=0, patience=5)
    with pytest.raises(ValueError, match="1"):
        kept.value()
    assert kept.value() == 2
    assert kept.value_or_none() is None
    assert kept.newest() == 4


def test_the_one_before_stands_in_for_what_fails() -> None:
    kept = Kept(counting(failing=(1, 3)), seconds=0, patience=5)
    assert kept.newest() is None
    assert [kept.newest() for _ in range(3)] == [2, 2, 4]


def test_however_many_ask_one_thread_gets_it() -> None:
    go = threading.Event()
    get = counting()
    kept = Kept(lambda: go.wait() and get(), seconds=60, patience=5)
    with ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(kept.value) for _ in range(20)]
        time.sleep(0.05)
        go.set()
        assert {each.result() for each in asked} == {1}


def test_nobody_waits_for_what_does_not_come() -> None:
    go = threading.Event()
    kept = Kept(lambda: go.wait() and 7, seconds=60, patience=0.05)
    threads = threading.active_count()
    began = time.monotonic()
    for _ in range(4):
        with pytest.raises(TimeoutError):
            kept.value()
    assert time.monotonic() - began < 2
    assert threading.active_count() == threads + 1
    go.set()
    until = time.monotonic() + 5
    while kept.newest() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert kept.value() == 7
