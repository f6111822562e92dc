"""The kinds of value that are a source file's own: URLs, selectors, patterns, zones, countries."""

import re
import warnings
from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import jmespath
from jmespath.functions import Functions
from lxml.cssselect import CSSSelector
from lxml.etree import Element
from yaml.nodes import Node, ScalarNode

from config.errors import nearest
from config.kinds import Place, shown, string

# What people write where the right word is not the one that looks most alike.
SLIPS = {
    "cn": "zh",
    "zh-cn": "zh",
    "zh-tw": "zh",
    "zh-hans": "zh",
    "zh-hant": "zh",
    "chinese": "zh",
    "en-us": "en",
    "en-gb": "en",
    "english": "en",
    "simplified": "Hans",
    "traditional": "Hant",
    "private": "commercial",
    "asia/beijing": "Asia/Shanghai",
    "asia/shenzhen": "Asia/Shanghai",
    "utc+8": "Asia/Shanghai",
    "gmt+8": "Asia/Shanghai",
    "cst": "Asia/Shanghai",
    "america/washington": "America/New_York",
    "america/boston": "America/New_York",
    "america/san_francisco": "America/Los_Angeles",
    "uk": "GB",
    "usa": "US",
    "prc": "CN",
    "china": "CN",
}

DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
LOOSE_DAY = re.compile(r"(20[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


def choice(node: Node, place: Place, *, options: tuple[str, ...]) -> str:
    """One of the options."""
    value = string(node, place)
    if value and value not in options:
        place.wrong(node, f"{value[:60]!r} is none of {', '.join(options)}", _right(value, options))
    return value


def country(node: Node, place: Place) -> str:
    """A country's two letters of ISO 3166-1, as tzdata lists them."""
    value = string(node, place)
    if value and value not in _countries():
        message = f"{value[:60]!r} is no country: two capital letters of ISO 3166-1, such as CN or US"
        place.wrong(node, message, _right(value, _countries()))
    return value


def zone(node: Node, place: Place) -> str:
    """The name of an IANA time zone."""
    value = string(node, place)
    if value and value not in _zones():
        place.wrong(node, f"there is no IANA time zone {value[:60]!r}", _right(value, _zones()))
    return value


def day(node: Node, place: Place) -> date | None:
    """A day, such as 2026-03-18."""
    value = node.value if isinstance(node, ScalarNode) else ""
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        place.wrong(node, f"there is no day {value}")
        return None
    found = repr(shown(node)) if value else "nothing that is one"
    parts = LOOSE_DAY.fullmatch(value)
    right = f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}" if parts else None
    place.wrong(node, f"must be a day such as 2026-03-18, not {found}", right)
    return None


def url(node: Node, place: Place) -> str:
    """An absolute http or https URL, without a user name in it."""
    value = string(node, place)
    if not value or _is_url(value):
        return value
    guess = f"https:{value}" if value.startswith("//") else f"https://{value}"
    right = guess if "." in value and ":" not in value and _is_url(guess) else None
    # The value is not repeated: it may hold a password.
    message = "must be an absolute URL that begins with http:// or https://, without blanks or user name"
    place.wrong(node, message, right)
    return ""


def css(node: Node, place: Place) -> str:
    """A CSS selector of elements."""
    return _compiled(node, place, "CSS selector", lambda value: CSSSelector(value, translator="html")(Element("html")))


def pattern(node: Node, place: Place) -> str:
    """A regular expression."""
    return _compiled(node, place, "regular expression", re.compile)


def jmes(node: Node, place: Place) -> str:
    """A JMESPath expression."""
    return _compiled(node, place, "JMESPath", _known_jmespath)


def _right(value: str, options: Collection[str]) -> str | None:
    words = {slip: right for slip, right in SLIPS.items() if right in options}
    words |= {option: option for option in options}
    return words.get(nearest(value, words) or "")


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        # urlsplit checks the port only when asked for it.
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and "@" not in parts.netloc
            and not re.search(r"\s", value)
        )
    except ValueError:
        return False


def _compiled(node: Node, place: Place, kind: str, compile_it: Callable[[str], object]) -> str:
    value = string(node, place)
    if not value:
        return ""
    try:
        with warnings.catch_warnings():
            # `[[a]` and JMESPath's old string literals only warn today and mean something else tomorrow.
            warnings.simplefilter("error")
            compile_it(value)
    except Exception as error:  # a hostile text also brings RecursionError, OverflowError, ValueError out of them
        why = str(error).strip().split("\n")[0].removesuffix(", for expression:")[:160] or type(error).__name__
        place.wrong(node, f"{value[:60]!r} is no {kind}: {why}")
    return value


def _known_jmespath(value: str) -> None:
    # The parsed tree is walked, not run: 200 doublings of a list fit into one expression.
    nodes = [jmespath.compile(value).parsed]
    while nodes:
        node = nodes.pop()
        if node["type"] == "function_expression" and node["value"] not in Functions.FUNCTION_TABLE:
            raise ValueError(f"there is no function {node['value']}")
        nodes += [child for child in node["children"] if isinstance(child, dict)]


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"localtime"})


@cache
def _countries() -> frozenset[str]:
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line[:2] for line in table.splitlines() if line and not line.startswith("#"))
