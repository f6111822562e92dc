"""Which family each article belongs to, kept in the transaction that stores or changes its text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pipeline.copies import Copy
from pipeline.members import Member, moment
from pipeline.numbers import Contexts, differing_in, in_contexts
from pipeline.ties import Link, groups, ties
from storage.copy_links import Tie, ties_of
from storage.schema import article, family, kin

IDS: "sa.BindParameter[list[int]]" = sa.bindparam("ids", expanding=True)
TOLD = sa.select(
    article.c.id,
    article.c.url,
    article.c.source_id,
    article.c.account,
    article.c.language,
    article.c.first_seen_at,
    article.c.published_at,
    article.c.published_precision,
).where(article.c.id.in_(IDS))
TEXTS = sa.select(article.c.id, article.c.text).where(article.c.id.in_(IDS))
FAMILIES = sa.select(kin.c.article_id, kin.c.family_id).where(kin.c.article_id.in_(IDS))
KIN = sa.select(kin.c.article_id, kin.c.family_id).where(kin.c.family_id.in_(IDS))
BEGIN = sa.insert(family).returning(family.c.id)
JOIN = sa.insert(kin)


def gather(connection: sa.Connection, ids: Collection[int], now: datetime) -> None:
    """Put articles whose texts are new into the families that their copies tie them to; these must be tied already.

    A family keeps its id as it grows; where it becomes one with an older one, the older id stays and the younger row
    leads there. An article whose text was changed may leave its family: then that is put together anew.
    """
    left = dict(connection.execute(FAMILIES, {"ids": list(ids)}).all())
    anew = dict(connection.execute(KIN, {"ids": sorted(set(left.values()))}).all()) if left else {}
    pool = {*ids, *anew}
    found = ties_of(connection, pool)
    if not found and not anew:
        return
    involved = pool | {each.other_id for its in found.values() for each in its}
    there = dict(connection.execute(FAMILIES, {"ids": sorted(involved - anew.keys())}).all())
    together: dict[int, list[int]] = defaultdict(list)
    for article_id, family_id in there.items():
        together[family_id].append(article_id)
    glue = ((members[0], other) for members in together.values() for other in members[1:])
    tied = _tied(connection, involved, [each for its in found.values() for each in its])
    grouped = groups(involved, [*tied, *glue])
    keepers = _keepers(anew, grouped)
    for members in grouped:
        _write(connection, members, there, anew, keepers, now)


def family_of(connection: sa.Connection, article_id: int) -> int | None:
    """The id of an article's family; None where it is in none."""
    found: int | None = connection.execute(
        sa.select(kin.c.family_id).where(kin.c.article_id == article_id)
    ).scalar_one_or_none()
    return found


def link_of(tie: Tie, numbers: int = 0, dates: int = 0) -> Link:
    """A tie as what makes families knows it."""
    of: Copy = tie.found
    return Link(
        tie.article_id, tie.other_id, of.kind, of.score, of.form or "", of.share, of.share_there, numbers, dates
    )


def _tied(connection: sa.Connection, involved: Collection[int], found: Sequence[Tie]) -> Iterator[tuple[int, int]]:
    """The pairs of articles that belong to one family."""
    told = {row.id: _member(row) for row in connection.execute(TOLD, {"ids": sorted(involved)})}
    asked = {article_id for each in found if _is_asked(each) for article_id in (each.article_id, each.other_id)}
    texts: dict[int, str] = dict(connection.execute(TEXTS, {"ids": sorted(asked)}).all()) if asked else {}
    known: dict[int, Contexts] = {}  # one text is compared with several
    for each in found:
        one, other = told[each.article_id], told[each.other_id]
        place = (moment(one), one.url) > (moment(other), other.url), _same_newsroom(one, other)
        if not ties(link_of(each), *place):
            continue
        if _is_asked(each):
            for of in (one.id, other.id):
                if of not in known:
                    known[of] = in_contexts(texts[of])
            kinds = [diff.kind for diff in differing_in(known[one.id], known[other.id])]
            if not ties(link_of(each, kinds.count("number"), kinds.count("date")), *place):
                continue
        yield each.article_id, each.other_id


def _is_asked(tie: Tie) -> bool:
    """True for a tie that may be two bulletins from one template."""
    return tie.found.kind != "exact" and tie.found.form != "quotation"


def _same_newsroom(one: Member, other: Member) -> bool:
    return (one.source, one.account) == (other.source, other.account)


def _member(row: Any) -> Member:
    of = row._mapping
    return Member(
        id=of["id"],
        url=of["url"],
        source=of["source_id"],
        language=of["language"],
        first_seen_at=of["first_seen_at"],
        published_at=of["published_at"],
        published_precision=of["published_precision"],
        account=of["account"],
    )


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


def _write(
    connection: sa.Connection,
    members: Sequence[int],
    there: Mapping[int, int],
    anew: Mapping[int, int],
    keepers: Mapping[int, int],
    now: datetime,
) -> None:
    """Write one group: the family that it is, who joins it and who leaves another."""
    before = {each: family_id for each in members if (family_id := there.get(each, anew.get(each))) is not None}
    claims = {there[each] for each in members if each in there}
    claims |= {anew[each] for each in members if each in anew and keepers.get(anew[each]) in members}
    chosen = min(claims, default=None)
    if len(members) > 1 and chosen is None:
        chosen = connection.execute(BEGIN, {"began_at": now}).scalar_one()
    leave = [each for each, family_id in before.items() if family_id != chosen and each in anew]
    if len(members) == 1:
        leave = [each for each in members if each in anew]
    if leave:
        connection.execute(sa.delete(kin).where(kin.c.article_id.in_(leave)))
    if len(members) == 1 or chosen is None:
        return
    merged = claims - {chosen}
    if merged:
        connection.execute(sa.update(kin).where(kin.c.family_id.in_(merged)).values(family_id=chosen))
        connection.execute(sa.update(family).where(family.c.id.in_(merged)).values(into_id=chosen))
    new = [each for each in members if each not in before or each in leave]
    if new:
        connection.execute(JOIN, [{"article_id": each, "family_id": chosen} for each in new])
