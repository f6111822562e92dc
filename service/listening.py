"""Where a service tells of itself: /healthz and /metrics, and on this machine the reading pages beside them."""

import json
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from threading import Thread

from prometheus_client import CONTENT_TYPE_LATEST

from config.errors import ConfigError
from config.source import Source
from service.duty import Roster
from service.events import events
from service.metrics import metrics_text
from service.onlooker import Onlooker
from service.output import jsonable
from service.watch import Watch
from storage.database import connect
from web.answers import Answer
from web.app import Server, make_server, url_of

OFF = "off"
log = events("listening")


@contextmanager
def listening(watch: Watch, listen: str) -> Iterator[Server | None]:
    """A server at HOST:PORT for as long as the block lasts; none where that is `off`.

    Raises ConfigError where it is no address, or one that can not be had.
    """
    if listen == OFF:
        yield None
        return
    host, port = address_of(listen)
    onlooker = Onlooker(watch)
    pages = connect(watch.engine.url.render_as_string(hide_password=False)) if watch.command == "serve" else None
    more = {"/healthz": lambda: health_answer(onlooker), "/metrics": lambda: metrics_answer(onlooker)}
    try:
        server = make_server(pages, Current(watch.roster), port, more=more, host=host)
    except OSError as error:
        raise ConfigError(None, None, "--listen", f"{listen}: {error.strerror or error}") from error
    thread = Thread(target=server.serve_forever, name="listening", daemon=True)
    thread.start()
    log.info("listening", url=url_of(server), pages=server.engine is not None)
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        for engine in filter(None, (pages, onlooker.engine)):
            with suppress(Exception):  # a connection that does not answer can not be closed in order
                engine.dispose()


def address_of(listen: str) -> tuple[str, int]:
    """The address and port of HOST:PORT; raises ConfigError."""
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:\[\]]+)):([0-9]{1,5})", listen)
    if found is None or int(found[3]) > 65535:
        message = f"{listen!r} is neither HOST:PORT, as 127.0.0.1:8321 or [::1]:8321, nor off"
        raise ConfigError(None, None, "--listen", message)
    try:
        known = socket.getaddrinfo(found[1] or found[2], int(found[3]), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ConfigError(None, None, "--listen", f"{listen}: there is no such host") from error
    # Where a name has both, the older address is the one that others expect.
    host, port = min(known, key=lambda each: each[0] != socket.AF_INET)[4][:2]
    return str(host), int(port)


def health_answer(onlooker: Onlooker) -> Answer:
    """The health as JSON: 200 where all is well, 503 where it is not."""
    facts, health = onlooker.health()
    told = {"ok": health.ok, "reasons": health.reasons} | jsonable(facts)
    status = HTTPStatus.OK if health.ok else HTTPStatus.SERVICE_UNAVAILABLE
    return Answer(status, json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n", "application/json")


def metrics_answer(onlooker: Onlooker) -> Answer:
    """The metrics as Prometheus reads them."""
    return Answer(HTTPStatus.OK, metrics_text(onlooker), CONTENT_TYPE_LATEST)


class Current(Mapping[str, Source]):
    """The sources of a catalogue as it stands by now: a service reads its files again."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    def __getitem__(self, source_id: str) -> Source:
        return self.roster.catalogue.sources[source_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.roster.catalogue.sources)

    def __len__(self) -> int:
        return len(self.roster.catalogue.sources)
