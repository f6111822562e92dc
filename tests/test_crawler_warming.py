"""Warming: what every parser would read first is there before it is forked, and both pages are read."""

import subprocess
import sys

from tests.crawling import ROOT

CODE = """
import time
from crawler.warming import PAGES, warm
from config.hosts import hosts_of_files
from pipeline import byline_signed, fold, host, language, outlet_table, time_marks, urls
from pipeline.read import read
warm()
once = (urls._suffixes, fold._simplified, language._one_script, outlet_table._ids, byline_signed._forms)
print(*(each.cache_info().currsize for each in (*once, time_marks.published_marks)))
print(host._names_in.cache_info().currsize == len(hosts_of_files()))
print(*(read(page, source, link).language for page, source, link in PAGES))
"""


def test_tables_are_there_after_it() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:3] == ["1 1 1 1 1 1", "True", "zh en"]
