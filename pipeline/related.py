"""Where an article ends on its page, and what follows is about others."""

from functools import cache

from config.rules import words

ENDS, CLOSING = frozenset("。！？；.!?"), frozenset('”"」』’）)')  # of a sentence, and of what stands around it
LEAST_HAN, LEAST = 30, 80  # characters of a line that is a sentence of the article, and no dek or byline
LEAST_PROSE = 2  # such lines before a heading that ends an article: a box between its paragraphs ends nothing
MOST_AFTER = 0.5  # of its prose that may follow such a heading, as deks of the stories listed


def end_of(nodes: list[str], start: int, known: frozenset[str]) -> int:
    """The place of the heading 相关新闻, Related stories or the like after an article; the number of nodes without one.

    The article begins at `start`; `known` are the nodes once more, as a set.
    """
    if not (here := _headings() & known):
        return len(nodes)
    sizes = [len(node) if len(node) >= LEAST_HAN and is_prose(node) else 0 for node in nodes[start:]]
    left, lines, passed = sum(sizes), 0, 0
    for place, size in enumerate(sizes):
        if size:
            lines, passed, left = lines + 1, passed + size, left - size
        elif nodes[start + place] in here and lines >= LEAST_PROSE and left <= MOST_AFTER * passed:
            return start + place
    return len(nodes)


def is_prose(line: str) -> bool:
    """True for a sentence that is long enough to be one of an article's text."""
    if len(line) < LEAST_HAN or not (line[-1] in ENDS or (line[-1] in CLOSING and line[-2] in ENDS)):
        return False
    return len(line) >= LEAST or "\u3400" <= line[len(line) // 2] <= "\u9fff" or "\u3400" <= line[0] <= "\u9fff"


@cache
def _headings() -> frozenset[str]:
    forms: set[str] = set()
    for word in words("related", "headings"):
        for form in (word, word.upper(), word.title(), word.capitalize()):
            forms.update(form + end for end in ("", ":", "：", " »", "»", " >", ">>", "...", "…", "！", "?"))
            forms.update((f"【{form}】", f"[{form}]", f"■ {form}", f"| {form}"))
    return frozenset(forms)
