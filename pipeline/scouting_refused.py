"""Patterns that refuse what a list names beside articles: by words in addresses that no article has in its own."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from urllib.parse import urlsplit

from pipeline.scouting_addresses import FIGURE, no_article_steps
from pipeline.scouting_doubles import ENDING, is_mark, version_affix, version_words

MOST = 6
MOST_OTHERS = 1_000
LONGEST = 30  # letters of a step that names a kind of page
END = r"(?:[/?#.]|$)"


def refused_by(articles: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Patterns that are in addresses of the others and of no article, those that refuse most first."""
    usable: dict[str, list[str]] = {}
    is_in_articles: dict[str, bool] = {}
    for url in islice(dict.fromkeys(others), MOST_OTHERS):
        for pattern in _patterns(url):
            if pattern not in is_in_articles:
                is_in_articles[pattern] = is_refused((pattern,), articles)
        usable[url] = [pattern for pattern in _patterns(url) if not is_in_articles[pattern]]
    patterns: list[str] = []
    while len(patterns) < MOST:
        # The first word of an address that no article has says best what is behind it, so the order of each counts.
        counted = Counter(pattern for found in usable.values() for pattern in dict.fromkeys(found))
        if not counted:
            break
        best = max(counted, key=lambda each: counted[each])
        patterns.append(best)
        usable = {url: found for url, found in usable.items() if not re.search(best, url)}
    return tuple(patterns)


def is_refused(patterns: Sequence[str], urls: Sequence[str]) -> bool:
    """True where one of the patterns is in one of the addresses."""
    return any(re.search(pattern, url) for pattern in patterns for url in urls)


def _patterns(url: str) -> Iterator[str]:
    """What in an address may tell its kind: marks of versions, steps before the last, the host below, the query."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    words = version_words()
    for step in steps:
        if ENDING.sub("", step.lower()) in words:
            yield f"/{re.escape(ENDING.sub('', step))}{END}"
        elif found := version_affix().search(step):
            yield re.escape(found[0]) + (END if found.start() else "")
    asked = [part for part in parts.query.split("&") if part]
    yield from (f"[?&]{re.escape(part)}(?:&|$)" for part in asked if is_mark(part, words))
    names = list(takewhile(_is_name, steps[:-1]))
    known = [step for step in steps[:-1] if step.lower() in no_article_steps()]
    yield from (f"/{re.escape(step)}/" for step in known)
    # Of two that refuse the same the narrow one: /news/world/ leaves the news of other desks.
    yield from (f"/{'/'.join(map(re.escape, names[:number]))}/" for number in range(len(names), 1, -1))
    yield from (f"/{re.escape(step)}/" for step in steps[:-1] if _is_name(step))
    if steps and _is_name(steps[-1]) and (len(steps) > 1):
        yield f"/{re.escape(ENDING.sub('', steps[-1]))}{END}"  # /77001/comments
    label = (parts.hostname or "").partition(".")[0]
    if label and not FIGURE.search(label):
        yield f"//{re.escape(label)}[.]"
    yield from (f"[?&]{re.escape(name)}=" for part in asked if (name := part.partition("=")[0]))


def _is_name(step: str) -> bool:
    return not FIGURE.search(step) and len(step) <= LONGEST
