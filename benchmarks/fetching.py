"""The ways to fetch the pages of a benchmark: the crawl, its spider alone, Scrapy as it comes, a client of nothing."""

import json
import socket
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Ran, command, environment, run
from benchmarks.server import Server, Span
from benchmarks.sites import Site

MOST_RECEIVED = 2**20


@dataclass(frozen=True, slots=True)
class Fetched:
    """One timed crawl: the process, and what the server saw of it."""

    ran: Ran
    span: Span

    @property
    def rate(self) -> float:
        """Articles a second from the first response to the last."""
        return self.span.responses / self.span.seconds if self.span.seconds else 0.0


def fetch_raw(server: Server, sites: Sequence[Site]) -> Span:
    """What the server gives to a client that does nothing: it must be far from being what limits."""
    server.reset()
    halves = [(site.port, site.paths[half::2]) for site in sites for half in range(2)]
    with ThreadPoolExecutor(len(halves)) as pool:
        list(pool.map(fetch_all, *zip(*halves, strict=True)))
    return server.span()


def fetch_all(port: int, paths: Sequence[str]) -> None:
    """Fetch paths one after another over one connection, and look at nothing but the length."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for path in paths:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode("latin-1"))
            head, _, body = connection.recv(MOST_RECEIVED).partition(b"\r\n\r\n")
            size = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length:"))
            left = int(size.partition(b":")[2]) - len(body)
            while left > 0:
                left -= len(connection.recv(MOST_RECEIVED))


def crawl(server: Server, sites: Sequence[Site], work: Path) -> Fetched:
    """Crawl with the real command into a fresh directory."""
    server.reset()
    ran = run(command([site.id for site in sites]), environment(work / "data", work / "sources"))
    return Fetched(ran, server.span())


def crawl_bare(server: Server, sites: Sequence[Site], work: Path) -> Fetched:
    """Fetch the same pages with the spider alone."""
    return _fetch_by("benchmarks.bare", server, sites, work)


def crawl_plain(server: Server, sites: Sequence[Site], work: Path) -> Fetched:
    """Fetch the same pages with Scrapy as it comes."""
    return _fetch_by("benchmarks.plain", server, sites, work)


def _fetch_by(module: str, server: Server, sites: Sequence[Site], work: Path) -> Fetched:
    plan = work / "plan.json"
    plan.write_text(json.dumps({site.id: [site.home + path for path in site.paths] for site in sites}))
    server.reset()
    arguments = [sys.executable, "-m", module, str(plan)]
    ran = run(arguments, environment(work / "bare", work / "sources"))
    return Fetched(ran, server.span())
