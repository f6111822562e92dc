"""From raw hrefs and claims to the links that a source lets us follow."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from urllib.parse import urldefrag, urljoin, urlsplit

from config.source import Source
from pipeline.dates import parse_time
from pipeline.discover_text import paragraphs, plain
from pipeline.urls import normalise
from pipeline.values import Found, Link, Page, Route

MOST_LINKS = 2_000
MOST_CLAIMS = 50_000  # looked at, where most are doubles or refused
LONGEST_URL = 2_083
LONGEST_CLAIM = 2_000
LONGEST_TIME = 100
SPLIT_URL = re.compile(r"[\t\r\n]")  # browsers drop these inside an href, and hand-made pages rely on it
UNFIT_IN_URL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a list says of one article, in the raw: markup and entities still stand in it."""

    href: str
    title: str = ""
    time: str = ""
    author: str = ""
    section: str = ""
    dek: str = ""
    text: str = ""
    label: str = ""  # what the link is called where no text shows its title: a picture's link stands beside another


def gather(
    claims: Iterable[Claim],
    page: Page,
    route: Route,
    source: Source,
    base: str = "",
    most: int = MOST_LINKS,
) -> Found:
    """The claims as links, each article once; URLs that are not followed are counted as refused."""
    kept: dict[str, tuple[str, Claim]] = {}
    refused = 0
    for place, claim in enumerate(claims):
        if len(kept) >= most or place >= MOST_CLAIMS:
            refused += 1
            continue
        url = joined(base or page.url, claim.href)
        key = _key(url) if is_kept(url, source) else ""
        if not key:
            refused += 1
        elif key in kept:
            kept[key] = (kept[key][0], _merged(kept[key][1], claim))
        else:
            kept[key] = (url, claim)
    links = tuple(_link(url, claim, page, route, source.timezone) for url, claim in kept.values())
    return Found(links=links, refused=refused)


def joined(base: str, href: str) -> str:
    """The absolute http(s) URL without its fragment, or an empty string where it can not be followed."""
    href = SPLIT_URL.sub("", href.strip())
    if not href or len(href) > LONGEST_URL or href.startswith("#"):
        return ""
    try:
        is_absolute = href.startswith(("https://", "http://")) and "#" not in href
        url = href if is_absolute else urldefrag(urljoin(base, href)).url
        url = url.replace(" ", "%20")
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port  # a port above 65,535 raises here
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or "\\" in parts.netloc:
        return ""
    return "" if len(url) > LONGEST_URL or UNFIT_IN_URL.search(url) else url


def is_kept(url: str, source: Source) -> bool:
    """Whether the source's patterns let a URL be followed; an empty one is not."""
    if not url or any(re.search(pattern, url) for pattern in source.refuse):
        return False
    return not source.keep or any(re.search(pattern, url) for pattern in source.keep)


def _key(url: str) -> str:
    try:
        return normalise(url)
    except ValueError:
        return ""


def _merged(first: Claim, second: Claim) -> Claim:
    # On section pages the picture's link comes before the headline's, and has no text.
    values = {
        name: getattr(first, name) if getattr(first, name).strip() else getattr(second, name)
        for name in (field.name for field in fields(Claim))
    }
    return Claim(**values)


def _link(url: str, claim: Claim, page: Page, route: Route, zone: str) -> Link:
    moment = parse_time(claim.time.strip(), zone, page.fetched_at) if _is_time(claim.time) else None
    return Link(
        url=url,
        route=route.url,
        title=plain(claim.title if claim.title.strip() else claim.label, LONGEST_CLAIM),
        published_at=moment.at if moment else None,
        author=plain(claim.author, LONGEST_CLAIM),
        section=plain(claim.section, LONGEST_CLAIM),
        dek=plain(claim.dek, LONGEST_CLAIM),
        text=paragraphs(claim.text),
    )


def _is_time(text: str) -> bool:
    return bool(text.strip()) and len(text) <= LONGEST_TIME
