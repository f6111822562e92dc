"""The server itself: whom it answers at which address, what it tells beside the reading pages, how much it takes."""

import socket
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection
from threading import Thread

import pytest
import sqlalchemy as sa

from tests.builders import article, database, fill, sources
from web.answers import Answer
from web.app import MOST, Server, make_server, url_of

TOLD = Answer(HTTPStatus.OK, b'{"ok": true}', "application/json")
HOSTS = ("127.0.0.1", "0.0.0.0", "::1")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    made = database(tmp_path_factory.mktemp("server"))
    fill(made, article(title="A reading page"))
    return made


def broken() -> Answer:
    raise RuntimeError("secret")


@pytest.fixture(scope="module", params=HOSTS)
def server(engine: sa.Engine, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server with reading pages and one more, at an address of this machine alone or one that others reach."""
    try:
        made = make_server(engine, sources(), more={"/healthz": lambda: TOLD, "/broken": broken}, host=request.param)
    except OSError:
        pytest.skip("this machine has no such address")
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def ask(server: Server, target: str, host: str = "", method: str = "GET") -> tuple[int, str, str]:
    """Status, kind and body of an answer; without a name the request bears that of the address."""
    address = "127.0.0.1" if server.server_name == "0.0.0.0" else server.server_name
    connection = HTTPConnection(address, server.server_port, timeout=5)
    connection.putrequest(method, target, skip_host=True)
    connection.putheader("Host", host or f"{server.shown}:{server.server_port}")
    connection.endheaders()
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, response.headers["Content-Type"], body


def test_what_is_given_beside_is_told_at_every_address(server: Server) -> None:
    assert ask(server, "/healthz") == (200, "application/json", '{"ok": true}')
    assert ask(server, "/healthz?a=b")[0] == 200
    assert ask(server, "/healthz", method="HEAD") == (200, "application/json", "")
    assert ask(server, "/healthz", method="POST")[0] == 405


@pytest.mark.parametrize("target", ["/", "/article/1", "/style.css", "/?words=reading"])
def test_others_read_no_pages(server: Server, target: str) -> None:
    status, _, body = ask(server, target)
    assert status == (200 if server.is_local else 404)
    assert ("A reading page" in body) == (server.is_local and target != "/style.css")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "duizhao:8321", "127.0.0.1"])
def test_the_name_counts_only_where_this_machine_alone_is_answered(server: Server, host: str) -> None:
    status, _, body = ask(server, "/healthz", host=host)
    assert status == (403 if server.is_local else 200)
    assert host not in body


def test_localhost_is_a_name_of_this_machine(server: Server) -> None:
    assert ask(server, "/healthz", host=f"localhost:{server.server_port}")[0] == 200


@pytest.mark.parametrize("target", ["/nowhere<script>", "/%3Cscript%3E", "/healthz/<script>", "/%ff<script>"])
def test_nothing_of_the_request_comes_back(server: Server, target: str) -> None:
    status, _, body = ask(server, target)
    assert status in (400, 404)
    assert "script" not in body
    assert "%ff" not in body


def test_what_fails_tells_nothing_of_itself(server: Server) -> None:
    status, _, body = ask(server, "/broken")
    assert (status, "secret" in body) == (500, False)


def test_the_address_is_shown_as_a_browser_takes_it(server: Server) -> None:
    names = {"::1": "[::1]"}
    assert url_of(server) == f"http://{names.get(server.server_name, server.server_name)}:{server.server_port}/"


def test_a_port_is_taken_once(server: Server) -> None:
    with pytest.raises(OSError, match="in use"):
        make_server(None, {}, server.server_port, host=server.server_name)


def test_too_many_connections_are_closed_and_hold_up_nobody(engine: sa.Engine) -> None:
    server = make_server(engine, sources(), more={"/healthz": lambda: TOLD})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        idle = [socket.create_connection(("127.0.0.1", server.server_port), timeout=5) for _ in range(MOST)]
        late = socket.create_connection(("127.0.0.1", server.server_port), timeout=5)
        assert late.recv(1) == b""
        for each in (*idle, late):
            each.close()
        until = time.monotonic() + 5
        while time.monotonic() < until and not is_answering(server):
            time.sleep(0.05)
        assert ask(server, "/healthz")[0] == 200
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def is_answering(server: Server) -> bool:
    """True where a request is answered."""
    try:
        return ask(server, "/healthz")[0] == 200
    except OSError:
        return False


def test_without_a_database_there_are_no_pages() -> None:
    server = make_server(None, {})
    server.server_close()
    assert (server.is_local, server.engine) == (True, None)
