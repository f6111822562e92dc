"""Where the addresses of a page begin, and where it leads by itself."""

import re

from lxml.html import HtmlElement

from pipeline.discover_links import joined
from pipeline.scouting_addresses import key_of

REFRESH = re.compile(r"^\s*\d{0,3}\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


def base_of(tree: HtmlElement, url: str) -> str:
    """What addresses are joined to: the page's own address, or what its base element says."""
    base = next(tree.iter("base"), None)
    return (joined(url, base.get("href", "")) if base is not None else "") or url


def refresh_of(tree: HtmlElement, base: str) -> str:
    """Where a page leads by itself; empty where it stays."""
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh" and (found := REFRESH.match(meta.get("content") or "")):
            target = joined(base, found[1].strip())
            if target and key_of(target) != key_of(base):
                return target
    return ""
