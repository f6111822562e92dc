"""The reading pages as a browser gets them: over a socket, from a database with hostile texts in it."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from threading import Thread

import pytest
import sqlalchemy as sa

from pipeline.values import Repair
from storage.database import reading, writing
from storage.schema import reread
from tests.builders import NOW, article, database, fill, source, sources, visited
from web.app import Server, make_server, url_of
from web.article_page import article_page
from web.pages import PAGE

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
FIRST = article(url="https://harbour.example/first", text="Kept. Old one.", title="First & last")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    """Six articles: 1 changed, 2 and 3 copies, 4 hostile, 5 a stub of a source without a file, 6 without a title."""
    made = database(tmp_path_factory.mktemp("web"))
    visited(made, (FIRST.url, FIRST))
    hostile = dict.fromkeys(("dek", "credit", "dateline", "section", "declared_origin", "text"), HOSTILE)
    fill(
        made,
        replace(FIRST, text="Kept. New one.", published_at=NOW),
        article(language="zh", title="芯片出口", text="相同。", published_at=NOW - timedelta(days=1)),
        article(language="zh", title="晶片出口", text="相同。", source="lantau", script="Hant"),
        article(title=HOSTILE, byline=(HOSTILE,), editor=(HOSTILE,), url="javascript:alert(1)", **hostile),
        article(title="Stub", text="", metadata_only=True, source="gone", published_precision="day"),
        article(title="", text="Untitled."),
    )
    return made


@pytest.fixture(scope="module")
def server(engine: sa.Engine) -> Iterator[Server]:
    """The server, answering on a free port."""
    catalogue = sources(source(language="zh"), source(), source(id="lantau", language="zh", name=HOSTILE))
    made = make_server(engine, catalogue)
    assert isinstance(made, Server)
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def fetch(server: Server, target: str, method: str = "GET", host: str | None = None) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.putrequest(method, target, skip_host=host is not None)
    if host:
        connection.putheader("Host", host)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


def raw(server: Server, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=5) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


class Seen(HTMLParser):
    """The elements and addresses of a page."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert url_of(server) == f"http://127.0.0.1:{server.server_port}/"


def test_the_list(server: Server) -> None:
    response, body = fetch(server, "/")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "6 articles" in body
    assert body.index("Monday 12 October 2026") < body.index("Sunday 11 October 2026")
    assert '<bdi lang="zh-Hans">芯片出口</bdi>' in body
    assert '<bdi lang="zh-Hant">晶片出口</bdi>' in body
    assert "First &amp; last" in body
    assert "(no title)" in body
    for badge in ("stub only", "changed", "1 copy", "traditional"):
        assert f'<span class="badge">{badge}</span>' in body


def test_the_chart_counts_by_day_and_language(server: Server) -> None:
    _, body = fetch(server, "/")
    assert "<title>12 Oct: 1 Chinese, 4 English</title>" in body
    assert "<title>11 Oct: 1 Chinese, 0 English</title>" in body
    assert body.count('class="zh"></rect>') == 2
    assert body.count('class="en"></rect>') == 1


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("source=harbour", "3 articles"),
        ("source=gone", "1 article"),
        ("language=zh", "2 articles"),
        ("words=%E8%8A%AF%E7%89%87", "1 article"),
        ("words=untitled", "1 article"),
        ("words=nowhere", "0 articles"),
        ("words=%25", "0 articles"),
        ("source=&language=&words=", "6 articles"),
    ],
)
def test_narrowing_down(server: Server, query: str, number: str) -> None:
    response, body = fetch(server, f"/?{query}")
    assert response.status == 200
    assert f">{number} " in body


def test_an_article(server: Server) -> None:
    response, body = fetch(server, "/article/1")
    assert response.status == 200
    assert "<del" in body
    assert ">Old one.</del>" in body
    assert ">New one.</ins>" in body
    assert "Kept.</del>" not in body
    assert 'href="https://harbour.example/first"' in body
    assert "a.warc.gz" not in body  # the text that stands came without a page
    assert "<td>stored</td>" in body


