"""The reader of a benchmark's source, copied beside its file: a page is read as one of the site it was saved from."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from config.source import Source
from pipeline import read as general
from pipeline.urls import normalise
from pipeline.values import Article, Link, Page


def read(page: Page, source: Source, link: Link) -> Article:
    """The article of a page as the rules for its real host give it, stored under the URL it was fetched from.

    One saved site gives the same URL for all its pages, so that URL can not be the key.
    """
    saved_from = saved()[urlsplit(page.url).path]
    article = general.read(replace(page, url=saved_from), source, link)
    here = normalise(page.url)
    return replace(article, url=here, page_url=here)


@cache
def saved() -> dict[str, str]:
    """The URL that the page at each path was saved from."""
    urls: dict[str, str] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return urls
