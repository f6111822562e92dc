"""A queue that serves those who put work into it in turn."""

import threading
from collections import deque
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Turns(Generic[Item]):
    """Work by owner: the next piece is that of the owner who has waited longest, so that none starves the others."""

    def __init__(self) -> None:
        self.waiting: dict[str, deque[Item]] = {}
        self.changed = threading.Condition()
        self.closed = False

    def put(self, owner: str, item: Item) -> None:
        """Add a piece of work at the end of its owner's."""
        with self.changed:
            self.waiting.setdefault(owner, deque()).append(item)
            self.changed.notify()

    def take(self) -> Item | None:
        """The next piece of work, as soon as there is one; None once the queue is closed."""
        with self.changed:
            self.changed.wait_for(lambda: self.closed or self.waiting)
            if self.closed:
                return None
            owner, items = next(iter(self.waiting.items()))
            del self.waiting[owner]
            item = items.popleft()
            if items:
                self.waiting[owner] = items  # at the end of the line
            return item

    def close(self) -> None:
        """Let all who wait for work go; what is queued is dropped."""
        with self.changed:
            self.closed = True
            self.waiting.clear()
            self.changed.notify_all()
