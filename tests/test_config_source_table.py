"""The page on the shipped sources is what their files say, and the other pages say how many there are."""

from pathlib import Path

import pytest

from config.catalogue import SHIPPED, load_catalogue
from config.source_table import PAGE, cells, counted, page
from tests.builders import source

ROOT = Path(__file__).parent.parent
SOURCES = load_catalogue().sources


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m config.source_table"


def test_every_file_has_a_line() -> None:
    lines = [line for line in page().split("\n") if line.startswith("| [")]
    assert [line[3:].partition("]")[0] for line in lines] == [*SOURCES]
    assert len(lines) == len([*SHIPPED.glob("*.yml")])


def test_a_line() -> None:
    bare = source(id="harbour", feeds=("https://harbour.example/a", "https://harbour.example/b"), metadata_only=True)
    assert cells(bare) == (
        "[harbour](../config/sources/harbour.yml)",
        "[The Harbour Post](https://harbour.example/)",
        "en",
        "",
        "US",
        "commercial",
        "2 feeds",
        "yes",
        "",
    )


@pytest.mark.parametrize(("number", "words"), [(1, "news sitemap"), (2, "2 news sitemaps"), (10, "10 news sitemaps")])
def test_counted(number: int, words: str) -> None:
    assert counted("news sitemap", number) == words


@pytest.mark.parametrize(("name", "words"), [("README.md", "The {} sources"), ("README.zh.md", "随附的 {} 家信源")])
def test_the_readmes_say_how_many(name: str, words: str) -> None:
    assert words.format(len(SOURCES)) in (ROOT / name).read_text(encoding="utf-8")
