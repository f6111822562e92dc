"""The newsroom on loopback: one HTTP server a site, each on a port of its own."""

import threading
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import MappingProxyType, TracebackType
from typing import Any, Self

import yaml

from service.newsroom.answers import Answer, answer
from service.newsroom.sites import Site, load_expected, load_sites


class Newsroom:
    """All sites, open inside a `with`; the first edition stands until another is published."""

    def __init__(self, sites: tuple[Site, ...] | None = None) -> None:
        self.sites = load_sites() if sites is None else sites
        self.edition = 1
        self.ports: Mapping[str, int] = MappingProxyType({})
        self._servers: list[SiteServer] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        try:
            for site in self.sites:
                self._servers.append(SiteServer(self, site))
        except OSError:
            self.close()
            raise
        self.ports = MappingProxyType({server.site.id: server.server_port for server in self._servers})
        for server in self._servers:
            thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def homes(self) -> Mapping[str, str]:
        """The address of each site, without a slash at its end."""
        return {site_id: f"http://127.0.0.1:{port}" for site_id, port in self.ports.items()}

    def publish(self, edition: int) -> None:
        """From now on every site prints that edition, 1 or 2."""
        if edition not in (1, 2):
            raise ValueError(f"no such edition: {edition}")
        self.edition = edition

    def write_sources(self, directory: Path) -> None:
        """Leave a source file for each site in the directory, with the ports as they are now."""
        directory.mkdir(parents=True, exist_ok=True)
        for site in self.sites:
            said = source_file(site, self.homes[site.id], self.ports[site.id])
            text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
            (directory / f"{site.id}.yml").write_text(text, encoding="utf-8")

    def expected(self) -> dict[str, Any]:
        """What a right crawl of both editions gives, as it was written by hand."""
        return load_expected()

    def close(self) -> None:
        """Stop every site and give its port back."""
        for server, _ in zip(self._servers, self._threads, strict=False):  # one without a thread would hang
            server.shutdown()
        for server in self._servers:
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._servers, self._threads = [], []


class SiteServer(ThreadingHTTPServer):
    """One site on a free port of 127.0.0.1."""

    def __init__(self, newsroom: Newsroom, site: Site) -> None:
        self.newsroom = newsroom
        self.site = site
        super().__init__(("127.0.0.1", 0), Handler)

    def server_bind(self) -> None:
        """Bind, without HTTPServer's look-up of the host's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; a connection ends with its answer, so that none outlives the newsroom."""

    protocol_version = "HTTP/1.1"
    timeout = 5
    server: SiteServer

    def do_GET(self) -> None:
        """Send what the site holds at the path."""
        newsroom = self.server.newsroom
        found = answer(self.server.site, self.path, newsroom.homes, newsroom.edition)
        status = HTTPStatus.NOT_MODIFIED if self.is_unchanged(found) else HTTPStatus(found.status)
        self.send_response(status)
        self.send_header("Content-Type", found.content_type)
        if found.modified:
            self.send_header("ETag", found.etag)
            self.send_header("Last-Modified", format_datetime(found.modified, usegmt=True))
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(found.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if status != HTTPStatus.NOT_MODIFIED and self.command != "HEAD":
            self.wfile.write(found.body)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def is_unchanged(self, found: Answer) -> bool:
        """True where the client's copy is still good; If-None-Match goes first (RFC 9110, 13.2.2)."""
        if not found.modified:
            return False
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or found.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        since = http_date(self.headers.get("If-Modified-Since", ""))
        return since is not None and found.modified <= since

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has in http.server
        """Say nothing: the terminal belongs to the demo."""


def source_file(site: Site, home: str, port: int) -> dict[str, Any]:
    """What the site's source file says, with its real address."""
    said = {
        "name": site.name,
        "home": f"{home}/",
        "language": site.language,
        "script": site.script,
        "country": site.country,
        "edited_in": site.edited_in,
        "ownership": site.ownership,
        "timezone": site.timezone,
        **placed(site.routes, home),
        "delay": 0,
        "allow_private": True,
        "ports": [port],
    }
    return {key: value for key, value in said.items() if value is not None}


def placed(said: Any, home: str) -> Any:
    if isinstance(said, str):
        return said.replace("{home}", home)
    if isinstance(said, Mapping):
        return {key: placed(value, home) for key, value in said.items()}
    if isinstance(said, list):
        return [placed(value, home) for value in said]
    return said


def http_date(text: str) -> datetime | None:
    """The aware time of a header, or None where it holds none."""
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # a year or a zone beyond all bounds
        return None
    return when if when.tzinfo else None
