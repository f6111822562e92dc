"""Which family each article belongs to, kept in the transaction that stores or changes its text."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from pipeline.ties import Groups
from storage.family_pairs import join_tied, pairs_of, turned_round
from storage.schema import family, kin

IDS: "sa.BindParameter[list[int]]" = sa.bindparam("ids", expanding=True)
FAMILIES = sa.select(kin.c.article_id, kin.c.family_id).where(kin.c.article_id.in_(IDS))
KIN = sa.select(kin.c.article_id, kin.c.family_id).where(kin.c.family_id.in_(IDS))
BEGIN = sa.insert(family).returning(family.c.id, sort_by_parameter_order=True)
JOIN = sa.insert(kin)
LEAVE = sa.delete(kin).where(kin.c.article_id.in_(IDS))


def gather(connection: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Put articles whose texts are new into the families that their copies tie them to; these must be tied already.

    A family keeps its id as it grows; where it becomes one with an older one, the older id stays and the younger row
    leads there. An article whose text was changed may leave its family: then that is put together anew. So it is where
    a text turns out to be older than one that it is tied to: which was made of which is seen otherwise then.
    """
    pairs = pairs_of(connection, ids)
    doubtful = turned_round(connection, pairs, ids)
    left = dict(connection.execute(FAMILIES, {"ids": [*ids, *doubtful]}).all())
    anew = dict(connection.execute(KIN, {"ids": sorted(set(left.values()))}).all()) if left else {}
    pool = {*ids, *anew}
    if anew.keys() - set(ids):
        pairs = pairs_of(connection, pool)
    if not pairs.found and not anew:
        return
    involved = pool.union(*((each.article_id, each.other_id) for each in pairs.found))
    there = dict(connection.execute(FAMILIES, {"ids": sorted(involved - anew.keys())}).all())
    grouping = Groups(involved)
    first_of: dict[int, int] = {}
    for article_id, family_id in there.items():
        grouping.join(first_of.setdefault(family_id, article_id), article_id)
    join_tied(connection, grouping, pairs)
    grouped = grouping.listed()
    _forget_parted(connection, anew, grouped)
    _write(connection, grouped, there, anew, now)


def family_of(connection: sa.Connection, article_id: int) -> int | None:
    """The id of an article's family; None where it is in none."""
    found: int | None = connection.execute(
        sa.select(kin.c.family_id).where(kin.c.article_id == article_id)
    ).scalar_one_or_none()
    return found


def _forget_parted(connection: sa.Connection, anew: Mapping[int, int], grouped: Iterable[Sequence[int]]) -> None:
    """Let no id of a family that became a part of another lead there where that one parts again.

    Which of the parts it was nobody can tell any more, and it must not lead to a text that it never carried.
    """
    parts = Counter(
        family_id for members in grouped if len(members) > 1 for family_id in {anew.get(each) for each in members}
    )
    parted = [family_id for family_id, number in parts.items() if family_id is not None and number > 1]
    if parted:
        connection.execute(sa.update(family).where(family.c.into_id.in_(parted)).values(into_id=None))


def _keepers(anew: Mapping[int, int], grouped: Iterable[Sequence[int]]) -> dict[int, int]:
    """Of each family that is put together anew the first member of the group that keeps its id: the oldest that can."""
    keepers: dict[int, int] = {}
    for members in grouped:
        if len(members) > 1:
            for article_id in members:
                if article_id in anew:
                    family_id = anew[article_id]
                    keepers[family_id] = min(keepers.get(family_id, article_id), article_id)
    return keepers


def _claims(
    members: Sequence[int], there: Mapping[int, int], anew: Mapping[int, int], keepers: Mapping[int, int]
) -> set[int]:
    """The ids that a group may have: of the families that it joins, and of those that it keeps."""
    kept = {anew[each] for each in members if each in anew and keepers.get(anew[each]) in members}
    return kept | {there[each] for each in members if each in there}


def _write(
    connection: sa.Connection,
    grouped: Sequence[Sequence[int]],
    there: Mapping[int, int],
    anew: Mapping[int, int],
    now: datetime,
) -> None:
    """Write the families that the groups are, who joins them and who leaves others.

    The new families are one statement and so are all who join: one each for every group took a twentieth of the time.
    """
    keepers = _keepers(anew, grouped)
    claims = [_claims(members, there, anew, keepers) for members in grouped]
    new = sum(len(members) > 1 and not ids for members, ids in zip(grouped, claims, strict=True))
    begun = iter(connection.scalars(BEGIN, [{"began_at": now}] * new).all() if new else ())
    left: list[int] = []
    joined: list[dict[str, int]] = []
    for members, ids in zip(grouped, claims, strict=True):
        if len(members) == 1:
            left += [each for each in members if each in anew]
            continue
        chosen = min(ids) if ids else next(begun)
        leave = {each for each in members if anew.get(each, chosen) != chosen}
        left += leave
        if merged := ids - {chosen}:
            connection.execute(sa.update(kin).where(kin.c.family_id.in_(merged)).values(family_id=chosen))
            connection.execute(sa.update(family).where(family.c.id.in_(merged)).values(into_id=chosen))
        new_here = (each for each in members if each in leave or not (each in there or each in anew))
        joined += ({"article_id": each, "family_id": chosen} for each in new_here)
    if left:
        connection.execute(LEAVE, {"ids": left})
    if joined:
        connection.execute(JOIN, joined)
