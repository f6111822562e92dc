"""Lists of articles in JSON, alone or inside a page's script, as the JMESPath expressions that would read them."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.hosts import Data
from config.source import Api
from pipeline.dates import parse_time
from pipeline.decode import decode
from pipeline.discover_json import read_json
from pipeline.discover_links import joined
from pipeline.host_data import data_of
from pipeline.scouting_addresses import address_score
from pipeline.scouting_anchors import title_score
from pipeline.values import Drop, Page

# `var allData = {`, `window.__INITIAL_STATE__={`, `<script id="__NEXT_DATA__" type="application/json">{`
NAMED = re.compile(
    r"(?:var|let|const)\s{1,3}[A-Za-z_$][\w$]{0,60}(?=\s{0,3}=\s{0,3}[{\[])"
    r"|window\.[A-Za-z_$][\w$.]{0,60}(?=\s{0,3}=\s{0,3}[{\[])"
    r"|id=[\"'][\w-]{1,60}[\"'](?=[^<>]{0,100}type=[\"']application/json[\"'])"
    r"|(?<=type=\"application/json\" )id=\"[\w-]{1,60}\"(?=>)"
)
ADDRESS = re.compile(
    r"[\"'`]((?:https?://[^\"'`\s<>]{1,200})?/[^\"'`\s<>]{0,200}?(?:api/[^\"'`\s<>]{1,200}|\.json(?:\?[^\"'`\s<>]{0,200})?))[\"'`]"
)
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
TIMED = re.compile(r"time|date|publish|ctime|created|posted|_at$", re.IGNORECASE)
MOST_NAMES = 12
MOST_VALUES = 20_000
DEEPEST = 12
FEWEST = 3
MOST_ITEMS = 100
MOST = 0.7  # of a list's items that must have it


@dataclass(frozen=True, slots=True)
class DataList:
    """A list of articles in JSON: how to read it, and how many of its items are articles by address and title."""

    api: Api
    articles: int


def list_in(page: Page, now: datetime) -> DataList | None:
    """The likeliest list of articles in a JSON answer, or in the data inside a page; None where there is none."""
    try:
        text = decode(page.body, page.header("content-type")).text
    except Drop:
        return None
    found = [each for marker, value in _values(text) for each in _lists(value, marker, page.url, now)]
    return max(found, key=lambda each: each.articles, default=None)


def addresses_in(text: str, base: str) -> tuple[str, ...]:
    """The addresses of JSON lists that the scripts of a page name, in their order."""
    scripts = "\n".join(re.findall(r"<script\b[^>]{0,300}>(.{0,50000}?)</script", text, re.DOTALL | re.IGNORECASE)[:40])
    return tuple(filter(None, dict.fromkeys(joined(base, found[1]) for found in ADDRESS.finditer(scripts))))[:6]


def _values(text: str) -> Iterator[tuple[str, object]]:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "[") or not re.search(r"<(?:html|body|script|head)\b", text[:5000], re.IGNORECASE):
        try:
            yield "", read_json(text, "a list")
        except Drop:
            return
        return
    markers = dict.fromkeys(found[0] for found in NAMED.finditer(text))
    for marker in list(markers)[:MOST_NAMES]:
        value = data_of(text, Data(marker))
        if value is not None:
            yield marker, value


def _lists(value: object, marker: str, base: str, now: datetime) -> Iterator[DataList]:
    """Every list of objects in a value that looks like one of articles."""
    queue: deque[tuple[str, object, int]] = deque([("", value, 0)])
    for _ in range(MOST_VALUES):
        if not queue:
            return
        path, held, depth = queue.popleft()
        if isinstance(held, list):
            objects = [each for each in held[:MOST_ITEMS] if isinstance(each, dict)]
            if len(objects) >= FEWEST and (found := _described(objects, path or "@", marker, base, now)):
                yield found
            if depth < DEEPEST:
                queue.extend((f"{path}[{at}]", each, depth + 1) for at, each in enumerate(held[:MOST_ITEMS]))
        elif isinstance(held, dict) and depth < DEEPEST:
            queue.extend((_joined(path, key), each, depth + 1) for key, each in held.items() if isinstance(key, str))


def _described(objects: Sequence[dict[str, Any]], path: str, marker: str, base: str, now: datetime) -> DataList | None:
    """How the items of a list are read; None where most have no address of an article or no headline."""
    keys = Counter(key for each in objects for key in each if isinstance(key, str))
    common = [key for key, times in keys.items() if times >= MOST * len(objects)]
    links = {key: sum(_is_link(each.get(key), base) for each in objects) for key in common}
    titles = {key: sum(_is_title(each.get(key)) for each in objects) for key in common}
    link = max(links, key=lambda key: links[key], default="")
    title = max(
        titles, key=lambda key: (titles[key], bool(re.search("title|headline", key, re.IGNORECASE))), default=""
    )
    if not link or links[link] < MOST * len(objects) or titles.get(title, 0) < MOST * len(objects):
        return None
    times = [key for key in common if TIMED.search(key) and all(_is_time(each.get(key), now) for each in objects)]
    api = Api(base, path, _key(link), _key(title), _key(times[0]) if times else "", marker=marker)
    return DataList(api, links[link])


def _is_link(value: object, base: str) -> bool:
    if not isinstance(value, str) or not value.startswith(("http://", "https://", "/")) or len(value) > 2000:
        return False
    url = joined(base, value)
    return bool(url) and address_score(url) >= 0.2


def _is_title(value: object) -> bool:
    return isinstance(value, str) and title_score(value[:300]) >= 0.5 and not value.startswith(("http", "/", "<"))


def _is_time(value: object, now: datetime) -> bool:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    return parse_time(value, "UTC", now) is not None


def _joined(path: str, key: str) -> str:
    return f"{path}.{_key(key)}" if path else _key(key)


def _key(key: str) -> str:
    return key if IDENTIFIER.fullmatch(key) else '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
