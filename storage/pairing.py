"""Pairs of stored articles: of one story across languages, and of a retelling with its original where it is stored."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import sqlalchemy as sa

from pipeline.pairs import Frequencies, Tie, pair_of
from pipeline.relays import Kind
from pipeline.source_outlets import Newsrooms
from pipeline.stories import scale_of
from pipeline.term_vector import TermVector
from storage.details import with_ids
from storage.queries import Selection, listed
from storage.relays import StoredRelay, relays_of
from storage.schema import telling
from storage.stored import Listed
from storage.vectors import frequencies_for, vectors_of

BATCH = 50  # selected articles whose pairs are looked at together
TIES = 12  # terms that are told of a pair

Relation = Literal["story"] | Kind


@dataclass(frozen=True, slots=True)
class StoredPair:
    """Two articles that belong together, how near they are (1 being the median of two on one event), and why.

    Of a relay `one` is the retelling and `other` its original; else `one` is Chinese and `other` English.
    """

    one: Listed
    other: Listed
    relation: Relation
    score: float
    ties: tuple[Tie, ...]
    story_id: int | None
    outlet: str = ""  # that is retold


def pairs_of(connection: sa.Connection, selection: Selection, newsrooms: Newsrooms) -> Iterator[StoredPair]:
    """The pairs of which an article is selected, each once, by the newest one first.

    Two of one story are a relay where one is linked to the other. Memory holds the stories of a batch, and the numbers
    of the articles that were looked at.
    """
    seen: set[int] = set()
    selected = listed(connection, selection)
    while batch := {each.id: each for each in islice(selected, BATCH)}:
        yield from _pairs(connection, batch, seen, selection.leave_out, newsrooms)


def _pairs(
    connection: sa.Connection,
    batch: Mapping[int, Listed],
    seen: set[int],
    leave_out: Collection[int],
    newsrooms: Newsrooms,
) -> Iterator[StoredPair]:
    """The pairs of some articles; each is put among those seen when its own are told."""
    stories = _stories(connection, batch)
    members = {each for its in stories.values() for each in its}
    relays = relays_of(connection, batch.keys() | members, newsrooms)
    originals = {each.relay.of for its in relays.values() for each in its if each.relay.of is not None}
    others = _listed(connection, (members | originals) - batch.keys())
    every = {**others, **batch}
    story_of = {each: story_id for story_id, its in stories.items() for each in its}
    linked = _linked(relays, every)
    vectors = vectors_of(connection, members)
    frequencies = frequencies_for(connection, {term for each in vectors.values() for term in each.terms})
    for article_id in batch:
        mates = (each for each in stories.get(story_of.get(article_id, -1), ()) if each in every)
        found = {
            frozenset((article_id, each)): each for each in mates if every[each].language != every[article_id].language
        }
        found |= {pair: next(iter(pair - {article_id})) for pair in linked if article_id in pair}
        for pair, other_id in sorted(found.items(), key=lambda each: each[1]):
            if other_id in seen or other_id in leave_out:
                continue
            if pair in linked:
                retelling, relay = linked[pair]
                of = relay.relay
                original = next(iter(pair - {retelling}))
                story = story_of.get(article_id) if story_of.get(article_id) == story_of.get(other_id) else None
                yield StoredPair(every[retelling], every[original], of.kind, of.score, of.ties, story, of.outlet)
            elif article_id in vectors and other_id in vectors:
                yield _of_story(every[article_id], every[other_id], vectors, frequencies, story_of[article_id])
        seen.add(article_id)


def _of_story(
    one: Listed, other: Listed, vectors: Mapping[int, TermVector], frequencies: Frequencies, story_id: int
) -> StoredPair:
    chinese, english = (one, other) if one.language == "zh" else (other, one)
    found = pair_of(vectors[chinese.id], vectors[english.id], frequencies, TIES)
    score = found.score / scale_of(chinese.language, english.language)
    return StoredPair(chinese, english, "story", score, found.ties, story_id)


def _linked(
    relays: Mapping[int, Iterable[StoredRelay]], every: Mapping[int, Listed]
) -> dict[frozenset[int], tuple[int, StoredRelay]]:
    """The linked relays by both articles, with the one that retells; of several outlets that of the best score."""
    found: dict[frozenset[int], tuple[int, StoredRelay]] = {}
    for article_id, its in relays.items():
        for each in its:
            if each.relay.of is None or each.relay.of not in every or article_id not in every:
                continue
            pair = frozenset((article_id, each.relay.of))
            if pair not in found or found[pair][1].relay.score < each.relay.score:
                found[pair] = article_id, each
    return found


def _stories(connection: sa.Connection, ids: Collection[int]) -> dict[int, list[int]]:
    """The articles of each story that one of these tells."""
    wanted = sa.select(telling.c.story_id).where(telling.c.article_id.in_(sorted(ids)))
    found: dict[int, list[int]] = defaultdict(list)
    for article_id, story_id in connection.execute(sa.select(telling).where(telling.c.story_id.in_(wanted))):
        found[story_id].append(article_id)
    return found


def _listed(connection: sa.Connection, ids: Collection[int]) -> dict[int, Listed]:
    found: dict[int, Listed] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), 1000):
        found |= {each.id: each for each in with_ids(connection, tuple(wanted[start : start + 1000]))}
    return found
