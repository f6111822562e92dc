"""What the rules of a page's host read out of it: its text, and its fields as they are printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from config.hosts import FIELDS, Data, Host, Pick, host, hosts_of_files
from pipeline.claims import NOTHING, Claim, Given
from pipeline.clean import clean_line, clean_text
from pipeline.host_data import data_of, picked
from pipeline.host_index import HostPage, Wanted, wanted_by
from pipeline.host_text import text_of_elements
from pipeline.markup import tree_of, tree_within
from pipeline.urls import site_of
from pipeline.values import Drop

ENOUGH = 100  # characters of a text; where one of several places has less, the others are tried too
MUCH_MORE = 8
MOST_STUB = 1500  # characters that a paywall lets through; a longer text is whole, whatever hangs over it
LONGEST = 4000  # characters of an element that can hold a field
MOST_NAMES = 8
SEVERAL = ("byline", "editor")  # fields that all matching elements add to
# 王乐文 方 敏: a name of two characters is printed as wide as one of three.
PARTED = re.compile(r"(?:(?<=\s[一-龥])|(?<=^[一-龥])) (?=[一-龥](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules of a host gave; empty where the host has none, or the page has nothing where they look."""

    text: str = ""
    given: Given = field(default_factory=lambda: NOTHING)
    signed: tuple[HtmlElement, ...] | None = None  # the elements whose class says author, where they were looked for


NONE = Reading()


@lru_cache(maxsize=64)  # asked before a page is decoded and where it is read
def rules_for(url: str) -> Host | None:
    """The rules for the host of a URL; None where there are none, after one look into a dict."""
    try:
        known = _by_site().get(site_of(url))
        if known is None:
            return None
        name = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return next((host(stem) for suffix, stem in known if name == suffix or name.endswith(f".{suffix}")), None)


def prepare(rules: Host) -> None:
    """Make of the selectors and patterns of some rules what their first page would make."""
    tree = tree_of("<html><body><p>.</p></body></html>")
    reading_of(rules, tree, "")
    text_of_elements([tree], set(), rules.order)
    for pick in (pick for name in FIELDS for pick in getattr(rules, name)):
        _pattern(pick.pattern)


def read_host(url: str, tree: HtmlElement, markup: str) -> Reading:
    """What the rules for a page's host read from its tree, and from the data in its markup; the tree stays as it is."""
    rules = rules_for(url)
    return NONE if rules is None else reading_of(rules, tree, markup)


def reading_of(rules: Host, tree: HtmlElement, markup: str) -> Reading:
    """What some rules read from a page."""
    page = HostPage(tree, _names_in(rules))
    text = _text(rules, page)
    said = {name: value for name in FIELDS if (value := _value(name, getattr(rules, name), page))}
    for rule in rules.data:
        # Data costs as much as all the rest: it is looked at where the page lacks what every article has.
        if text and said.get("title") and said.get("published_at"):
            break
        data = data_of(markup, rule)
        text = text or _text_in(rule, data, rules.cut)
        said = _in_data(rule, data) | said
    if len(text) >= MOST_STUB:
        said.pop("stub", None)
    return Reading(text, {name: Claim(value, "host") for name, value in said.items()}, tuple(page.signed))


def _text(rules: Host, page: HostPage) -> str:
    """The text at the first place that has one; where it is short, that of a later place with much more."""
    text = ""
    cut = {element for css in rules.cut for element in page.select(css)}
    for css in rules.text:
        if found := page.select(css):
            other = text_of_elements(found, cut, rules.order)
            if len(other) > MUCH_MORE * len(text):
                text = other
            if len(text) >= ENOUGH:
                break
    return text


def _value(name: str, picks: tuple[Pick, ...], page: HostPage) -> str:
    """The value of a field at the first place that has one."""
    most = MOST_NAMES if name in SEVERAL else 1
    for pick in picks:
        values = filter(None, (_picked(element, pick) for element in page.select(pick.css)[: 4 * MOST_NAMES]))
        if kept := list(dict.fromkeys(values))[:most]:
            return PARTED.sub("", "\n".join(kept)) if most > 1 else kept[0]
    return ""


def _picked(element: HtmlElement, pick: Pick) -> str:
    value = clean_line(element.get(pick.attribute) or "" if pick.attribute else _content(element))
    if not pick.pattern:
        return value
    found = _pattern(pick.pattern).search(value)
    return found[found.lastindex or 0].strip() if found else ""


def _content(element: HtmlElement) -> str:
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > LONGEST:
            break
    return "".join(pieces)


def _text_in(rule: Data, value: object, cut: tuple[str, ...]) -> str:
    """The text that data holds: plain, or as markup that is read and cut like a page's own."""
    text = "\n".join(picked(value, rule.text)) if rule.text else ""
    try:
        tree = tree_within(text)
        if tree is None:
            return clean_text(text)
        page = HostPage(tree, _names_cut(cut))
        return text_of_elements([tree], {element for css in cut for element in page.select(css)})
    except Drop:
        return ""


def _in_data(rule: Data, value: object) -> dict[str, str]:
    paths = {name: path for name in FIELDS if (path := getattr(rule, name))}
    found = {name: "\n".join(map(clean_line, picked(value, path)[:MOST_NAMES])) for name, path in paths.items()}
    return {name: text for name, text in found.items() if text and not (name in ("original", "stub") and text == "0")}


@lru_cache(maxsize=256)
def _names_in(rules: Host) -> Wanted:
    """The classes and ids that the selectors of some rules ask for."""
    picks = (pick.css for name in FIELDS for pick in getattr(rules, name))
    return wanted_by((*rules.text, *rules.cut, *picks))


@lru_cache(maxsize=256)
def _names_cut(cut: tuple[str, ...]) -> Wanted:
    return wanted_by(cut)


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _by_site() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By registrable domain its hosts and the file that has the rules of each, the narrowest host first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for stem, names in hosts_of_files().items():
        for name in names:
            found.setdefault(site_of(f"https://{name}/"), []).append((name, stem))
    return {site: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for site, pairs in found.items()}
