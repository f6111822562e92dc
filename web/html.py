"""HTML that is escaped by construction: only what `tag` returns is taken for markup."""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

VOID = frozenset({"br", "hr", "input", "link", "meta"})


class Safe(str):
    """Markup, as against text that is still to be escaped."""

    __slots__ = ()


Child = str | Safe | Iterable["str | Safe"] | None


def tag(name: str, /, *children: Child, **attributes: str | float | bool | None) -> Safe:
    """An element; texts and attributes are escaped, an attribute that is None or False is left out.

    A name that Python keeps for itself ends in an underscore: `class_`, `for_`.
    """
    pairs = "".join(attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Safe(f"<{name}{pairs}>")
    return Safe(f"<{name}{pairs}>{together(*children)}</{name}>")


def together(*children: Child) -> Safe:
    """The children one after another, texts escaped."""
    parts: list[str] = []
    for child in children:
        if isinstance(child, Safe):
            parts.append(child)
        elif isinstance(child, str):
            parts.append(escape(child))
        elif child is not None:
            parts.append(together(*child))
    return Safe("".join(parts))


def attribute(key: str, value: str | float | bool | None) -> str:
    """One attribute with the space before it, or nothing."""
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def outside(url: str, *children: Child) -> Safe:
    """A link to another site; where its URL is not an http(s) one, its children alone."""
    if not is_web(url):
        return together(*children)
    return tag("a", *children, href=url, rel="noopener noreferrer nofollow")


def is_web(url: str) -> bool:
    """True for an absolute http or https URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
