"""The pool of child processes that parse: bytes in, values out, a deadline for each task."""

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import TimeoutError as OutOfTime
from datetime import datetime
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from config.source import Source
from crawler import child
from pipeline.values import Article, Drop, Found, Link, Page, Route

WALL_SECONDS = 3 * child.CPU_SECONDS  # on a busy machine a second of CPU can take three of the clock
TASKS = 1000  # a child is replaced after so many, whatever it leaked

Value = TypeVar("Value")


class Children:
    """Parses in child processes; a page that kills one is tried once more alone and then held."""

    def __init__(self, number: int | None = None) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.child"])
        self.pool = ProcessPool(
            max_workers=number or os.cpu_count() or 2,
            max_tasks=TASKS,
            initializer=child.prepare,
            context=context,
        )
        self.alone = asyncio.Lock()

    async def find(self, page: Page, route: Route, source: Source) -> Found:
        """The links of one answer of a route; raises Drop."""
        return await self.run(child.find, page, route, source)

    async def read(self, page: Page, source: Source, link: Link) -> Article:
        """The article of a page; raises Drop."""
        return await self.run(child.read, page, source, link)

    async def metadata(self, source: Source, link: Link, fetched_at: datetime) -> Article:
        """The article that a route's claims alone make; raises Drop."""
        return await self.run(child.metadata, source, link, fetched_at)

    async def run(self, task: Callable[..., Value], *arguments: Any) -> Value:
        """What the task returns in a child; Drop as it came, anything else as `quarantined`."""
        try:
            return await self.once(task, *arguments)
        except (ProcessExpired, OutOfTime):
            # The child may have died of another's doing (out of memory, a signal from outside): once more, alone.
            async with self.alone:
                return await self.last(task, *arguments)
        except Drop:
            raise
        except Exception as error:
            raise Drop("quarantined", f"{type(error).__name__}: {error}") from error

    async def last(self, task: Callable[..., Value], *arguments: Any) -> Value:
        """The second and last try."""
        try:
            return await self.once(task, *arguments)
        except Drop:
            raise
        except ProcessExpired as error:
            raise Drop("quarantined", f"the parser died with exit code {error.exitcode}") from error
        except OutOfTime as error:
            raise Drop("quarantined", f"the parser took over {WALL_SECONDS:.0f} s") from error
        except Exception as error:
            raise Drop("quarantined", f"{type(error).__name__}: {error}") from error

    async def once(self, task: Callable[..., Value], *arguments: Any) -> Value:
        """What the task returns in a child of the pool."""
        future = self.pool.schedule(task, args=arguments, timeout=WALL_SECONDS)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """End the children, finished or not."""
        self.pool.stop()
        self.pool.join()
