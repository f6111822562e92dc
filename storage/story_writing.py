"""Writes which articles tell one story: a story keeps its id while it grows, and what was merged or split is noted."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage import marks
from storage.schema import story, story_change, telling
from storage.vectors import LOOKED

MEMBERS = sa.select(telling).where(telling.c.story_id.in_(sa.bindparam("ids", expanding=True)))
BEGIN = sa.insert(story).returning(story.c.id)
TURN = "stories"  # the mark that is raised by whoever writes


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in the database around articles that are in no story yet."""

    turn: str
    new: frozenset[int]
    groups: tuple[frozenset[int], ...]  # of the articles that are concerned
    untold: int = 0  # of the new articles, how many are in no story
    texts: int = 0  # how many there are, where the stories of the last days are made anew


def write(connection: sa.Connection, look: Look, now: datetime) -> bool:
    """Write the stories of the groups; False, and nothing written, where somebody else wrote stories meanwhile."""
    if (marks.get(connection, TURN) or "0") != look.turn:
        return False
    marks.put(connection, TURN, str(int(look.turn) + 1))
    if look.texts:
        marks.put(connection, LOOKED, str(look.texts))
    concerned = sorted({each for group in look.groups for each in group})
    before: dict[int, int] = dict(
        connection.execute(sa.select(telling).where(telling.c.article_id.in_(concerned))).all()
    )
    members: dict[int, set[int]] = defaultdict(set)
    for article_id, story_id in connection.execute(MEMBERS, {"ids": sorted(set(before.values()))}):
        members[story_id].add(article_id)
    numbers = {each: number for number, group in enumerate(look.groups) for each in group}
    keepers = {story_id: _keeper(its, numbers) for story_id, its in members.items()}
    for number, group in enumerate(look.groups):
        mine = sorted(story_id for story_id, keeper in keepers.items() if keeper == number)
        chosen = mine[0] if mine else connection.execute(BEGIN, {"began_at": now}).scalar_one()
        _merge(connection, chosen, mine[1:], members, now)
        left = {before[each] for each in group if each in before} - set(mine)
        _note(connection, chosen, "split", {each for each in left if len(members[each]) > 1 and len(group) > 1}, now)
        joining = [each for each in sorted(group) if before.get(each) not in mine]
        if joining:
            connection.execute(sa.delete(telling).where(telling.c.article_id.in_(joining)))
            connection.execute(sa.insert(telling), [{"article_id": each, "story_id": chosen} for each in joining])
    return True


def _keeper(members: Collection[int], numbers: Mapping[int, int]) -> int:
    """The group that keeps a story: that with the most of its articles, of two the one with the oldest."""
    shares: dict[int, list[int]] = defaultdict(list)
    for each in sorted(members):
        if each in numbers:
            shares[numbers[each]].append(each)
    return max(shares, key=lambda number: (len(shares[number]), -shares[number][0]))


def _merge(
    connection: sa.Connection, chosen: int, others: Sequence[int], members: Mapping[int, set[int]], now: datetime
) -> None:
    if not others:
        return
    connection.execute(sa.update(telling).where(telling.c.story_id.in_(others)).values(story_id=chosen))
    connection.execute(sa.update(story).where(story.c.id.in_(others)).values(into_id=chosen))
    _note(connection, chosen, "merged", {each for each in others if len(members[each]) > 1}, now)


def _note(connection: sa.Connection, story_id: int, kind: str, others: Collection[int], now: datetime) -> None:
    rows = [{"story_id": story_id, "at": now, "kind": kind, "other_id": each} for each in sorted(others)]
    if rows:
        connection.execute(sa.insert(story_change), rows)
