"""Lists of other articles that were chosen with the text of a page, told by the label that stands over them."""

import re
from functools import cache
from itertools import islice

from config.rules import rules
from pipeline.blocks import Block

LONGEST_LABEL = 40  # size of a line over such a list, a Han character as two
LINKED = 0.8  # share of link text in the title of another article
MOST_SUMMARY = 2  # runs that a summary under such a title takes
MOST_LABELS = 12  # that are looked at on a page: each takes a walk over its runs
MOST_LISTED = 0.5  # share of what was chosen that a list may be


def without_listings(found: list[Block], chosen: list[bool]) -> list[bool]:
    """A choice without the lists of other articles: what stands in one box with links and a label over it, 相关阅读.

    Beside paragraphs of the article a label counts where nothing but links and their summaries follows it.
    """
    kept = chosen
    first = chosen.index(True) if True in chosen else len(found)
    labels = (at for at in range(first + 1, len(found)) if _is_label(found[at]))
    for index in islice(labels, MOST_LABELS):
        box = found[index].box.holder()
        if True not in kept[index + 1 : box.stop]:
            continue
        after = found[index + 1 : box.stop]
        is_apart = index - box.start <= 1 and any(map(_is_title, after))
        start = box.start if is_apart else index
        listed = [start <= at < box.stop and is_text for at, is_text in enumerate(kept)]
        if (is_apart or _is_listing(after)) and _size(found, listed) < MOST_LISTED * _size(found, kept):
            kept = [is_text and not is_out for is_text, is_out in zip(kept, listed, strict=True)]
    return kept


def _is_label(block: Block) -> bool:
    return block.size <= LONGEST_LABEL and _labels().fullmatch(block.text.lower()) is not None


def _is_listing(runs: list[Block]) -> bool:
    """True for runs of which the first is a title, and at most two after each title are none."""
    since = MOST_SUMMARY
    for run in runs:
        since = 0 if _is_title(run) else since + 1
        if since > MOST_SUMMARY:
            return False
    return True


def _is_title(run: Block) -> bool:
    return run.linked > LINKED * len(run.text)


def _size(found: list[Block], chosen: list[bool]) -> int:
    return sum(block.size for block, is_text in zip(found, chosen, strict=True) if is_text)


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in rules("general")["labels"]))
