"""What a link is called that shows no text: by what is read aloud of it, or of the pictures in it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from ahocorasick_rs import AhoCorasick
from lxml import etree

MOST_INNER = 60
MOST_PICTURES = 4
LONGEST = 2_000
MOST_CARDS = 4  # elements around a link that may be its card
HEADINGS = ("h1", "h2", "h3", "h4", "h5")
MOST_ADDRESSES = 2  # that share a label, above which it is the word for a tool


def label_of(link: etree._Element) -> str:
    """The aria-label of a link or of what it holds, else the alternative text of its pictures; empty without any."""
    inner = [each for each in islice(link.iter(), MOST_INNER) if isinstance(each.tag, str)]
    spoken = (each.get("aria-label") or "" for each in inner)
    drawn = (each.get("alt") or "" for each in islice((each for each in inner if each.tag == "img"), MOST_PICTURES))
    return next((plain for each in (*spoken, *drawn) if (plain := " ".join(each[:LONGEST].split()))), "")


def heading_beside(link: etree._Element) -> str:
    """The heading of the card that a link without words is laid over; empty where no card has just one."""
    for ancestor in islice(link.iterancestors(), MOST_CARDS):
        headings = list(islice(ancestor.iter(*HEADINGS), 2))
        if headings:
            linked = any(each.get("href") not in (None, link.get("href")) for each in headings[0].iter("a"))
            is_one = len(headings) == 1 and not linked and ancestor.tag not in ("body", "main")
            return " ".join("".join(map(str, headings[0].itertext()))[:LONGEST].split()) if is_one else ""
    return ""


def labels_of_tools(spoken: Sequence[tuple[str, str]], shown: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Of labels, each with the address it leads to, those of tools such as `Save this story` and `Print: TITLE`.

    A tool's label is that of many addresses, or holds the headline that is `shown` for another address.
    """
    addresses: dict[str, set[str]] = defaultdict(set)
    for label, key in spoken:
        addresses[label].add(key)
    headlines = list(shown)
    finder = AhoCorasick([each.casefold() for each in headlines])
    named = {
        label: {headlines[at] for at, _, _ in finder.find_matches_as_indexes(label.casefold(), overlapping=True)}
        for label in addresses
    }
    # A headline in many labels is the name of a series, and of a show.
    times = Counter(headline for held in named.values() for headline in held)

    def names_another(label: str, key: str) -> bool:
        keys = {shown[headline] for headline in named[label] if times[headline] <= MOST_ADDRESSES}
        return bool(keys) and key not in keys

    return frozenset(
        (label, key) for label, key in spoken if len(addresses[label]) > MOST_ADDRESSES or names_another(label, key)
    )
