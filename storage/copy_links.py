"""What articles are copies of, and what copies there are of them, with the evidence."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

from pipeline.copies import Copy, Kind, exact, place_of
from pipeline.fold import letters
from pipeline.frames import Frame, beside, frame_of
from pipeline.numbers import Numbers, differing_in
from pipeline.passage_form import Form
from pipeline.shared import Run
from storage.schema import article, copy

BY_ID = sa.select(article.c.id, article.c.letters).where(article.c.id.in_(sa.bindparam("ids", expanding=True)))
BY_LETTERS = (
    sa.select(article.c.id, article.c.letters)
    .where(article.c.letters.in_(sa.bindparam("hashes", expanding=True)))
    .order_by(article.c.id)
)
TIED = sa.select(copy).where(
    copy.c.kind != "exact",
    sa.or_(
        copy.c.article_id.in_(sa.bindparam("ids", expanding=True)),
        copy.c.of_id.in_(sa.bindparam("ids", expanding=True)),
    ),
)
# Of other texts an article is compared with the 50 nearest, and a later one with it where it is among its own.
NEAREST = 50
SAME_LETTERS = Copy("exact", 1.0, None, None, 1, 1.0, 1.0)
TEXTS = sa.select(article.c.id, article.c.text).where(article.c.id.in_(sa.bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Tie:
    """That an article and another are copies. Which of them came first their times and credits tell, not their ids."""

    article_id: int
    other_id: int
    found: Copy  # seen from the article: `here` is its text


@dataclass(frozen=True, slots=True)
class CopyLink:
    """A tie with its evidence in the texts as they are stored."""

    tie: Tie
    place: (
        tuple[int, int] | None
    )  # the longest shared run: characters of the article's text from the first to before the second
    other_place: tuple[int, int] | None
    numbers: Numbers  # and dates, that are others in the other text


def links_of(connection: sa.Connection, article_id: int) -> tuple[CopyLink, ...]:
    """The copies of an article with their evidence, the likest first; none for an article that is not there."""
    ties = ties_of(connection, [article_id]).get(article_id, ())
    asked = {article_id, *(each.other_id for each in ties)}
    texts: dict[int, str] = dict(connection.execute(TEXTS, {"ids": sorted(asked)}).all()) if ties else {}
    if not ties:
        return ()
    frame = frame_of(texts[article_id])
    return tuple(evidence(each, texts[article_id], texts[each.other_id], frame) for each in ties)


def may_be_more(links: Iterable[CopyLink]) -> bool:
    """True where an article has so many copies of other letters that there may be some to which it is not tied."""
    return sum(each.tie.found.kind != "exact" for each in links) >= NEAREST


def evidence(tie: Tie, text: str, other: str, frame: Frame) -> CopyLink:
    """A tie with its evidence in both texts; the frame is that of the one, which is compared with many."""
    found = tie.found
    if found.kind == "exact":
        found = exact(letters(text)) or found
    run = found.longest
    place = place_of(text, run.here, run.length) if run else None
    if other == text:
        return CopyLink(Tie(tie.article_id, tie.other_id, found), place, place, Numbers((), 0, 0, len(frame.tokens)))
    other_place = place_of(other, run.there, run.length) if run else None
    its = frame_of(other)
    numbers = differing_in(frame, its, beside(frame, its))
    return CopyLink(Tie(tie.article_id, tie.other_id, found), place, other_place, numbers)


def ties_of(connection: sa.Connection, ids: Collection[int]) -> dict[int, tuple[Tie, ...]]:
    """The copies of each article that has any, the likest first.

    What one of the articles with the same letters is tied to, all of them are. Of exact copies among the others only
    the one that is signed is named, which leads to the rest.
    """
    hashes = {article_id: same for article_id, same in connection.execute(BY_ID, {"ids": list(ids)}) if same}
    if not hashes:
        return {}
    same: dict[str, list[int]] = defaultdict(list)
    for article_id, hashed in connection.execute(BY_LETTERS, {"hashes": sorted(set(hashes.values()))}):
        same[hashed].append(article_id)
    of_letters = {article_id: hashed for hashed, members in same.items() for article_id in members}
    others: dict[str, list[tuple[int, Copy]]] = defaultdict(list)
    for row in connection.execute(TIED, {"ids": sorted(of_letters)}):
        if row.article_id in of_letters:
            others[of_letters[row.article_id]].append((row.of_id, copy_of_row(row)))
        if row.of_id in of_letters:
            others[of_letters[row.of_id]].append((row.article_id, turned(copy_of_row(row))))
    return {
        article_id: tuple(ties)
        for article_id, hashed in hashes.items()
        if (ties := sorted_ties(article_id, same[hashed], others[hashed]))
    }


def sorted_ties(article_id: int, same: Iterable[int], others: Iterable[tuple[int, Copy]]) -> list[Tie]:
    """The ties of an article to those with the same letters and to others, the likest first."""
    ties = [Tie(article_id, each, SAME_LETTERS) for each in same if each != article_id]
    ties += [Tie(article_id, other_id, found) for other_id, found in others]
    return sorted(ties, key=lambda each: (-each.found.score, each.other_id))


def copy_of_row(row: Any) -> Copy:
    """What the table holds of a copy, seen from its article."""
    longest = None if row.length is None else Run(row.place, row.place_of, row.length)
    kind, form = cast("Kind", row.kind), cast("Form | None", row.form or None)
    return Copy(kind, row.score, form, longest, row.runs, row.share, row.share_of)


def turned(found: Copy) -> Copy:
    """The same seen from the other article."""
    run = found.longest
    longest = None if run is None else Run(run.there, run.here, run.length)
    return Copy(found.kind, found.score, found.form, longest, found.runs, found.share_there, found.share)
