"""Bytes of a feed or sitemap as clean UTF-8 XML that no parser can be hurt with."""

import re
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from pipeline.decode import decode
from pipeline.values import Drop

# For lxml: mends what it can, expands nothing, opens neither file nor connection. Depth ends at 2,048.
SAFE: Final[dict[str, Any]] = {
    "recover": True,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": True,
    "remove_comments": True,
    "remove_pis": True,
}
ROOT = re.compile(
    r"<(?:(?:[A-Za-z_][\w.-]{0,30}:)?(?P<root>rss|feed|RDF|channel|urlset|sitemapindex)(?=[\s>/])"
    r"|(?P<html>!doctype\s{1,9}html|html[\s>]|head[\s>]|body[\s>]))",
    re.IGNORECASE,
)
# A reference to a lone surrogate passes libxml2's mending and then breaks lxml, which decodes what it left.
SURROGATE = re.compile(
    "&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}"
    "|0*(?:5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|573[0-3][0-9]|5734[0-3]));?"
)
# Sloppy feeds print `?a=1&b=2` and names of HTML: the parser would drop them, and with them half of a URL.
BARE = re.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")


def clean_xml(body: bytes, content_type: str, roots: frozenset[str], what: str) -> bytes:
    """UTF-8 from the root element on; where the root is not one of those asked for, Drop says what came.

    Whatever stands before the root goes, and the DOCTYPE with it: without its declarations no entity can expand
    or name a file. References that XML does not know stay as text, for the reader of claims to resolve.
    """
    text = decode(body, content_type).text
    root = ROOT.search(text)
    if root is None or (root["root"] or "").lower() not in roots:
        raise Drop("no-text", f"not {what}: {_came(text, root)}")
    return _escape_bare(text[root.start() :]).encode("utf-8", "replace")


def local_name(element: etree._Element) -> str:
    """The name in lower case without namespace or prefix."""
    return _local(str(element.tag))


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _came(text: str, root: re.Match[str] | None) -> str:
    if root is not None:
        return "HTML" if root["html"] else f"<{root['root']}>"
    start = text.lstrip("\ufeff \t\r\n")[:40]
    if start.startswith(("{", "[")):
        return "JSON"
    return "XML of another sort" if start.startswith("<") else repr(start)


def _escape_bare(text: str) -> str:
    """Every `&` that begins no reference of XML escaped, but for those in CDATA, where it stands for itself."""
    if "&" not in text:
        return text
    text = SURROGATE.sub("\ufffd", text)
    pieces, place = [], 0
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end + 3
        pieces += [BARE.sub("&amp;", text[place:start]), text[start:end]]
        place = end
    return "".join([*pieces, BARE.sub("&amp;", text[place:])])
