"""The article as the JSON-LD of its page describes it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from pipeline.clean import clean_line
from pipeline.fold import letters

LONGEST_JSON = 256 * 1024
MOST_SCRIPTS = 20
MOST_NODES = 2_000
MOST_NAMES = 20
ARTICLE_TYPES = frozenset(
    [
        "Article", "NewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReportageNewsArticle", "Report",
        "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting",
        "TechArticle", "ScholarlyArticle",
    ]
)  # fmt: skip
PAGE_TYPES = frozenset(["WebPage", "VideoObject", "ItemPage"])
FOLLOWED = ("@graph", "mainEntity", "mainEntityOfPage")
# A script that is no JSON, for a comma or a quotation mark too many, still says these.
LOOSE = re.compile(r'"(headline|datePublished|dateModified)"\s{0,4}:\s{0,4}"([^"\\\n]{4,300})"')
LOOSE_KEYS = {"headline": "headline", "datePublished": "published", "dateModified": "modified"}


@dataclass(frozen=True, slots=True)
class JsonLd:
    """The article as JSON-LD describes it; unknown is empty."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    section: str = ""
    description: str = ""
    url: str = ""
    image: str = ""
    body: str = field(default="", repr=False)  # as it is declared: plain, or markup
    is_paid: bool = False  # isAccessibleForFree is false


def json_ld_of(scripts: list[str], title: str = "") -> JsonLd:
    """The article among all JSON-LD of a page: the one that the page's title names, else the first.

    What it leaves out is filled from the description of the page itself.
    """
    nodes = [node for script in scripts[:MOST_SCRIPTS] for node in _nodes(script)]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [_described(node, named) for node in nodes if _is_a(node, ARTICLE_TYPES)][:MOST_NAMES]
    pages = [_described(node, named) for node in nodes if _is_a(node, PAGE_TYPES)][:MOST_NAMES]
    if articles:
        return _filled_up(_titled(articles, title), pages)
    return replace(pages[0], body="") if pages else _loose(scripts)


def types_of(scripts: list[str]) -> frozenset[str]:
    """What a page says that it is: the types of its nodes, without the address of the vocabulary."""
    kinds = [node.get("@type") for script in scripts for node in _nodes(script)]
    named = [one for kind in kinds for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str)]
    return frozenset(one.rpartition("/")[2] for one in named)


def _titled(articles: list[JsonLd], title: str) -> JsonLd:
    """The article whose headline the page's title begins with: others may be stories that it recommends."""
    if len(articles) == 1:
        return articles[0]
    plain = letters(title)
    return next((one for one in articles if one.headline and plain.startswith(letters(one.headline))), articles[0])


def _filled_up(article: JsonLd, pages: list[JsonLd]) -> JsonLd:
    if not pages:
        return article
    empty = {own.name for own in fields(JsonLd) if not getattr(article, own.name)} - {"headline", "description", "body"}
    return replace(article, **{name: getattr(pages[0], name) for name in empty})


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """The objects of one script, outermost first; none where it is too long or is no JSON."""
    if not 2 < len(script) <= LONGEST_JSON:
        return
    try:
        queue = [json.loads(script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_NODES):
        if not queue:
            return
        held = queue.pop(0)
        if isinstance(held, list):
            queue[:0] = held[:200]
        elif isinstance(held, dict):
            yield held
            queue.extend(value for key, value in held.items() if key in FOLLOWED)


def _loose(scripts: list[str]) -> JsonLd:
    """What can be told of an article from scripts that are no JSON."""
    found: dict[str, str] = {}
    for script in scripts[:MOST_SCRIPTS]:
        if '"datePublished"' in script[:LONGEST_JSON]:
            for key, value in LOOSE.findall(script[:LONGEST_JSON])[:MOST_NAMES]:
                found.setdefault(LOOSE_KEYS[key], clean_line(value))
    return JsonLd(
        headline=found.get("headline", ""), published=found.get("published", ""), modified=found.get("modified", "")
    )


def _is_a(node: dict[str, Any], types: frozenset[str]) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and one.rpartition("/")[2] in types for one in kinds)


def _described(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> JsonLd:
    return JsonLd(
        headline=_string(node.get("headline") or node.get("name")),
        published=_string(node.get("datePublished") or node.get("dateCreated") or node.get("uploadDate")),
        modified=_string(node.get("dateModified")),
        authors=tuple(dict.fromkeys(_names(node.get("author") or node.get("creator"), named))),
        publisher=next(_names(node.get("publisher"), named), ""),
        section=_string(node.get("articleSection")),
        description=_string(node.get("description")),
        url=_string(node.get("url")),
        image=_address(node.get("image"), named),
        body=body if isinstance(body := node.get("articleBody"), str) else "",
        is_paid=str(node.get("isAccessibleForFree")).lower() == "false",
    )


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return clean_line(value if isinstance(value, str) else str(value)[:20] if abs(value) < 10**15 else "")


def _object(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """An object itself, where only its @id is given."""
    if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _names(value: Any, named: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names in an author or publisher, which may be a string, an object or a list of either."""
    for one in (value if isinstance(value, list) else [value])[:MOST_NAMES]:
        one = _object(one, named)
        name = _string(one.get("name") if isinstance(one, dict) else one)
        if name:
            yield name


def _address(value: Any, named: dict[str, dict[str, Any]]) -> str:
    """The URL of an image, which may be a string, an object or a list of either."""
    if isinstance(value, list):
        value = value[0] if value else ""
    value = _object(value, named)
    return _string(value.get("url") or value.get("contentUrl") if isinstance(value, dict) else value)
