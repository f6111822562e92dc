"""Events of a service: one a line in both forms, whatever is in them, and no password in any."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from service.events import Lines, events, form_of
from service.redacting import LONGEST, LONGEST_TRACEBACK, MOST, redacted
from tests.timing import takes_under

ROOT = Path(__file__).parent.parent
BIDI = "\u202eevil\u2066\u2069\u200f"
HOSTILE = {
    "newlines": "one\r\ntwo\nthree\vfour\x85five\u2028six\u2029seven",
    "a forged event": 'x\n{"event": "started", "level": "info"}\n2026-10-12 09:30:00 started',
    "escapes": "\x1b[31mred\x1b]0;title\x07\x9b2J\x08\x7f\x00",
    "marks of direction": BIDI,
    "half a letter": "\ud800",
    "beyond the first plane": "\U0001f600 \U000e0041",
    "Chinese": "星海发布新模型",
    "quotes and backslashes": "\"a\" = 'b' \\n \\",
    "long": "x" * 100_000,
}
SECRET = "s3cr%2Ft"


def record(message: Any, *arguments: Any, exc_info: Any = None, name: str = "other.library") -> logging.LogRecord:
    """A record as the standard library makes it."""
    return logging.LogRecord(name, logging.WARNING, __file__, 1, message, arguments, exc_info)


def of_ours(**facts: Any) -> logging.LogRecord:
    """A record as structlog hands it over."""
    made = record({"event": "something", "level": "info", "timestamp": "2026-10-12T09:30:00Z", **facts})
    made._logger, made._name = None, "info"
    return made


def failed(message: str) -> Any:
    """What the interpreter knows of an exception with this message, and of its cause."""
    try:
        try:
            raise ValueError(message)
        except ValueError as error:
            raise RuntimeError("it failed") from error
    except RuntimeError:
        return sys.exc_info()


@pytest.mark.parametrize("person", [True, False], ids=["readable", "json"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "make",
    [
        lambda text: of_ours(error=text),
        lambda text: of_ours(sources=[text], error={text: text}),
        lambda text: of_ours(**{text: 1}),
        lambda text: record("%s", text),
        lambda text: record(text),
        lambda text: record("with a traceback", exc_info=failed(text)),
        lambda text: record("x", name=text),
    ],
    ids=["fact", "list and mapping", "key", "argument", "message", "exception", "logger"],
)
def test_an_event_is_one_line_of_printable_letters(person: bool, text: str, make: Any) -> None:
    line = form_of(person).format(make(text))
    assert line.isprintable()
    assert len(line.splitlines()) == 1
    assert len(line) < 40_000
    line.encode()


@pytest.mark.parametrize("text", [each for each in HOSTILE.values() if len(each) < LONGEST])
def test_json_gives_back_what_was_said(text: str) -> None:
    told = json.loads(form_of(person=False).format(of_ours(error=text, seconds=1.5, sources=["a"], again=None)))
    assert (told["error"], told["seconds"], told["sources"], told["again"]) == (text, 1.5, ["a"], None)
    assert (told["event"], told["level"]) == ("something", "info")


def test_the_traceback_stands_in_the_line() -> None:
    told = json.loads(form_of(person=False).format(record("it went wrong", exc_info=failed("the cause"))))
    assert told["event"] == "it went wrong"
    assert told["level"] == "warning"
    assert told["logger"] == "other.library"
    for part in ("Traceback", "ValueError: the cause", "RuntimeError: it failed"):
        assert part in told["exception"]


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({}, "2026-10-12 09:30:00 something"),
        ({"pid": 12, "source": "harbour"}, "2026-10-12 09:30:00 something source=harbour pid=12"),
        ({"error": "no answer"}, '2026-10-12 09:30:00 something error="no answer"'),
        ({"error": 'a"b state=done'}, '2026-10-12 09:30:00 something error="a\\"b state=done"'),
        ({"error": ""}, '2026-10-12 09:30:00 something error=""'),
        ({"level": "error"}, "2026-10-12 09:30:00 ERROR something"),
        ({"sources": ["a", "b"]}, "2026-10-12 09:30:00 something sources=a,b"),
    ],
)
def test_a_line_for_a_person(facts: dict[str, Any], line: str) -> None:
    assert form_of(person=True).format(of_ours(**facts)) == line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"postgresql+psycopg://duizhao:{SECRET}@db/duizhao", "postgresql+psycopg://duizhao:***@db/duizhao"),
        (f"could not parse 'postgresql://d:{SECRET}@db'", "could not parse 'postgresql://d:***@db'"),
        (f"postgresql://:{SECRET}@db", "postgresql://:***@db"),
        (f"postgresql://d:{SECRET}@x/y@db/duizhao", "postgresql://d:***@db/duizhao"),
        (f"postgresql://d:a/{SECRET}@db", "postgresql://d:***@db"),
        (f"POSTGRESQL://d:{SECRET}@db postgres://e:{SECRET}@db", "POSTGRESQL://d:***@db postgres://e:***@db"),
        (f"https://reader:{SECRET}@harbour.example/a", "https://reader:***@harbour.example/a"),
        (f"postgresql:///duizhao?password={SECRET}&host=db", "postgresql:///duizhao?password=***&host=db"),
        (f"host=db password='{SECRET}' user=d", "host=db password=*** user=d"),
        (f"{{'password': '{SECRET}', 'host': 'db'}}", "{'password': ***, 'host': 'db'}"),
        ("https://harbour.example:8443/@reader/1", "https://harbour.example:8443/@reader/1"),
        ("https://harbour.example/a?b=c:d@e", "https://harbour.example/a?b=c:d@e"),
        ("write to desk@harbour.example: now", "write to desk@harbour.example: now"),
        ('password authentication failed for user "d"', 'password authentication failed for user "d"'),
        ("", ""),
    ],
)
def test_passwords_are_hidden(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize("person", [True, False], ids=["readable", "json"])
@pytest.mark.parametrize(
    "make",
    [
        lambda url: of_ours(error=f"can not connect to {url}"),
        lambda url: of_ours(error=RuntimeError(url)),
        lambda url: of_ours(database={"urls": [url]}),
        lambda url: record("lost %s", url),
        lambda url: record("lost", exc_info=failed(url)),
        lambda url: of_ours(error=f"{'x' * LONGEST} {url} {'y' * LONGEST}"),
    ],
)
def test_no_form_of_an_event_tells_the_password(person: bool, make: Any) -> None:
    assert SECRET not in form_of(person).format(make(f"postgresql+psycopg://duizhao:{SECRET}@db.example/duizhao"))


def test_what_is_long_is_cut_in_the_middle() -> None:
    told = json.loads(form_of(person=False).format(of_ours(error="a" * 9_000 + "the end", sources=list(range(500)))))
    assert told["error"].startswith("aaa")
    assert told["error"].endswith("the end")
    assert len(told["error"]) < LONGEST + 40
    assert told["sources"][MOST:] == ["… 400 more"]
    trace = json.loads(form_of(person=False).format(record("x", exc_info=failed("b" * 90_000))))["exception"]
    assert len(trace) < LONGEST_TRACEBACK + 40
    assert trace.endswith("RuntimeError: it failed")


@pytest.mark.parametrize("text", ["a." * 200_000, "://a:" * 100_000, "password=" * 100_000, "password='" * 50_000])
def test_hiding_takes_no_square_of_the_length(text: str) -> None:
    assert takes_under(3, lambda: redacted(text))


class Unprintable:
    """Its text can not be had."""

    def __str__(self) -> str:
        raise ValueError("no")


def test_what_can_not_be_printed_is_no_reason_to_lose_the_event() -> None:
    told = json.loads(form_of(person=False).format(of_ours(what=Unprintable())))
    assert told["what"] == "<Unprintable that can not be printed: ValueError>"


def test_a_record_that_is_wrong_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    handler = Lines(sys.stderr)
    handler.setFormatter(form_of(person=False))
    handler.handle(record("%d links", "no number"))
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line) == {"event": "not_logged", "level": "error", "error": "TypeError"}


LOUD = """
import logging, sys, time, warnings
from service.events import events, log_events
log_events()
log = events("test")
for number in range({times}):
    log.info("counted", number=number, text="x" * 100)
    time.sleep({pause})
