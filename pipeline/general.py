"""Our own reader of news texts: every run of text of a page is weighed, and the best choice of them is the text."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp
from operator import getitem

from lxml import etree
from lxml.html import HtmlElement

from config.rules import rules
from pipeline.blocks import LINKED, Block, blocks
from pipeline.clean import clean_text
from pipeline.listings import without_listings
from pipeline.surroundings import surroundings_of
from pipeline.traits import NAMES, rows_of
from pipeline.values import Language
from pipeline.whole_article import of_one_article, size_of_choice, to_the_last_of_its_like, without_repeats

TITLE = etree.XPath("string((/html/head/meta[@property='og:title']/@content)[1])", smart_strings=False)
LONGEST_TITLE = 300
EDGE = 3  # the step from the edge of the page, beside those within a box, to its neighbour and further
SOFTNESS = 1.5  # what weights are divided by to give likelihoods; fitted to the saved pages, see benchmarks/fitting.py
# What it costs at most to go on to the end of the page. Nearly no saved page ends with its text, so by their weights
# (-3.8) one that does lost its last paragraph; with this the others are read as well, each by weights of other hosts.
LAST_ON_PAGE = -1.5
HIGHEST = 30.0  # a weight beyond it says no more, and exp() of it is no number any longer


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, the language it is written in, the F1 that may be expected of it, from 0 to 1, and what was cut of it."""

    text: str
    language: Language
    confidence: float
    cut: tuple[str, ...] = ()  # paragraphs that looked like text, and are another article's, a list's, or there twice
    linked: float = 0.0  # share of the text that stands in links
    likely: tuple[float, ...] = ()  # of each run of text of the page, how likely it belongs to the article


@dataclass(frozen=True, slots=True)
class Weights:
    """What each value of each trait says for a run of text, and what a step into or out of the text costs."""

    traits: tuple[tuple[float, ...], ...]
    steps: tuple[tuple[float, float], ...]


def general(tree: HtmlElement, runs: list[Block] | None = None) -> Reading:
    """The text of a page, which may be empty; the tree stays as it is, `runs` are its own where they are known."""
    found = blocks(tree) if runs is None else runs
    if not found:
        return Reading("", "en", 0.0)
    known = weights()
    page = surroundings_of(found, headline(tree))
    scores = scores_of(rows_of(found, page), known)
    near = [nearness(one, other) for one, other in pairwise(found)]
    likeliest = to_the_last_of_its_like(found, best_choice(scores, near, known.steps))
    chosen = without_repeats(found, without_listings(found, of_one_article(found, likeliest, page.kin)))
    text = clean_text("\n".join(block.text for block, is_text in zip(found, chosen, strict=True) if is_text))
    chances = likelihoods(scores, near, known.steps)
    # What was taken out again is known to be no part, however much it looks like one.
    left_out = [before and not after for before, after in zip(likeliest, chosen, strict=True)]
    likely = [0.0 if is_out else chance for is_out, chance in zip(left_out, chances, strict=True)]
    cut = tuple(block.text for block, is_out in zip(found, left_out, strict=True) if is_out)
    return Reading(
        text=text,
        language=written_in(found, chosen),
        confidence=expected(found, chosen, likely),
        cut=cut,
        linked=linked_share(found, chosen),
        likely=tuple(likely),
    )


def headline(tree: HtmlElement) -> str:
    """The title that a page declares, as far as a headline can be so long."""
    title = TITLE(tree)
    if not isinstance(title, str) or not title:
        title = tree.findtext("head/title") or ""
    return " ".join(title[:LONGEST_TITLE].split())


def scores_of(rows: list[tuple[int, ...]], known: Weights) -> list[float]:
    """What speaks for each run, from its row of traits."""
    tables = known.traits
    return [sum(map(getitem, tables, row)) for row in rows]


def nearness(block: Block, after: Block) -> int:
    """0 where two runs stand in one box, 1 where their boxes do, else 2."""
    one, other = block.box.holder(), after.box.holder()
    if one is other:
        return 0
    return 1 if one.above is other.above else 2


