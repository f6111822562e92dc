"""Sites on loopback in a process of their own: whole answers from memory, one port a site, connections kept open."""

import asyncio
import ctypes
import multiprocessing
import random
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

# The fields of the counters that both processes see.
FIRST, LAST, COUNT, DELAY, LIMIT = range(5)
SLOW = 4.0  # seconds that an article waits beyond the limit, well below any timeout
BACKLOG = 128


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, its bytes ready to send; `counted` where it is an article's."""

    head: bytes
    body: bytes
    counted: bool = False
    etag: bytes = b""


@dataclass(frozen=True, slots=True)
class Span:
    """How many articles were answered, and the seconds from the first of them to the last."""

    responses: int
    seconds: float


def answer(
    body: bytes,
    content_type: str = "text/html",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    counted: bool = False,
    etag: str = "",
) -> Answer:
    """The answer with this body; an empty content type is not sent."""
    said = {"Content-Type": content_type, "Content-Length": str(len(body)), "ETag": etag, **(headers or {})}
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in said.items() if value]
    return Answer("\r\n".join([*lines, "", ""]).encode("latin-1"), body, counted, etag.encode("latin-1"))


NOT_FOUND = answer(b"<!doctype html><title>404</title><p>There is no such page.", status=404)


class Server:
    """Sites on free ports of 127.0.0.1: the ports are known at once, answers are given inside a `with`."""

    def __init__(self, sites: int, seed: int = 0) -> None:
        self.sockets = [listening() for _ in range(sites)]
        self.ports = tuple(int(each.getsockname()[1]) for each in self.sockets)
        self.answers: Sequence[Mapping[str, Answer]] = [{} for _ in self.sockets]
        self.seed = seed
        self.context = multiprocessing.get_context("spawn")
        self.counters: ctypes.Array[ctypes.c_double] = self.context.Array(ctypes.c_double, 5, lock=False)  # type: ignore[assignment]  # typeshed gives the locked kind
        self.process: Any = None

    def __enter__(self) -> Self:
        work = (self.sockets, self.answers, self.counters, self.seed)
        self.process = self.context.Process(target=serve, args=work, name="sites", daemon=True)
        self.process.start()
        for each in self.sockets:
            each.close()  # the other process has its own copies by now
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.join()

    def slow(self, seconds: float) -> None:
        """From now on each answer waits a random time of at most so many seconds."""
        self.counters[DELAY] = seconds

    def limit(self, articles: int) -> None:
        """Give so many more articles at that pace, and from then on one in four seconds over each connection."""
        self.counters[LIMIT] = self.responses() + articles

    def reset(self) -> None:
        """Count from zero, without a limit; only while nobody asks for anything."""
        self.counters[FIRST] = self.counters[LAST] = self.counters[COUNT] = self.counters[LIMIT] = 0

    def responses(self) -> int:
        """How many articles were answered since the last reset."""
        return int(self.counters[COUNT])

    def span(self) -> Span:
        """What was answered since the last reset."""
        return Span(self.responses(), self.counters[LAST] - self.counters[FIRST])


def listening() -> socket.socket:
    """A socket on a free port of 127.0.0.1 that takes connections already, before anybody answers them."""
    made = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    made.setblocking(False)
    return made


def serve(
    sockets: Sequence[socket.socket],
    answers: Sequence[Mapping[str, Answer]],
    counters: "ctypes.Array[ctypes.c_double]",
    seed: int,
) -> None:
    """Answer until the process that began this one ends."""
    asyncio.run(serve_all(sockets, answers, counters, random.Random(seed)))


async def serve_all(
    sockets: Sequence[socket.socket],
    answers: Sequence[Mapping[str, Answer]],
    counters: "ctypes.Array[ctypes.c_double]",
    chance: random.Random,
) -> None:
    """Answer on all sockets."""
    loop = asyncio.get_running_loop()
    for listener, of_site in zip(sockets, answers, strict=True):
        await loop.create_server(partial(Talk, of_site, counters, chance), sock=listener)
    ended = asyncio.Event()
    parent = multiprocessing.parent_process()
    assert parent is not None
    loop.add_reader(parent.sentinel, ended.set)
    await ended.wait()


class Talk(asyncio.Protocol):
    """One connection: request after request, each answered whole."""

    def __init__(
        self, answers: Mapping[str, Answer], counters: "ctypes.Array[ctypes.c_double]", chance: random.Random
    ) -> None:
        self.answers = answers
        self.counters = counters
        self.chance = chance
        self.received = b""
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back; asyncio leaves Nagle's algorithm on here, which held each answer back for 40 ms."""
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        """Answer each whole request; none has a body."""
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            request, self.received = self.received[:end], self.received[end + 4 :]
            found = self.answers.get(request.split(b" ", 2)[1].decode("latin-1"), NOT_FOUND)
            if wait := self.wait(found):
                asyncio.get_running_loop().call_later(wait, self.send, request, found)
            else:
                self.send(request, found)

    def wait(self, found: Answer) -> float:
        """The seconds that an answer waits."""
        if found.counted and 0 < self.counters[LIMIT] <= self.counters[COUNT]:
            return SLOW
        return self.chance.uniform(0, self.counters[DELAY])

    def send(self, request: bytes, found: Answer) -> None:
        """Send the answer to a request, and note when."""
        if self.transport.is_closing():
            return
        if found.etag and found.etag in request:
            self.transport.write(b"HTTP/1.1 304 Not Modified\r\nETag: " + found.etag + b"\r\n\r\n")
            return
        if found.counted:  # before the client can know, or a reset right after its last answer would miss this
            now = time.monotonic()
            self.counters[FIRST] = self.counters[FIRST] or now
            self.counters[LAST] = now
            self.counters[COUNT] += 1
        self.transport.write(found.head)
        self.transport.write(found.body)
