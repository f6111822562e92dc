"""tdmrep.json and the content signals of robots.txt: as their specifications have them; broken ones are safe."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reservations_site import (
    LARGEST,
    MOST_RULES,
    Rule,
    Signal,
    matches,
    path_of,
    policy_url,
    reservation_value,
    rule_for,
    rules_of,
    signals_of,
)
from pipeline.values import Drop
from tests.timing import takes_under

URL = "https://harbour.example/.well-known/tdmrep.json"


def rule(location: object = "/", value: object = 1, **more: object) -> dict[str, object]:
    return {"location": location, "tdm-reservation": value, **more}


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([], ()),
        ([rule()], (Rule("/", True),)),
        ([rule("/a", 0)], (Rule("/a", False),)),
        ([rule("/a", "1")], (Rule("/a", True),)),  # a slip that is meant so
        ([rule("/a", True), rule("/b", 2), rule("/c", None), rule("/d", 1.0), rule("/e", [1])], ()),
        ([rule(1), rule(""), rule(None), rule("/" * 3000), {}, 7, None, "x", [rule()]], ()),
        ([rule(**{"tdm-policy": "https://p.example/1"})], (Rule("/", True, "https://p.example/1"),)),
        ([rule(**{"tdm-policy": "/p"})], (Rule("/", True, "https://harbour.example/p"),)),
        ([rule(**{"tdm-policy": 5})], (Rule("/", True),)),
        ([rule(**{"tdm-policy": "file:///etc/passwd"})], (Rule("/", True),)),
        ([rule(), {"tdm-reservation": 1}, rule("/b")], (Rule("/", True), Rule("/b", True))),
    ],
)
def test_rules(held: object, expected: tuple[Rule, ...]) -> None:
    assert rules_of(json.dumps(held).encode(), URL) == expected


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert rules_of(b"\xef\xbb\xbf[]", URL) == ()


def test_only_so_many_rules_are_kept() -> None:
    assert len(rules_of(json.dumps([rule("/a")] * (MOST_RULES + 5)).encode(), URL)) == MOST_RULES


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"location": "/", "tdm-reservation": 1}',
        b"null",
        b"<html>not found</html>",
        b"[" * 100_000,
        b"\xff\xfe[\x00",
        b'[{"location": "/", "tdm-reservation": 1}',
        b"[" + b"9" * 5000 + b"]",
        b" " * (LARGEST + 1),
    ],
)
def test_what_is_no_list_of_rules_is_refused(body: bytes) -> None:
    with pytest.raises(Drop):
        rules_of(body, URL)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/", "/anything", True),
        ("/fish", "/fish/salmon.html", True),
        ("/fish", "/catfish", False),
        ("/fish/", "/fish", False),
        ("/Fish", "/fish", False),  # as it is written
        ("/fish*", "/fishheads", True),
        ("/*.php", "/folder/any.php?x=1", True),
        ("/*.php$", "/filename.php", True),
        ("/*.php$", "/filename.php?x=1", False),
        ("/*.php$", "/filename.php5.php", True),
        ("/fish*.php", "/fishheads/catfish.php?x", True),
        ("/fish*.php", "/Fish.PHP", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/a*a$", "/a", False),
        ("*", "/x", True),
        ("$", "/x", False),
        ("*$", "/x", True),
        ("/this/*/then", "/this/and/that/then/more", True),
        ("/foo-%24", "/foo-$", True),  # so a $ itself is meant
        ("/foo-%2A$", "/foo-*", True),
        ("/%7Ejoe", "/~joe", True),
        ("/新闻", "/%E6%96%B0%E9%97%BB/1", True),
        ("a/b", "/a/b", False),
    ],
)
def test_patterns(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path_of(f"https://harbour.example{path}")) is expected


def test_the_first_rule_that_matches_is_meant() -> None:
    known = (Rule("/a/b", False), Rule("/a", True), Rule("/a/b/c", True))
    assert rule_for(known, "https://x.example/a/b/c") == known[0]
    assert rule_for(known, "https://x.example/a?b") == known[1]
    assert rule_for(known, "https://x.example") is None
    assert rule_for((), "https://x.example/") is None
    assert rule_for((Rule("/", True),), "http://[::1") == Rule("/", True)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, True), (0, False), ("1", True), (" 0 ", False), (2, None), (-1, None), ("", None), ("true", None),
        (True, None), (None, None), (1.0, None), ({}, None),
    ],
)  # fmt: skip
def test_values(value: object, expected: bool | None) -> None:
    assert reservation_value(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("https://p.example/1", "https://p.example/1"),
        ("policy.json", "https://harbour.example/.well-known/policy.json"),
        ("http://user@p.example/", ""),
        ("http://[::1", ""),
        ("a b", ""),
        ("https://p.example/" + "x" * 3000, ""),
    ],
)
def test_policies(value: str, expected: str) -> None:
    assert policy_url(value, URL) == expected


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        ("", set()),
        ("User-agent: *\nAllow: /\nContent-Signal: search=yes,ai-train=no", {("ai-train", "")}),
        ("User-agent: *\nContent-Signal: ai-train=no, search=yes, ai-input=no", {("ai-train", ""), ("ai-input", "")}),
        ("user-AGENT:*\ncontent-signal:AI-TRAIN=NO", {("ai-train", "")}),
        ("Content-Signal: search=no", {("search", "")}),  # before any group
        ("User-agent: GPTBot\nDisallow: /\nContent-Signal: search=no", set()),  # said to another
        ("User-agent: GPTBot\nUser-agent: *\nContent-Signal: search=no", {("search", "")}),
        (
            "User-agent: *\nContent-Signal: search=no\n\nUser-agent: duizhao\nContent-Signal: ai-train=no",
            {("ai-train", "")},
        ),
        ("User-agent: duizhao/0.1\nContent-Signal: ai-train=no", {("ai-train", "")}),
        ("User-agent: *\nContent-Signal: search=no, search=yes", set()),  # the later one
        ("User-agent: *\nContent-Signal: /free ai-train=no", {("ai-train", "/free")}),
        ("User-agent: *\nContent-Signal: use=reference, ai-train=maybe, nonsense, =no", set()),
        ("User-agent: *\n# Content-Signal: ai-train=no", set()),
        ("User-agent: *\nContent-Signal: ai-train=no # said so", {("ai-train", "")}),
        ("<html>", set()),
    ],
)
def test_signals(robots: str, expected: set[tuple[str, str]]) -> None:
    assert set(signals_of(robots.encode())) == {Signal(*each) for each in expected}


@given(st.binary(max_size=500) | st.text().map(str.encode))
def test_nothing_raises_but_a_refusal(body: bytes) -> None:
    signals_of(body)
    with suppress(Drop):
        rules_of(body, URL)


@given(st.text(alphabet="/a*$%", max_size=30), st.text(alphabet="/ab$%", max_size=30))
def test_a_pattern_raises_nothing_and_its_own_beginning_matches(pattern: str, path: str) -> None:
    found = matches(pattern, path_of("https://x.example/" + path))
    assert not found or matches(pattern.removesuffix("$") + "*", path_of("https://x.example/" + path))


def test_hostile_patterns_take_no_time() -> None:
    stars = "/" + "*a" * 60
    known = rules_of(json.dumps([rule(stars + "b")] * 700).encode(), URL)
    assert takes_under(1, lambda: rule_for(known, "https://x.example/" + "a" * 2000))
    robots = ("User-agent: *\nContent-Signal: /" + "*a" * 100 + " ai-train=no\n") * 2000
    assert takes_under(1, lambda: signals_of(robots.encode()[: 500 * 1024]))
