"""Which copies tie articles to a family, and which articles belong together by them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

CopyKind = Literal["exact", "near-copy", "shared-passage"]
Form = Literal["", "excerpt", "quotation", "update"]

# Of the later of two articles. One that takes more than half of its letters from another is made of it; a round-up that
# holds two reports whole is not, and must not make one family of both.
MADE_OF = 0.5
WHOLE = 0.8  # of a text's letters: as good as all of it, but for its lede or its last line
PART = 0.7  # of a text's letters: less than this is an excerpt of it
TEMPLATE = 3  # numbers and dates that differ in the same words, a date among them


@dataclass(frozen=True, slots=True)
class Link:
    """That two articles share text: how, and how much of each; the one is the article that was found to be a copy."""

    one: int  # ids of the articles
    other: int
    kind: CopyKind
    score: float  # 0 to 1
    form: Form = ""  # what a shared passage is
    share_one: float = 1.0  # of the letters of each article that stand in the other
    share_other: float = 1.0
    numbers: int = 0  # how many numbers differ where the words around them are the same
    dates: int = 0


def ties(link: Link, is_one_later: bool, same_newsroom: bool) -> bool:
    """True where a link makes one family of both articles.

    A copy does, unless it is the next bulletin from the same template. A passage does where the later article is mostly
    made of it, or where a newsroom updates its own report; a quotation that both print does not.
    """
    if link.kind == "exact":
        return True
    if is_template(link):
        return False
    if link.kind == "near-copy":
        return True
    if link.form == "quotation":
        return False
    earlier, later = (link.share_other, link.share_one) if is_one_later else (link.share_one, link.share_other)
    return later >= MADE_OF or (same_newsroom and link.form == "update" and earlier >= MADE_OF)


def is_template(link: Link) -> bool:
    """True for two bulletins from one template: the same words with other numbers, of another day."""
    return link.dates > 0 and link.numbers + link.dates >= TEMPLATE


def is_excerpt(share: float, share_of_other: float) -> bool:
    """True where a text stands nearly whole in another one that holds much more."""
    return share >= WHOLE and share_of_other < PART


def groups(ids: Iterable[int], tied: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The ids that are tied together, directly or through others, each group and all groups in rising order."""
    root = {each: each for each in ids}

    def top(of: int) -> int:
        while root[of] != of:
            root[of] = of = root[root[of]]
        return of

    for one, other in tied:
        if one in root and other in root:
            low, high = sorted((top(one), top(other)))
            root[high] = low
    found: dict[int, list[int]] = {}
    for each in sorted(root):
        found.setdefault(top(each), []).append(each)
    return list(found.values())
