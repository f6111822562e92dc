"""Links that lead to an article once more: its AMP, print and mobile versions beside its own page."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from config.rules import rules
from pipeline.scouting_anchors import title_score
from pipeline.scouting_shapes import Shape, shape_of

FEWEST = 3  # pairs that tell that one list doubles another
MOST_OF = 0.6  # of a list's links that have a pair, for those to be doubles
MOST_ADDRESSES = 3  # of one text that may be a headline
MOST_VERSIONS = 8  # of one article; what more addresses have in common tells none
WHOLE = 0.9  # for all of its links to be
ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
NUMBER = re.compile(r"\d{5,}")
WORDS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
ALIKE = 0.5  # of the words, or Chinese characters, of the shorter of two headlines on one article
SLUG = re.compile(r"[^\W\d_]{2,}(?:[-_]\w+){2,}")


def doubles_in(
    titles: Mapping[str, str], known: frozenset[str] = frozenset(), spoken: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Keys of links that double another link, or an article that is `known`; `titles` are their texts by their keys.

    The texts of those that are `spoken` are not shown: beside a link that shows its headline they may name a tool.

    A double is marked by a known word without which its address is another one's, or it is of a list of which most
    have the number or the headline of a link of another list in their addresses, and say the same.
    """
    titles = _of_their_own(titles)
    marked = {key for key in titles if _is_other(key, plain_of(key), titles, known)}
    return frozenset(marked | _paired({key: title for key, title in titles.items() if key not in marked}, spoken))


def _of_their_own(titles: Mapping[str, str]) -> dict[str, str]:
    """The texts, without those that many addresses have: `Print this story` is the headline of none."""
    addresses: dict[str, set[str]] = defaultdict(set)
    for key, title in titles.items():
        addresses[title].add(plain_of(key))
    return {key: title if len(addresses[title]) <= MOST_ADDRESSES else "" for key, title in titles.items()}


def _is_other(key: str, plain: str, titles: Mapping[str, str], known: frozenset[str]) -> bool:
    if plain == key or "/" not in plain:
        return False
    return plain in known or (plain in titles and not tells_another(titles[key], titles[plain]))


def tells_another(title: str, other: str) -> bool:
    """True for two headlines that have next to no word in common: a desk may be called `text` as well."""
    if not (title_score(title) and title_score(other)):
        return False
    words, others = (frozenset(WORDS.findall(each.casefold())) for each in (title, other))
    return len(words & others) < ALIKE * min(len(words), len(others))


def plain_of(key: str) -> str:
    """The address without the words that mark a version of a page; the same one where none stands in it."""
    address, _, query = key.partition("?")
    host, *steps = address.split("/")
    words, affix = version_words(), version_affix()
    label, _, below = host.partition(".")
    plain = [affix.sub("", step) or step for step in steps if ENDING.sub("", step.lower()) not in words]
    asked = [part for part in query.split("&") if part and not is_mark(part, words)]
    path = "/".join((below if label in words and "." in below else host, *plain))
    return (path + ("?" + "&".join(asked) if asked else "")).rstrip("/")


def is_mark(part: str, words: frozenset[str]) -> bool:
    """True for a part of a query that asks for a version, as output=amp and print=1."""
    name, _, value = part.lower().partition("=")
    return name in words or value in words


def _paired(titles: Mapping[str, str], spoken: frozenset[str]) -> set[str]:
    """The doubles among links by the lists whose addresses have the same numbers or headlines in them."""
    lists: dict[Shape, list[str]] = defaultdict(list)
    same: dict[str, list[str]] = defaultdict(list)
    for key in titles:
        lists[shape_of(key)].append(key)
        for identity in identities_of(key):
            same[identity].append(key)
    found: set[str] = set()
    # A list with a known word doubles another, else the smaller one, of two alike that whose addresses are longer.
    order = sorted(lists, key=lambda each: (not _is_marked(lists[each][0]), len(lists[each]), -len(lists[each][0])))
    for shape in order:
        keys = lists[shape]
        pairs: dict[Shape, set[str]] = defaultdict(set)
        for key in keys:
            for other in _others(key, same):
                is_shown = key not in spoken or other in spoken
                if other not in found and shape_of(other) != shape and _says_same(titles[key], titles[other], is_shown):
                    pairs[shape_of(other)].add(key)
        doubled = max(pairs.values(), key=len, default=set())
        if len(doubled) >= max(FEWEST, MOST_OF * len(keys)):
            found |= set(keys) if len(doubled) >= WHOLE * len(keys) else doubled
    return found


def _is_marked(key: str) -> bool:
    return plain_of(key) != key


def identities_of(key: str) -> frozenset[str]:
    """What tells one article of a site from another in its address: a headline of three words, a long number."""
    address, _, query = plain_of(key).partition("?")
    last = ENDING.sub("", address.rpartition("/")[2].lower())
    numbers = NUMBER.findall(last) or NUMBER.findall(query)
    return frozenset([*(found[0] for found in [SLUG.search(last)] if found), *numbers[-1:]])


def _others(key: str, same: Mapping[str, list[str]]) -> set[str]:
    found = (same[identity] for identity in identities_of(key))
    return {other for keys in found if len(keys) <= MOST_VERSIONS for other in keys} - {key}


def _says_same(title: str, other: str, is_shown: bool) -> bool:
    """True where both links have one text, or the first shows no headline at all, as `Print` is none."""
    is_headline = is_shown and title_score(title) > 0
    return (title != "" and title.casefold() == other.casefold()) or (not is_headline and title_score(other) > 0)


@cache
def version_words() -> frozenset[str]:
    """Words that mark a version of a page, as a step, a host or in a query."""
    return frozenset(map(str, rules("scouting")["versions"]))


@cache
def version_affix() -> re.Pattern[str]:
    """A word before or behind the rest of a step, as in 4711.amp.html and print_4711."""
    words = "|".join(sorted(re.escape(word) for word in version_words() if len(word) > 2))
    return re.compile(rf"[._-](?:{words})(?=\.[a-z]{{2,5}}$|$)|^(?:{words})[._-](?=\d)", re.IGNORECASE)
