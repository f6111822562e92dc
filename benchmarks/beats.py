"""Sites on loopback that publish to a beat of their own, in a process that notes who asked for what and when."""

import asyncio
import json
import multiprocessing
import random
import socket
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TextIO

from benchmarks.server import BACKLOG, listening
from benchmarks.texts import html_of, make

LISTED = 20  # links in a feed


@dataclass(frozen=True, slots=True)
class Beat:
    """One site: what it publishes how often, and how often its articles are rewritten; in seconds."""

    id: str
    language: Literal["zh", "en"]
    port: int
    every: float
    rewritten: float
    fixed: int | None  # minutes that its source file says between two crawls; None where that is left open
    delay: float  # between two requests, as its source file says

    @property
    def home(self) -> str:
        """Its address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def published(self, seconds: float) -> int:
        """How many articles stand there after so many seconds; the first stands there from the start."""
        return 1 + int(seconds // self.every)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came: seconds of the monotonic clock, and the site's number."""

    at: float
    site: int
    path: str


class Beats:
    """The sites; they answer inside a `with`, and what was asked stands in a file afterwards."""

    def __init__(self, log: Path, seed: int) -> None:
        self.log = log
        self.seed = seed
        self.sites: list[Beat] = []
        self.sockets: list[socket.socket] = []
        self.began = 0.0
        self.process: Any = None

    def add(self, number: int, minute: float, chance: random.Random) -> None:
        """Add so many sites; half of their files fix how often they are crawled."""
        for at in range(number):
            opened = listening()
            self.sockets.append(opened)
            self.sites.append(
                Beat(
                    id=f"beat-{at:02d}",
                    language="zh" if at % 2 else "en",
                    port=int(opened.getsockname()[1]),
                    every=minute * chance.uniform(10, 240),
                    rewritten=minute * chance.uniform(20, 60),
                    fixed=chance.randrange(20, 61) if at % 4 < 2 else None,
                    delay=chance.choice((0.2, 0.5)),
                )
            )

    def __enter__(self) -> Self:
        self.began = time.monotonic()
        work = (self.sockets, self.sites, self.log, self.began, self.seed)
        self.process = multiprocessing.get_context("spawn").Process(target=serve, args=work, daemon=True)
        self.process.start()
        for each in self.sockets:
            each.close()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.join()

    def asked(self) -> list[Asked]:
        """Every request so far, in the order in which they came."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [Asked(*json.loads(line)) for line in lines]


def serve(sockets: Sequence[socket.socket], sites: Sequence[Beat], log: Path, began: float, seed: int) -> None:
    """Answer until this process is ended."""
    with log.open("a", encoding="utf-8", buffering=1) as told:
        asyncio.run(serve_all(sockets, sites, told, began, seed))


async def serve_all(
    sockets: Sequence[socket.socket], sites: Sequence[Beat], told: TextIO, began: float, seed: int
) -> None:
    """Answer on all sockets."""
    loop = asyncio.get_running_loop()
    for number, (listener, site) in enumerate(zip(sockets, sites, strict=True)):
        await loop.create_server(partial(Talk, number, site, told, began, seed), sock=listener, backlog=BACKLOG)
    await asyncio.Event().wait()


class Talk(asyncio.Protocol):
    """One connection: request after request, each answered whole."""

    def __init__(self, number: int, site: Beat, told: TextIO, began: float, seed: int) -> None:
        self.number, self.site, self.told, self.began, self.seed = number, site, told, began, seed
        self.received = b""
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request, and note it."""
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            request, self.received = self.received[:end], self.received[end + 4 :]
            path = request.split(b" ", 2)[1].decode("latin-1")
            now = time.monotonic()
            self.told.write(json.dumps([now, self.number, path]) + "\n")
            status, kind, body = answer_of(self.site, path, now - self.began, self.seed)
            head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            self.transport.write(head.encode("latin-1") + body)


def answer_of(site: Beat, path: str, seconds: float, seed: int) -> tuple[str, str, bytes]:
    """Status, kind and body of what stands at a path so many seconds after the start."""
    newest = site.published(seconds)
    if path == "/feed.xml":
        numbers = range(max(0, newest - LISTED), newest)
        items = "".join(f"<item><link>{site.home}/{number}.html</link></item>" for number in reversed(numbers))
        return "200 OK", "application/xml", f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    name = path.removeprefix("/").removesuffix(".html")
    if not name.isdigit() or int(name) >= newest:
        return "404 Not Found", "text/plain", b"nothing here"
    return "200 OK", "text/html; charset=utf-8", page_of(site, int(name), seconds, seed)


def page_of(site: Beat, number: int, seconds: float, seed: int) -> bytes:
    """An article with the number of its edition, which grows while the article stands there."""
    edition = int((seconds - number * site.every) // site.rewritten)
    article = make(site.language, number + 1000 * int(site.id.rpartition("-")[2]), seed)
    told = (
        f"<p>这是第{edition}版，编号{edition:04d}。"
        if site.language == "zh"
        else f"<p>This is edition {edition:04d} of it."
    )
    return html_of(article).replace(b"<p>", told.encode() + b"</p><p>", 1)


def gaps(asked: Sequence[Asked]) -> dict[int, float]:
    """The shortest time between two requests that came to each site."""
    times: dict[int, list[float]] = defaultdict(list)
    for each in asked:
        times[each.site].append(each.at)
    return {site: min(later - earlier for earlier, later in pairwise(at)) for site, at in times.items() if len(at) > 1}
