"""Whether an address looks like an article's, and what the addresses of many articles have in common."""

import re
from functools import cache
from urllib.parse import urlsplit

from config.rules import rules
from pipeline.urls import normalise

SURE = 0.5  # of an address alone
DAY_ALONE = re.compile(r"(?:/[a-z-]{1,20}){0,2}/(?:19|20)\d\d(?:[/_-]?\d{1,2}){0,2}(?:/|\.s?html?)?", re.IGNORECASE)
DAY_IN = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[/_-]?(?:0[1-9]|1[0-2]))(?:[/_-]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
LATER_PAGE = re.compile(
    r"(?:^|[/_-])(?:page|index|list|p)[/_-]?\d{1,5}(?:\.[a-z]{2,5})?/?$|[?&](?:page|pn|offset)=\d", re.IGNORECASE
)
NUMBER = re.compile(r"\d{4,}")
LONG_NUMBER = re.compile(r"\d{5,}")
IDENTITY = re.compile(r"\d{6,}")
FIGURE = re.compile(r"\d")
HEADLINE = 2  # hyphens of a step that is one
LETTERED = re.compile(r"(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{8,}")
NUMBERED_QUERY = re.compile(
    r"(?:^|&)(?:(?:id|aid|nid|newsid|article|articleid|p|contentid|cid|docid)=[A-Za-z0-9]|[a-z_]{1,20}=\d{4,}(?:&|$))",
    re.IGNORECASE,
)
EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,5})$")
PAGES = frozenset({"html", "htm", "shtml", "php", "aspx", "asp", "jsp"})
LONGEST = 2083


def address_score(url: str, may_be_listed: bool = False) -> float:
    """How much an address looks like an article's: 0 for not at all, 1 for certainly; -1 for something else.

    One below a step that names lists is something else; `may_be_listed` lets steps tell less that may name articles.
    """
    try:
        parts = urlsplit(url[:LONGEST])
        path, query = parts.path, parts.query
    except ValueError:
        return -1
    steps = [step for step in path.lower().split("/") if step]
    if not steps and not NUMBERED_QUERY.search(query):
        return -1
    if LATER_PAGE.search(path + ("?" + query if query else "")) or DAY_ALONE.fullmatch(path):
        return -1
    *before, last = steps or [""]
    extension = EXTENSION.search(last)
    if extension and extension[1] in _set("files"):
        return -1
    is_file = bool(extension and extension[1] in PAGES)
    stem = last.rpartition(".")[0] if is_file else last
    day = DAY_IN.search(path)
    if last.partition(".")[0] in no_article_steps():
        return -1
    listing = no_article_steps() - _set("may_hold_articles") if may_be_listed else no_article_steps()
    if _is_listed(before, listing, stem, is_file, day is not None):
        return -1
    score = 0.0
    if day:
        score += 0.5 if path[day.end() :].strip("/") and path[: day.end()].count("/") > 1 else 0.4
    score += 0.5 * bool(LONG_NUMBER.search(stem)) or 0.4 * bool(NUMBER.search(stem)) or 0.2 * bool(FIGURE.search(stem))
    score += 0.4 * any(LONG_NUMBER.fullmatch(step) or LETTERED.fullmatch(step) for step in before)
    score += 0.5 * (stem.count("-") >= 3 or stem.count("_") >= 3) or 0.3 * (stem.count("-") == 2)
    score += 0.3 * bool(LETTERED.fullmatch(stem))
    score += 0.2 * (is_file and stem not in ("index", "default", "main", "home", "list"))
    score += 0.2 * any(step in _set("article_steps") for step in before)
    score += 0.5 * bool(NUMBERED_QUERY.search(query))
    score += 0.3 * ("%" in stem and len(stem) > 20)  # a headline in Chinese as the address
    return min(score, 1.0)


def _is_listed(before: list[str], listing: frozenset[str], stem: str, is_file: bool, is_dated: bool) -> bool:
    """True for an address below what names lists, unless it ends with what only an article has.

    As /page/202609/1340001.shtml, /category/ai/aBcDeFgHiJkLmN01.html, /archive/2016/09/500591/.
    """
    if listing.isdisjoint(before):
        return False
    is_own = is_file and bool(IDENTITY.search(stem) or LETTERED.fullmatch(stem))
    return not is_own and not (is_dated and bool(IDENTITY.fullmatch(stem) or stem.count("-") >= 3))


def key_of(url: str) -> str:
    """What two ways of writing one article's address have in common; empty for what is no address."""
    try:
        plain = normalise(url)
    except ValueError:
        return ""
    address, _, query = plain.partition("://")[2].removeprefix("www.").removeprefix("m.").partition("?")
    if query and _says_how(address, query):
        return address.rstrip("/")
    return (address + ("?" + query if query else "")).rstrip("/")


def _says_how(address: str, query: str) -> bool:
    """True for a query behind an address that is an article's by itself: it says where a reader came from.

    As /article/3334567/headline-of-it?module=lead&pgtype=section. A query with figures may be what tells an
    article from another, one with a language does, and a version (output=amp) is another page.
    """
    *before, last = address.split("/")
    stem = last.partition(".")[0]
    number = stem if stem.count("-") < HEADLINE else next(iter(before[-1:]), "")
    is_own = bool(IDENTITY.fullmatch(number)) and not DAY_IN.fullmatch(number)
    is_script = last.endswith((".php", ".asp", ".aspx", ".jsp", ".do", ".cgi"))
    words = {word for part in query.lower().split("&") for word in part.split("=")}
    is_telling = bool(FIGURE.search(query)) or not words.isdisjoint(_set("versions") | _set("language_names"))
    return is_own and not is_script and not is_telling


def kept_by(articles: tuple[str, ...], others: tuple[str, ...]) -> str:
    """A pattern that is in all addresses of articles and in none of the others; empty where no simple one is."""
    if not articles:
        return ""
    for pattern in (
        *_first_steps(articles),
        r"/20[0-9]{2}[/_-]?[0-9]{2}",
        r"/20[0-9]{2}",
        r"[0-9]{5,}",
        r"-[a-z0-9]+-[a-z0-9]+-",
    ):
        form = re.compile(pattern)
        if all(form.search(url) for url in articles) and not any(form.search(url) for url in others):
            return pattern
    return ""


def _first_steps(articles: tuple[str, ...]) -> tuple[str, ...]:
    """Patterns of the first steps that all these addresses share, behind their host, the longest first."""
    paths = [urlsplit(url).path.split("/")[1:-1] for url in articles]
    shared: list[str] = []
    for steps in zip(*paths, strict=False):
        if len(set(steps)) > 1 or FIGURE.search(steps[0]) or not steps[0]:
            break
        shared.append(steps[0])
    return tuple(f"/{'/'.join(map(re.escape, shared[:number]))}/" for number in range(len(shared), 0, -1))


def no_article_steps() -> frozenset[str]:
    """Steps of a path that name a list, a tool or another kind of page."""
    return _set("no_article")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(map(str, rules("scouting")[name]))
