"""The command `read`: one saved page or pasted text, every field of it, what was repaired, whom it retells."""

import re
import sys
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.catalogue import load_catalogue
from config.errors import ConfigError
from config.settings import settings
from config.source import Source
from pipeline.citations import Citation, citations_of
from pipeline.decode import decode
from pipeline.language import language_of
from pipeline.lines import text_nodes
from pipeline.markup import tree_of
from pipeline.newsrooms import newsroom
from pipeline.outlets import outlets
from pipeline.read import read, read_text
from pipeline.screen import check_magic
from pipeline.urls import normalise
from pipeline.values import Article, Drop, Link, Page
from pipeline.zones import zone_of_host
from service.field_table import field_table, repair_lines
from service.output import console, jsonable, plural, print_json
from service.retold import as_object as beside_object
from service.retold import both_names, carried_lines, held, nearest_lines, retold_lines
from service.workplace import missing_file

LARGEST = 16 * 2**20  # as much as the crawler takes
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,2083}) -->")  # by Chrome and Edge, at the top of the file
UNSAVED = "https://page.invalid/"  # where nothing says where a page was saved from (RFC 2606)


def run_read(file: str, url: str, source_id: str, as_json: bool, data: str = "") -> int:
    """Print the article that a page or text holds; return 1 where it holds none, with the reason.

    It is read by the source named, or by nobody's rules, and then held against the collection in a directory, or that
    of the environment where there is one. Nothing of it is stored.
    """
    source = load_catalogue(settings().sources).select((source_id,))[0] if source_id else None
    check_url(url)
    body = content(file)
    try:
        article = article_of(body, url, source, datetime.now(UTC))
    except Drop as drop:
        if as_json:
            print_json({"outcome": drop.reason, "detail": drop.detail})
        else:
            sys.stderr.write(f"{file}: {drop.reason}: {drop.detail}\n")
        return 1
    cited = cited_by(article)
    beside = held(article, cited, data) if data or not missing_file(settings().database) else None
    if as_json:
        print_json(as_object(article, cited) | (beside_object(beside[0], cited) if beside else {}))
        return 0
    show(article, cited)
    if beside:
        found, place = beside
        _print_lines("Retells", retold_lines(found, cited))
        _print_lines("Carried by", carried_lines(found, place))
        _print_lines("Nearest", nearest_lines(found, place))
    return 0


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
    text = decode(body, "").text
    address = url or noted_url(text) or UNSAVED
    if "<" in text and any(tag in text.lower() for tag in ("<html", "<body", "<p", "<div", "<!doctype")):
        page = Page(address, body, now)
        printed = source or source_for(address, "\n".join(text_nodes(tree_of(text))))
        article = by_source(page, source) if source else read(page, printed, Link(address))
    else:
        article = read_text(text, now, source or source_for(address, text), url)
    return replace(article, url=saved_from(article.url), page_url=saved_from(article.page_url))


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

    try:
        return child.read(page, source, Link(page.url))
    except Drop:
        raise
    except Exception as error:  # a reader of somebody's own can raise anything
        raise Drop("quarantined", child.said(error)) from error


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


def as_object(article: Article, cited: tuple[Citation, ...]) -> dict[str, Any]:
    """The article's fields for a JSON writer, and the outlets that it names as its sources."""
    found: dict[str, Any] = {}
    for field in fields(article):
        value = getattr(article, field.name)
        if field.name != "source" and value != UNSAVED:
            found[field.name] = dict(value) if field.name == "layers" else jsonable(value)
    return found | {"cited": jsonable(cited)}


def show(article: Article, cited: tuple[Citation, ...]) -> None:
    """Print the fields as a table, and below it the text, what was cut around it, what repaired, and whom it cites."""
    at = console()
    at.print(field_table(article, None, ("fetched_at", "source")))
    at.print()
    _print_plain([article.text or "(metadata only: the text is behind a paywall)"])
    _print_lines("Cut around the text", list(article.cut))
    _print_lines("Repaired", repair_lines(article.repairs))
    _print_lines("Cited", cited_lines(cited))


def cited_by(article: Article) -> tuple[Citation, ...]:
    """The outlets that an article names as its sources, which its own account or source is not."""
    own = newsroom(article.account) or (article.source if article.source in outlets() else None)
    at = None if article.published_precision == "month" else article.published_at  # yesterday is of no known day
    return citations_of(article.text, article.language, at, article.published_zone or "UTC", own)


def cited_lines(cited: tuple[Citation, ...]) -> list[str]:
    """Each outlet with its country, its ownership and the day of its report, and the sentences that name it."""
    lines: list[str] = []
    for one in cited:
        outlet, number = one.outlet, plural(len(one.said), "sentence")
        known = ", ".join(filter(None, (outlet.id, outlet.country, outlet.ownership)))
        day = f" of {one.date}" if one.date else ""
        lines.append(f"{both_names(outlet)} ({known}){day}, {number}")
        lines += [f"  {said.name}: {said.sentence}" for said in one.said]
    return lines


def _print_lines(title: str, lines: list[str]) -> None:
    if not lines:
        return
    console().print(f"\n{title}", style="bold", highlight=False)
    _print_plain(lines)


def _print_plain(lines: list[str]) -> None:
    """Lines as they are: a terminal breaks Chinese better than a wrapping by words, and a file wants whole ones."""
    console().print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
