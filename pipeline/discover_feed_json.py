"""JSON Feed, versions 1.0 and 1.1."""

import html

from pipeline.decode import decode
from pipeline.discover_json import read_json
from pipeline.discover_links import Claim
from pipeline.discover_text import dek_and_text
from pipeline.values import Drop, Page


def read_json_feed(page: Page, most: int) -> tuple[list[Claim], str, int]:
    """What the feed's first items claim, the base of its URLs, and how many items were cut off or are none."""
    feed = read_json(decode(page.body, page.header("content-type")).text, "a feed")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Drop("no-text", "not a feed: JSON without items")
    read = [item for item in items[:most] if isinstance(item, dict)]
    return [_claim(item) for item in read], page.url, len(items) - len(read)


def _claim(item: dict[str, object]) -> Claim:
    summary = html.escape(_string(item, "summary"), quote=False)
    content = _string(item, "content_html") or html.escape(_string(item, "content_text"), quote=False)
    dek, text = dek_and_text(summary, content)
    identity = _string(item, "id")
    return Claim(
        href=_string(item, "url") or (identity if identity.startswith(("http://", "https://")) else ""),
        title=html.escape(_string(item, "title"), quote=False),
        time=_string(item, "date_published"),
        author=", ".join(name for name in map(_name, _authors(item)) if name),
        section=next((tag for tag in _list(item, "tags") if isinstance(tag, str)), ""),
        dek=dek,
        text=text,
    )


def _string(item: dict[str, object], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _list(item: dict[str, object], key: str) -> list[object]:
    value = item.get(key)
    return value if isinstance(value, list) else []


def _authors(item: dict[str, object]) -> list[object]:
    return _list(item, "authors")[:10] or [item.get("author")]


def _name(author: object) -> str:
    return _string(author, "name") if isinstance(author, dict) else ""
