"""robots.txt as RFC 9309 has it: a server error or no answer refuses everything, half a mebibyte is read."""

import asyncio
import logging
import re
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from crawler.refusals import drop_of
from pipeline.urls import at_host, host_of
from pipeline.values import Drop

AGENT = "duizhao"
LONGEST_DELAY = 60.0  # a longer crawl-delay is cut to this, with a warning
LIMIT = 500 * 1024  # RFC 9309, 2.5
USER_AGENT = re.compile(r"\s*user[ -]?agent\s*:?\s*([^#]*)", re.IGNORECASE)
# What ends the agents of a group; a line for the whole site, or one that says nothing, does not.
RULE = re.compile(r"[^#]*:|\s*(?:dis)?allow\b|\s*crawl-?delay\b", re.IGNORECASE)
SITE_WIDE = re.compile(r"\s*(?:site-?maps?|host)\b", re.IGNORECASE)

logger = logging.getLogger(__name__)


class Robots(RobotsTxtMiddleware):
    """Asks each host and port for its robots.txt once a crawl, and keeps to it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.asked: dict[str, asyncio.Future[Any]] = {}  # the rules, or who will bring them, by host and port
        crawler.signals.connect(self.cut_off, signals.bytes_received)

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Let the request pass, or raise Drop: `robots`, or why robots.txt itself could not be had."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        parser = await self.parser_of(request)
        if isinstance(parser, Drop):
            raise parser
        if parser is not None and not parser.allowed(request.url, AGENT):
            raise Drop("robots", "refused by robots.txt")

    async def parser_of(self, request: Request) -> Any:
        """The rules of the request's host: a parser, None where there are none, a Drop where it can not be known."""
        host = host_of(request.url)
        if host not in self.asked:
            self.asked[host] = asyncio.ensure_future(self.fetch(request))
        return await asyncio.shield(self.asked[host])  # others wait for the same answer

    async def fetch(self, request: Request) -> Any:
        """The rules of the request's host, from the network."""
        meta = {
            "dont_obey_robotstxt": True,
            "permit": request.meta.get("permit"),
            "delay": request.meta.get("delay", 0.0),
            "download_timeout": self.crawler.settings.getfloat("ROBOTS_TIMEOUT"),
            "robots": True,
        }
        asked = Request(
            at_host(request.url, "/robots.txt"), priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK
        )
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(asked)
        except IgnoreRequest as error:
            # RFC 9309, 2.3.1.2: more than five redirects may be taken for no robots.txt.
            drop = drop_of(error)
            return None if drop.reason == "redirect-loop" else Drop(drop.reason, f"robots.txt: {drop.detail}")
        except Exception as error:
            drop = drop_of(error)
            return Drop(drop.reason, f"robots.txt: {drop.detail}")
        if response.status >= 500 or response.status == 429:
            return Drop("robots", f"robots.txt answered {response.status}")
        if response.status != 200:
            return None
        if rights := request.meta.get("rights"):
            rights.heard(host_of(request.url), response.body[:LIMIT])
        parser = ProtegoRobotParser.from_crawler(self.crawler, ours(response.body[:LIMIT]))
        self.keep_delay(request, parser)
        return parser

    def keep_delay(self, request: Request, parser: Any) -> None:
        """Slow the host's slot down to its crawl-delay."""
        delay = parser.rp.crawl_delay(AGENT)
        if not delay or not delay > 0:
            return
        if delay > LONGEST_DELAY:
            logger.warning("%s asks for a crawl-delay of %s s; %s s are kept", request.url, delay, LONGEST_DELAY)
        assert self.crawler.engine is not None
        downloader = self.crawler.engine.downloader
        key = host_of(request.url)
        wanted = max(min(float(delay), LONGEST_DELAY), request.meta.get("delay", 0.0))
        downloader.per_slot_settings[key] = {"delay": wanted}
        if key in downloader.slots:
            downloader.slots[key].delay = wanted

    def cut_off(self, data: bytes, request: Request) -> None:
        """Stop reading a robots.txt at the limit; what was read by then counts."""
        if not request.meta.get("robots"):
            return
        request.meta["received"] = request.meta.get("received", 0) + len(data)
        if request.meta["received"] > LIMIT:
            raise StopDownload(fail=False)


def ours(body: bytes) -> bytes:
    """A robots.txt without the groups that are for others.

    Protego keeps each rule once for each agent of its group: half a mebibyte of agents and rules took it over five
    minutes, in which nothing else was fetched.
    """
    kept: list[str] = []
    naming = meant = False
    for line in body.decode("utf-8-sig", "ignore").splitlines():
        named = USER_AGENT.match(line)
        if not named:
            if RULE.match(line) and not SITE_WIDE.match(line):
                naming = False
            if meant:
                kept.append(line)
            continue
        agent = named[1].strip().lower()
        mine = agent == "*" or agent.replace("*", "") == AGENT
        meant = mine or (naming and meant)
        naming = True
        if mine:
            kept.append(line)
    return "\n".join(kept).encode()
