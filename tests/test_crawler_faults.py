"""One crawl over real HTTP, in which every source but one fails in a way of its own: each fault has its name."""

import gzip
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.crawling import CONTACT, begin, children_of, crawl, details, end, outcomes, rows
from tests.sites import Press, Reply, Site, article, feed
from tests.warm import Ended

POISON = """
import os, re, signal, sys, time
HELD = []
def read(page, source, link):
    kind = page.url.rpartition("/")[2]
    if kind == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif kind == "python-loop":
        while True:
            pass
    elif kind == "c-loop":
        re.match(r"(a+)+b", "a" * 64)
    elif kind == "memory":
        while True:
            HELD.append(bytearray(2**24))
    elif kind == "raises":
        raise KeyError("no such thing")
    elif kind == "stops":
        return next(iter([]))
    elif kind == "leaves":
        print("not a line of the command's JSON")
        sys.exit(0)
    elif kind == "ends":
        os._exit(7)
    elif kind == "nothing":
        return None
"""
POISONS = {
    "segfault": "SIGSEGV",
    "python-loop": "CPU time",
    "c-loop": "CPU time",
    "memory": "MemoryError",
    "raises": "KeyError",
    "stops": "StopIteration",
    "leaves": "SystemExit",
    "ends": "exit code 7",
    "nothing": "NoneType",
}
LIMITS = {"fetch_seconds": 3, "robots_seconds": 2, "cpu_seconds": 2, "wall_seconds": 20, "memory": 600 * 2**20}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(5000)


@dataclass(frozen=True, slots=True)
class Crawled:
    """The data directory after two crawls, what each printed, and the sites."""

    data: Path
    first: Ended
    second: Ended
    press: Press
    seen: dict[str, int]  # requests of each site in the first crawl


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    base = tmp_path_factory.mktemp("faults")
    press = Press(base / "sources")
    inner, elsewhere = Site({"/": Reply(article("inner"))}), site_on("127.0.0.2")
    press.sites |= {"inner": inner, "elsewhere": elsewhere}
    good = {f"/good-{n}": Reply(article(f"good{n}"), etag=f'"e{n}"') for n in range(6)}
    press.add("good", Site(good | {"/dead": Reply(b"gone", 404), "/picture": Reply(PNG)}))
    press.add("broken", Site({"/a": Reply(b"x", 500)}))
    press.add("hanging", Site({"/a": Reply(hang=True), "/b": Reply(hang=True)}))
    press.add("poison", Site({f"/{kind}": Reply(article(kind)) for kind in POISONS}), POISON)
    bomb = gzip.compress(bytes(2**26), 9)
    packed = (("Content-Encoding", "gzip"),)
    press.add(
        "big",
        Site(
            {
                "/said": Reply(length=2**30, endless=bytes(2**16)),
                "/unsaid": Reply(endless=bytes(2**16)),
                "/bomb": Reply(bomb, headers=packed),
            }
        ),
    )
    cut = gzip.compress(article("cut") + os.urandom(4000))[:-1000]
    press.add("short", Site({"/length": Reply(article("short"), length=9999), "/gzip": Reply(cut, headers=packed)}))
    press.add("redirecting", Site(redirects(inner, elsewhere)))
    press.add("disallowing", Site({"/robots.txt": Reply(b"User-agent: *\nDisallow: /a"), "/a": Reply(article("d"))}))
    # The feed stands at another site, so that only the pages meet the robots.txt that is not to be had.
    for name, reply in (("robots-503", Reply(status=503)), ("robots-hanging", Reply(hang=True))):
        site = Site({"/robots.txt": reply, "/a": Reply(article(name))})
        press.add(name, lists_for(press, name, site), ports=[site.port])
        press.sites[name] = site
    later = (("Retry-After", "600"),)
    press.add("busy", Site({f"/{n}": Reply(b"later", 429, headers=later) for n in range(20)}), delay=0.3)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    press.add("closed", Site({"/feed": feed([f"http://127.0.0.1:{port}/a"])}), ports=[port])
    press.add("self-signed", Site({"/a": Reply(article("tls"))}, tls=self_signed(base)))
    first = crawl(base / "data", base / "sources", limits=LIMITS)
    seen = {name: len(site.asked) for name, site in press.sites.items()}
    good_only = base / "good"
    good_only.mkdir()
    (good_only / "good.yml").write_text((base / "sources" / "good.yml").read_text())
    second = crawl(base / "data", good_only, "--again", limits=LIMITS)
    yield Crawled(base / "data", first, second, press, seen)
    press.close()


