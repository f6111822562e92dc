"""A queue that shares out time among those who put work into it."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Turn(Generic[Item]):
    """A piece of work whose turn it is, and the seconds that it is expected to take."""

    owner: str
    item: Item
    expected: float


class Turns(Generic[Item]):
    """Work by owner: the next piece is that of the owner whose work has taken the least time so far.

    Turns of one piece each would let an owner of pieces that take ten seconds starve one of pieces that take a tenth.
    """

    def __init__(self) -> None:
        self.waiting: dict[str, deque[Item]] = {}
        self.spent: dict[str, float] = {}  # seconds, with what the pieces under way are expected to take
        self.expected: dict[str, float] = {}  # seconds: what the owner's last piece took
        self.free = 0  # who waits for work
        self.changed = threading.Condition()
        self.closed = False

    def put(self, owner: str, item: Item) -> bool:
        """Add a piece of work at the end of its owner's; True where enough wait for work to take all that is there."""
        with self.changed:
            if owner not in self.waiting:
                # Whoever was away has no time saved up: it stands with the one that is next now.
                floor = min((self.spent[each] for each in self.waiting), default=0.0)
                self.spent[owner] = max(self.spent.get(owner, 0.0), floor)
                self.waiting[owner] = deque()
            self.waiting[owner].append(item)
            self.changed.notify()
            return sum(map(len, self.waiting.values())) <= self.free

    def take(self, is_back: bool = False) -> Turn[Item] | None:
        """The next piece of work, as soon as there is one; None once the queue is closed.

        Who is back from a piece that is done counts as free since then, not only since he asks.
        """
        with self.changed:
            self.free += not is_back
            self.changed.wait_for(lambda: self.closed or self.waiting)
            self.free -= 1
            if self.closed:
                return None
            owner = min(self.waiting, key=lambda each: self.spent[each])
            item = self.waiting[owner].popleft()
            if not self.waiting[owner]:
                del self.waiting[owner]
            turn = Turn(owner, item, self.expected.get(owner, 0.0))
            self.spent[owner] += turn.expected
            return turn

    def done(self, turn: Turn[Item], seconds: float) -> None:
        """Put the time that a piece took in the place of what was expected; its taker is free, and will be back."""
        with self.changed:
            self.free += 1
            self.spent[turn.owner] += seconds - turn.expected
            self.expected[turn.owner] = seconds

    def close(self) -> None:
        """Let all who wait for work go; what is queued is dropped."""
        with self.changed:
            self.closed = True
            self.waiting.clear()
            self.changed.notify_all()
