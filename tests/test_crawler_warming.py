"""Warming: what every parser would read first is there before it is forked, and the invented pages are read."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from crawler.warming import warm
from tests.crawling import ROOT

# Reads a page in the shape of each platform, and tells the patterns and paths that were made for it.
CODE = """
import json, re, traceback
from crawler.warming import PAGES, warm
from lxml import etree
from pipeline.read import read
from pipeline.values import Link, Page
from tests.builders import NOW, source
from tests.host_pages_en import EN_SHAPES
from tests.host_pages_zh import ZH_SHAPES
warm()
made, compiled, path = [], re._compiler.compile, etree.XPath
def note(make):
    def making(pattern, *arguments, **named):
        if any("/pipeline/" in frame.filename for frame in traceback.extract_stack()[-4:]):
            made.append(str(pattern))
        return make(pattern, *arguments, **named)
    return making
re._compiler.compile, etree.XPath = note(compiled), note(path)
seen = []
for language, shapes in (("zh", ZH_SHAPES), ("en", EN_SHAPES)):
    for shape in shapes:
        page = Page(shape.url, shape.markup.encode(shape.charset), NOW)
        seen.append(read(page, source(language=language), Link(shape.url)).title)
articles = [read(*each) for each in PAGES]
told = [[each.language, each.byline, each.editor] for each in articles]
print(json.dumps({"made": made, "titles": seen, "articles": told}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_invented_pages_are_articles(told: dict[str, Any]) -> None:
    assert told["articles"] == [["zh", ["王明"], ["李华"]], ["zh", [], []], ["en", ["Mary Smith"], ["John Brown"]]]


def test_no_pattern_is_left_for_the_first_pages(told: dict[str, Any]) -> None:
    assert len(told["titles"]) > 40
    assert all(told["titles"])
    assert told["made"] == []


@pytest.mark.parametrize("table", ["hosts", "outlets"])
def test_a_broken_table_stops_no_parser(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise re.error("missing )")

    monkeypatch.setattr("crawler.warming.prepare" if table == "hosts" else "crawler.warming.outlet_called", broken)
    warm()
    monkeypatch.setattr("crawler.warming.hosts_of_files", broken)
    warm()
