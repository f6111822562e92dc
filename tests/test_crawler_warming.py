"""Warming: what every parser would read first is there before it is forked, and both pages are read."""

import subprocess
import sys

from tests.crawling import ROOT

CODE = """
import time
from crawler.warming import PAGES, warm
from pipeline import ends, fold, language, urls
from pipeline.read import read
warm()
print(*(each.cache_info().currsize for each in (urls._suffixes, fold._simplified, language._one_script)))
print(*(read(page, source, link).language for page, source, link in PAGES))
"""


def test_tables_are_there_after_it() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["1 1 1", "zh en"]
