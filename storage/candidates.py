"""Which articles are to be compared with a new one: those with a band or some passages of its own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import sqlalchemy as sa

from pipeline.signature import VALUES, Keys, Signature, bands, estimate, keys_of
from storage.copy_keys import BANDS, PASSAGES, KeyTable, Row, find
from storage.copy_links import NEAREST
from storage.schema import signature

MOST = NEAREST  # candidates of an article, and articles with a band that are looked at, the newest
FEWEST_PASSAGES = 3  # that two texts share, to be compared for these alone
LEAST_ALIKE = 0.2  # as the signatures tell it, to be compared for a band alone; copies begin at .3
# A passage tells nothing on more articles than twenty, or a two-hundredth of all, but at most what is counted fast.
FEW, SHARE, MANY = 20, 200, 500

# But near-copies are one text: of the newest articles with a passage those count that are no near-copies of each other.
LOOKED_AT = 64
ONE_TEXT = 0.6  # as the signatures tell it

NO_KEYS: Keys = np.empty(0, np.int64)
MINIMA = sa.select(signature.c.article_id, signature.c.minima).where(
    signature.c.article_id.in_(sa.bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Fresh:
    """An article whose text is not among the signed ones yet."""

    article_id: int
    letters: str  # their hash
    text: str
    signature: Signature


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """What an article is to be compared with, and which of its passages tell nothing."""

    ids: tuple[int, ...]
    common: Keys


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of each of a group, and the rows of the keys of all of them."""

    candidates: list[Candidates]
    bands: list[Row]
    passages: list[Row]


@dataclass(slots=True)
class Shares:
    """What one article shares with others: how many bands and passages with each."""

    bands: Counter[int] = field(default_factory=Counter)
    passages: Counter[int] = field(default_factory=Counter)
    common: list[int] = field(default_factory=list)


def candidates_of(connection: sa.Connection, group: Sequence[Fresh]) -> Found:
    """The candidates of each of a group of articles: stored ones, and those that stand before it in the group.

    What comes out does not depend on how articles are grouped, only on their order. Nothing is written.
    """
    its_bands = [bands(each.signature.values) for each in group]
    its_passages = [keys_of(each.signature.passages) for each in group]
    most = max(LOOKED_AT, common_from(max((each.article_id for each in group), default=0)) + 1)
    minima = Minima(connection, group)
    with_band, bands_of = who_has(connection, BANDS, group, its_bands, MOST)
    with_passage, passages_of = who_has(connection, PASSAGES, group, its_passages, most)
    found: list[Shares] = []
    for number, each in enumerate(group):
        some_bands = with_band.keys() & its_bands[number].tolist()
        some_passages = with_passage.keys() & its_passages[number].tolist()
        common = common_from(each.article_id)
        found.append(shares_of(some_bands, some_passages, with_band, with_passage, common, minima))
        for keys, others in ((some_bands, with_band), (some_passages, with_passage)):
            for key in keys:
                others[key].insert(0, each.article_id)
    return Found(chosen(group, found, minima), bands_of, passages_of)


def who_has(
    connection: sa.Connection, table: KeyTable, group: Sequence[Fresh], keys: Sequence[Keys], most: int
) -> tuple[dict[int, list[int]], list[Row]]:
    """The stored articles with each key that more than one article has, and all keys of the group as sorted rows.

    Most keys are of one article alone, so they are sorted out in arrays.
    """
    of_all = np.concatenate([*keys, NO_KEYS])
    articles = np.repeat([each.article_id for each in group], [len(each) for each in keys])
    order = np.argsort(of_all, kind="stable")
    of_all, articles = of_all[order], articles[order]
    rows = list(zip(of_all.tolist(), articles.tolist(), strict=True))
    with_key = find(connection, table, np.unique(of_all).tolist(), most)
    for key in of_all[1:][of_all[1:] == of_all[:-1]].tolist():
        with_key.setdefault(key, [])
    return with_key, rows


def common_from(article_id: int) -> int:
    """On how many articles a passage may stand and still tell something, when an article of this number comes."""
    return max(FEW, min(article_id // SHARE, MANY))


def shares_of(
    its_bands: Iterable[int],
    its_passages: Iterable[int],
    with_band: dict[int, list[int]],
    with_passage: dict[int, list[int]],
    most: int,
    minima: "Minima",
) -> Shares:
    """What an article with these keys shares with others, given who has each key."""
    found = Shares()
    tells_nothing: dict[tuple[int, ...], bool] = {}  # the passages of a notice have the same articles
    for key in its_bands:
        if others := with_band.get(key):
            found.bands.update(others[:MOST])
    for key in its_passages:
        if others := with_passage.get(key):
            if len(others) <= most:
                found.passages.update(others)
                continue
            newest = tuple(others[:LOOKED_AT])
            if newest not in tells_nothing:
                tells_nothing[newest] = minima.are_many(newest)
            if tells_nothing[newest]:
                found.common.append(key)
            else:
                found.passages.update(newest)
    return found


class Minima:
    """The signatures of articles, each looked up once."""

    def __init__(self, connection: sa.Connection, group: Sequence[Fresh]) -> None:
        self.connection = connection
        self.known: dict[int, bytes | None] = {each.article_id: each.signature.values for each in group}

    def of(self, ids: Iterable[int]) -> dict[int, bytes]:
        """The signatures of those that have one."""
        ids = list(ids)
        asked = [each for each in ids if each not in self.known]
        if asked:
            self.known |= dict.fromkeys(asked)
            self.known |= dict(self.connection.execute(MINIMA, {"ids": sorted(asked)}).all())
        return {each: values for each in ids if (values := self.known[each]) is not None}

    def are_many(self, ids: Sequence[int]) -> bool:
        """True where these articles are more than twenty texts, near-copies counted as one."""
        rows = [np.frombuffer(values, "<u4") for values in self.of(ids).values()]
        texts = np.empty((FEW + 1, VALUES), np.uint32)
        number = 0
        for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
            if number + left <= FEW:
                return False
            if number and int((texts[:number] == row).sum(axis=1).max()) >= ONE_TEXT * VALUES:
                continue
            if number == FEW:
                return True
            texts[number] = row
            number += 1
        return False


def chosen(group: Sequence[Fresh], found: Sequence[Shares], known: Minima) -> list[Candidates]:
    """Of those with shared keys the ones to compare: enough passages, or alike by their signatures; the 50 nearest."""
    doubtful = {other for each in found for other in each.bands if each.passages[other] < FEWEST_PASSAGES}
    minima = known.of(doubtful)
    of_all: list[Candidates] = []
    for each, its in zip(group, found, strict=True):
        kept = {other: number for other, number in its.passages.items() if number >= FEWEST_PASSAGES}
        for other, number in its.bands.items():
            if other in kept:
                kept[other] += number
            elif other in minima and estimate(each.signature.values, minima[other]) >= LEAST_ALIKE:
                kept[other] = number + its.passages[other]
        nearest = sorted(kept, key=lambda other: (-kept[other], other))[:MOST]
        of_all.append(Candidates(tuple(nearest), np.array(its.common, np.int64)))
    return of_all
