"""A source's file: what it may say, and the line, key and nearest right word for what it may not."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from config.errors import ConfigError
from config.source import KEYS, Api, Section, Source, parse_source
from tests.timing import takes_under

ALPHA = Path("alpha.yml")
PLAIN = {
    "name": "甲报",
    "home": "https://example.org/",
    "language": "zh",
    "script": "Hans",
    "country": "CN",
    "edited_in": "HK",
    "ownership": "commercial",
    "timezone": "Asia/Shanghai",
    "feeds": "[https://example.org/feed.xml]",
}


def written(**changed: str | None) -> str:
    """A good file, one key to a line, with keys changed, left out (None) or added at the end."""
    return "".join(f"{key}: {value}\n" for key, value in (PLAIN | changed).items() if value is not None)


def mistakes(text: str, path: Path = ALPHA) -> list[tuple[int | None, str, str | None]]:
    with pytest.raises(ConfigError) as caught:
        parse_source(text, path)
    assert all(len(str(error).splitlines()) == 1 for error in caught.value.errors)
    assert all(str(error).startswith(str(path)) for error in caught.value.errors)
    return [(error.line, error.key, error.nearest) for error in caught.value.errors]


def test_least_file() -> None:
    assert parse_source(written(), ALPHA) == Source(
        id="alpha",
        name="甲报",
        home="https://example.org/",
        language="zh",
        script="Hans",
        country="CN",
        edited_in="HK",
        ownership="commercial",
        timezone="Asia/Shanghai",
        feeds=("https://example.org/feed.xml",),
        path=ALPHA,
    )


def test_whole_file() -> None:
    text = """\