def site_on(host: str) -> Site:
    """A site at another loopback address; on macOS, which has none, at the usual one."""
    try:
        return Site(host=host)
    except OSError:
        return Site()


def lists_for(press: Press, name: str, site: Site) -> Site:
    """A site that only lists the page of another."""
    listing = Site({"/feed": feed([site.url("/a")])})
    press.sites[f"{name}-list"] = listing
    return listing


def redirects(inner: Site, elsewhere: Site) -> dict[str, Reply]:
    """Pages that lead where nobody may go."""
    targets = {
        "/loop": "/loop",
        "/port": inner.url(),
        "/host": elsewhere.url(),
        "/file": "file:///etc/hostname",
        "/data": "data:text/html,x",
    }
    return {path: Reply(status=302, headers=(("Location", target),)) for path, target in targets.items()}


def self_signed(base: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that nobody signed."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (base / "site.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(base / "site.pem")
    return context


def test_the_crawl_comes_to_its_end(crawled: Crawled) -> None:
    assert crawled.first.code == 0, crawled.first.errors
    assert crawled.first.told["finished"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("good", {f"/good-{n}": "stored" for n in range(6)} | {"/dead": "bad-status", "/picture": "not-html"}),
        ("broken", {"/a": "bad-status"}),
        ("hanging", {"/a": "timeout", "/b": "timeout"}),
        ("poison", {f"/{kind}": "quarantined" for kind in POISONS}),
        ("big", {"/said": "too-large", "/unsaid": "too-large", "/bomb": "too-large"}),
        ("short", {"/length": "truncated", "/gzip": "truncated"}),
        ("disallowing", {"/a": "robots"}),
        ("robots-503", {"/a": "robots"}),
        ("robots-hanging", {"/a": "timeout"}),
        ("closed", {"/a": "unreachable"}),
        (
            "redirecting",
            {
                "/loop": "redirect-loop",
                "/port": "forbidden-address",
                "/host": "forbidden-address",
                "/file": "forbidden-address",
                "/data": "forbidden-address",
            },
        ),
    ],
)
def test_every_visit_has_its_outcome(crawled: Crawled, source: str, expected: dict[str, str]) -> None:
    assert outcomes(crawled.data, source) == expected, details(crawled.data, source)


@pytest.mark.parametrize(("kind", "word"), POISONS.items())
def test_a_page_that_was_held_says_why(crawled: Crawled, kind: str, word: str) -> None:
    assert word in details(crawled.data, "poison")[f"/{kind}"]


def test_a_certificate_that_nobody_signed_is_refused(crawled: Crawled) -> None:
    (route,) = crawled.first.told["sources"]["self-signed"]["routes_without_links"]
    assert route["outcome"] == "unreachable"
    assert "certificate verify failed" in route["detail"]
    assert crawled.seen["self-signed"] == 0


@pytest.mark.parametrize("name", ["inner", "elsewhere"])
def test_what_is_forbidden_is_never_connected_to(crawled: Crawled, name: str) -> None:
    assert crawled.press.sites[name].connections == 0


@pytest.mark.parametrize("name", ["disallowing", "robots-503", "robots-hanging"])
def test_what_robots_refuses_is_never_asked_for(crawled: Crawled, name: str) -> None:
    assert crawled.press.sites[name].times("/a") == 0


