"""The command `read`: one saved page or pasted text, every field of it, what was repaired, whom it retells."""

import sys
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from config.catalogue import load_catalogue
from config.settings import settings
from config.source import Source
from pipeline.citations import Citation, citations_of
from pipeline.newsrooms import newsroom
from pipeline.outlets import outlets
from pipeline.values import Article, Drop
from service.field_table import field_table, repair_lines
from service.output import console, jsonable, plural, print_json
from service.read_pages import UNSAVED, article_of, check_url, content, is_from_nowhere
from service.retold import as_object as beside_object
from service.retold import both_names, carried_lines, held, nearest_lines, retold_lines
from service.workplace import missing_file

AGAIN = 20  # characters of a line of the text by which it is told that it was there twice


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
        _tell_of_rules(file, body, url, source, drop.reason)
        if as_json:
            print_json({"outcome": drop.reason, "detail": drop.detail})
        else:
            sys.stderr.write(f"{file}: {drop.reason}: {drop.detail}\n")
        return 1
    _tell_of_rules(file, body, url, source)
    cited = cited_by(article)
    beside = held(article, cited, data) if data or not missing_file(settings().database) else None
    if beside:
        beside[1].tell()  # of a directory where nothing is stored
    if as_json:
        print_json(as_object(article, cited) | (beside_object(beside[0], cited) if beside else {}))
        return 0
    show(article, cited)
    if beside:
        found, place = beside
        _print_lines("Retells", retold_lines(found, cited))
        _print_lines("Carried by", carried_lines(found, place))
        _print_lines(
            "Nearest, with a score: half of all pairs of reports of one event have 1.0 or more",
            nearest_lines(found, place),
        )
    return 0


def _tell_of_rules(file: str, body: bytes, url: str, source: Source | None, reason: str = "") -> None:
    """Say that a page was read without the rules of its host, where that could be another way."""
    if source is None and reason not in ("not-html", "too-large", "bad-encoding") and is_from_nowhere(body, url):
        sys.stderr.write(f"{file}: no rules of its host were used: --url says where the page was saved from\n")


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
    _print_lines("Cut around the text", cut_lines(article))
    _print_lines("Dates that can be read in two ways", list(article.doubts))
    _print_lines("Repaired", repair_lines(article.repairs))
    _print_lines("Cited", cited_lines(cited))


def cut_lines(article: Article) -> list[str]:
    """What was cut, a line each; what the page prints a second time by its beginning, since the text has it."""
    own = frozenset(article.text.split("\n"))
    return [f"printed again: {line[:AGAIN]}…" if line in own and len(line) > AGAIN else line for line in article.cut]


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
