"""The article of a saved page or of pasted text that a person names, and the source that it is read as."""

import json
import re
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from config.errors import ConfigError
from config.source import Source
from pipeline.decode import decode
from pipeline.language import language_of
from pipeline.lines import text_nodes
from pipeline.markup import tree_of
from pipeline.read import read, read_text
from pipeline.screen import check_magic
from pipeline.urls import normalise
from pipeline.values import Article, Drop, Link, Page
from pipeline.zones import zone_of_host

LARGEST = 16 * 2**20  # as much as the crawler takes
UNSAVED = "https://page.invalid/"  # where nothing says where a page was saved from (RFC 2606)
URL = re.compile(r"https?:/", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,2083}) -->")  # by Chrome and Edge, at the top of the file


def check_url(url: str) -> None:
    """Raise ConfigError where an address is given that no page can have been saved from."""
    try:
        if url:
            normalise(url)
    except ValueError as error:
        near = f"https://{url}" if "://" not in url and "." in url else None
        raise ConfigError(None, None, "--url", f"{url!r} is no address of a page: {error}", near) from error


def content(file: str) -> bytes:
    """The bytes of a file, or of standard input for -."""
    if file == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    if URL.match(file):
        raise ConfigError(None, None, "FILE", f"{file} is an address: save its page, and name it with --url {file}")
    path = Path(file)
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(path, None, "FILE", f"can not be read: {error.strerror}") from error


def article_of(body: bytes, url: str, source: Source | None, now: datetime) -> Article:
    """The article in a page or a pasted text, by a source's rules and own reader where one is given; raises Drop."""
    if len(body) > LARGEST:
        raise Drop("too-large", f"over {LARGEST} bytes")
    check_magic(body)
    if body[:4000].lstrip().lower().startswith((b"mime-version:", b"from: <saved by")) or body.startswith(b"bplist00"):
        raise Drop("not-html", "a web archive; save the page as HTML")
    if body.startswith(rb"{\rtf") or _is_json(body):
        raise Drop("not-html", "RTF" if body.startswith(rb"{\rtf") else "JSON")
    text = decode(body, "").text
    address = url or noted_url(text) or UNSAVED
    if is_markup(text):
        page = Page(address, body, now)
        printed = source or source_for(address, "\n".join(text_nodes(tree_of(text))))
        article = by_source(page, source) if source else read(page, printed, Link(address))
    else:
        article = read_text(text, now, source or source_for(address, text), url)
    return replace(article, url=saved_from(article.url), page_url=saved_from(article.page_url))


def _is_json(body: bytes) -> bool:
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def is_markup(text: str) -> bool:
    """True for a page, false for pasted text."""
    return "<" in text and any(tag in text.lower() for tag in ("<html", "<body", "<p", "<div", "<!doctype"))


def is_from_nowhere(body: bytes, url: str) -> bool:
    """True for a page of which nobody says where it was saved from, so that no rules of a host can be used."""
    try:
        text = decode(body, "").text
    except Drop:
        return False
    return not url and is_markup(text) and not noted_url(text)


def noted_url(text: str) -> str:
    """The address that a browser noted when it saved a page; empty where it noted none, or none of a page."""
    if not (found := SAVED_FROM.search(text[:2000])):
        return ""
    try:
        normalise(found[1])
    except ValueError:
        return ""
    return found[1]


def by_source(page: Page, source: Source) -> Article:
    """The article of a page as a crawl of the source would read it; raises Drop."""
    from crawler import child
    from crawler.wording import said

    try:
        return child.read(page, source, Link(page.url))
    except Drop:
        raise
    except Exception as error:  # a reader of somebody's own can raise anything
        raise Drop("quarantined", said(error)) from error


def saved_from(url: str) -> str:
    """The URL; empty where it was made up for a page of which nothing says where it was saved from."""
    return "" if url.startswith(UNSAVED.rstrip("/")) else url


def source_for(url: str, text: str) -> Source:
    """A source that claims nothing but the language of the text and the zone of its times.

    Chinese times without a zone are Beijing's, others those of the country that the host ends with, else UTC.
    """
    chinese = language_of(text) == "zh"
    return Source(
        id="read",
        name="",
        home=url,
        language="zh" if chinese else "en",
        country="CN" if chinese else "US",
        edited_in="CN" if chinese else "US",
        ownership="commercial",
        timezone="Asia/Shanghai" if chinese else zone_of_host(url) or "UTC",
    )
