"""Values that take a while to get: got by one thread at a time, kept for a while, and never waited for long."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """What `get` gave last; asked again once it is too old.

    However many ask at once and however long it takes, one thread gets it, so nothing piles up behind a database that
    does not answer.
    """

    def __init__(self, get: Callable[[], Value], seconds: float, patience: float) -> None:
        self.get = get
        self.seconds = seconds
        self.patience = patience
        self.lock = threading.Lock()
        self.coming: Future[Value] | None = None
        self.last: tuple[Value] | None = None
        self.at = 0.0

    def value(self) -> Value:
        """The value; raises what getting it raised, and TimeoutError where it does not come in time."""
        with self.lock:
            if self.last and time.monotonic() - self.at < self.seconds:
                return self.last[0]
            coming = self.coming
            if coming is None:
                coming = self.coming = Future()
                threading.Thread(target=self.fetch, args=(coming,), name="onlooker", daemon=True).start()
        return coming.result(timeout=self.patience)

    def value_or_none(self) -> Value | None:
        """The value; None where it can not be got, or not in time."""
        try:
            return self.value()
        except Exception:  # whatever it was, there is no value
            return None

    def newest(self) -> Value | None:
        """The value; where it can not be got in time the one before, which may be old; None where there was none."""
        found = self.value_or_none()
        if found is None and self.last is not None:
            return self.last[0]
        return found

    def fetch(self, coming: "Future[Value]") -> None:
        """Get the value for all who wait for it."""
        try:
            value = self.get()
        except Exception as error:
            with self.lock:
                self.coming = None
            coming.set_exception(error)
            return
        with self.lock:
            self.coming, self.last, self.at = None, (value,), time.monotonic()
        coming.set_result(value)
