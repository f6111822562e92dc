"""Which names of classes last: those that a person gave, and the part of one that a build left standing."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from lxml import etree

from config.rules import rules

IDENTIFIER = re.compile(r"-?[A-Za-z_][\w-]{0,60}", re.ASCII)
# States and grids say nothing of what stands there: a link is in another place of its list tomorrow.
PASSING = re.compile(
    r"(?:active|current|selected|first|last|odd|even|on|cur|hover|open|show|hidden|visible|clearfix|clear|fl|fr|left|right"
    r"|row|col|container|wrap|wrapper|main|content|page|body|inner|outer|box|w\d+|mt\d+|mb\d+|pt\d+|pb\d+|p-\d|m-\d"
    r"|(?:col|row|grid|flex|float|text|bg|font|border|rounded|items|justify|gap|space|mx|my|px|py|w|h|sm|md|lg|xl)-.*"
    r"|\w*\d{3,}|post-\d+|item-?\d+|li\d+|n\d+)",
    re.IGNORECASE,
)
# css-1x2y3z, sc-bdVaJa, jsx-2871, r-1awozwy: the names that libraries of styles make.
LIBRARY = re.compile(
    r"r-(?=[a-z]*[0-9])[a-z0-9]{5,8}$|(?:css|sc|jsx|jss|tss|svelte|emotion|astro|stitches|data-v)-\w+", re.ASCII
)
ADDED = re.compile(r"(?:_{2,}|--)(?=([A-Za-z0-9_+-]{3,8})$)")  # Card_title__x7Fh2, card--2xK9d, title___2cS_a
FIGURE_FIRST = re.compile(r"[0-9]+[A-Za-z]+[A-Za-z0-9]*")
TOKEN = re.compile(r"[A-Za-z0-9]+")
PIECE = re.compile(r"[0-9]+|[A-Z]?[a-z]+|[A-Z]+(?![a-z])[0-9]*")
MEASURE = re.compile(r"[0-9]+(?:px|rem|cols?|columns?|rows?|items?|x[0-9]+|up|th|nd|rd|st)", re.IGNORECASE)
SHORTEST, SHORTEST_TAIL, LONGEST = 5, 4, 10  # letters and figures of a hash
PIECES, PIECES_SMALL = 3, 4  # of a hash at least, and without large letters: two words written as one have two
MEAN = 2.5  # characters of a piece, below which they are no words
LEAST = 4  # letters of a part that says something
SAYING_NOTHING = frozenset({"style", "styles", "module", "modules", "index", "main", "common", "global", "component"})
LABELLED = re.compile(r"css-[a-z0-9]{4,8}(-[A-Za-z_][A-Za-z_-]{3,40})")
STANDS_ON = re.compile(r"[.#]([\w-]+)", re.ASCII)
DATA = re.compile(r"data-[a-z][a-z-]{1,30}|itemprop|role")
VALUE = re.compile(r"[A-Za-z][A-Za-z_:-]{2,40}")
MOST_NAMES, MOST_DATA, MOST_ATTRIBUTES = 6, 2, 30


def named(element: etree._Element) -> Iterator[str]:
    """The selectors of one element by its classes and its id, without those that say nothing."""
    for name in (element.get("class") or "").split()[:MOST_NAMES]:
        if IDENTIFIER.fullmatch(name) and not PASSING.fullmatch(name):
            yield f"{element.tag}.{name}"
    name = (element.get("id") or "").strip()
    if IDENTIFIER.fullmatch(name) and not re.search(r"\d", name):
        yield f"{element.tag}#{name}"


def named_lastingly(element: etree._Element) -> Iterator[str]:
    """The selectors of one element by its data and by the lasting parts of classes that a build made."""
    found = 0
    for name, value in islice(((str(name), str(value)) for name, value in element.items()), MOST_ATTRIBUTES):
        if found < MOST_DATA and DATA.fullmatch(name) and VALUE.fullmatch(value) and not is_generated(value):
            found += 1
            yield f'{element.tag}[{name}="{value}"]'
    for name in (element.get("class") or "").split()[:MOST_NAMES]:
        if IDENTIFIER.fullmatch(name) and (part := lasting_part(name)):
            yield f'{element.tag}[class*="{part}"]'


@lru_cache(maxsize=8192)
def is_generated(name: str) -> bool:
    """True for a name that looks like one made by a build, which is another at the next release of the site."""
    return bool(LIBRARY.match(name)) or _hash_in(name) is not None


@lru_cache(maxsize=8192)
def lasting_part(name: str) -> str:
    """What a person wrote of a name that a build made, with the hyphens beside it; empty where that says nothing."""
    if labelled := LABELLED.fullmatch(name):
        return labelled[1]
    at = _hash_in(name)
    part = name[:at] if at else ""
    words = [word for word in re.findall(r"[A-Za-z]+", part) if word.lower() not in SAYING_NOTHING]
    is_saying = sum(map(len, words)) >= LEAST and not PASSING.fullmatch(part)
    return part if is_saying and not LIBRARY.match(name) else ""


def stands_on(selector: str) -> list[str]:
    """The names of classes and ids that a selector needs whole."""
    return STANDS_ON.findall(selector)


def _hash_in(name: str) -> int | None:
    """Where the first hash in a name begins; None where it has none."""
    if added := ADDED.search(name):
        tail = added[1].replace("-", "").replace("_", "")
        if _is_hash(tail, SHORTEST_TAIL) or (FIGURE_FIRST.fullmatch(tail) and not MEASURE.fullmatch(tail)):
            return added.end()
    return next((token.start() for token in TOKEN.finditer(name) if _is_hash(token[0])), None)


def _is_hash(token: str, shortest: int = SHORTEST) -> bool:
    """True where letters and figures change places, or large and small ones, too often for words."""
    if not shortest <= len(token) <= LONGEST or MEASURE.fullmatch(token):
        return False
    bare = token.rstrip("0123456789")
    pieces = PIECE.findall(bare)
    if any(piece.lower() in _words() for piece in pieces):
        return False
    return len(pieces) >= (PIECES_SMALL if bare.islower() else PIECES) and len(bare) < MEAN * len(pieces)


@cache
def _words() -> frozenset[str]:
    return frozenset(map(str, rules("scouting")["class_words"]))
