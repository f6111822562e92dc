"""JSON lists: an API of the publisher or data inside a page, read by the JMESPath in the source's file."""

import re
from functools import lru_cache
from typing import Any

import jmespath

from config.hosts import Data
from config.source import Api, Source
from pipeline.decode import decode
from pipeline.discover_json import read_json
from pipeline.discover_links import MOST_LINKS, Claim, gather
from pipeline.host_data import data_of
from pipeline.values import Drop, Found, Page, Route

NET_DATE = re.compile(r"/Date\((\d{9,13})[^)]{0,10}\)/")  # how .NET writes milliseconds


def read_api(page: Page, route: Route, source: Source) -> Found:
    """The links of the items that the route's expressions name; an item without a link counts as refused."""
    assert route.api is not None, "a route of kind api carries its expressions"
    text = decode(page.body, page.header("content-type")).text
    value = _inside(text, route.api.marker) if route.api.marker else read_json(text, "a JSON list")
    items = _search(route.api.items, value)
    if not isinstance(items, list):
        raise Drop("no-text", f"not a JSON list: {type(items).__name__} at {route.api.items}")
    claims = [_claim(item, route.api) for item in items[: MOST_LINKS * 2]]
    found = gather(claims, page, route, source)
    return Found(links=found.links, refused=found.refused + len(items) - len(claims))


def _claim(item: object, api: Api) -> Claim:
    return Claim(
        href=_string(_search(api.link, item)),
        title=_string(_search(api.title, item)),
        time=_time(_search(api.time, item)),
        author=_string(_search(api.author, item)),
        section=_string(_search(api.section, item)),
        dek=_string(_search(api.dek, item)),
    )


def _inside(markup: str, marker: str) -> object:
    """The data that stands in a page behind a marker; Drop where there is none."""
    value = data_of(markup, Data(marker))
    if value is None:
        raise Drop("no-text", f"not a JSON list: no data after {marker[:60]!r}")
    return value


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _search(expression: str, value: object) -> Any:
    """What the expression finds; None where the value is not of the kind that it was written for."""
    if not expression:
        return None
    try:
        return _compiled(expression).search(value)
    except Exception:  # its functions raise errors of their own, and Python's where they do not look at types
        return None


@lru_cache(maxsize=256)
def _compiled(expression: str) -> Any:
    return jmespath.compile(expression)


def _time(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if 0 < value < 1e14 else ""
    if not isinstance(value, str):
        return ""
    stamp = NET_DATE.fullmatch(value.strip())
    return stamp[1] if stamp else value