def test_what_a_reading_tells_of_an_article(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = database(tmp_path_factory.mktemp("told"))
    told = article(
        language="zh",
        published_precision="month",
        published_zone="Asia/Shanghai",
        updated_at=NOW,
        updated_precision="day",
        updated_from="meta",
        updated_zone="Pacific/Auckland",
        account="星海观察",
        original=True,
        stub=True,
        words=1234,
        image="https://beihai.example/a.jpg",
        layers=(("title", "host"), ("text", "general"), ("account", "text")),
        repairs=(
            Repair("reading", "text", 7, "領(lǐng)<b>", "領"),
            Repair("reading", "text", 20, "(zhǎn)", ""),
            Repair("reading", "text", 30, "(<i>)", ""),
            Repair("disclaimer", "text", 90, "免責聲明", ""),
            Repair("more", "", 0, "", "1200"),
        ),
        learned="c0ffee",
    )
    fill(made, told)
    with writing(made) as connection:
        earlier = {"title": told.title, "text": f"{told.text}\n返回北海新闻", "letters": None}
        connection.execute(sa.insert(reread).values(article_id=1, number=0, reread_at=NOW, **earlier))
    with reading(made) as connection:
        body = str(article_page(connection, 1, sources(), UTC))
    fill(made, replace(told, url="https://beihai.example/m", published_precision="minute", byline=("许闻笙", "高屿")))
    with reading(made) as connection:
        minute = str(article_page(connection, 2, sources(), UTC))
    assert '<time datetime="2026-10">2026-10</time>' in body
    assert "<time>2026-10-12</time>" in body
    assert "<bdi>星海观察</bdi><time" in body
    assert body.count('class="badge">original<') == body.count('class="badge">stub only<') == 1
    assert "A paywall let only the beginning through." in body
    assert '星海发布新模型</span><span class="quiet"> · host</span>' in body
    assert '星海观察</span><span class="quiet"> · text</span>' in body
    assert "1,204 repairs" in body
    assert '<li class="quiet">and 1,200 others, not listed</li>' in body
    assert '(zhǎn) (&lt;i&gt;)</del> cut<span class="quiet"> 2 readings in parentheses</span>' in body
    assert "2026-10-12 09:30 UTC</time>" in minute
    assert "许闻笙、高屿" in minute
    assert "1 other reading" in body
    assert ">返回北海新闻</del>" in body
    assert '<del lang="zh-Hans">領(lǐng)&lt;b&gt;</del> → <ins lang="zh-Hans">領</ins>' in body
    assert '<del lang="zh-Hans">免責聲明</del> was cut' in body
    assert "1,234" in body
    assert "c0ffee" in body
    assert 'href="https://beihai.example/a.jpg" rel="noopener noreferrer nofollow"' in body
    assert "<img" not in body


def test_copies_lead_to_each_other(server: Server) -> None:
    assert 'href="/article/3"' in fetch(server, "/article/2")[1]
    assert 'href="/article/2"' in fetch(server, "/article/3")[1]
    assert "copies" not in fetch(server, "/article/6")[1]


def test_a_bare_day_is_shown_as_printed(tmp_path_factory: pytest.TempPathFactory) -> None:
    # In a zone of its own: 12 October in Shanghai is the evening of the 11th in UTC.
    made = database(tmp_path_factory.mktemp("day"))
    printed = NOW.replace(day=11, hour=16, minute=0)
    fill(made, article(language="zh", published_at=printed, published_precision="day", published_zone="Asia/Shanghai"))
    server = make_server(made, {})
    assert isinstance(server, Server)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        _, body = fetch(server, "/")
        assert "Monday 12 October 2026" in body
        assert "16:00" not in body
        assert '<time datetime="2026-10-12">2026-10-12</time>' in fetch(server, "/article/1")[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("target", ["/", "/article/4", "/article/3", "/?words=%3Cscript%3E", "/?language=%3Cb%3E"])
def test_hostile_texts_stay_texts(server: Server, target: str) -> None:
    _, body = fetch(server, target)
    seen = Seen(body)
    assert not {"script", "img", "iframe", "style", "b onerror"} & set(seen.tags)
    assert not {each for each in seen.attributes if each.startswith("on") or each == "style"}
    assert all(each.startswith(("/", "https://", "http://")) for each in seen.links)
    assert "49" not in body or "{{7*7}}" in body


@pytest.mark.parametrize("target", ["/", "/article/1", "/style.css", "/nowhere", "/?page=x"])
def test_headers(server: Server, target: str) -> None:
    headers = fetch(server, target)[0].headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Python" not in headers["Server"]


def test_the_stylesheet(server: Server) -> None:
    response, body = fetch(server, "/style.css")
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "prefers-color-scheme: dark" in body
    assert "url(" not in body


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/nowhere", 404),
        ("/article/999", 404),
        ("/article/0", 404),
        ("/article/-1", 404),
        ("/article/1/", 404),
        ("/article/99999999999999999999", 404),
        ("/article/../style.css", 404),
        ("/templates/style.css", 404),
        ("http://evil.example/", 403),
        ("/?page=0", 400),
        ("/?page=x", 400),
        ("/?language=fr", 400),
        ("/?source=nobody", 400),
        ("/?nothing=1", 400),
        ("/?words=%ff", 400),
        ("/?words=" + "x" * 201, 400),
        ("/?page=2", 200),
        ("/?page=999999", 200),
    ],
)
def test_status(server: Server, target: str, status: int) -> None:
    assert fetch(server, target)[0].status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_only_get_and_head(server: Server, method: str) -> None:
    response, _ = fetch(server, "/", method)
    assert response.status == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_head_has_the_head_of_get(server: Server) -> None:
    head, nothing = fetch(server, "/", "HEAD")
    whole, body = fetch(server, "/")
    assert nothing == ""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"] == str(len(body.encode()))


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example:{port}"]
)
def test_other_hosts_are_refused(server: Server, host: str) -> None:
    assert fetch(server, "/", host=host.format(port=server.server_port))[0].status == 403


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}"])
def test_this_host_is_served(server: Server, host: str) -> None:
    assert fetch(server, "/", host=host.format(port=server.server_port))[0].status == 200


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", b"403"),
        (b"GET / HTTP/1.1\r\nHost: %(host)s\r\nHost: evil.example\r\n\r\n", b"403"),
        (b"GET /?words=\xff HTTP/1.1\r\nHost: %(host)s\r\n\r\n", b"400"),
        ("GET /?words=芯片 HTTP/1.1\r\nHost: ".encode() + b"%(host)s\r\n\r\n", b"200"),
        (b"GET http://%(host)s/ HTTP/1.1\r\nHost: %(host)s\r\n\r\n", b"404"),
        (b"GET //evil.example/ HTTP/1.1\r\nHost: %(host)s\r\n\r\n", b"404"),
        (b"GET /\r\n\r\n", b"403"),
        (b"GARBAGE\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"GET /" + b"x" * 70000 + b" HTTP/1.1\r\n\r\n", b"414"),
    ],
    ids=[
        "no host",
        "two hosts",
        "not utf-8",
        "unquoted",
        "whole address",
        "two slashes",
        "no version",
        "garbage",
        "version",
        "long",
    ],
)
def test_raw_requests(server: Server, request_: bytes, status: bytes) -> None:
    host = f"127.0.0.1:{server.server_port}".encode()
    answer = raw(server, request_.replace(b"%(host)s", host))
    assert answer.startswith(b"HTTP/1.0 " + status)
    assert b"Content-Security-Policy: default-src 'none'" in answer


