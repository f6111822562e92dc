"""What the demo prints of its crawls: sources, outcomes, copies, changes, and both languages by day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from config.source import Source
from pipeline.compare import side_by_side
from service.output import plural
from service.tables import changes_table, copies_table, outcomes_table, plain, sides_table
from storage.queries import Selection, listed
from storage.reports import counts, exact_copies, revisions

Given = Mapping[str, Mapping[str, Any]]  # what each source gave in one crawl
Crawls = Mapping[str, Sequence[Given]]  # the crawls of each column


def show(
    console: Console,
    connection: sa.Connection,
    sources: Mapping[str, Source],
    crawls: Crawls,
) -> None:
    """Print the tables: sources, outcomes, copies, changes, sides."""
    console.print(sources_table(sources, crawls))
    console.print(outcomes_table({title: total(told) for title, told in crawls.items()}))
    console.print(copies_table(exact_copies(connection), sources))
    console.print(changes_table(revisions(connection), sources))
    rows = tuple(listed(connection, Selection()))
    console.print(sides_table(side_by_side(rows, "day", UTC), sources, "day"))


def total_line(connection: sa.Connection) -> str:
    """What is stored after all of it, in one line."""
    found = counts(connection)
    articles = found["articles"]
    return (
        f"{plural(articles['total'], 'article')} ({articles['zh']} Chinese, {articles['en']} English), "
        f"{plural(found['copies'], 'exact copy', 'exact copies')}, {plural(found['revisions'], 'revision')}; "
        f"every one of {found['visits']['total'] - found['visits']['pending']} visits has its outcome, "
        f"{found['visits']['pending']} are planned."
    )


def total(rounds: Sequence[Given]) -> Counter[str]:
    """The outcomes of some crawls over all sources."""
    found: Counter[str] = Counter()
    for told in rounds:
        for source in told.values():
            found.update(source["outcomes"])
    return found


def sources_table(sources: Mapping[str, Source], crawls: Crawls) -> Table:
    """What each source gave in all crawls."""
    table = plain("What each source gave")
    table.add_column("source", no_wrap=True)
    table.add_column("found by", no_wrap=True)
    table.add_column("links", justify="right")
    for head in crawls:
        table.add_column(head, overflow="fold")
    for source in sources.values():
        its = {head: [told.get(source.id, {}) for told in rounds] for head, rounds in crawls.items()}
        links = sum(each.get("new", 0) for rounds in its.values() for each in rounds)
        told = (words(total([{source.id: each} for each in rounds if each])) for rounds in its.values())
        table.add_row(source.name, ", ".join(routes(source)), str(links), *told)
    return table


def routes(source: Source) -> list[str]:
    """The kinds of routes that a source has."""
    kinds = {
        "feed": source.feeds,
        "news sitemap": source.news,
        "sitemap": source.sitemaps,
        "section page": source.sections,
        "JSON API": source.api,
    }
    return [kind for kind, each in kinds.items() if each]


def words(outcomes: Mapping[str, int]) -> str:
    """Outcomes in one line."""
    return ", ".join(f"{word} {number}" for word, number in outcomes.items())
