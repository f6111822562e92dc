"""Scrapy as it comes: `python -m benchmarks.plain PLAN` fetches the same URLs by its default settings, and counts them.

What the crawl is measured by too, since its own spider alone has most of Scrapy switched off.
"""

import json
import sys
from collections.abc import AsyncIterator
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class PlainSpider(Spider):
    """Asks for each URL once, the sites in turn, and gives an item for each answer."""

    name = "plain"
    allowed_domains = ("127.0.0.1",)  # a saved page that refreshes itself would lead to its own site

    def __init__(self, urls: list[str], **named: Any) -> None:
        super().__init__(**named)
        self.urls = urls

    async def start(self) -> AsyncIterator[Request]:
        """A request for each URL."""
        for url in self.urls:
            yield Request(url)

    def parse(self, response: Response, **_: Any) -> dict[str, str]:
        """The least that a spider gives."""
        return {"url": response.url}


def main() -> None:
    """Fetch what the plan names: URLs by the ids of their sources."""
    plan: dict[str, list[str]] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    urls = [url for url in chain(*zip_longest(*plan.values())) if url]
    process = CrawlerProcess({"LOG_LEVEL": "WARNING"})  # a log of all requests changes nothing that can be measured
    process.crawl(PlainSpider, urls=urls)
    process.start()


if __name__ == "__main__":
    main()