def test_large_bodies_are_not_held_in_memory(crawled: Crawled) -> None:
    assert crawled.first.peak < 260


def test_a_host_that_asks_for_patience_is_left_alone(crawled: Crawled) -> None:
    found = outcomes(crawled.data, "busy")
    assert sorted(found.values()) == [""] * 19 + ["bad-status"]
    assert sum(crawled.press.sites["busy"].times(f"/{n}") for n in range(20)) == 1
    assert crawled.first.told["held"] == 19
    ((seconds,),) = rows(crawled.data, "SELECT (julianday(until) - julianday()) * 86400 FROM hold")
    assert 0 < seconds <= 600
    assert rows(crawled.data, "SELECT count(*) FROM visit WHERE outcome = '' AND run_id IS NOT NULL") == [(0,)]


def test_the_second_crawl_asks_conditionally(crawled: Crawled) -> None:
    site = crawled.press.sites["good"]
    assert crawled.second.told["sources"]["good"]["outcomes"] == {"known": 6, "bad-status": 1, "not-html": 1}
    again = [each for each in site.asked[crawled.seen["good"] :] if each.path.startswith("/good")]
    assert {each.path: each.headers["if-none-match"] for each in again} == {f"/good-{n}": f'"e{n}"' for n in range(6)}


def test_robots_is_asked_for_once_a_crawl(crawled: Crawled) -> None:
    assert crawled.press.sites["good"].times("/robots.txt") == 2
    assert crawled.press.sites["busy"].times("/robots.txt") == 1


def test_every_request_names_the_contact(crawled: Crawled) -> None:
    agents = {each.headers["user-agent"] for site in crawled.press.sites.values() for each in site.asked}
    assert agents == {f"duizhao/0.1 (+{CONTACT})"}


def test_nothing_is_sent_that_could_follow_a_reader(crawled: Crawled) -> None:
    sent = {name for site in crawled.press.sites.values() for each in site.asked for name in each.headers}
    assert not sent & {"cookie", "referer", "authorization"}


BUSY = {
    "hanging": "import time\ndef read(page, source, link):\n    time.sleep(60)\n",
    "python": "def read(page, source, link):\n    while True:\n        pass\n",
    "c": "import re\ndef read(page, source, link):\n    re.match('(a+)+b', 'a' * 64)\n",
}


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Press]:
    press = Press(tmp_path / "sources")
    for name in ("python", "c"):
        press.add(name, Site({f"/{n}": Reply(article(f"{name}{n}")) for n in range(4)}), BUSY[name])
    press.add("waiting", Site({"/a": Reply(hang=True), "/b": Reply(hang=True)}))
    yield press
    press.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_crawl_and_gives_back_its_claims(tmp_path: Path, busy: Press, number: int) -> None:
    process = begin(tmp_path / "data", busy.sources, limits={"cpu_seconds": 60, "wall_seconds": 60})
    busy.sites["waiting"].wait_for("/a")
    busy.sites["python"].wait_for("/3")
    started = children_of(process)
    began = time.monotonic()
    os.kill(process.pid, number)
    ended = end(process)
    assert time.monotonic() - began < 8
    assert ended.code == 1, ended.errors
    assert not ended.told["finished"]
    assert still_running(started, 2) == []
    assert rows(tmp_path / "data", "SELECT state FROM run") == [("interrupted",)]
    assert rows(tmp_path / "data", "SELECT count(*) FROM visit WHERE outcome = '' AND run_id IS NOT NULL") == [(0,)]
    assert rows(tmp_path / "data", "SELECT count(*) FROM visit WHERE outcome = ''") == [(10,)]


def test_a_killed_crawl_leaves_no_process_behind(tmp_path: Path, busy: Press) -> None:
    process = begin(tmp_path / "data", busy.sources, limits={"cpu_seconds": 60, "wall_seconds": 60})
    busy.sites["python"].wait_for("/3")
    busy.sites["c"].wait_for("/3")
    time.sleep(0.5)
    started = children_of(process)
    assert len(started) > 2
    process.kill()
    assert still_running(started, 5) == []
    end(process)


