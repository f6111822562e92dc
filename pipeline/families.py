"""A family: the articles that carry one text, which of them it came from, and what each made of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Literal

from pipeline.handouts import Handout, handout_of
from pipeline.members import Member, in_order, is_surely_first, speaker
from pipeline.origins import Origin, Why, origin_of
from pipeline.ties import CopyKind, Link, is_excerpt

# reprint: names whom it took the text from; copy: does not; repeat: a newsroom's own text at another address.
EdgeKind = Literal["reprint", "copy", "excerpt", "update", "script-conversion", "repeat"]
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """What a member made of another one's text."""

    id: int
    of: int | None  # None for one that credits a newsroom of which no article is stored, and that nothing else precedes
    kind: EdgeKind
    is_credited: bool
    by: CopyKind | None = None  # how both texts are alike; None where no link is stored between them
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Family:
    """The articles that carry one text, the earliest first."""

    members: tuple[Member, ...]
    origin: int | None  # id of the member that the text came from; None where all credit somebody outside
    why: Why
    is_first_known: bool  # False where another that credits nobody may have been published as early as the origin
    edges: tuple[Edge, ...]  # one for each member but the origin, in the order of the members
    elsewhere: Counts  # newsrooms that members credit and of which no article is in the family, the most named first
    handout: Handout | None
    by_ownership: Counts
    by_language: Counts
    by_country: Counts
    by_newsroom: Counts

    def edge_of(self, member: int) -> Edge | None:
        """The edge of a member; None for the origin."""
        return next((each for each in self.edges if each.id == member), None)


def family_of(members: Iterable[Member], links: Iterable[Link]) -> Family:
    """The family of members that links tie, the same in whatever order both come; of no members it is empty.

    Members with the same letters count as linked.
    """
    ordered = in_order(members)
    origin = origin_of(ordered)
    outside = Counter(newsroom for named in origin.elsewhere.values() for newsroom in named)
    return Family(
        members=ordered,
        origin=origin.id,
        why=origin.why,
        is_first_known=_is_first_known(ordered, origin),
        edges=edges_of(ordered, origin, _best_links(ordered, links)),
        elsewhere=counts(outside),
        handout=handout_of(ordered, origin.id),
        by_ownership=counts(Counter(each.ownership for each in ordered if each.ownership)),
        by_language=counts(Counter(each.language for each in ordered)),
        by_country=counts(Counter(each.country for each in ordered if each.country)),
        by_newsroom=counts(Counter(each.source for each in ordered)),
    )


def _is_first_known(ordered: Sequence[Member], origin: Origin) -> bool:
    first = next((each for each in ordered if each.id == origin.id), None)
    own = (each for each in ordered if each.id not in origin.points and each.id not in origin.elsewhere)
    return first is not None and is_surely_first(first, own)


def counts(of: "Counter[str]") -> Counts:
    """The counts, the greatest first."""
    return tuple(sorted(of.items(), key=lambda each: (-each[1], each[0])))


Neighbours = dict[int, dict[int, Link]]


def edges_of(ordered: Sequence[Member], origin: Origin, links: Neighbours) -> tuple[Edge, ...]:
    """One edge a member but the origin: to whom it points, else to the one most like it of those nearer to the origin.

    Members are placed from the origin on, the earliest that can be first, so that the edges make a tree.
    """
    if not ordered:
        return ()
    of_id = {each.id: each for each in ordered}
    place = {each.id: at for at, each in enumerate(ordered)}
    pointed: dict[int, list[int]] = defaultdict(list)
    for one, to in origin.points.items():
        pointed[to].append(one)
    root = ordered[0].id if origin.id is None else origin.id
    parents: dict[int, int] = {}
    placed: set[int] = set()
    waiting = [place[root]]
    left = [each.id for each in reversed(ordered)]
    while len(placed) < len(ordered):
        if not waiting:  # whoever points to one that only it leads to, and what no stored link reaches
            left = [each for each in left if each not in placed]
            waiting = [place[next((one for one in reversed(left) if links[one].keys() & placed), left[-1])]]
        at = ordered[heappop(waiting)].id
        if at in placed:
            continue
        if at != root:
            parents[at] = _parent(at, origin, links[at], placed, place, root)
        placed.add(at)
        free = (one for one in links[at] if origin.points.get(one, at) == at)
        for one in (*pointed[at], *free):
            if one not in placed:
                heappush(waiting, place[one])
    found = (_edge(each, of_id.get(parents.get(each.id, -1)), origin, links) for each in ordered)
    return tuple(edge for edge in found if edge)


def _parent(of: int, origin: Origin, near: dict[int, Link], placed: set[int], place: dict[int, int], root: int) -> int:
    to = origin.points.get(of)
    if to in placed:
        return to
    there = near.keys() & placed
    # Scores are rounded: a last line more or less does not tell which of two copies was copied.
    return max(there, key=lambda one: (round(near[one].score, 1), one == root, -place[one]), default=root)


def _edge(each: Member, parent: Member | None, origin: Origin, links: Neighbours) -> Edge | None:
    is_credited = each.id in origin.points or each.id in origin.elsewhere
    if parent is None:
        return Edge(each.id, None, "reprint", True) if each.id != origin.id else None
    link = links[each.id].get(parent.id)
    kind = kind_of(each, parent, link, is_credited)
    return Edge(each.id, parent.id, kind, is_credited, link.kind if link else None, link.score if link else 0.0)


def kind_of(each: Member, parent: Member, link: Link | None, is_credited: bool) -> EdgeKind:
    """What a member made of another one's text."""
    share, rest = (1.0, 1.0)
    if link:
        share, rest = (link.share_one, link.share_other) if link.one == each.id else (link.share_other, link.share_one)
    if is_excerpt(share, rest):
        return "excerpt"
    is_whole = link is None or link.kind != "shared-passage"
    if is_whole and each.script and parent.script and each.script != parent.script:
        return "script-conversion"
    if speaker(each) == speaker(parent):
        return "repeat" if link and link.kind == "exact" else "update"
    return "reprint" if is_credited else "copy"


def _best_links(ordered: Sequence[Member], links: Iterable[Link]) -> Neighbours:
    """The best link of each pair, by both members. Of those with the same letters each is linked to the earliest."""
    letters = {each.id: each.letters for each in ordered}
    place = {each.id: at for at, each in enumerate(ordered)}
    found: Neighbours = {each.id: {} for each in ordered}
    earliest: dict[str, int] = {}
    same = [
        Link(each.id, earliest[each.letters], "exact", 1.0)
        for each in ordered
        if each.letters and earliest.setdefault(each.letters, each.id) != each.id
    ]
    # Where texts are the same, which of them were linked is a matter of which was stored first.
    told = (link for link in links if not (letters.get(link.one) and letters[link.one] == letters.get(link.other)))
    for link in (*told, *same):
        if link.one == link.other or link.one not in found or link.other not in found:
            continue
        known = found[link.one].get(link.other)
        if known is None or _rank(link, place) > _rank(known, place):
            found[link.one][link.other] = found[link.other][link.one] = link
    return found


def _rank(of: Link, place: Mapping[int, int]) -> tuple[float, str, str, float, int]:
    """Which of two links of one pair is better; of equals that of the member before, whatever ids they have."""
    return of.score, of.kind, of.form, of.share_one + of.share_other, -place[of.one]
