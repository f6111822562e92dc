"""Huanqiu: the text of an article is escaped markup in a textarea, which a script of the page unfolds."""

import re
from dataclasses import replace
from html import unescape

from config.source import Source
from pipeline.decode import decode
from pipeline.read import read as read_by_data
from pipeline.values import Article, Link, Page

FOLDED = re.compile(r"<textarea class=[\"']?article-content[\"']?[^>]{0,200}>([^<]{1,1000000})</textarea>")


def read(page: Page, source: Source, link: Link) -> Article:
    """The article of a page, its text unfolded where it is escaped."""
    text = decode(page.body, page.header("content-type")).text
    unfolded = FOLDED.sub(lambda found: f'<div class="article-content">{unescape(found[1])}</div>', text, count=1)
    if unfolded == text:
        return read_by_data(page, source, link)
    headers = (("content-type", "text/html; charset=utf-8"),)
    return read_by_data(replace(page, body=unfolded.encode(errors="replace"), headers=headers), source, link)
