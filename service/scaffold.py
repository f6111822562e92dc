"""A finder and a reader of a source's own, each with a test, for what its file can not say."""

import re
from html import escape
from pathlib import Path

from config.source import Source
from crawler.scouted import Scouted
from pipeline.discover import routes_of
from pipeline.values import Link, Route, RouteKind

COMPOUND = re.compile(r"([a-z][a-z0-9]*)((?:[.#][\w-]+)*)", re.ASCII)
TITLES = {
    "zh": ("北屿港试用无人驳船 每天可省四成电", "三所学校共用一台天文望远镜", "老城区图书馆延长开放两个小时"),
    "en": (
        "Harbor of Tallgrass tries barges without crews",
        "Three schools share one telescope",
        "Old library stays open two hours longer",
    ),
}
TEXTS = {
    "zh": "北屿港十二日开始试用无人驳船。港口管理处说，四艘驳船在夜间往返于两个码头之间，每天可省四成电，"
    "试用期为三个月，其间的全部记录都会公布。码头上的工人说，最难的不是航行，而是靠岸：水流每隔六小时变一次方向，"
    "船要在十分钟之内停稳。",
    "en": "The harbor of Tallgrass began to try barges without crews on Monday. Four of them go back and forth between"
    " two piers at night and save two fifths of the power that a day takes, the office of the harbor said. The trial"
    " lasts three months, and all of its records are to be published. The hardest part is the landing.",
}

FINDER = '''"""{name}: how its links are found, where its file can not say it."""

from dataclasses import replace

from config.source import Source
from pipeline.discover import find as find_by_data
from pipeline.values import Found, Page, Route


def find(page: Page, route: Route, source: Source) -> Found:
    """The links of one answer of a route; what is no list raises Drop, as `find_by_data` does.

    `page.body` are the bytes as they came, `route` says which of the file's routes answered. Give Found with a Link for
    each article: its url, and what the list says of it (title, published_at, author, section, dek).
    """
    found = find_by_data(page, route, source)
    return replace(found, links=tuple(link for link in found.links if link.url))
'''
READER = '''"""{name}: how its pages are read, where its file can not say it."""

from dataclasses import replace

from config.source import Source
from pipeline.read import read as read_by_data
from pipeline.values import Article, Link, Page


def read(page: Page, source: Source, link: Link) -> Article:
    """The article on a page; what is none raises Drop, as `read_by_data` does.

    `page.body` are the bytes as they came, `link` says what the route claimed. Change what is read wrongly.
    """
    article = read_by_data(page, source, link)
    return replace(article, title=article.title)
'''
TEST_HEAD = '''"""{name}: {what} of its own. The pages here are invented; write one in the shape of the real ones."""

from datetime import UTC, datetime
from pathlib import Path

from config.nodes import text_of
from config.source import parse_source
from crawler import child
from pipeline.values import Link, Page, Route

FILE = Path(__file__).parent.parent / "{id}.yml"
NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)
PAGE = """{page}"""


'''
TEST_FINDER = """def test_the_links_of_a_list_are_found() -> None:
    source = parse_source(text_of(FILE), FILE)
    route = Route({url!r}, {kind!r}, selector={selector!r})
    found = child.find(Page(route.url, PAGE.encode(), NOW), route, source)
    assert [link.url for link in found.links] == {urls!r}
    assert found.links[0].title == {title!r}
"""
TEST_READER = """def test_an_article_is_read() -> None:
    source = parse_source(text_of(FILE), FILE)
    article = child.read(Page({url!r}, PAGE.encode(), NOW), source, Link({url!r}))
    assert article.title == {title!r}
    assert article.text.startswith({start!r})
    assert article.text.endswith({end!r})
"""


def scaffolds(source: Source, seen: Scouted, at: Path, spider: bool, reader: bool) -> dict[Path, str]:
    """The files that were asked for beside a source's own, by their paths below its directory."""
    module = source.id.replace("-", "_")
    name = source.name.replace("\\", " ").replace('"', "'")
    files: dict[Path, str] = {}
    if spider:
        files[at / "spiders" / f"{module}.py"] = FINDER.format(name=name)
        files[at / "tests" / f"test_{module}_spider.py"] = finder_test(source, seen, name)
    if reader:
        files[at / "readers" / f"{module}.py"] = READER.format(name=name)
        files[at / "tests" / f"test_{module}_reader.py"] = reader_test(source, seen, name)
    return files


