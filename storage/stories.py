"""Which articles tell of one event, kept as they come: a story keeps its id while it grows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from config.topic import Topic
from pipeline.pairs import Frequencies
from pipeline.stories import WINDOW, Told, told_together, touched
from pipeline.term_vector import TermVector
from storage import marks
from storage.database import consult, transact
from storage.queries import AT
from storage.schema import article, kin, story, story_change, telling, vector
from storage.vectors import LOOKED, frequencies_for, unpacked, vector_version

BATCH = 200  # articles that are looked at together
SPAN = timedelta(days=1)  # from the first to the last of them
TURN = "stories"  # the mark that is raised by whoever writes
TRIES = 5
# How rare a term is decides what it weighs, and of the first texts nobody knows: each time there are a fifth more than
# at the last such look, the stories of the last days are made anew by what is known now, and those of a small
# collection all of them.
GROWN = 1.2
SMALL = 1000  # texts
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)

WITHOUT = sa.select(telling.c.article_id)
NEW = (
    sa.select(article.c.id, AT.label("at"))
    .join(vector, vector.c.article_id == article.c.id)
    .where(vector.c.version == sa.bindparam("of_version"), article.c.id.not_in(WITHOUT))
    .order_by(AT, article.c.id)
    .limit(BATCH)
)
LATEST = (
    sa.select(article.c.id, AT.label("at"))
    .join(vector, vector.c.article_id == article.c.id)
    .where(vector.c.version == sa.bindparam("of_version"), sa.bindparam("since") <= AT)
    .order_by(AT, article.c.id)
)
NEWEST = sa.select(sa.func.max(AT)).join(vector, vector.c.article_id == article.c.id)
AROUND = (
    sa.select(article.c.id, article.c.language, AT.label("at"), kin.c.family_id, telling.c.story_id)
    .join(vector, vector.c.article_id == article.c.id)
    .outerjoin(kin, kin.c.article_id == article.c.id)
    .outerjoin(telling, telling.c.article_id == article.c.id)
    .where(
        vector.c.version == sa.bindparam("of_version"),
        sa.bindparam("since") <= AT,
        sa.bindparam("until") >= AT,
    )
)
PACKED = sa.select(vector.c.article_id, vector.c.terms).where(
    vector.c.article_id.in_(sa.bindparam("ids", expanding=True))
)
MEMBERS = sa.select(telling).where(telling.c.story_id.in_(sa.bindparam("ids", expanding=True)))
BEGIN = sa.insert(story).returning(story.c.id)


@dataclass(slots=True)
class Known:
    """Vectors that were read already; of those that are too old for the next articles none is kept."""

    vectors: dict[int, TermVector] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in the database around articles that are in no story yet."""

    turn: str
    new: frozenset[int]
    groups: tuple[frozenset[int], ...]  # of the articles that are concerned
    untold: int = 0  # of the new articles, how many are in no story
    texts: int = 0  # how many there are, where the stories of the last days are made anew


def tell_stories(
    engine: sa.Engine,
    topic: Topic,
    now: datetime,
    most: int | None = None,
    step: Callable[[int], None] = lambda articles: None,
) -> int:
    """Put the articles that have a vector and no story into stories, by their times; return how many.

    With `most`, about so many. Memory holds the articles of some days, and no transaction is open while they are
    compared; where another process wrote stories meanwhile it is done again. `step` is told how many more are done.
    """
    known, done = Known(), 0
    while most is None or done < most:
        for _ in range(TRIES):
            look = consult(engine, partial(_look, topic=topic, known=known))
            if not look.new or transact(engine, partial(_write, look=look, now=now)):
                break
        if not look.new:
            break
        done += look.untold
        step(look.untold)
    return done


def number_untold(connection: sa.Connection) -> int:
    """How many articles are in no story."""
    query = sa.select(sa.func.count()).select_from(article).where(article.c.id.not_in(WITHOUT))
    return int(connection.execute(query).scalar_one())


def story_of(connection: sa.Connection, article_id: int) -> int | None:
    """The id of the story that an article tells; None where it was not looked at yet."""
    query = sa.select(telling.c.story_id).where(telling.c.article_id == article_id)
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found


def _look(connection: sa.Connection, topic: Topic, known: Known) -> Look:
    """The next articles, and the groups that they and those around them make."""
    version = vector_version(topic)
    turn = marks.get(connection, TURN) or "0"
    again = _look_again(connection, version, turn, known)
    if again:
        return again
    new = connection.execute(NEW, {"of_version": version}).all()
    if not new:
        return Look(turn, frozenset(), ())
    new = [each for each in new if each.at <= new[0].at + SPAN]
    return _around(connection, version, Look(turn, frozenset(each.id for each in new), ()), new, known)


def _look_again(connection: sa.Connection, version: str, turn: str, known: Known) -> Look | None:
    """The articles of the last days, where there are many more texts than at the last such look; else None."""
    texts = int(connection.execute(sa.select(sa.func.count()).select_from(vector)).scalar_one())
    newest = connection.execute(NEWEST).scalar_one()
    if newest is None or texts < GROWN * int(marks.get(connection, LOOKED) or "0"):
        return None
    since = newest - 2 * WINDOW if texts > SMALL else BEGINNING
    its = connection.execute(LATEST, {"of_version": version, "since": since}).all()
    return _around(connection, version, Look(turn, frozenset(each.id for each in its), (), texts=texts), its, known)


def _around(connection: sa.Connection, version: str, look: Look, new: Sequence[Any], known: Known) -> Look:
    """The look with the groups that its articles and those around them make."""
    # A neighbour of a neighbour counts too, so twice the window on either side.
    asked = {"of_version": version, "since": new[0].at - 2 * WINDOW, "until": new[-1].at + 2 * WINDOW}
    around = connection.execute(AROUND, asked).all()
    _read(connection, around, known)
    texts = {each.id: Told(each.id, each.at, known.vectors[each.id]) for each in around}
    firsts, families = _families(around)
    terms = {term for each in firsts.values() for term in known.vectors[each].terms}
    frequencies = frequencies_for(connection, terms)
    ids = {firsts[each.id] for each in new}
    groups = _grouped([texts[each] for each in set(firsts.values())], frequencies, ids)
    whole = tuple(frozenset(member for first in group for member in families[first]) for group in groups)
    return replace(look, groups=whole, untold=sum(each.story_id is None and each.id in look.new for each in around))


def _grouped(texts: Sequence[Told], frequencies: Frequencies, ids: Collection[int]) -> list[tuple[int, ...]]:
    return told_together(touched(texts, frequencies, ids), frequencies)


def _read(connection: sa.Connection, around: Iterable[Any], known: Known) -> None:
    """Read the vectors that are not known yet, and forget those that are no longer asked for."""
    languages = {each.id: each.language for each in around}
    known.vectors = {each: its for each, its in known.vectors.items() if each in languages}
    missing = sorted(languages.keys() - known.vectors.keys())
    for start in range(0, len(missing), BATCH):
        for article_id, terms in connection.execute(PACKED, {"ids": missing[start : start + BATCH]}):
            known.vectors[article_id] = unpacked(terms, languages[article_id])


def _families(around: Iterable[Any]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """For each article the first of its family, which is compared for all of them, and the members of each."""
    by_family: dict[object, list[int]] = defaultdict(list)
    for each in around:
        by_family[("family", each.family_id) if each.family_id is not None else each.id].append(each.id)
    families = {min(members): sorted(members) for members in by_family.values()}
    return {member: first for first, members in families.items() for member in members}, families


def _write(connection: sa.Connection, look: Look, now: datetime) -> bool:
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
