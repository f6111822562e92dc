"""Fetching waits while too much of a source is not stored yet, and goes on as soon as it is less."""

import asyncio

from crawler.backlog import MOST, Backlog


def test_an_empty_backlog_has_room() -> None:
    asyncio.run(asyncio.wait_for(Backlog().room(), 1))


def test_whoever_finds_too_much_waits_until_it_is_less() -> None:
    async def run() -> list[str]:
        backlog, seen = Backlog(), []

        async def fetch(name: str) -> None:
            await backlog.room()
            seen.append(name)

        backlog.add(MOST)
        await fetch("at the limit")
        backlog.add(1)
        waiting = [asyncio.ensure_future(fetch(name)) for name in ("first", "second")]
        await asyncio.sleep(0.01)
        assert seen == ["at the limit"]
        backlog.add(5)  # more of it lets nobody go
        await asyncio.sleep(0.01)
        assert seen == ["at the limit"]
        backlog.add(-6)
        await asyncio.gather(*waiting)
        return seen

    assert asyncio.run(run()) == ["at the limit", "first", "second"]
