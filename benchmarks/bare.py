"""The spider alone: `python -m benchmarks.bare PLAN` fetches as the crawl does, and neither reads nor writes."""

import json
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

from config.catalogue import load_catalogue
from config.settings import settings
from config.source import Source
from crawler.children import Children
from crawler.crawl import run
from crawler.settings import scrapy_settings
from crawler.spider import claim
from crawler.tally import Tally
from crawler.work import Crawl
from crawler.writer import Writer
from pipeline.boilerplate import Boilerplate
from pipeline.learned import Reading
from pipeline.values import Article, Link, Page
from storage import hosts
from storage.frontier import Visit
from storage.results import Result

BEGAN = datetime(2026, 10, 12, tzinfo=UTC)


@dataclass(slots=True)
class Frontier:
    """Stands in for the writer: hands out visits from a list, forgets what it is given."""

    waiting: dict[str, deque[Visit]]
    outcomes: list[str] = field(default_factory=list)
    fences: dict[str, int] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    async def do(self, job: Callable[..., Any], source_id: str = "") -> Any:
        """The next visits where the job is a claim, leave to ask where it takes a host; nothing for any other."""
        if isinstance(job, partial) and job.func is hosts.take:
            return job.keywords["now"]
        if not isinstance(job, partial) or job.func is not claim:
            return None
        queue = self.waiting[job.keywords["source"].id]
        return [queue.popleft() for _ in range(min(job.keywords["limit"], len(queue)))]

    async def write(self, result: Result, source_id: str = "") -> str:
        """What the outcome would be, at once."""
        outcome = result.outcome or "stored"
        self.outcomes.append(outcome)
        return outcome


class Unread:
    """Stands in for the children: gives the same article for every page, at once."""

    async def read(self, page: Page, source: Source, link: Link, boilerplate: Boilerplate) -> Reading:
        """An article that nobody read."""
        return Reading(Article(page.url, page.url, source.id, "", "", source.language, BEGAN), None, "")

    async def metas(self, head: bytes, source: Source) -> Sequence[tuple[str, str]]:
        """No element that reserves anything."""
        return ()


def crawl_bare(sources: list[Source], urls: dict[str, list[str]]) -> dict[str, int]:
    """Fetch the URLs of each source, and count the outcomes. Runs the reactor, so once a process."""
    numbers = iter(range(1, sys.maxsize))
    frontier = Frontier({source.id: deque(visits_of(urls[source.id], numbers)) for source in sources})
    work = Crawl(
        run_id=1,
        sources=[replace(each, feeds=(), news=(), sitemaps=(), sections=(), api=()) for each in sources],
        writer=cast(Writer, frontier),
        children=cast(Children, Unread()),
        tally=Tally(),
    )
    run(scrapy_settings(settings()), work)
    return {word: frontier.outcomes.count(word) for word in sorted(set(frontier.outcomes))}


def visits_of(urls: list[str], numbers: Any) -> list[Visit]:
    """A first visit of each URL."""
    return [Visit(number, number, Link(url), url, BEGAN, 0) for url, number in zip(urls, numbers, strict=False)]


def main() -> None:
    """Crawl what the plan names: sources by their ids, each with its URLs."""
    urls: dict[str, list[str]] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    catalogue = load_catalogue(settings().sources)
    print(json.dumps(crawl_bare(list(catalogue.select(urls)), urls)))


if __name__ == "__main__":
    main()