def finder_test(source: Source, seen: Scouted, name: str) -> str:
    """A test of a finder on an invented list in the form of the source's first route, with addresses as it has them."""
    route = routes_of(source)[0]
    links = next((each.articles for each in seen.ranked if each.is_chosen and each.url == route.url), ())
    urls = [link.url for link in links[:3]] or [
        source.home.rstrip("/") + f"/2026/10/1{day}/an-article.html" for day in (2, 3)
    ]
    titles = TITLES[source.language][: len(urls)]
    page = list_page(route, tuple(zip(urls, titles, strict=True)))
    said = {"url": route.url, "kind": route.kind, "selector": route.selector, "urls": urls, "title": titles[0]}
    return TEST_HEAD.format(name=name, what="a finder", id=source.id, page=_quoted(page)).replace(
        "Link, Page, Route", "Page, Route"
    ) + TEST_FINDER.format(**said)


def reader_test(source: Source, seen: Scouted, name: str) -> str:
    """A test of a reader on an invented page."""
    links: list[Link] = [each.link for each in seen.samples]
    url = links[0].url if links else source.home.rstrip("/") + "/2026/10/12/an-article.html"
    title, text = TITLES[source.language][0], TEXTS[source.language]
    paragraphs = f"<p>{escape(text)}</p>"
    head, top = f"<title>{escape(title)}</title>", f"<h1>{escape(title)}</h1>"
    page = f"<!DOCTYPE html><html><head>{head}</head><body><article>{top}\n{paragraphs}\n</article></body></html>"
    said = {"url": url, "title": title, "start": text[:12], "end": text[-12:]}
    return TEST_HEAD.format(name=name, what="a reader", id=source.id, page=_quoted(page)).replace(
        "Link, Page, Route", "Link, Page"
    ) + TEST_READER.format(**said)


def list_page(route: Route, links: tuple[tuple[str, str], ...]) -> str:
    """An invented list in the form that a route's kind has."""
    writers = {"feed": _feed, "news": _news, "sitemap": _sitemap, "section": _section}
    kind: RouteKind = route.kind
    return writers[kind](route, links) if kind in writers else ""


def _feed(_route: Route, links: tuple[tuple[str, str], ...]) -> str:
    items = "\n".join(f"<item><title>{escape(title)}</title><link>{escape(url)}</link></item>" for url, title in links)
    return f'<rss version="2.0"><channel><title>List</title>\n{items}\n</channel></rss>'


def _news(_route: Route, links: tuple[tuple[str, str], ...]) -> str:
    space = "http://www.google.com/schemas/sitemap-news/0.9"
    items = "\n".join(
        f"<url><loc>{escape(url)}</loc><news:news><news:publication_date>2026-10-12T09:00:00Z</news:publication_date>"
        f"<news:title>{escape(title)}</news:title></news:news></url>"
        for url, title in links
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{space}">\n{items}\n</urlset>'


def _sitemap(_route: Route, links: tuple[tuple[str, str], ...]) -> str:
    items = "\n".join(f"<url><loc>{escape(url)}</loc></url>" for url, _ in links)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{items}\n</urlset>'


def _section(route: Route, links: tuple[tuple[str, str], ...]) -> str:
    """A page on which each link stands in elements that the selector names."""
    parts = COMPOUND.findall(route.selector.partition(",")[0])
    if not any(tag == "a" for tag, _ in parts):
        parts.append(("a", ""))
    items = []
    for url, title in links:
        opened, closed = "", ""
        for tag, names in parts:
            classes = " ".join(re.findall(r"\.([\w-]+)", names))
            identity = next(iter(re.findall(r"#([\w-]+)", names)), "")
            said = (f' class="{classes}"' if classes else "") + (f' id="{identity}"' if identity else "")
            opened += f"<{tag}{said}{f' href={chr(34)}{escape(url)}{chr(34)}' if tag == 'a' else ''}>"
            closed = f"</{tag}>{closed}"
        items.append(f"{opened}{escape(title)}{closed}")
    body = "\n".join(items)
    return f"<!DOCTYPE html><html><head><title>List</title></head><body>\n{body}\n</body></html>"


def _quoted(page: str) -> str:
    return page.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
