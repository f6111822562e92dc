"""Huanqiu: the text of an article is escaped markup in a textarea, which a script of the page unfolds."""

import re
from dataclasses import replace
from html import unescape

from config.source import Source
from pipeline.decode import decode
from pipeline.read import read as read_by_data
from pipeline.values import Article, Link, Page

FOLDED = re.compile(r"<textarea class=[\"']?article-content[\"']?[^>]{0,200}>")


def read(page: Page, source: Source, link: Link) -> Article:
    """The article of a page, its text unfolded."""
    text = decode(page.body, page.header("content-type")).text
    begins = FOLDED.search(text)
    ends = text.find("</textarea>", begins.end()) if begins else -1
    if begins is None or ends < 0:
        return read_by_data(page, source, link)
    unfolded = f'<div class="article-content">{unescape(text[begins.end() : ends])}</div>'
    body = (text[: begins.start()] + unfolded + text[ends:]).encode(errors="replace")
    headers = (("content-type", "text/html; charset=utf-8"),)
    return read_by_data(replace(page, body=body, headers=headers), source, link)
