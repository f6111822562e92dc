"""Which CSS selector names the article links of a section page: few selectors, many articles, little else."""

import re
from collections import defaultdict
from dataclasses import dataclass

from pipeline.scouting_anchors import GENERATED, Anchor, is_article_like

FEWEST = 3  # articles that make a list
PUREST = 0.75  # share of articles among what a selector names
MOST_PARTS = 3
WORTH = 0.12  # share of all article links that a further part must add


@dataclass(frozen=True, slots=True)
class Group:
    """A selector, the article links that it names, and how many others it names with them."""

    selector: str
    articles: tuple[str, ...]  # keys of their addresses
    others: int = 0


def article_keys(anchors: list[Anchor]) -> dict[str, bool]:
    """For each address of a page whether it is an article's, by its longest link text and all its places."""
    texts: dict[str, str] = {}
    around: dict[str, bool] = {}
    urls: dict[str, str] = {}
    for anchor in anchors:
        urls.setdefault(anchor.key, anchor.url)
        around[anchor.key] = around.get(anchor.key, True) and anchor.is_around
        if len(anchor.text) > len(texts.get(anchor.key, "")):
            texts[anchor.key] = anchor.text
    return {key: is_article_like(url, texts.get(key, ""), around[key]) for key, url in urls.items()}


def group_of(anchors: list[Anchor], known: frozenset[str] = frozenset()) -> Group | None:
    """The selector that names most article links and little else; None where no list of articles is on the page.

    `known` are the addresses that a feed or a sitemap says are articles.
    """
    judged = {key: said or key in known for key, said in article_keys(anchors).items()}
    wanted = {key for key, said in judged.items() if said}
    if len(wanted) < FEWEST:
        return None
    named: dict[str, set[str]] = defaultdict(set)
    for anchor in anchors:
        for selector in anchor.selectors:
            named[selector].add(anchor.key)
    parts: list[str] = []
    left, others = set(wanted), set[str]()
    while len(parts) < MOST_PARTS:
        best = max(named, key=lambda each: _worth(each, named[each], left, wanted), default="")
        gained = named[best] & left if best else set()
        least = FEWEST if not parts else max(FEWEST, WORTH * len(wanted))
        if len(gained) < least or _purity(named[best], wanted) < PUREST:
            break
        parts.append(best)
        left -= named[best]
        others |= named[best] - wanted
    if not parts:
        return None
    order = dict.fromkeys(anchor.key for anchor in anchors if anchor.key in wanted - left)
    return Group(", ".join(parts), tuple(order), len(others))


def _purity(named: set[str], wanted: set[str]) -> float:
    return len(named & wanted) / len(named) if named else 0.0


def _worth(selector: str, named: set[str], left: set[str], wanted: set[str]) -> tuple[float, int, str]:
    """How good a selector is: what it gains, by the fourth power of how pure it is, less where it will not last."""
    gain = len(named & left)
    purity = _purity(named, wanted)
    if gain < FEWEST or purity < PUREST:
        return (0.0, 0, "")
    lasting = 0.7 if GENERATED.search(selector) else 1.0
    # The bare tag says least of what it names; a class is the site's own word for it.
    plain = 0.85 if selector == "a" else 0.97 if not re.search(r"[.#]", selector) else 1.0
    return (gain * purity**4 * lasting * plain, -len(selector), selector)
