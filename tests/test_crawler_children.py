"""Children: a death costs one task, whatever killed it; every other task has its answer."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from config.source import Source
from crawler.children import Children
from crawler.limits import Limits
from pipeline.values import Article, Drop, Link, Page
from tests.sites import article

READERS = {
    "sleeps": "import time\ndef read(page, source, link):\n    time.sleep(60)\n",
    "burns": "def read(page, source, link):\n    while True:\n        pass\n",
    "c-burns": "import re\ndef read(page, source, link):\n    re.match('(a+)+b', 'a' * 64)\n",
    "odd": (
        "class Odd(Exception):\n    def __init__(self, a, b):\n        super().__init__(a)\n"
        "def read(page, source, link):\n    raise Odd(1, 2)\n"
    ),
    "unsaid": (
        "class Mute(Exception):\n    def __str__(self):\n        raise ValueError\n"
        "def read(page, source, link):\n    raise Mute\n"
    ),
    "stops": "def read(page, source, link):\n    return next(iter([]))\n",
    "leaves": "def read(page, source, link):\n    raise SystemExit(3)\n",
    "ends": "import os\ndef read(page, source, link):\n    os._exit(3)\n",
    "broken": "def read(:\n",
    "nothing": "def read(page, source, link):\n    return None\n",
    "empty": "",
    "refuses": (
        "from pipeline.values import Drop\nclass Mine(Drop):\n    pass\n"
        "def read(page, source, link):\n    raise Mine('no-text', object())\n"
    ),
    "once": (
        "import os, pathlib, signal\nfrom pipeline.read import read as usual\n"
        "def read(page, source, link):\n"
        "    mark = pathlib.Path(source.path).with_suffix('.seen')\n"
        "    if not mark.exists():\n        mark.touch()\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return usual(page, source, link)\n"
    ),
    "takes-server": (
        "import os, pathlib, signal, time\nfrom pipeline.read import read as usual\n"
        "def read(page, source, link):\n"
        "    marks = [pathlib.Path(source.path).with_suffix(f'.{each}') for each in (1, 2)]\n"
        "    for mark in marks:\n        if not mark.exists():\n"
        "            mark.touch()\n            os.kill(os.getppid(), signal.SIGKILL)\n            time.sleep(60)\n"
        "    return usual(page, source, link)\n"
    ),
    "hoards": ("HELD = []\ndef read(page, source, link):\n    while True:\n        HELD.append(bytearray(2**24))\n"),
    "large": (
        "from dataclasses import replace\nfrom pipeline.read import read as usual\n"
        "def read(page, source, link):\n    return replace(usual(page, source, link), text='x' * 2_000_000)\n"
    ),
}
# The clock is far off: on a busy machine a second of CPU took more than three of it.
LIMITS = Limits(cpu_seconds=1, wall_seconds=25, memory=800 * 2**20, answer=2**20, tasks=5)
LINK = Link("http://127.0.0.1/a")
PAGE = Page("http://127.0.0.1/a", article("child"), datetime.now(UTC), 200, (("content-type", "text/html"),))
GOOD = Source("good", "A", "http://127.0.0.1/", "en", "US", "US", "trade", "UTC")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Source]:
    base = tmp_path_factory.mktemp("sources")
    (base / "readers").mkdir()
    for name, text in READERS.items():
        (base / "readers" / f"{name.replace('-', '_')}.py").write_text(text)
    return {name: replace(GOOD, id=name, path=base / f"{name}.yml") for name in READERS}


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    pool = Children(2, LIMITS)
    yield pool
    pool.close()


async def read(children: Children, source: Source) -> Article | Drop:
    """The article or the refusal."""
    try:
        return (await asyncio.wait_for(children.read(PAGE, source, LINK), 30)).article
    except Drop as drop:
        return drop


@pytest.mark.parametrize(
    ("name", "reason", "word"),
    [
        ("burns", "quarantined", "CPU time"),
        ("c-burns", "quarantined", "CPU time"),
        ("odd", "quarantined", "Odd: 1"),
        ("unsaid", "quarantined", "Mute"),
        ("stops", "quarantined", "StopIteration"),
        ("leaves", "quarantined", "SystemExit: 3"),
        ("ends", "quarantined", "exit code 3"),
        ("broken", "quarantined", "SyntaxError"),
        ("nothing", "quarantined", "NoneType in place of Article"),
        ("empty", "quarantined", "AttributeError"),
        ("refuses", "no-text", "object"),
        ("large", "quarantined", "bytes"),
    ],
)
def test_a_poison_has_its_name_and_harms_nobody(
    children: Children, sources: dict[str, Source], name: str, reason: str, word: str
) -> None:
    async def run() -> list[Article | Drop]:
        return await asyncio.gather(*(read(children, each) for each in (GOOD, sources[name], GOOD)))

    before, drop, after = asyncio.run(run())
    assert isinstance(drop, Drop)
    assert (drop.reason, word in drop.detail) == (reason, True), drop.detail
    assert isinstance(before, Article)
    assert isinstance(after, Article)


def test_a_child_that_only_waits_is_killed_by_the_clock(sources: dict[str, Source]) -> None:
    pool = Children(1, replace(LIMITS, wall_seconds=0.7))
    began = time.monotonic()
    drop = asyncio.run(read(pool, sources["sleeps"]))
    assert isinstance(drop, Drop)
    assert drop.detail == "the parser took over 0.7 s"
    assert time.monotonic() - began < 8
    pool.close()


def test_a_child_killed_from_outside_costs_nothing(children: Children, sources: dict[str, Source]) -> None:
    assert isinstance(asyncio.run(read(children, sources["once"])), Article)


def test_a_fork_server_that_is_killed_twice_is_no_fault_of_the_page(
    children: Children, sources: dict[str, Source]
) -> None:
    """So it is where a service is killed: its fork server and all parsers end before its crawls."""
    assert isinstance(asyncio.run(read(children, sources["takes-server"])), Article)


@pytest.mark.parametrize("error", [EOFError(), ConnectionResetError(), BlockingIOError(11, "none left")])
def test_a_child_that_could_not_be_started_costs_nothing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = [error]
    real = ForkServerProcess.start

    def start(process: ForkServerProcess) -> None:
        if errors:
            raise errors.pop()
        real(process)

    monkeypatch.setattr(ForkServerProcess, "start", start)
    pool = Children(1, LIMITS)
    assert isinstance(asyncio.run(read(pool, GOOD)), Article)
    pool.close()
    assert not errors


def test_killed_idle_children_are_replaced(children: Children) -> None:
    assert isinstance(asyncio.run(read(children, GOOD)), Article)
    for each in tuple(children.living):
        each.process.kill()
        each.process.join(5)
    found = asyncio.run(gathered(lambda: read(children, GOOD), 6))
    assert all(isinstance(each, Article) for each in found)


async def gathered(work: Callable[[], Awaitable[Any]], times: int) -> list[Any]:
    """What the work gives, done so many times at once."""
    return await asyncio.gather(*(work() for _ in range(times)))


def test_a_worn_child_is_replaced() -> None:
    pool = Children(1, LIMITS)
    seen = set()
    for _ in range(2 * LIMITS.tasks):
        asyncio.run(read(pool, GOOD))
        seen |= {each.process.pid for each in pool.living}
    pool.close()
    assert len(seen) == 2


def test_a_child_that_keeps_what_a_page_took_is_replaced(sources: dict[str, Source]) -> None:
    # To touch 800 MB took a busy machine more than a second of CPU: the memory is to end before that does.
    pool = Children(1, replace(LIMITS, cpu_seconds=20))
    drop = asyncio.run(read(pool, sources["hoards"]))
    assert isinstance(drop, Drop)
    assert "MemoryError" in drop.detail
    found = asyncio.run(gathered(lambda: read(pool, GOOD), 3))
    pool.close()
    assert all(isinstance(each, Article) for each in found)


def test_closing_ends_busy_children_at_once(sources: dict[str, Source]) -> None:
    pool = Children(2, Limits())

    async def run() -> float:
        await gathered(lambda: read(pool, GOOD), 2)
        tasks = [asyncio.ensure_future(read(pool, sources[name])) for name in ("burns", "c-burns")]
        await asyncio.sleep(0.3)
        began = time.monotonic()
        pool.close()
        took = time.monotonic() - began
        for task in tasks:
            task.cancel()
        return took

    assert asyncio.run(run()) < 2
    assert not any(each.process.is_alive() for each in pool.living)


def test_a_task_that_is_cancelled_stops_nobody(children: Children, sources: dict[str, Source]) -> None:
    async def run() -> Article | Drop:
        cancelled = asyncio.ensure_future(read(children, sources["burns"]))
        await asyncio.sleep(0.1)
        cancelled.cancel()
        return await read(children, GOOD)

    assert isinstance(asyncio.run(run()), Article)
    assert isinstance(asyncio.run(read(children, GOOD)), Article)


def test_what_a_reader_prints_is_not_the_commands_output(
    children: Children, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "readers").mkdir()
    (tmp_path / "readers" / "good.py").write_text("def read(page, source, link):\n    print('hello', flush=True)\n")
    asyncio.run(read(children, replace(GOOD, path=tmp_path / "good.yml")))
    assert "hello" not in capfd.readouterr().out


def test_a_child_is_started_where_none_is_free() -> None:
    pool = Children(2, LIMITS)

    async def run() -> list[int]:
        number = [len(pool.living)]
        for _ in range(3):
            await read(pool, GOOD)
        number.append(len(pool.living))
        await asyncio.gather(*(read(pool, GOOD) for _ in range(6)))
        return [*number, len(pool.living)]

    try:
        assert asyncio.run(run()) == [0, 1, 2]
    finally:
        pool.close()
