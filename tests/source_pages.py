"""What the sites of the catalogue's sources answer, and what is to be read from it: one file a source.

`tests/data/sources/<id>.yml` has `routes` (URL and answer: the text as it is sent, or `feed` or `news` with lines
of URL, title and time, parted by ` | `, in the usual form of these) and `articles`. An article has its `url`, what
its page holds in `head` and `body`, and beside them, written by hand, what is to be read from it. Frames are in the
shape of the real sites, words are ours. `$TEXT` stands for two paragraphs: the article's own `lead`, and one that
all of its script share.
"""

import gzip
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

from tests.sites import Page, Reply

DATA = Path(__file__).parent / "data" / "sources"
SECOND = {
    "Hans": "三所大学的研究小组随后独立重做了这些测试，结果与公布的数字相差不到百分之一；"
    "港口管理处的负责人说，下一步是把每天的耗电再降三成，并在明年春天以前公开全部记录。",
    "Hant": "三所大學的研究小組隨後獨立重做了這些測試，結果與公布的數字相差不到百分之一；"
    "港口管理處的負責人說，下一步是把每天的耗電再降三成，並在明年春天以前公開全部記錄。",
    "en": "Research groups at three universities then repeated the tests, and came within one percent of what had been"
    " announced. The next aim of the harbour office, its director said, is to cut the power that a day takes by"
    " another third, and to publish all of the records before the spring.",
}
JUNK = {
    "Hans": "扫码下载客户端，随时看新闻",
    "Hant": "掃碼下載客戶端，隨時看新聞",
    "en": "Sign up for our newsletter and never miss a story",
}
FIELDS = ("title", "credit", "account")  # empty where the article's file does not give them
SEVERAL = ("byline", "editor")
ALSO = ("dek", "section", "dateline", "original", "stub")  # looked at where the article's file gives them


@dataclass(frozen=True, slots=True)
class Told:
    """One article as its site has it, and what is to be read from its page."""

    url: str
    script: str  # Hans, Hant or en
    given: dict[str, Any]

    @property
    def is_metadata(self) -> bool:
        """True where its page is not to be fetched."""
        return "body" not in self.given

    @property
    def outcome(self) -> str:
        """What its visit is to end with; of a paywall's stub no more than metadata is kept."""
        return "metadata" if self.is_metadata or self.given.get("stub") else "stored"

    @property
    def text(self) -> str:
        """The text to be read."""
        if self.is_metadata:
            return ""
        return self.filled(self.given.get("text", "$LEAD\n$SECOND"))

    @property
    def expected(self) -> dict[str, Any]:
        """What is to be read, by the names that a stored article has for it."""
        given = self.given
        expected = {name: given.get(name, "") for name in FIELDS} | {n: given[n] for n in ALSO if n in given}
        return (
            expected
            | {name: tuple(given.get(name, ())) for name in SEVERAL}
            | {
                "text": self.text,
                "published_at": datetime.fromisoformat(given["published"]),
                "published_zone": given["zone"],
                "script": None if self.script == "en" else self.script,
                "metadata_only": self.outcome == "metadata",
            }
        )

    @property
    def key(self) -> str:
        """The URL under which it is to be stored."""
        return str(self.given.get("stored", self.url))

    @property
    def reply(self) -> Reply:
        """Its page."""
        charset = self.given.get("charset", "utf-8")
        if "json" in self.given.get("type", ""):
            return Reply(self.filled(self.given["body"]).encode(charset), type=self.given["type"])
        title = escape(self.given["title"]) + self.given.get("suffix", "")
        head = f'<meta charset="{charset}"><title>{title}</title>{self.given.get("head", "")}'
        markup = f"<!doctype html><html><head>{head}</head><body>{self.given['body']}</body></html>"
        return Reply(self.filled(markup).encode(charset), type=self.given.get("type", "text/html"))

    def filled(self, markup: str) -> str:
        """Markup with what its signs stand for."""
        lead, second = self.given["lead"].strip(), SECOND[self.script]
        for sign, value in (
            ("$TEXT", f"<p>{lead}</p>\n<p>{second}</p>"),
            ("$LEAD", lead),
            ("$SECOND", second),
            ("$TITLE", self.given["title"]),
            ("$JUNK", JUNK[self.script]),
        ):
            markup = markup.replace(sign, value)
        return markup


@dataclass(frozen=True, slots=True)
class Site:
    """What one source's site answers."""

    id: str
    routes: dict[str, Reply]
    articles: tuple[Told, ...]

    @property
    def pages(self) -> dict[str, Page]:
        """Every answer by its URL."""
        pages: dict[str, Page] = {**self.routes}
        for each in self.articles:
            if not each.is_metadata:
                pages |= dict.fromkeys((each.url, each.key), each.reply)  # routes may name both, in any order
        return pages


@cache
def site(source_id: str) -> Site:
    """The answers of one source's site; FileNotFoundError where nobody has written any."""
    held = yaml.safe_load((DATA / f"{source_id}.yml").read_text(encoding="utf-8"))
    articles = tuple(Told(each["url"], held["script"], each) for each in held["articles"])
    return Site(source_id, {url: answer(told) for url, told in held["routes"].items()}, articles)


def answer(told: dict[str, Any] | str) -> Reply:
    """What a route answers."""
    if isinstance(told, str):
        told = {"body": told}
    if "feed" in told:
        return Reply(rss(told["feed"]).encode(), type="application/rss+xml")
    if "news" in told:
        body = news_sitemap(told["news"]).encode()
        return Reply(gzip.compress(body), type="application/gzip") if told.get("gzip") else Reply(body, type="text/xml")
    kind = "application/json" if told["body"].lstrip()[:1] in "{[" else "text/html"
    return Reply(told["body"].encode(told.get("charset", "utf-8")), type=told.get("type", kind))


def rss(items: list[str]) -> str:
    """An RSS 2.0 feed of lines of URL, title, pubDate and, where there is one, the dek."""
    body = "".join(
        f'<item><title><![CDATA[{title}]]></title><link>{escape(url)}</link><guid isPermaLink="false">{number}</guid>'
        f"<pubDate>{time}</pubDate>{''.join(f'<description>{escape(each)}</description>' for each in dek)}</item>"
        for number, (url, title, time, *dek) in enumerate(map(parted, items))
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>f</title>{body}</channel></rss>'


def parted(line: str) -> list[str]:
    """The parts of a line of a list."""
    return line.split(" | ")


def news_sitemap(items: list[str]) -> str:
    """A news sitemap of lines of URL, title and publication date."""
    body = "".join(
        f"<url><loc>{escape(url)}</loc><news:news><news:publication><news:name>n</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{time}</news:publication_date>"
        f"<news:title>{escape(title)}</news:title></news:news></url>"
        for url, title, time in map(parted, items)
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>{body}</urlset>'


def written() -> tuple[str, ...]:
    """The ids of the sources that have a file here."""
    return tuple(sorted(path.stem for path in DATA.glob("*.yml")))
