"""What one page of a site shows of it: its names, feeds, sitemaps, sections, article links, what is in the way."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from config.rules import rules
from pipeline.clean import clean_line
from pipeline.decode import decode, labels
from pipeline.discover_links import joined
from pipeline.language import is_foreign, language_of, script_of
from pipeline.lines import text_nodes
from pipeline.markup import tree_of
from pipeline.metadata import metadata_of
from pipeline.scouting_addresses import address_score, key_of
from pipeline.scouting_anchors import anchors_of, names_around
from pipeline.scouting_base import base_of, refresh_of
from pipeline.scouting_beside import recommended_in
from pipeline.scouting_data import addresses_in
from pipeline.scouting_groups import Group
from pipeline.scouting_kind import kind_of, sort_of
from pipeline.scouting_lots import Lot
from pipeline.scouting_named import Named, articles_in, drawn_in, feeds_in, sections_in
from pipeline.scouting_steps import name_of
from pipeline.scouting_wanted import wanted_of
from pipeline.screen import check_type
from pipeline.urls import site_of
from pipeline.values import Drop, Language, Page, Script

LIST_ADDRESS = re.compile(r"sitemap[^/]{0,80}\.xml(?:\.gz)?$", re.IGNORECASE)
MOVED = re.compile(r"location(?:\.href)?\s*=\s*['\"]([^'\"]{1,500})['\"]|location\.replace\(['\"]([^'\"]{1,500})")
DATA = re.compile(
    r"__NEXT_DATA__|__NUXT(?:_DATA)?__|__INITIAL_STATE__|__PRELOADED_STATE__|__APOLLO_STATE__|__INITIAL_DATA__|window\.\w{0,30}[dD]ata\b"
)
CLOCK = re.compile(r"20[0-9]{2}[-/.年] ?[0-9]{1,2}[-/.月] ?[0-9]{1,2}日?[ T　\n]{1,3}[0-9]{1,2}:[0-9]{2}")
HEAD = 5_000  # characters of a text in which its time stands
FEW_LINKS = 8
SHELL_TEXT = 600  # letters; a page that holds more tells something without its scripts
ARTICLE_TEXT = 300  # letters
Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Sight:
    """What one page shows of its site; unknown is empty."""

    url: str
    kind: str = "page"  # page, feed, sitemap, json, other
    refused: str = ""  # why it is no page
    title: str = ""
    names: tuple[tuple[str, str], ...] = ()  # layer and name
    language: Language | None = None
    is_foreign: bool = False  # in neither Chinese nor English letters, in most of it
    script: Script | None = None
    region: str = ""  # what html's lang or og:locale says, as zh-TW
    encoding: str = ""
    labels: tuple[str, ...] = ()
    feeds: tuple[Named, ...] = ()
    sitemaps: tuple[Named, ...] = ()
    sections: tuple[Named, ...] = ()
    articles: tuple[Named, ...] = ()
    lots: tuple[Lot, ...] = ()  # article-like links by the shapes of their addresses, the main list first
    others: frozenset[str] = frozenset()  # keys of links that are told to be no articles of this list
    tongues: tuple[str, ...] = ()  # addresses of those among them whose titles alone tell another language
    group: Group | None = None
    classes: frozenset[str] = frozenset()  # and ids, of its links and of what stands around them
    links: int = 0
    wall: str = ""  # challenge, login
    is_shell: bool = False
    apis: tuple[str, ...] = ()  # addresses of JSON lists that its scripts name
    data: str = ""  # what the page's data inside a script is called
    refresh: str = ""  # where it leads by itself
    is_article: bool = False
    is_paid: bool = False
    is_timed: bool = False  # it says when it was published
    shows_time: bool = False  # a day with a clock stands in its text
    sort: str = ""  # what an article's page says that it is instead: a live blog, a quiz, a video


def look(
    page: Page,
    known: Keys = frozenset(),
    foreign: Keys = frozenset(),
    fleeting: Keys = frozenset(),
    native: Keys = frozenset(),
) -> Sight:
    """What a page shows; never an exception, whatever it is.

    `known` are the keys of addresses that are articles, `foreign` of those that are none, whatever they look like;
    `fleeting` are names of classes that another load of the page lacks; `native` are links whose pages are in its
    language, however their titles are written.
    """
    kind = kind_of(page)
    if kind != "page":
        return Sight(page.url, kind)
    try:
        check_type(page.body, page.header("content-type"))
        decoded = decode(page.body, page.header("content-type"))
        tree = tree_of(decoded.text)
    except Drop as drop:
        return Sight(page.url, "other", f"{drop.reason}: {drop.detail}")
    seen = _look(tree, decoded.text, page.url, known, foreign, fleeting, native)
    said = tuple(labels(page.body, page.header("content-type")))
    seen = replace(seen, encoding=decoded.encoding, labels=said)
    if not seen.refresh and not seen.links and (moved := MOVED.search(decoded.text[:20_000])):
        target = joined(page.url, moved[1] or moved[2])
        seen = replace(seen, refresh=target if target and key_of(target) != key_of(page.url) else "")
    return _hindered(seen, tree, decoded.text)


def _look(tree: HtmlElement, markup: str, url: str, known: Keys, foreign: Keys, fleeting: Keys, native: Keys) -> Sight:
    base = base_of(tree, url)
    metadata = metadata_of(tree)
    anchors = anchors_of(tree, base)
    own = [anchor for anchor in anchors if _is_own(anchor.url, url)]
    text = "\n".join(text_nodes(tree))
    language = language_of(text)
    if name_of(url):
        foreign |= recommended_in(tree, own)
    found = wanted_of(own, url, language, known, foreign, native)
    names = (
        ("og:site_name", metadata.first("og:site_name")),
        ("json-ld", metadata.json_ld.publisher),
        ("application-name", metadata.first("application-name", "apple-mobile-web-app-title")),
        ("heading", metadata.site),
    )
    of_type = metadata.first("og:type").lower()
    is_timed = bool(metadata.first("article:published_time") or metadata.json_ld.published)
    return Sight(
        url,
        title=metadata.title,
        names=tuple((layer, name) for layer, value in names if (name := clean_line(value)[:80])),
        language=language,
        is_foreign=language is None and is_foreign(text),
        script=script_of(text),
        region=_region(tree, metadata.first("og:locale")),
        feeds=tuple(feeds_in(tree, base, anchors, drawn_in(markup, base))),
        sitemaps=tuple(
            {each.url: Named(each.url, each.text) for each in anchors if LIST_ADDRESS.search(each.url)}.values()
        ),
        sections=sections_in(own, found.judged | dict.fromkeys(found.others, True), url),
        articles=articles_in(anchor for anchor in own if anchor.key in found.keys),
        lots=found.lots,
        others=found.others,
        tongues=tuple(dict.fromkeys(each.url for each in own if each.key in found.tongues)),
        group=found.group(own, fleeting),
        classes=names_around(own),
        links=len({anchor.key for anchor in anchors}),
        refresh=refresh_of(tree, base),
        is_article=(is_timed or of_type == "article") and address_score(url) >= 0.2 and len(text) > ARTICLE_TEXT,
        is_timed=is_timed,
        shows_time=CLOCK.search(text, 0, HEAD) is not None,
        is_paid=metadata.json_ld.is_paid,
        sort=sort_of(tree, of_type),
    )


def _is_own(url: str, page: str) -> bool:
    try:
        return site_of(url) == site_of(page)
    except ValueError:
        return False


def _region(tree: HtmlElement, locale: str) -> str:
    said = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    said = said if re.search(r"[-_]", said) else locale or said
    return said.replace("_", "-")[:20]


def _hindered(seen: Sight, tree: HtmlElement, markup: str) -> Sight:
    """The sight with what stands in its way: a challenge, a login, a shell that its scripts would fill."""
    data = DATA.search(markup)
    seen = replace(seen, data=data[0].removeprefix("window.") if data else "", apis=addresses_in(markup, seen.url))
    if seen.links >= FEW_LINKS * 3 or len(seen.articles) >= FEW_LINKS:
        return seen
    held = rules("scouting")
    title = seen.title.lower()
    lower = markup[:300_000].lower()
    is_marked = seen.links < FEW_LINKS and any(mark in lower for mark in held["challenge_marks"])
    if any(word in title for word in held["challenges"]) or is_marked:
        return replace(seen, wall="challenge")
    has_password = any((field.get("type") or "").lower() == "password" for field in tree.iter("input"))
    if has_password or (seen.links < FEW_LINKS and any(title.startswith(word) for word in held["logins"])):
        return replace(seen, wall="login")
    letters = sum(len(node) for node in islice(text_nodes(tree), 2000))
    has_root = any(element.get("id") in held["shells"] for element in tree.iter("div", "main", "section"))
    is_shell = (
        seen.links < FEW_LINKS and letters < SHELL_TEXT and ("<script" in lower) and (has_root or not seen.articles)
    )
    return replace(seen, is_shell=is_shell and not seen.refresh)
