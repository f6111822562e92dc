"""The child processes that parse: bytes in, values out, limits for each task, a new child for one that died.

Each child has a pipe of its own, so that its death costs one task. With the pool of a library (pebble 5.2) a kill of
an idle child or an exception that could not be unpickled failed every later task, and a StopIteration hung its page.
"""

import asyncio
import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.source import Source
from crawler.forking import fork_server
from crawler.limits import Limits
from crawler.parser import Child, ChildDied
from crawler.turns import Turns
from crawler.wording import said
from pipeline.boilerplate import Boilerplate
from pipeline.learned import NOTHING, Reading
from pipeline.reservations_site import Rule
from pipeline.values import Article, Drop, Found, Link, Page, Route

WATCHED = 0.1  # seconds between two looks at the children
WAITS = (0.2, 1.0, 4.0)  # seconds before another try where a task could not be at fault


@dataclass(frozen=True, slots=True)
class Task:
    """What a child is to do, and who waits for it."""

    name: str
    arguments: tuple[Any, ...]
    future: "Future[Any]"


class Children:
    """Parses in child processes, whose time the sources share; a page that kills a child twice is held.

    A child takes over a second of CPU before its first answer, so another is started only where none is free: a round
    of a source has a route and a page or two, one after the other.
    """

    def __init__(self, number: int | None = None, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.context = fork_server()
        self.turns: Turns[Task] = Turns()
        self.living: set[Child] = set()
        self.most = number or os.cpu_count() or 2
        self.tending: list[threading.Thread] = []
        self.ended = threading.Event()
        self.watching = threading.Thread(target=self.watch, daemon=True)
        self.watching.start()

    async def find(self, page: Page, route: Route, source: Source) -> Found:
        """The links of one answer of a route; raises Drop."""
        found: Found = await self.run(source.id, "find", page, route, source)
        return found

    async def read(self, page: Page, source: Source, link: Link, boilerplate: Boilerplate = NOTHING) -> Reading:
        """The article of a page, without what is known of its host's lines; raises Drop."""
        reading: Reading = await self.run(source.id, "read", page, source, link, boilerplate)
        return reading

    async def metadata(self, source: Source, link: Link, fetched_at: datetime) -> Article:
        """The article that a route's claims alone make; raises Drop."""
        article: Article = await self.run(source.id, "metadata", source, link, fetched_at)
        return article

    async def metas(self, head: bytes, source: Source) -> Sequence[tuple[str, str]]:
        """The meta elements of a page that may reserve something."""
        metas: Sequence[tuple[str, str]] = await self.run(source.id, "metas", head)
        return metas

    async def rules(self, body: bytes, url: str) -> tuple[Rule, ...]:
        """The rules of a host's tdmrep.json; raises Drop."""
        rules: tuple[Rule, ...] = await self.run(url, "rules", body, url)
        return rules

    async def run(self, owner: str, name: str, *arguments: Any) -> Any:
        """What a task returns in a child; raises Drop, `quarantined` where the child could not do it."""
        deaths = 0
        for wait in (*WAITS, None):
            try:
                value = await self.once(owner, name, arguments)
                break
            except ChildDied as death:
                # One child may have died of another's doing, as when memory ran out; and where a service is killed
                # its fork server and all parsers die before its crawls, which is no fault of the pages.
                deaths += not death.blameless
                if death.certain or deaths > 1 or wait is None:
                    raise Drop("quarantined", str(death)) from death
                if death.blameless:
                    await asyncio.sleep(wait)
        if isinstance(value, Drop):
            raise value
        return value

    async def once(self, owner: str, name: str, arguments: tuple[Any, ...]) -> Any:
        """What a child answers; raises ChildDied."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()  # a future that could be cancelled would break the thread that sets it
        is_taken = self.turns.put(owner, Task(name, arguments, future))
        if not is_taken and len(self.tending) < self.most:
            self.tending.append(threading.Thread(target=self.tend, daemon=True))
            self.tending[-1].start()
        return await asyncio.wrap_future(future)

    def watch(self) -> None:
        """Kill children whose time is over.

        It bounds all of a task: sending to a child that does not read, its work, and the way back. One thread does it
        for all of them, for a timer of its own would be a thread for every page.
        """
        while not self.ended.wait(WATCHED):
            now = time.monotonic()
            for each in tuple(self.living):
                until = each.until  # its own thread may end the task meanwhile
                if until is not None and now > until:
                    each.give_up()

    def tend(self) -> None:
        """Hand one child one task after another; a new child follows one that is dead or worn."""
        current: Child | None = None
        is_back = False
        while (turn := self.turns.take(is_back)) is not None:
            task, is_back = turn.item, True
            began = time.monotonic()
            if current is not None and current.is_worn():
                self.living.discard(current)
                current.end()
                current = None
            answer: Any = None
            died: ChildDied | None = None
            try:
                current = current or self.start()
                answer = current.ask(task.name, task.arguments)
            except ChildDied as death:
                died = death
            except Exception as error:
                answer = Drop("quarantined", said(error))
            # Before the answer: who gets it may ask again at once, and this child is free for that.
            self.turns.done(turn, time.monotonic() - began)
            if died is not None:
                task.future.set_exception(died)
            else:
                task.future.set_result(answer)
        if current is not None:
            current.end()

    def start(self) -> Child:
        """A new child."""
        try:
            new = Child(self.context, self.limits)
        except OSError as error:
            raise ChildDied(f"no child could be started: {error}", blameless=True) from error
        self.living.add(new)
        return new

    def close(self) -> None:
        """End the children, finished or not."""
        self.turns.close()
        self.ended.set()
        for each in tuple(self.living):
            each.process.kill()
        for thread in (*self.tending, self.watching):
            thread.join()
