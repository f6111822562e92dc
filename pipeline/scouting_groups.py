"""Which CSS selector names the article links of a section page: few selectors, many articles, little else."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.scouting_anchors import Anchor, is_article_like, structure_of, title_score
from pipeline.scouting_names import is_generated, stands_on
from pipeline.scouting_shapes import parted_by

FEWEST = 3  # articles that make a list
FEWEST_LISTED = 6  # of them where their addresses name a list
FAR_MORE = 3  # times as many as others
PUREST = 0.9  # share of articles among what a selector names
LEAST_PURE = 0.75  # where nothing purer names a list
LOOSE = 0.4  # of it where pure ones name too few: `keep` parts them then
MOST = 0.85  # of the articles that pure selectors should name
MOST_PARTS = 5
INSIDE = re.compile(r"(?:^| )a(?:[.#\[][^ ]+)? h[1-5]$")  # an element in a link, which the link around is taken for
BARE = re.compile(r"(?:(?:div|span|p) > )*a")
WORTH = 0.08  # share of all article links that a further part must add


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
    judged = {key: is_article_like(url, texts.get(key, ""), around[key]) for key, url in urls.items()}
    number = sum(judged.values())
    if number * FAR_MORE < len(urls):
        # A site may keep all that it has below /archives/, which elsewhere names lists: then only headlines count.
        headlines = [key for key in urls if title_score(texts.get(key, "")) >= 1 and not around[key]]
        listed = {key for key in headlines if is_article_like(urls[key], texts[key], may_be_listed=True)}
        judged |= dict.fromkeys(listed if len(listed) >= max(FEWEST_LISTED, FAR_MORE * number) else (), True)
    return judged


def group_of(anchors: list[Anchor], wanted: frozenset[str], fleeting: frozenset[str] = frozenset()) -> Group | None:
    """The selector that names most of the wanted links and little else; None where they make no list.

    `fleeting` are names of classes that another load of the page lacks. One that looks made by a build comes last:
    after what stands around the links and their data, and after wider selectors whose others `keep` takes out.
    """
    if len(wanted) < FEWEST:
        return None
    every = _named(anchors, lambda anchor: anchor.selectors)
    named = {each: keys for each, keys in every.items() if not fleeting.intersection(stands_on(each))}
    lasting = {each: keys for each, keys in named.items() if not any(map(is_generated, stands_on(each)))}
    gained = _gained(_parts(lasting, wanted, PUREST), every, wanted)
    passing = every.keys() - lasting.keys()
    structure: dict[str, set[str]] = {}
    if passing and (not gained or gained < _gained(_parts(every, wanted, PUREST), every, wanted)):
        structure = _structure(anchors, fleeting)
        lasting |= structure
        named |= lasting
    best = _best(lasting, anchors, wanted)
    if passing and _gained(best, named, wanted) < MOST * len(wanted):
        best = _parts(named, wanted, PUREST, best) or _parts(named, wanted, LEAST_PURE)
    if any(map(INSIDE.search, best)):  # one that names the links themselves is plainer, where it names as many
        steady = lasting | (structure or _structure(anchors, fleeting))
        plain = {each: keys for each, keys in steady.items() if not INSIDE.search(each)}
        other = _best(plain, anchors, wanted)
        if _gained(other, plain, wanted) >= _gained(best, named, wanted):
            best, named = other, named | plain
    if not best:
        return None
    together = set().union(*(named[each] for each in best))
    order = dict.fromkeys(anchor.key for anchor in anchors if anchor.key in wanted & together)
    return Group(", ".join(best), tuple(order), len(together - wanted))


def _best(named: Mapping[str, set[str]], anchors: list[Anchor], wanted: frozenset[str]) -> list[str]:
    """The purest selectors, or wider ones where these name too few and a pattern of addresses parts the others."""
    best = _parts(named, wanted, PUREST)
    if _gained(best, named, wanted) < MOST * len(wanted):
        loose = _parts(named, wanted, LOOSE)
        if _gained(loose, named, wanted) > _gained(best, named, wanted) and _is_parted(loose, named, anchors, wanted):
            best = loose
    return best or _parts(named, wanted, LEAST_PURE)


def _named(anchors: list[Anchor], selectors_of: Callable[[Anchor], Iterable[str]]) -> dict[str, set[str]]:
    """The keys of the links that each selector names."""
    named: dict[str, set[str]] = defaultdict(set)
    for anchor in anchors:
        for selector in selectors_of(anchor):
            named[selector].add(anchor.key)
    return named


def _structure(anchors: list[Anchor], fleeting: frozenset[str]) -> dict[str, set[str]]:
    """The links by what lasts of classes that a build made, and by the tags right above them."""
    found = _named(anchors, _structure_of)
    return {each: keys for each, keys in found.items() if not fleeting.intersection(stands_on(each))}


def _structure_of(anchor: Anchor) -> tuple[str, ...]:
    return structure_of(anchor.element) if anchor.element is not None else ()


def _parts(
    named: Mapping[str, set[str]], wanted: frozenset[str], purest: float, first: Sequence[str] = ()
) -> list[str]:
    """Selectors, the best first, as long as each adds enough links that are wanted; after those that are chosen."""
    parts = list(first)
    left = set(wanted).difference(*(named[each] for each in parts))
    while len(parts) < MOST_PARTS:
        best = max(named, key=lambda each: _worth(each, named[each], left, wanted, purest), default="")
        gained = named[best] & left if best else set()
        least = FEWEST if not parts else max(FEWEST, WORTH * len(wanted))
        if len(gained) < least or _purity(named[best], wanted) < purest:
            break
        parts.append(best)
        left -= named[best]
    return parts


def _gained(parts: list[str], named: Mapping[str, set[str]], wanted: frozenset[str]) -> int:
    return len(wanted & set().union(*(named[each] for each in parts)))


def _is_parted(parts: list[str], named: Mapping[str, set[str]], anchors: list[Anchor], wanted: frozenset[str]) -> bool:
    """True where a pattern of addresses takes the others out again that these selectors name."""
    together = set().union(*(named[each] for each in parts))
    urls = {anchor.key: anchor.url for anchor in anchors if anchor.key in together}
    articles = tuple(url for key, url in urls.items() if key in wanted)
    return bool(parted_by(articles, tuple(url for key, url in urls.items() if key not in wanted)))


def _purity(named: set[str], wanted: frozenset[str]) -> float:
    return len(named & wanted) / len(named) if named else 0.0


def _worth(
    selector: str, named: set[str], left: set[str], wanted: frozenset[str], purest: float
) -> tuple[float, int, str]:
    """How good a selector is: what it gains, by the fourth power of how pure it is, less where it will not last."""
    gain = len(named & left)
    purity = _purity(named, wanted)
    if gain < FEWEST or purity < purest:
        return (0.0, 0, "")
    lasting = 0.7 if any(map(is_generated, stands_on(selector))) else 1.0
    return (gain * purity**4 * lasting * _saying(selector), -len(selector), selector)


def _saying(selector: str) -> float:
    """How much a selector says of what it names: a bare tag least, and a class is the site's own word for it."""
    if BARE.fullmatch(selector):
        return 0.85
    if selector.count(">") > 1:
        return 0.95  # a chain of tags, wherever it begins
    return 1.0 if stands_on(selector) else 0.99 if "[" in selector else 0.97 if ">" not in selector else 0.95
