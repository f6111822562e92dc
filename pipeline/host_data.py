"""Data inside a page's markup that the rules of its host name: JSON in scripts, found by what stands before it."""

import html
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import jmespath
from jmespath.exceptions import JMESPathError

from config.hosts import Data
from pipeline.discover_json import DECODER

LONGEST = 4 * 1024 * 1024  # characters of one piece of data; the largest of 705 saved pages has 0.6 million
GAP = 200  # characters between a marker and its data: `" type="application/json">`, ` = `
MOST_PLACES = 3  # of one marker that are tried: ifeng names allData in its code too
# A string stands at once after its marker: in `id="__NEXT_DATA__" type="application/json">{` it is no data.
START = {
    "json": re.compile(r'[\s=:]{0,4}(?=")|[^{\[]{0,199}(?=[{\[])'),
    "percent": re.compile(r"[^%]{0,199}(?=%7B|%5B)", re.IGNORECASE),
    "quoted": re.compile("(?=')"),
    "object": re.compile(r"[\s=:]{0,4}(?={)"),
}
PERCENT = re.compile(r"[A-Za-z0-9%_.~*'()!-]+")
NO_ESCAPE = re.compile(r"\\(?![\\/bfnrtu])")
LONGEST_OBJECT = 4_000
# What a flat object of JavaScript holds, whose names stand in no quotes: {isOriginal: true, time: '2026-10-12 09:30'}
PAIR = re.compile(r"\b([A-Za-z_]\w{0,40})\s{0,4}:\s{0,4}(?:'((?>(?:[^'\\\n]++|\\.)*))'|(true|[0-9]{1,20})\b)")
QUOTED = re.compile(r"(?>(?:[^'\\\n]++|\\.)*)")


def data_of(markup: str, rule: Data) -> object:
    """The value after the first place of a rule's marker that has one; None where none has."""
    return next((value for value in _values(markup, rule) if value is not None), None)


def picked(value: object, path: str) -> list[str]:
    """The strings and numbers that a JMESPath finds in a value, as text; none where it finds nothing."""
    try:
        found = _path(path).search(value)
    except (JMESPathError, TypeError, ValueError, RecursionError):
        return []
    return [text for one in (found if isinstance(found, list) else [found]) if (text := _text(one))]


def _values(markup: str, rule: Data) -> Iterator[object]:
    at = 0
    for _ in range(MOST_PLACES):
        at = markup.find(rule.marker, at)
        if at < 0:
            return
        at += len(rule.marker)
        if start := START[rule.form].match(markup, at, at + GAP):
            yield _read(markup, start.end(), rule.form)


def _read(markup: str, start: int, form: str) -> object:
    """The value that begins at a place; None where it is too long or no value."""
    try:
        if form == "json":
            value: object = DECODER.raw_decode(markup[start : start + LONGEST])[0]
            return value
        if form == "percent":
            found = PERCENT.match(markup, start, start + LONGEST)
            return DECODER.raw_decode(unquote(found[0]))[0] if found else None
        if form == "object":
            pairs = PAIR.findall(markup[start : start + LONGEST_OBJECT].partition("}")[0])
            return {name: _unescaped(text) if text else other for name, text, other in pairs} or None
        found = QUOTED.match(markup, start + 1, start + LONGEST)
        return html.unescape(_unescaped(found[0] if found else "")).strip("\"'")
    except (ValueError, RecursionError):
        return None


def _unescaped(quoted: str) -> str:
    """JavaScript in single quotes: the same escapes as JSON's, and others, such as \\' and \\&, beside them."""
    plain = NO_ESCAPE.sub("", quoted).replace('"', '\\"')
    return str(json.loads(f'"{plain}"', strict=False))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return str(value) if isinstance(value, str | int | float) else ""


@lru_cache(maxsize=512)
def _path(path: str) -> Any:
    return jmespath.compile(path)