def best_choice(scores: list[float], near: list[int], steps: tuple[tuple[float, float], ...]) -> list[bool]:
    """The choice of runs with the greatest sum of scores and steps (Viterbi); in linear time."""
    out, inside = 0.0, scores[0] + steps[EDGE][0]
    left: list[tuple[bool, bool]] = []  # for each later run: was the one before chosen, where this is not, where it is
    for score, step in zip(scores[1:], near, strict=True):
        enter, leave = steps[step]
        out_from_inside, inside_from_inside = inside + leave > out, inside >= out + enter
        left.append((out_from_inside, inside_from_inside))
        out, inside = (
            (inside + leave if out_from_inside else out),
            (inside if inside_from_inside else out + enter) + score,
        )
    chosen = [inside + steps[EDGE][1] > out]
    for from_out, from_inside in reversed(left):
        chosen.append(from_inside if chosen[-1] else from_out)
    return chosen[::-1]


def linked_share(found: list[Block], chosen: list[bool]) -> float:
    """The share of a choice that stands in links, or in one beside it again; 0 where nothing was chosen."""
    read = [block for block, is_text in zip(found, chosen, strict=True) if is_text]
    others = {
        block.text
        for block, is_text in zip(found, chosen, strict=True)
        if not is_text and block.linked > LINKED * len(block.text)
    }
    linked = (len(block.text) if block.text in others else block.linked for block in read)
    return sum(linked) / max(1, sum(len(block.text) for block in read))


def likelihoods(scores: list[float], near: list[int], steps: tuple[tuple[float, float], ...]) -> list[float]:
    """How likely each run is one of the text, over all choices (forward and backward); in linear time."""
    odds = [exp(max(-HIGHEST, min(HIGHEST, score / SOFTNESS))) for score in scores]
    costs = [(exp(enter / SOFTNESS), exp(leave / SOFTNESS)) for enter, leave in steps]
    inside = odds[0] * costs[EDGE][0]
    forward = [inside / (1.0 + inside)]
    for odd, step in zip(odds[1:], near, strict=True):
        enter, leave = costs[step]
        share = forward[-1]
        out, inside = 1.0 - share + share * leave, (share + (1.0 - share) * enter) * odd
        forward.append(inside / (out + inside))
    back = costs[EDGE][1] / (1.0 + costs[EDGE][1])
    likely: list[float] = []
    for index in range(len(odds) - 1, -1, -1):
        inside, out = forward[index] * back, (1.0 - forward[index]) * (1.0 - back)
        likely.append(inside / max(inside + out, 1e-300))
        if index:
            enter, leave = costs[near[index - 1]]
            after = odds[index] * back
            out, inside = 1.0 - back + enter * after, leave * (1.0 - back) + after
            back = inside / (out + inside)
    return likely[::-1]


def expected(found: list[Block], chosen: list[bool], likely: list[float]) -> float:
    """The F1 to be expected of a choice: what of it is likely right, beside all chosen and all that is likely."""
    right = sum(block.size * chance for block, is_text, chance in zip(found, chosen, likely, strict=True) if is_text)
    taken = size_of_choice(found, chosen)
    wanted = sum(block.size * chance for block, chance in zip(found, likely, strict=True))
    return 2 * right / (taken + wanted) if taken else 0.0


def written_in(found: list[Block], chosen: list[bool]) -> Language:
    """Chinese where Han characters make up a good part of what was chosen, or of the page where nothing was."""
    read = [block for block, is_text in zip(found, chosen, strict=True) if is_text] or found
    return "zh" if sum(block.han for block in read) * 4 > sum(len(block.text) for block in read) else "en"


@cache
def weights() -> Weights:
    """The weights in config/rules/weights.yml."""
    held = rules("weights")
    traits = tuple(tuple(value / 100 for value in held["traits"][name]) for name in NAMES)
    *steps, (enter, leave) = [(enter / 100, leave / 100) for enter, leave in held["steps"]]
    return Weights(traits, (*steps, (enter, max(leave, LAST_ON_PAGE))))