def still_running(processes: list[psutil.Process], seconds: float) -> list[str]:
    """What of these processes is left after so many seconds."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [" ".join(each.cmdline()) for each in alive if each.status() != psutil.STATUS_ZOMBIE]


def test_a_database_that_stays_locked_ends_the_crawl(tmp_path: Path) -> None:
    import sqlite3

    press = Press(tmp_path / "sources")
    site = press.add("good", Site({f"/{n}": Reply(article(f"good{n}"), delay=0.5) for n in range(8)}))
    process = begin(tmp_path / "data", press.sources)
    site.wait_for("/0")
    blocking = sqlite3.connect(tmp_path / "data" / "duizhao.sqlite", timeout=5, isolation_level=None)
    blocking.execute("BEGIN IMMEDIATE")
    ended = end(process)
    blocking.execute("ROLLBACK")
    blocking.close()
    assert ended.code == 2, ended.errors
    line, _peak = ended.errors.splitlines()
    assert "nothing more can be written: database is locked" in line
    again = crawl(tmp_path / "data", press.sources)
    press.close()
    assert again.code == 0, again.errors
    assert outcomes(tmp_path / "data", "good") == {f"/{n}": "stored" for n in range(8)}
    assert rows(tmp_path / "data", "SELECT count(*) FROM article") == [(8,)]


def test_a_full_disk_ends_the_crawl_and_nothing_is_lost(tmp_path: Path) -> None:
    press = Press(tmp_path / "sources")
    pages = {f"/{n}": Reply(article(f"good{n}", f"<!-- {os.urandom(60000).hex()} -->")) for n in range(12)}
    press.add("good", Site(pages))
    ended = crawl(tmp_path / "data", press.sources, file_size=500_000)  # an empty database has over 250,000
    assert ended.code == 2, ended.errors
    assert "nothing more can be written" in ended.errors
    kept = {path for path, outcome in outcomes(tmp_path / "data", "good").items() if outcome}
    assert len(kept) < 12
    again = crawl(tmp_path / "data", press.sources)
    press.close()
    assert again.code == 0, again.errors
    assert outcomes(tmp_path / "data", "good") == {f"/{n}": "stored" for n in range(12)}


@pytest.mark.parametrize("key", ["home", "feeds"])
def test_nobody_else_is_crawled_without_a_contact(tmp_path: Path, key: str) -> None:
    values = {"home": "http://127.0.0.1/", "feeds": "[http://127.0.0.1/feed]"}
    values[key] = values[key].replace("127.0.0.1", "news.example.org")
    place = {"language": "en", "country": "US", "edited_in": "US", "ownership": "trade", "timezone": "UTC"}
    lines = [f"{name}: {value}" for name, value in ({"name": "A"} | values | place).items()]
    (tmp_path / "a.yml").write_text("\n".join(lines), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
    ran = subprocess.run(
        [sys.executable, "-m", "service", "crawl", "a"],
        env=kept | {"DUIZHAO_DATA": str(tmp_path / "data"), "DUIZHAO_SOURCES": str(tmp_path)},
        cwd=Path(__file__).resolve().parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    (line,) = ran.stderr.splitlines()
    assert line.startswith("DUIZHAO_CONTACT: is not set")


def test_the_counts_are_those_of_the_database(crawled: Crawled) -> None:
    counted = {name: each["outcomes"] for name, each in crawled.first.told["sources"].items()}
    found: dict[str, dict[str, int]] = {}
    query = "SELECT source_id, outcome, count(*) FROM visit WHERE outcome != '' AND run_id = 1 GROUP BY 1, 2"
    for source, outcome, number in rows(crawled.data, query):
        found.setdefault(source, {})[outcome] = number
    assert {name: each for name, each in counted.items() if each} == found, json.dumps(counted)
