"""Which articles tell of one event, kept as they come: a story keeps its id while it grows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
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
from storage.schema import article, kin, telling, vector
from storage.storied import WITHOUT
from storage.story_writing import TURN, Look, write
from storage.vectors import LOOKED, frequencies_for, unpacked, vector_version

BATCH = 200  # articles that are looked at together
SPAN = timedelta(days=1)  # from the first to the last of them
TRIES = 5
# How rare a term is decides what it weighs, and of the first texts nobody knows: each time there are a fifth more than
# at the last such look, the stories of the last days are made anew by what is known now, and those of a small
# collection all of them.
GROWN = 1.2
SMALL = 1000  # texts
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)

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


@dataclass(slots=True)
class Known:
    """Vectors that were read already; of those that are too old for the next articles none is kept."""

    vectors: dict[int, TermVector] = field(default_factory=dict)


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
            if not look.new or transact(engine, partial(write, look=look, now=now)):
                break
        if not look.new:
            break
        done += look.untold
        step(look.untold)
    return done


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
