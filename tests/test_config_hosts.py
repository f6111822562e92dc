"""The rules by host: what a file may say, where it is wrong, and that all of ours are right."""

import re
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.hosts import DATA_KEYS, FIELDS, KEYS, Data, Host, Pick, host, hosts_of_files, parse_host
from pipeline.values import Article

FILE = Path("config/rules/hosts/beihai.yml")
PLAIN = "name: 北海\nhosts: [beihai.example]\n"


def mistakes(text: str) -> list[tuple[int | None, str, str | None]]:
    with pytest.raises(ConfigError) as caught:
        parse_host(text, FILE)
    assert all(str(error).startswith(str(FILE)) for error in caught.value.errors)
    return [(error.line, error.key, error.nearest) for error in caught.value.errors]


def test_least_file() -> None:
    assert parse_host(PLAIN, FILE) == Host("beihai", "北海", ("beihai.example",))


def test_whole_file() -> None:
    text = PLAIN + (
        "text: [.body]\ncut: [.ad, .body > table]\norder: data-s\n"
        "title: [h1.title, 'meta[name=title] @content']\n"
        "editor: [{css: .end, pattern: '编辑：(.{2,8})'}, {css: 'p @title', pattern: x}]\n"
        "data: [{marker: window.DATA, form: percent, text: a.b, title: c}]\n"
    )
    assert parse_host(text, FILE) == Host(
        "beihai", "北海", ("beihai.example",), text=(".body",), cut=(".ad", ".body > table"), order="data-s",
        title=(Pick("h1.title"), Pick("meta[name=title]", "content")),
        editor=(Pick(".end", "", "编辑：(.{2,8})"), Pick("p", "title", "x")),
        data=(Data("window.DATA", "percent", text="a.b", title="c"),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "", None)]),
        ("name: 北海\n", [(1, "hosts", None)]),
        (PLAIN + "txt: [.body]\n", [(3, "txt", "text")]),
        (PLAIN + "bylin: [.a]\n", [(3, "bylin", "byline")]),
        (PLAIN + "published: [.a]\n", [(3, "published", "published_at")]),
        (PLAIN + "text: .body\n", [(3, "text", None)]),
        (PLAIN + "text: ['div[']\n", [(3, "text.0", None)]),
        (PLAIN + "title: ['div[ @content']\n", [(3, "title.0", None)]),
        (PLAIN + "title: [{css: h1, patern: x}]\n", [(3, "title.0.patern", "pattern")]),
        (PLAIN + "title: [{css: h1, pattern: '('}]\n", [(3, "title.0.pattern", None)]),
        (PLAIN + "title: [{pattern: x}]\n", [(3, "title.0.css", None)]),
        (PLAIN + "data: [{marker: a, titel: b}]\n", [(3, "data.0.titel", "title")]),
        (PLAIN + "data: [{marker: a, form: jsn}]\n", [(3, "data.0.form", "json")]),
        (PLAIN + "data: [{title: a}]\n", [(3, "data.0.marker", None)]),
        (PLAIN + "data: [{marker: a, title: '[['}]\n", [(3, "data.0.title", None)]),
        ("name: 北海\nhosts: [https://beihai.example/]\n", [(2, "hosts.0", None)]),
        ("name: 北海\nhosts: [Beihai.example]\n", [(2, "hosts.0", None)]),
        ("name: 北海\nhosts: []\n", [(2, "hosts", None)]),
    ],
)
def test_mistakes(text: str, expected: list[tuple[int | None, str, str | None]]) -> None:
    assert mistakes(text) == expected


@pytest.mark.parametrize("stem", hosts_of_files())
def test_our_own_files(stem: str) -> None:
    text = files("config").joinpath("rules", "hosts", f"{stem}.yml").read_text(encoding="utf-8")
    rules = parse_host(text, Path(f"{stem}.yml"))  # every selector, pattern and path compiles, or it raises
    assert host(stem) == rules
    assert rules.hosts == hosts_of_files()[stem]
    assert rules.text or rules.data
    assert len(set(rules.text)) == len(rules.text)
    assert len(set(rules.cut)) == len(rules.cut)


@pytest.mark.parametrize("stem", hosts_of_files())
def test_no_selector_counts_siblings(stem: str) -> None:
    """libxml2 counts them anew for each: 40,000 paragraphs under `p:first-child` take it minutes."""
    rules = host(stem)
    picks = [pick.css for name in FIELDS for pick in getattr(rules, name)]
    assert not [css for css in (*rules.text, *rules.cut, *picks) if re.search(r":(?!not\()", css)]


def test_no_host_stands_in_two_files() -> None:
    names = [name for names in hosts_of_files().values() for name in names]
    assert len(set(names)) == len(names)


def test_every_field_is_an_articles_and_has_its_key() -> None:
    article = {field.name for field in fields(Article)}
    assert set(FIELDS) <= article
    assert set(KEYS) == {field.name for field in fields(Host)} - {"id"}
    assert set(DATA_KEYS) == {field.name for field in fields(Data)}
    assert set(FIELDS) <= set(KEYS) & set(DATA_KEYS)
