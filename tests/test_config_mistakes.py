"""Forty kinds of mistake in a source's file: one line each with file, line, key and the right word; the others run."""

from pathlib import Path

import pytest

from config.catalogue import load_catalogue
from tests.test_config_source import written

BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(9))
# The kind of mistake, the file, and the line, the key and the nearest right word of what is said of it.
MISTAKES: tuple[tuple[str, str, int, str, str], ...] = (
    ("unknown key", written(publisher="甲社"), 10, "publisher", ""),
    ("misspelt key", written(lanuage="zh", language=None), 9, "lanuage", "language"),
    ("hyphen for underscore", written(**{"metadata-only": "true"}), 10, "metadata-only", "metadata_only"),
    ("singular key", written(feed="[https://example.org/b.xml]"), 10, "feed", "feeds"),
    ("key in capitals", written(Delay="3"), 10, "Delay", "delay"),
    ("doubled key", written() + "name: 乙报\n", 10, "name", ""),
    ("missing key", written(home=None), 1, "home", ""),
    ("key without a value", written(name=""), 1, "name", ""),
    ("number for text", written(name="36"), 1, "name", ""),
    ("list for text", written(name="[甲报]"), 1, "name", ""),
    ("text for a list", written(feeds="https://example.org/feed.xml"), 9, "feeds", ""),
    ("text for a number", written(delay="10s"), 10, "delay", ""),
    ("text for true", written(metadata_only="'true'"), 10, "metadata_only", ""),
    ("empty list", written(keep="[]"), 10, "keep", ""),
    ("mapping for a list", written(feeds="{a: b}"), 9, "feeds", ""),
    ("country that YAML reads as false", written(country="NO"), 5, "country", ""),
    ("country by its name", written(country="China"), 5, "country", "CN"),
    ("country by a usual code", written(edited_in="UK"), 6, "edited_in", "GB"),
    ("language by another code", written(language="zh-CN"), 3, "language", "zh"),
    ("script in another spelling", written(script="simplified"), 4, "script", "Hans"),
    ("script of an English source", written(language="en"), 4, "script", ""),
    ("no script of a Chinese source", written(script=None), 3, "script", ""),
    ("unknown ownership", written(ownership="goverment"), 7, "ownership", "government"),
    ("wrong zone", written(timezone="Asia/Beijing"), 8, "timezone", "Asia/Shanghai"),
    ("misspelt zone", written(timezone="Europe/Londn"), 8, "timezone", "Europe/London"),
    ("URL without a scheme", written(home="example.org"), 2, "home", "https://example.org"),
    ("URL of another scheme", written(home="ftp://example.org/"), 2, "home", ""),
    ("URL with a password", written(home="https://a:secret@example.org/"), 2, "home", ""),
    ("relative URL in a list", written(feeds="\n  - https://example.org/a\n  - /b"), 11, "feeds.1", ""),
    ("no route at all", written(feeds=None), 1, "feeds", ""),
    ("section without links", written(sections="\n  - url: https://example.org/"), 11, "sections.0.links", ""),
    ("bad CSS", written(body="h4["), 10, "body", ""),
    ("CSS of a pseudo-element", written(cut="\n  - .related\n  - a::text"), 12, "cut.1", ""),
    ("bad pattern", written(keep="['(']"), 10, "keep.0", ""),
    ("bad JMESPath", written(api="\n- url: https://example.org/\n  items: a b\n  link: url"), 12, "api.0.items", ""),
    ("misspelt key of a list", written(api="[{url: https://a.org/, items: a, lnik: b}]"), 10, "api.0.lnik", "link"),
    ("bounds the wrong way round", written(daily="[20, 10]"), 10, "daily", "[10, 20]"),
    ("number out of bounds", written(ports="[80, 65536]"), 10, "ports.1", ""),
    ("word in another spelling", written(paywall="HARD"), 10, "paywall", "hard"),
    ("day in another form", written(last_seen_working="2026.3.8"), 10, "last_seen_working", "2026-03-08"),
    ("day that is none", written(last_seen_working="2026-02-30"), 10, "last_seen_working", ""),
    ("tab", written() + "cut:\n\t- .a\n", 11, "", ""),
    ("bracket that is not closed", written() + "cut: [.a\n", 11, "", ""),
    ("colon in a value", written(name="甲报: 网络版"), 1, "", ""),
    ("wrong indentation", "name: 甲报\n home: https://example.org/\n", 2, "", ""),
    ("alias bomb", BOMB, 1, "", ""),
    ("YAML tag", written(name="!!python/object/apply:os.system [ls]"), 1, "", ""),
    ("two documents", written() + "---\nname: 乙报\n", 10, "", ""),
    ("no mapping", "- 甲报\n", 1, "", ""),
    ("empty file", "", 1, "", ""),
    ("control character", "name: 甲报\nhome: \x01\n", 2, "", ""),
)


def test_there_are_forty_kinds() -> None:
    assert len({kind for kind, *_ in MISTAKES}) == len(MISTAKES) >= 40


@pytest.mark.parametrize(
    ("text", "line", "key", "nearest"), [rest for _, *rest in MISTAKES], ids=[k for k, *_ in MISTAKES]
)
def test_mistake(text: str, line: int, key: str, nearest: str, tmp_path: Path) -> None:
    for name, written_text in (("broken.yml", text), ("healthy.yml", written())):
        (tmp_path / name).write_text(written_text, encoding="utf-8")
    catalogue = load_catalogue(shipped=tmp_path)
    assert list(catalogue.sources) == ["healthy"]
    (error,) = catalogue.errors
    said = str(error)
    assert said.splitlines() == [said]
    assert said.startswith(f"{tmp_path / 'broken.yml'}:{line}: {key + ': ' if key else ''}")
    assert len(said) > len(f"{tmp_path / 'broken.yml'}:{line}: {key}: ")
    assert (f"(did you mean {nearest}?)" in said) if nearest else ("did you mean" not in said)
    assert "secret" not in said


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("BBC News.yml", written().encode(), None),  # a file's name has no line
        ("large.yml", b"#" * (2**20 + 1), None),
        ("gbk.yml", "home: x\nname: 甲报\n".encode("gbk"), 2),
    ],
)
def test_mistake_of_a_whole_file(name: str, content: bytes, line: int | None, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "healthy.yml").write_text(written(), encoding="utf-8")
    catalogue = load_catalogue(shipped=tmp_path)
    assert list(catalogue.sources) == ["healthy"]
    (error,) = catalogue.errors
    assert (error.path, error.line, len(str(error).splitlines())) == (tmp_path / name, line, 1)


def test_two_files_of_one_id(tmp_path: Path) -> None:
    for name in ("gamma.yml", "gamma.yaml", "healthy.yml"):
        (tmp_path / name).write_text(written(), encoding="utf-8")
    catalogue = load_catalogue(shipped=tmp_path)
    assert list(catalogue.sources) == ["healthy"]
    (error,) = catalogue.errors
    assert "gamma.yaml" in str(error)
    assert "gamma.yml" in str(error)