name: "36"
aliases: [36氪, "36 Kr"]
home: http://127.0.0.1:8080/
language: en
country: "NO"
edited_in: HK
ownership: think-tank
timezone: UTC
news: [https://example.org/news.xml]
sitemaps: [https://example.org/sitemap.xml.gz]
sections:
  - url: https://example.org/category/资讯
    links: "h4.title > a[href*='/news/']"
api:
  - url: https://example.org/list.json?page=1
    items: data.list[?kind=='article']
    link: url
    title: title
    time: published
  - {url: https://example.org/b.json, items: "list[].data", link: "join('', [host, path])"}
body: .post_body
cut: [.related, "div:not(.a)"]
keep: ['/20[0-9]{2}/']
refuse: [^http://user\\.]
every: 30
daily: [0, 20]
delay: 2.5
paywall: hard
metadata_only: true
allow_private: yes
ports: [8080, 1, 65535]
last_seen_working: 2026-03-18
"""
    source = parse_source(text, Path("/some/where/36kr.yaml"))
    assert (source.id, source.name, source.country, source.script) == ("36kr", "36", "NO", None)
    assert source.aliases == ("36氪", "36 Kr")
    assert source.sections == (Section("https://example.org/category/资讯", "h4.title > a[href*='/news/']"),)
    assert source.api[0] == Api(
        "https://example.org/list.json?page=1", "data.list[?kind=='article']", "url", "title", "published"
    )
    assert source.api[1] == Api("https://example.org/b.json", "list[].data", "join('', [host, path])")
    assert (source.cut, source.keep, source.refuse) == (
        (".related", "div:not(.a)"),
        ("/20[0-9]{2}/",),
        ("^http://user\\.",),
    )
    assert (source.every, source.daily, source.delay, source.ports) == (30, (0, 20), 2.5, (8080, 1, 65535))
    assert (source.paywall, source.metadata_only, source.allow_private) == ("hard", True, True)
    assert source.last_seen_working == date(2026, 3, 18)


def test_every_field_has_a_key() -> None:
    assert {field.name for field in fields(Source)} == {*KEYS, "id", "path"}


# What is changed in the good file, and the line, key and nearest right word of the one mistake in it.
CHANGES: list[tuple[dict[str, str | None], tuple[int, str, str | None]]] = [
    ({"feed": "[https://example.org/b.xml]"}, (10, "feed", "feeds")),
    ({"metadata-only": "true"}, (10, "metadata-only", "metadata_only")),
    ({"zzz": "1"}, (10, "zzz", None)),
    ({"no": "1"}, (10, "no", None)),
    ({"<<": "{every: 5}"}, (10, "<<", None)),
    ({'"name"': "乙报"}, (10, "name", None)),
    ({"name": None}, (1, "name", None)),
    ({"name": ""}, (1, "name", None)),
    ({"name": "'  '"}, (1, "name", None)),
    ({"name": "36"}, (1, "name", None)),
    ({"name": "2026-10-12"}, (1, "name", None)),
    ({"name": "[甲报]"}, (1, "name", None)),
    ({"name": r'"a\0b"'}, (1, "name", None)),
    ({"name": r'"\uD800"'}, (1, "name", None)),
    ({"home": "example.org"}, (2, "home", "https://example.org")),
    ({"home": "//example.org/a"}, (2, "home", "https://example.org/a")),
    ({"home": "ftp://example.org/"}, (2, "home", None)),
    ({"home": "file:///etc/passwd"}, (2, "home", None)),
    ({"home": "https:///a"}, (2, "home", None)),
    ({"home": "https://example.org:99999/"}, (2, "home", None)),
    ({"home": "https://[::1/"}, (2, "home", None)),
    ({"home": "https://a:b@example.org/"}, (2, "home", None)),
    ({"home": "https://example.org/a b"}, (2, "home", None)),
    ({"language": "cn"}, (3, "language", "zh")),
    ({"language": "zh-CN"}, (3, "language", "zh")),
    ({"language": "fr"}, (3, "language", None)),
    ({"language": "en"}, (4, "script", None)),
    ({"script": None}, (3, "script", None)),
    ({"script": "Simplified"}, (4, "script", "Hans")),
    ({"script": "hant"}, (4, "script", "Hant")),
    ({"country": "NO"}, (5, "country", None)),
    ({"country": "cn"}, (5, "country", "CN")),
    ({"country": "China"}, (5, "country", "CN")),
    ({"country": "UK"}, (5, "country", "GB")),
    ({"edited_in": "XX"}, (6, "edited_in", None)),
    ({"edited_in": "86"}, (6, "edited_in", None)),
    ({"ownership": "comercial"}, (7, "ownership", "commercial")),
    ({"ownership": "private"}, (7, "ownership", "commercial")),
    ({"timezone": "Asia/Beijing"}, (8, "timezone", "Asia/Shanghai")),
    ({"timezone": "Europe/Londn"}, (8, "timezone", "Europe/London")),
    ({"timezone": "+8"}, (8, "timezone", None)),
    ({"timezone": "../../etc/passwd"}, (8, "timezone", None)),
    ({"feeds": None}, (1, "feeds", None)),
    ({"feeds": "[]"}, (9, "feeds", None)),
    ({"feeds": ""}, (9, "feeds", None)),
    ({"feeds": "https://example.org/feed.xml"}, (9, "feeds", None)),
    ({"feeds": "{a: b}"}, (9, "feeds", None)),
    ({"feeds": "[/feed.xml]"}, (9, "feeds.0", None)),
    ({"sitemaps": "[https://example.org/a, www.example.org/b]"}, (10, "sitemaps.1", "https://www.example.org/b")),
    ({"sections": "https://example.org/"}, (10, "sections", None)),
    ({"sections": "[https://example.org/]"}, (10, "sections.0", None)),
    ({"sections": "[{url: https://example.org/, links: 'a['}]"}, (10, "sections.0.links", None)),
    ({"sections": "[{url: https://example.org/, link: a}]"}, (10, "sections.0.link", "links")),
    ({"sections": "\n  - url: https://example.org/"}, (11, "sections.0.links", None)),
    ({"api": "\n- url: https://example.org/\n  items: a b\n  link: url"}, (12, "api.0.items", None)),
    ({"api": "[{url: https://example.org/, items: 'run(a)', link: b}]"}, (10, "api.0.items", None)),
    ({"api": "[{url: https://example.org/, items: a, link: b, titel: c}]"}, (10, "api.0.titel", "title")),
    ({"body": "'..a'"}, (10, "body", None)),
    ({"body": "a::text"}, (10, "body", None)),
    ({"body": "svg|a"}, (10, "body", None)),
    ({"body": ":not(" * 300}, (10, "body", None)),
    ({"body": "a " * 1000}, (10, "body", None)),
    ({"body": "a" * 3000}, (10, "body", None)),
    ({"cut": "[.a, '']"}, (10, "cut.1", None)),
    ({"keep": "/news/"}, (10, "keep", None)),
    ({"keep": "['(']"}, (10, "keep.0", None)),
    ({"keep": "['[[a]']"}, (10, "keep.0", None)),
    ({"refuse": "[a, b, '*']"}, (10, "refuse.2", None)),
    ({"refuse": "['" + "(" * 1000 + ")" * 1000 + "']"}, (10, "refuse.0", None)),
    ({"every": "0"}, (10, "every", None)),
    ({"every": "Auto"}, (10, "every", "auto")),
    ({"every": "'30'"}, (10, "every", None)),
    ({"every": "1.5"}, (10, "every", None)),
    ({"every": "10:30"}, (10, "every", None)),
    ({"every": "9" * 5000}, (10, "every", None)),
    ({"daily": "[20, 10]"}, (10, "daily", "[10, 20]")),
    ({"daily": "20"}, (10, "daily", None)),
    ({"daily": "[1, 2, 3]"}, (10, "daily", None)),
    ({"daily": "[-1, 5]"}, (10, "daily.0", None)),
    ({"delay": "-1"}, (10, "delay", None)),
    ({"delay": "3601"}, (10, "delay", None)),
    ({"delay": ".nan"}, (10, "delay", None)),
    ({"delay": "10s"}, (10, "delay", None)),
    ({"paywall": "HARD"}, (10, "paywall", "hard")),
    ({"paywall": "'#'"}, (10, "paywall", None)),
    ({"metadata_only": "'true'"}, (10, "metadata_only", None)),
    ({"allow_private": "1"}, (10, "allow_private", None)),
    ({"ports": "8080"}, (10, "ports", None)),
    ({"ports": "[0]"}, (10, "ports.0", None)),
    ({"ports": "[80, 65536]"}, (10, "ports.1", None)),
    ({"ports": "[[80]]"}, (10, "ports.0", None)),
    ({"last_seen_working": "2026-3-8"}, (10, "last_seen_working", "2026-03-08")),
    ({"last_seen_working": "2026年3月18日"}, (10, "last_seen_working", "2026-03-18")),
    ({"last_seen_working": "2026-02-30"}, (10, "last_seen_working", None)),
    ({"last_seen_working": "March 2026"}, (10, "last_seen_working", None)),
    ({"last_seen_working": ""}, (10, "last_seen_working", None)),
    ({"last_seen_working": "[2026-03-18]"}, (10, "last_seen_working", None)),
    ({"last_seen": "2026-03-18"}, (10, "last_seen", "last_seen_working")),
    ({"? [a]": "b"}, (10, "", None)),
]


@pytest.mark.parametrize(("changed", "expected"), CHANGES)
def test_mistake(changed: dict[str, str | None], expected: tuple[int, str, str | None]) -> None:
    if "? [a]" in changed:
        assert mistakes(written() + "? [a]\n: b\n") == [expected]
    else:
        assert mistakes(written(**changed)) == [expected]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("# only a comment\n", 1),
        ("\n\njust words\n", 3),
        ("- a\n- b\n", 1),
        ("name: [\n", 2),
        ("name: a: b\n", 1),
        ("name: a\n home: b\n", 2),
        ("name: a\n\thome: b\n", 2),
        ("name: a\n---\nname: b\n", 2),
        ("name: a\nhome: &x b\n", 2),
        ("name: *x\n", 1),
        ("name: a\nhome: !!python/object/apply:os.system [ls]\n", 2),
        ("!!map\nname: a\n", 1),
        ("name: ! a\n", 1),
        ("name: @a\n", 1),
        ("name: a\nhome: \x01\n", 2),
        ('name: a\nhome: "\\UFFFFFFFF"\n', 2),
        ("%YAML 1." + "9" * 5000 + "\n---\nname: a\n", 1),
        ("name: " + "[" * 100_000, 1),
        ("feeds:\n" + "- a\n" * 100_000, 9_999),
    ],
)
def test_not_plain_yaml(text: str, line: int) -> None:
    found = mistakes(text)
    assert found == [(line, "", None)]


def test_too_large() -> None:
    assert mistakes("#" + "长" * 400_000) == [(None, "", None)]


@pytest.mark.parametrize("stem", ["-alpha", "al_pha", "报", "al pha", ".alpha"])
def test_id(stem: str) -> None:
    assert [found[:2] for found in mistakes(written(), Path(f"{stem}.yml"))] == [(None, "id")]


def test_nearest_id() -> None:
    assert mistakes(written(), Path("BBC News.yml")) == [(None, "id", "bbc-news")]


def test_all_mistakes_of_a_file_in_the_order_of_lines() -> None:
    text = written(lanuage="zh", language=None, timezone="Asia/Shangai", ownership=None, every="0")
    assert mistakes(text) == [
        (1, "ownership", None),
        (6, "timezone", "Asia/Shanghai"),
        (8, "lanuage", "language"),
        (9, "every", None),
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"country": "NO"}, 'write "NO"'),
        ({"feeds": "https://example.org/feed.xml"}, "`- https://example.org/feed.xml`"),
        ({"feeds": None}, "feeds, news, sitemaps, sections, api"),
        ({'"name"': "乙报"}, "first on line 1"),
        ({"home": "https://a:secret@example.org/"}, "http://"),
    ],
)
def test_message_says_what_is_right(changed: dict[str, str | None], words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_source(written(**changed), ALPHA)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


def test_alias_bomb_costs_nothing() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    assert mistakes(bomb) == [(1, "", None)]
    assert takes_under(0.5, lambda: mistakes(bomb))


def test_expression_that_doubles_a_list_is_not_run() -> None:
    expression = "[@, @]" + " | [@, @][]" * 150
    source = parse_source(written(api=f"[{{url: https://example.org/, items: '{expression}', link: a}}]"), ALPHA)
    assert source.api[0].items == expression


MARKS = [":", ": ", "\n", "\n  - ", "[", "]", "{", "}", "&a ", "*a", "!!x ", "'", '"', "|", ">", "#", "\\", "? ", "<<"]
WORDS = ["zh", "true", "1", "-", "https://example.org/", "%YAML 1.1\n", "---\n", "\t", "\ufeff", "\x00"]
FRAGMENTS = st.lists(st.sampled_from([*KEYS, *MARKS, *WORDS]))


def errors_of(text: str) -> tuple[ConfigError, ...]:
    """The mistakes in a text; anything else that is raised fails the test."""
    try:
        parse_source(text, ALPHA)
    except ConfigError as error:
        return error.errors
    return ()


@given(st.one_of(st.text(), FRAGMENTS.map("".join)))
@example('"\\ud800": a')
@example("a: \ud800")
@example("1: 2\n? {}\n: 3")
def test_arbitrary_text_is_a_source_or_an_error(text: str) -> None:
    for error in errors_of(text):
        assert len(str(error).splitlines()) == 1
        str(error).encode()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "links", "items", "x"]), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(KEYS)), VALUES))
def test_arbitrary_values_are_a_source_or_an_error(changed: dict[str, object]) -> None:
    held = {**yaml.safe_load(written()), **changed}
    for error in errors_of(yaml.safe_dump(held, allow_unicode=True)):
        assert error.key
        assert error.line
