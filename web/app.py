"""The server of the reading pages, for this machine alone, and of what else a service tells; reading only."""

import logging
import re
import socket
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socketserver import TCPServer
from threading import BoundedSemaphore
from typing import Any

import sqlalchemy as sa

from config.source import Source
from storage.database import reading
from web.answers import Answer, encoded, refusal, stylesheet
from web.article_page import article_page
from web.beside_page import beside_page
from web.compare_page import compare_page
from web.family_page import family_page
from web.pages import list_page
from web.parameters import BadParameter
from web.relays_page import relays_page
from web.stories_page import stories_page
from web.story_page import story_page

LOG = logging.getLogger(__name__)
MOST = 64  # connections at once; each has a thread and a file, and a service needs its own
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

LISTS = {"/compare": compare_page, "/stories": stories_page, "/relays": relays_page}
PAGES = {"article": article_page, "family": family_page, "story": story_page}


class Server(ThreadingHTTPServer):
    """A server that holds what its pages are made of; where others reach it, it has none but those given beside."""

    allow_reuse_port = False  # two services would take each other's requests
    request_queue_size = MOST  # with the library's five a sixth at the same moment waits for a second

    def __init__(
        self,
        address: tuple[str, int],
        engine: sa.Engine | None,
        sources: Mapping[str, Source],
        zone: tzinfo,
        more: "Mapping[str, Callable[[], Answer]]",
    ) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.sources, self.zone, self.more = sources, zone, more
        self.is_local = ip_address(address[0]).is_loopback
        self.engine = engine if self.is_local else None
        self.room = BoundedSemaphore(MOST)
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        """Take the address; the library would ask a name server for the name of this machine too."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.shown = f"[{self.server_name}]" if ":" in self.server_name else self.server_name

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, unless there are too many."""
        if not self.room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self.room.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and leave room for the next."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log what went wrong with a connection: a reader who leaves early is no traceback on the terminal."""
        LOG.debug("a connection ended early", exc_info=sys.exc_info())


def make_server(
    engine: sa.Engine | None,
    sources: Mapping[str, Source],
    port: int = 0,
    zone: tzinfo = UTC,
    more: "Mapping[str, Callable[[], Answer]] | None" = None,
    host: str = "127.0.0.1",
) -> Server:
    """A server that answers once `serve_forever` runs; port 0 takes a free one.

    It has the reading pages where there is an engine and the address is of this machine alone, and `more` at every
    address: answers by their paths. There a request may name the server as it likes.
    """
    return Server((host, port), engine, sources, zone, more or {})


def url_of(server: Server) -> str:
    """The address to open in a browser."""
    return f"http://{server.shown}:{server.server_port}/"


def answer(server: Server, target: str) -> Answer:
    """The answer to the target of a GET."""
    path, _, query = target.partition("?")
    if path in server.more:
        return server.more[path]()
    if server.engine is None:
        return refusal(HTTPStatus.NOT_FOUND, "There is no such page.")
    if path == "/style.css":
        return Answer(HTTPStatus.OK, stylesheet(), "text/css; charset=utf-8")
    if path == "/":
        with reading(server.engine) as connection:
            return Answer(HTTPStatus.OK, encoded(list_page(connection, query, server.sources, server.zone)))
    if listing := LISTS.get(path):
        with reading(server.engine) as connection:
            return Answer(HTTPStatus.OK, encoded(listing(connection, query, server.sources, server.zone)))
    if one := re.fullmatch(r"/(article|family|story)/([1-9][0-9]{0,8})", path):
        with reading(server.engine) as connection:
            found = PAGES[one[1]](connection, int(one[2]), server.sources, server.zone)
        if found:
            return Answer(HTTPStatus.OK, encoded(found))
    if one := re.fullmatch(r"/beside/([1-9][0-9]{0,8})/([1-9][0-9]{0,8})", path):
        with reading(server.engine) as connection:
            found = beside_page(connection, int(one[1]), int(one[2]), server.sources, server.zone)
        if found:
            return Answer(HTTPStatus.OK, encoded(found))
    return refusal(HTTPStatus.NOT_FOUND, "There is no such page.")


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    server_version = "duizhao"
    sys_version = ""
    default_request_version = "HTTP/1.0"  # the library's own, 0.9, sends no headers where it refuses a request
    timeout = 10  # a reader on this machine sends a request at once

    def do_GET(self) -> None:
        """Answer with a page."""
        self.send(self.answer(), body=True)

    def do_HEAD(self) -> None:
        """Answer with the head of a page."""
        self.send(self.answer(), body=False)

    def answer(self) -> Answer:
        """The answer, which is a refusal where the request is not for us or can not be understood."""
        if not self.is_for_us():
            return refusal(HTTPStatus.FORBIDDEN, "This address is not served here.")
        try:
            return answer(self.server, self.path.encode("latin-1").decode())
        except (BadParameter, UnicodeError) as error:
            reason = str(error) if isinstance(error, BadParameter) else "The address is not UTF-8."
            return refusal(HTTPStatus.BAD_REQUEST, reason)
        except Exception:
            LOG.exception("a page failed")
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "The page failed; the log tells why.")

    def is_for_us(self) -> bool:
        """True where the request names this machine: the name of a site that points here is not ours to answer."""
        if not self.server.is_local:
            return True
        port = self.server.server_port
        names = {self.server.shown, "localhost"}
        ours = {f"{name}:{port}" for name in names} | (names if port == 80 else set())
        return [each.lower() for each in self.headers.get_all("Host", [])] in [[each] for each in ours]

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send a refusal of what never came to be a request; any method but GET and HEAD is such a one."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        self.close_connection = True
        self.send(refusal(status, "This server answers GET and HEAD."), body=self.command != "HEAD")

    def send(self, what: Answer, body: bool) -> None:
        """Send the answer with the headers that all answers have."""
        self.send_response(what.status)
        self.send_header("Content-Type", what.kind)
        self.send_header("Content-Length", str(len(what.body)))
        if what.status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(what.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is the library's
        """Log a request; the terminal is not for it."""
        LOG.debug("%r", format % args)