def test_an_error_tells_the_reader_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object) -> str:
        raise RuntimeError("postgresql://user:secret@host")

    monkeypatch.setattr("web.app.list_page", fail)
    response, body = fetch(server, "/")
    assert response.status == 500
    assert "secret" not in body
    assert "a page failed" in caplog.text


def test_nothing_stored(tmp_path_factory: pytest.TempPathFactory) -> None:
    server = make_server(database(tmp_path_factory.mktemp("empty")), {})
    assert isinstance(server, Server)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        response, body = fetch(server, "/")
        assert response.status == 200
        assert "Nothing is stored yet" in body
        assert "<svg" not in body
    finally:
        server.shutdown()
        server.server_close()


def test_paging(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = database(tmp_path_factory.mktemp("pages"))
    fill(
        made,
        *(
            article(title=f"Number {each}.", text=f"Text {each}", published_at=NOW - timedelta(minutes=each))
            for each in range(PAGE + 1)
        ),
    )
    server = make_server(made, {})
    assert isinstance(server, Server)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        _, first = fetch(server, "/?language=en")
        _, second = fetch(server, "/?language=en&page=2")
    finally:
        server.shutdown()
        server.server_close()
    assert first.count("<h3>") == PAGE
    assert 'href="/?language=en&amp;page=2"' in first
    assert "older →" in first
    assert "newer" not in first
    assert second.count("<h3>") == 1
    assert "Number 100." in second
    assert 'href="/?language=en"' in second
    assert "older →" not in second
