"""The command `read`: one saved page or pasted text, every field of it, what was repaired and whom it cites."""

import sys
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from config.catalogue import load_catalogue
from config.errors import ConfigError
from config.settings import settings
from config.source import Source
from pipeline.decode import decode
from pipeline.language import language_of
from pipeline.outlets import Cited, cited_outlets
from pipeline.read import read, read_text
from pipeline.screen import check_magic
from pipeline.values import Article, Drop, Link, Page, Repair
from service.output import console, jsonable, names_text, plural, print_json

LARGEST = 16 * 2**20  # as much as the crawler takes
SHOWN = 60  # characters of a repaired part that are shown
UNSAVED = "https://page.invalid/"  # where nothing says where a page was saved from (RFC 2606)


def run_read(file: str, url: str, source_id: str, as_json: bool) -> int:
    """Print the article that a page or text holds; return 1 where it holds none, with the reason.

    Of the catalogue only the source named is used, and nothing of it where none is.
    """
    source = load_catalogue(settings().sources).select((source_id,))[0] if source_id else None
    body = content(file)
    try:
        article = article_of(body, url, source, datetime.now(UTC))
    except Drop as drop:
        if as_json:
            print_json({"outcome": drop.reason, "detail": drop.detail})
        else:
            sys.stderr.write(f"{file}: {drop.reason}: {drop.detail}\n")
        return 1
    if as_json:
        print_json(as_object(article))
    else:
        show(article)
    return 0


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
    text = decode(body, "").text
    address = url or UNSAVED
    if "<" in text and any(tag in text.lower() for tag in ("<html", "<body", "<p", "<div", "<!doctype")):
        page = Page(address, body, now)
        article = by_source(page, source) if source else read(page, source_for(address, text), Link(address))
    else:
        article = read_text(text, now, source or source_for(address, text), url)
    return replace(article, url=saved_from(article.url), page_url=saved_from(article.page_url))


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
    """A source that claims nothing but the language of the text; Chinese times without a zone are Beijing's."""
    chinese = language_of(text) == "zh"
    return Source(
        id="read",
        name="",
        home=url,
        language="zh" if chinese else "en",
        country="CN" if chinese else "US",
        edited_in="CN" if chinese else "US",
        ownership="commercial",
        timezone="Asia/Shanghai" if chinese else "UTC",
    )


def as_object(article: Article) -> dict[str, Any]:
    """The article's fields for a JSON writer, and the outlets that it names as its sources."""
    found: dict[str, Any] = {}
    for field in fields(article):
        value = getattr(article, field.name)
        if field.name != "source" and value != UNSAVED:
            found[field.name] = dict(value) if field.name == "layers" else jsonable(value)
    return found | {"cited": jsonable(cited_outlets(article.text))}


def show(article: Article) -> None:
    """Print the fields as a table, and below it the text, what was repaired in it, and whom it cites."""
    layers = dict(article.layers)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    table.add_column(style="dim")
    for name, value in as_object(article).items():
        if name not in ("text", "layers", "repairs", "cited") and value not in ("", None, (), [], False):
            table.add_row(name, names_text(value) if isinstance(value, list) else str(value), layers.get(name, ""))
    at = console()
    at.print(table)
    at.print()
    at.print(article.text, markup=False, highlight=False)
    _print_lines("Repaired", repair_lines(article.repairs))
    _print_lines("Cited", cited_lines(cited_outlets(article.text)))


def repair_lines(repairs: tuple[Repair, ...]) -> list[str]:
    """What was repaired: readings by their number, everything else one by one."""
    readings = [repair for repair in repairs if repair.rule == "reading"]
    lines = [f"{plural(len(readings), 'reading')} in parentheses cut, as in {readings[0].before}"] if readings else []
    others = (repair for repair in repairs if repair.rule != "reading")
    return lines + [
        f"{one.rule} at {one.place} of {one.field}: {_short(one.before)} → {_short(one.after) or 'nothing'}"
        for one in others
    ]


def cited_lines(cited: tuple[Cited, ...]) -> list[str]:
    """Each outlet with its country and ownership, and the sentences that name it."""
    lines: list[str] = []
    for one in cited:
        outlet, number = one.outlet, plural(len(one.said), "sentence")
        lines.append(f"{outlet.names[0]} ({outlet.id}, {outlet.country}, {outlet.ownership}), {number}")
        lines += [f"  {said.name}: {said.sentence}" for said in one.said]
    return lines


def _print_lines(title: str, lines: list[str]) -> None:
    if not lines:
        return
    at = console()
    at.print(f"\n[bold]{title}[/bold]")
    at.print("\n".join(lines), markup=False, highlight=False)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"
