"""The lead image of an article, as an absolute URL."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from pipeline.claims import Claim
from pipeline.elements import found_by
from pipeline.metadata import Metadata

LONGEST = 2000
MOST_IMAGES = 20
DECLARED = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
# In the path of a picture that stands for a site, not for a story.
EMBLEM = re.compile(
    r"logo|favicon|icon[s_./-]|avatar|placeholder|blank\.|spacer|sprite|pixel|1x1|qr_?code|erweima|watermark|loading"
    r"|default[_-]?(?:image|img|share|thumb|og|social|pic)|(?:share|social|og|opengraph|open-graph)[_-]?(?:default|card)"
    r"|^/default/|default\.(?:jpe?g|png|gif|webp)$|/(?:share|opengraph)[a-z]?\d{0,4}\.(?:jpe?g|png|gif|webp)$"
    r"|poweredby|(?:jubao|beian|gongan|wza|badge|button)[^/]{0,8}$|\.svg$",
    re.IGNORECASE,
)
# Not //figure//img: what is found so in several steps is compared each with each.
# And not //img: the path by way of all nodes takes twice as long.
FIGURES = etree.XPath("/descendant::img[ancestor::figure or ancestor::article or ancestor::p]")
SOURCES = ("data-src", "data-original", "data-lazy-src", "src")


def image_of(metadata: Metadata, tree: HtmlElement | None, base: str) -> Claim[str] | None:
    """The lead image that a page declares, else the first in its text; None for emblems and data: URIs alone."""
    return next(image_claims(metadata, tree, base), None)


def image_claims(metadata: Metadata, tree: HtmlElement | None, base: str) -> Iterator[Claim[str]]:
    """The lead image by each layer that has one; `base` is the URL of the page."""
    for name in DECLARED:
        if url := address_of(metadata.meta.get(name, ""), base):
            yield Claim(url, "meta")
    if url := address_of(metadata.json_ld.image, base):
        yield Claim(url, "json-ld")
    if tree is None:
        return
    for element in found_by(FIGURES, tree)[:MOST_IMAGES]:
        value = next((value for name in SOURCES if (value := element.get(name))), "")
        if url := address_of(value, base):
            yield Claim(url, "text")


def address_of(value: str, base: str) -> str:
    """An absolute http(s) URL; empty for anything else, and for the emblem of a site."""
    value = value.strip()
    if not value or len(value) > LONGEST or value.startswith(("data:", "javascript:", "#")):
        return ""
    try:
        url = urljoin(base, value)
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in url or not url.isprintable():
        return ""
    return "" if url == base or EMBLEM.search(parts.path) else url
