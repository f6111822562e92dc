"""Which copies tie articles to a family, and which articles belong together by them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

CopyKind = Literal["exact", "near-copy", "shared-passage"]
Form = Literal["", "excerpt", "quotation", "update"]

# Of the later of two articles. One that takes clearly more than half of its letters from another is made of it; a
# round-up that holds two reports whole is not, and must not make one family of both.
MADE_OF = 0.55
WHOLE = 0.8  # of a text's letters: as good as all of it, but for its lede or its last line
PART = 0.7  # of a text's letters: less than this is an excerpt of it


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
    is_template: bool = False  # they tell of two events in the words of one template


def ties(link: Link, is_one_later: bool, same_newsroom: bool) -> bool:
    """True where a link makes one family of both articles.

    An exact copy does. Another one does where the later article is mostly made of the earlier one's text, or where a
    newsroom updates its own report; not the next bulletin from the same template, nor a quotation that both print.
    """
    if link.kind == "exact":
        return True
    if link.is_template or link.form == "quotation":
        return False
    earlier, later = (link.share_other, link.share_one) if is_one_later else (link.share_one, link.share_other)
    is_update = same_newsroom and (link.kind == "near-copy" or link.form == "update")
    return later >= MADE_OF or (is_update and earlier >= MADE_OF)


def is_excerpt(share: float, share_of_other: float) -> bool:
    """True where a text stands nearly whole in another one that holds much more."""
    return share >= WHOLE and share_of_other < PART


class Groups:
    """Ids that are put together by pairs."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.root = {each: each for each in ids}

    def join(self, one: int, other: int) -> None:
        """Put the groups of two ids together; an id that is not among them is passed over."""
        if one in self.root and other in self.root:
            low, high = sorted((self._top(one), self._top(other)))
            self.root[high] = low

    def are_together(self, one: int, other: int) -> bool:
        """True where both are in one group."""
        return self._top(one) == self._top(other)

    def listed(self) -> list[list[int]]:
        """Each group and all groups in rising order."""
        found: dict[int, list[int]] = {}
        for each in sorted(self.root):
            found.setdefault(self._top(each), []).append(each)
        return list(found.values())

    def _top(self, of: int) -> int:
        root = self.root
        while root[of] != of:
            root[of] = of = root[root[of]]
        return of
