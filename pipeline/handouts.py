"""What is made to be one text in many newsrooms: a news agency's dispatch (电讯稿), an institution's release (通稿)."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.members import Member, credited, own_newsrooms, speaker
from pipeline.newsrooms import is_agency, is_institution

CARRIERS = 2  # newsrooms beside the institution itself
MOST = 0.5  # of the members name the one whose text it is
INSTITUTIONS = frozenset({"company", "government"})  # ownership of sources that publish their own releases


@dataclass(frozen=True, slots=True)
class Handout:
    """What kind of text a family carries, and the id of the agency or institution whose it is."""

    kind: Literal["wire", "release"]
    of: str


def handout_of(ordered: Sequence[Member], origin: int | None) -> Handout | None:
    """The agency whose wire copy, or else the institution whose release a family carries; None for any other text.

    It is the origin's own or named by it, or half of the members name it. Two newsrooms or more print a release.
    """
    agency = _named_by_most(ordered, origin, is_agency)
    if agency:
        return Handout("wire", agency)
    institution = _named_by_most(ordered, origin, is_institution) or _own_release(ordered, origin)
    carriers = {speaker(each) for each in ordered if institution not in own_newsrooms(each)}
    return Handout("release", institution) if institution and len(carriers) >= CARRIERS else None


def _named_by_most(ordered: Sequence[Member], origin: int | None, is_one: Callable[[str], bool]) -> str:
    votes: Counter[str] = Counter()
    for each in ordered:
        named = dict.fromkeys(filter(is_one, (*credited(each), *sorted(own_newsrooms(each)))))
        if each.id == origin and named:
            return next(iter(named))
        votes.update(list(named))
    best = max(votes, key=lambda one: (votes[one], one), default="")
    return best if best and votes[best] >= MOST * len(ordered) else ""


def _own_release(ordered: Sequence[Member], origin: int | None) -> str:
    return next((speaker(each) for each in ordered if each.id == origin and each.ownership in INSTITUTIONS), "")
