"""Which articles are to be compared with a new one: those with a band or some passages of its own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from pipeline.crowds import crowds
from pipeline.signature import Keys, Signature, bands, estimate, keys_of
from storage.copy_keys import BANDS, PASSAGES, Asked, KeyRows, find
from storage.copy_links import NEAREST
from storage.counted import Counted
from storage.schema import signature

MOST = NEAREST  # candidates of an article, and articles with a band that are looked at, the newest
FEWEST_PASSAGES = 3  # that two texts share, to be compared for these alone
LEAST_ALIKE = 0.2  # as the signatures tell it, to be compared for a band alone; copies begin at .3
# A passage tells nothing on more articles than twenty, or a two-hundredth of all, but at most what is counted fast.
FEW, SHARE, MANY = 20, 200, 500

# But near-copies are one text: of the newest articles with a passage those count that are no near-copies of each other.
LOOKED_AT = 64

NO_KEYS: Keys = np.empty(0, np.int64)
OF_ALL = sa.select(signature.c.article_id, signature.c.minima)
MINIMA = {
    "sqlite": OF_ALL.where(signature.c.article_id.in_(sa.bindparam("ids", expanding=True))),
    # Hundreds of parameters are a new statement each time, to be planned anew.
    "postgresql": OF_ALL.where(
        signature.c.article_id == sa.any_(sa.bindparam("ids", type_=postgresql.ARRAY(sa.Integer)))
    ),
}


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
    bands: KeyRows
    passages: KeyRows


@dataclass(slots=True)
class Shares:
    """What one article shares with others: how many bands and passages with each."""

    bands: Counter[int] = field(default_factory=Counter)
    passages: Counter[int] = field(default_factory=Counter)
    common: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rows:
    """The keys of a group of articles, sorted. Most are of one article alone, so they are sorted out in arrays."""

    all: KeyRows
    once: list[int]  # each key
    repeated: list[int]  # those that more than one of the group have

    @classmethod
    def of(cls, group: Sequence[Fresh], keys: Sequence[Keys]) -> "Rows":
        """The rows of a group whose articles have these keys."""
        of_all = np.concatenate([*keys, NO_KEYS])
        articles = np.repeat([each.article_id for each in group], [len(each) for each in keys])
        order = np.argsort(of_all, kind="stable")
        of_all, articles = of_all[order], articles[order]
        is_again = np.zeros(len(of_all), np.bool_)
        np.equal(of_all[1:], of_all[:-1], out=is_again[1:])
        rows = np.stack((of_all, articles), axis=1)
        return cls(rows, of_all[~is_again].tolist(), of_all[is_again].tolist())

    def had_by(self, stored: dict[int, list[int]]) -> dict[int, list[int]]:
        """The stored articles with each key that more than one article has, those of the group counted."""
        return {key: [] for key in self.repeated} | stored


def candidates_of(connection: sa.Connection, group: Sequence[Fresh]) -> Found:
    """The candidates of each of a group of articles: stored ones, and those that stand before it in the group.

    What comes out does not depend on how articles are grouped, only on their order. Nothing is written.
    """
    its_bands = [bands(each.signature.values) for each in group]
    its_passages = [keys_of(each.signature.passages) for each in group]
    counted = Counted(connection)
    commons = [common_from(counted.until(each.article_id)) for each in group]
    most = max([LOOKED_AT, *(each + 1 for each in commons)])
    minima = Minima(connection, group)
    bands_of, passages_of = (Rows.of(group, each) for each in (its_bands, its_passages))
    stored = find(connection, [Asked(BANDS, bands_of.once, MOST), Asked(PASSAGES, passages_of.once, most)])
    with_band, with_passage = bands_of.had_by(stored[0]), passages_of.had_by(stored[1])
    found: list[Shares] = []
    for number, each in enumerate(group):
        some_bands = with_band.keys() & its_bands[number].tolist()
        some_passages = with_passage.keys() & its_passages[number].tolist()
        found.append(shares_of(some_bands, some_passages, with_band, with_passage, commons[number], minima))
        for keys, others in ((some_bands, with_band), (some_passages, with_passage)):
            for key in keys:
                others[key].insert(0, each.article_id)
    return Found(chosen(group, found, minima), bands_of.all, passages_of.all)


def common_from(articles: int) -> int:
    """On how many articles a passage may stand and still tell something, when so many have come."""
    return max(FEW, min(articles // SHARE, MANY))


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
    for key in its_bands:
        if others := with_band.get(key):
            found.bands.update(others[:MOST])
    newest: dict[int, tuple[int, ...]] = {}  # of passages that many have
    for key in its_passages:
        if others := with_passage.get(key):
            if len(others) <= most:
                found.passages.update(others)
            else:
                newest[key] = tuple(others[:LOOKED_AT])
    told = {*newest.values()}  # the passages of a notice have the same articles
    tells_nothing = crowds(minima.of({each for its in told for each in its}), told, FEW + 1) if told else frozenset()
    for key, its in newest.items():
        if its in tells_nothing:
            found.common.append(key)
        else:
            found.passages.update(its)
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
            self.known |= dict(
                self.connection.execute(MINIMA[self.connection.dialect.name], {"ids": sorted(asked)}).all()
            )
        return {each: values for each in ids if (values := self.known[each]) is not None}


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
        of_all.append(Candidates(tuple(nearest), np.array(sorted(its.common), np.int64)))
    return of_all