warnings.warn("old\\nand gone")
logging.getLogger("other").warning("of a library\\x1b[0m")
logging.getLogger("other").info("not loud enough")
logging.getLogger("duizhao.test").debug("neither")
try:
    raise ValueError("postgresql://d:{secret}@db")
except ValueError:
    log.exception("failed", at="库")
sys.stdout.write("the end\\n")
"""


def python(script: str, **more: Any) -> "subprocess.Popen[bytes]":
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": settings} | more
    return subprocess.Popen([sys.executable, "-c", script], **pipes)


def test_all_that_a_process_says_is_json_lines() -> None:
    process = python(LOUD.format(times=2, pause=0, secret=SECRET))
    output, errors = process.communicate(timeout=30)
    told = [json.loads(line) for line in errors.decode().splitlines()]
    assert (process.returncode, output) == (0, b"the end\n")
    assert [each["event"].partition(":")[0] for each in told[:2]] == ["counted", "counted"]
    assert [each["logger"] for each in told[2:4]] == ["py.warnings", "other"]
    assert "old\nand gone" in told[2]["event"]
    assert (told[4]["event"], told[4]["at"], len(told)) == ("failed", "库", 5)
    assert SECRET not in errors.decode()
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", each["timestamp"]) for each in told)


def test_nobody_reads_the_events_any_more() -> None:
    process = python(LOUD.format(times=2000, pause=0.0005, secret=SECRET))
    assert process.stdout is not None
    assert process.stderr is not None
    assert b"counted" in process.stderr.readline()
    process.stderr.close()
    assert process.stdout.read() == b"the end\n"
    process.stdout.close()
    assert process.wait(timeout=30) == 0


def test_an_event_of_ours_bears_its_name() -> None:
    assert events("crew").bind() is not None
