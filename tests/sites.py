"""Sites for tests: a loopback server whose every path answers as a test wants, and a log of who asked for what."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

WORDS = "The ministry of tides counted every barge that passed the lock on the morning of the fair. "


@dataclass(frozen=True, slots=True)
class Reply:
    """What a path answers; `raw` takes the place of a whole answer, `hang` of any."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    etag: str = ""  # and 304 to whoever names it
    length: int | None = None  # said in place of the true one
    endless: bytes = b""  # sent again and again after the body, without a length
    delay: float = 0.0  # seconds before the answer
    hang: bool = False
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came."""

    path: str
    at: float  # monotonic
    headers: Mapping[str, str]  # names in lower case


Page = Reply | Callable[[Asked], Reply]


class Site:
    """A server on a port of its own; what no page was given for is 404."""

    def __init__(
        self, pages: Mapping[str, Page] | None = None, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> None:
        self.pages: dict[str, Page] = dict(pages or {})
        self.host, self.tls = host, tls
        self.asked: list[Asked] = []
        self.connections = 0
        self.closing = threading.Event()
        self.listener = socket.create_server((host, 0), backlog=128)
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop; whoever hangs is let go."""
        self.closing.set()
        self.listener.close()

    def url(self, path: str = "/") -> str:
        """The URL of a path of this site."""
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}{path}"

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(each.path == path for each in list(self.asked))

    def wait_for(self, path: str, seconds: float = 30) -> None:
        """Return once a path was asked for."""
        until = time.monotonic() + seconds
        while not self.times(path):
            assert time.monotonic() < until, f"{path} was not asked for within {seconds} s"
            time.sleep(0.02)

    def accept(self) -> None:
        """Take connections, each into a thread of its own."""
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        """Answer one request and close."""
        with suppress(OSError), connection:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as lines:
                asked = read_request(lines)
                if asked:
                    self.asked.append(asked)
                    self.answer(connection, asked)

    def answer(self, connection: socket.socket, asked: Asked) -> None:
        """Send what the path was given."""
        page = self.pages.get(asked.path, Reply(b"nothing here", 404))
        reply = page if isinstance(page, Reply) else page(asked)
        if self.closing.wait(None if reply.hang else reply.delay):
            return
        if reply.etag and asked.headers.get("if-none-match") == reply.etag:
            reply = Reply(status=304, etag=reply.etag)
        connection.sendall(reply.raw if reply.raw is not None else head_of(reply) + reply.body)
        while reply.endless and not self.closing.is_set():
            connection.sendall(reply.endless)


def read_request(lines: Any) -> Asked | None:
    """The request that was sent; None where the connection was closed before."""
    first = lines.readline().decode("latin-1").split(" ")
    headers = {}
    for line in iter(lines.readline, b"\r\n"):
        if not line:
            return None
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return Asked(first[1], time.monotonic(), headers) if len(first) > 1 else None


def head_of(reply: Reply) -> bytes:
    """The status line and the headers of an answer."""
    lines = [f"HTTP/1.1 {reply.status} OK", "Connection: close", f"Content-Type: {reply.type}"]
    if not reply.endless and reply.status != 304:
        lines.append(f"Content-Length: {len(reply.body) if reply.length is None else reply.length}")
    lines += [f"ETag: {reply.etag}"] * bool(reply.etag)
    lines += [f"{name}: {value}" for name, value in reply.headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def article(name: str, more: str = "") -> bytes:
    """A page with an article whose words no other name has."""
    text = "".join(f"<p>{WORDS}Paragraph {number} of {name} says what {name} saw.</p>" for number in range(8))
    title = f"What {name} saw at the lock"
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{more}</head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


def feed(urls: Iterable[str]) -> Reply:
    """An RSS feed of these links."""
    items = "".join(f"<item><title>Item {n}</title><link>{url}</link></item>" for n, url in enumerate(urls))
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>f</title>{items}</channel></rss>'
    return Reply(body.encode(), type="application/rss+xml")


@dataclass(slots=True)
class Press:
    """Source files for a crawl, each with a feed at its site that names all the site's pages."""

    sources: Path
    sites: dict[str, Site] = field(default_factory=dict)

    def add(
        self,
        name: str,
        site: Site,
        reader: str = "",
        paths: Iterable[str] | None = None,
        ports: Sequence[int] = (),
        **keys: Any,
    ) -> Site:
        """Write a source's file, its feed, and its own reader where it has one."""
        named = list(site.pages if paths is None else paths)
        site.pages.setdefault("/feed", feed(site.url(path) for path in named if path not in ("/robots.txt", "/feed")))
        lines = [
            f"name: {name}",
            f"home: {site.url()}",
            "language: en",
            "country: US",
            "edited_in: US",
            "ownership: trade",
            "timezone: UTC",
            f"feeds: [{site.url('/feed')}]",
            "allow_private: true",
            f"ports: {[site.port, *ports]}",
            *(f"{key}: {value}" for key, value in ({"delay": 0} | keys).items()),
        ]
        self.sources.mkdir(parents=True, exist_ok=True)
        (self.sources / f"{name}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if reader:
            (self.sources / "readers").mkdir(exist_ok=True)
            (self.sources / "readers" / f"{name.replace('-', '_')}.py").write_text(reader, encoding="utf-8")
        self.sites[name] = site
        return site

    def close(self) -> None:
        """Close all sites."""
        for site in self.sites.values():
            site.close()
