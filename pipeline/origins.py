"""Which member of a family its text came from, and whom each member points to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.members import Member, credited, in_order, own_newsrooms

# declared: another's page names its URL; credited: another credits its newsroom; earliest: of those that credit nobody
# outside; elsewhere: all credit newsrooms of which no article is in the family, so the origin is not known.
Why = Literal["declared", "credited", "earliest", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Origin:
    """The member that a text came from, as far as it is stored, and what told that."""

    id: int | None
    why: Why
    points: Mapping[int, int]  # member to the member whose URL or newsroom it names, without circles
    elsewhere: Mapping[int, tuple[str, ...]]  # member to the newsrooms or URLs it names that are not in the family


def origin_of(members: Iterable[Member]) -> Origin:
    """The origin of a family, the same in whatever order the members come.

    The member that others lead to by what they declare or credit, else the earliest that credits nobody outside.
    """
    ordered = in_order(members)
    declared, points, elsewhere = _pointers(ordered)
    points = _without_circles(ordered, points)
    ends = _ends(points)
    leads = Counter(ends[each.id] for each in ordered if each.id in points)
    if leads:
        # Ordered by time, so that of equals the earliest stays; one that names somebody outside comes after the others.
        best = max((each.id for each in ordered if leads[each.id]), key=lambda one: (one not in elsewhere, leads[one]))
        is_declared = any(points.get(each) == best for each in declared)
        return Origin(best, "declared" if is_declared else "credited", points, elsewhere)
    first = next((each.id for each in ordered if each.id not in elsewhere), None)
    return Origin(first, "earliest" if first is not None or not ordered else "elsewhere", points, elsewhere)


def _pointers(ordered: Sequence[Member]) -> tuple[set[int], dict[int, int], dict[int, tuple[str, ...]]]:
    """Which members declare one of the family, whom each points to, and whom each names outside."""
    at_url = {url: each.id for each in reversed(ordered) for url in (each.page_url, each.url) if url}
    of_newsroom: dict[str, list[int]] = {}
    for each in ordered:
        for newsroom in own_newsrooms(each):
            of_newsroom.setdefault(newsroom, []).append(each.id)
    declared: set[int] = set()
    points: dict[int, int] = {}
    elsewhere: dict[int, tuple[str, ...]] = {}
    for each in ordered:
        target = at_url.get(each.declared_origin)
        if target is not None and target != each.id:
            declared.add(each.id)
            points[each.id] = target
            continue
        named = credited(each)
        found = next((of_newsroom[newsroom][0] for newsroom in named if newsroom in of_newsroom), None)
        if found is not None:
            points[each.id] = found
        elif outside := (*((each.declared_origin,) if each.declared_origin and target is None else ()), *named):
            elsewhere[each.id] = outside
    return declared, points, elsewhere


def _without_circles(ordered: Sequence[Member], points: Mapping[int, int]) -> dict[int, int]:
    """The pointers without that of the earliest member of each circle: who was first took nothing from the others."""
    kept = dict(points)
    place = {each.id: at for at, each in enumerate(ordered)}
    done: set[int] = set()
    for each in ordered:
        way: list[int] = []
        at = each.id
        while at in kept and at not in done:
            done.add(at)
            way.append(at)
            at = kept[at]
        if at in way:
            del kept[min(way[way.index(at) :], key=place.__getitem__)]
    return kept


def _ends(points: Mapping[int, int]) -> dict[int, int]:
    """The member at the end of the pointers from each one on."""
    ends: dict[int, int] = {}
    for of in points:
        way: list[int] = []
        at = of
        while at in points and at not in ends:
            way.append(at)
            at = points[at]
        end = ends.get(at, at)
        ends.update(dict.fromkeys(way, end))
    return ends
