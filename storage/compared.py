"""A comparison of stored articles under a cut, in passes that each hold little: rows, stories, texts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo

import sqlalchemy as sa

from config.source import Source
from config.topic import Topic
from pipeline.attention import By, Published, attention
from pipeline.compare import day_of
from pipeline.comparison import Comparison, Counted, Edge
from pipeline.distinctive import NO_NAME, SideTerms, distinctive
from pipeline.examples import example_of
from pipeline.gaps import Enough
from pipeline.hearing import heard
from pipeline.newsrooms import name_of
from pipeline.paired_terms import pair_rates
from pipeline.sides import Cut, side_of
from pipeline.wording import Tally, Wording
from storage.one_sided import stories_told
from storage.published import ids_of, outlets_cited, published, texts_of
from storage.queries import Selection
from storage.told import reports_of, text_key

MOST_NAMED = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, and how."""

    selection: Selection
    cut: Cut
    by: By
    zone: tzinfo
    sources: Mapping[str, Source]
    topic: Topic
    pairs: Topic
    enough: Enough
    story: int | None = None
    least: int = 2  # texts of a story to be a gap
    most_gaps: int = 50  # that are told of one by one, those with the most texts
    most_texts: int | None = None  # whose words are counted, the newest


@dataclass(slots=True)
class _Meant:
    """The articles asked for: the side and the source of each, and one of each text on each side, by their times."""

    ids: Collection[int]
    sides: dict[int, str]
    sources: dict[int, str]
    texts: dict[int, tuple[str, int]]
    firsts: dict[tuple[str, tuple[str, int]], int]


def compared(connection: sa.Connection, asked: Asked, step: Callable[[int], None] = lambda texts: None) -> Comparison:
    """What sets the sides apart; `step` is told how many more texts are read. Empty of an empty store."""
    asked = _of_story(connection, asked)
    meant = _Meant(_ids(connection, asked), {}, {}, {}, {})
    shares, volume = attention(_rows(connection, asked, meant), asked.by)
    told = stories_told(connection, asked, meant.sides.keys())
    ids = list(meant.firsts.values())
    read = ids if asked.most_texts is None else ids[max(0, len(ids) - asked.most_texts) :]
    wording = _wording(connection, read, meant, asked, step)
    names = {each.id: (each.zh, each.en) for each in asked.pairs.terms}
    cited, relays = _citations(connection, meant)
    terms = distinctive(wording, asked.topic, asked.pairs)
    return Comparison(
        cut=asked.cut,
        by=asked.by,
        sides=tuple(each.side for each in shares),
        attention=shares,
        volume=volume,
        read=dict(wording.texts),
        unread=len(ids) - len(read),
        words=dict(wording.words),
        counts=told.counts,
        leads=told.leads,
        distinctive=tuple(_with_examples(connection, terms, asked)),
        entities=_named(asked.topic, wording, wording.names, NO_NAME),
        quoted=_named(asked.topic, wording, wording.quoted, ()),
        pairs=pair_rates(names, wording.said_pairs()),
        gaps=told.gaps,
        cited=cited,
        relays=relays,
    )


def _of_story(connection: sa.Connection, asked: Asked) -> Asked:
    """Of one story, the period from its first article to its last where none was asked for."""
    if asked.story is None:
        return asked
    its = [report for _, reports in reports_of(connection, [asked.story]) for report in reports]
    if not its:
        return asked
    since = asked.selection.since or its[0].at
    until = asked.selection.until or its[-1].at + timedelta(microseconds=1)
    return replace(asked, selection=replace(asked.selection, since=since, until=until))


def _ids(connection: sa.Connection, asked: Asked) -> set[int]:
    ids = ids_of(connection, asked.selection)
    if asked.story is None:
        return ids
    return ids & {report.id for _, reports in reports_of(connection, [asked.story]) for report in reports}


def _rows(connection: sa.Connection, asked: Asked, meant: _Meant) -> Iterator[Published]:
    """All articles of the period; what is asked for is noted on the way."""
    for row in published(connection, asked.selection):
        side, text = side_of(asked.cut, row.language, asked.sources.get(row.source)), text_key(row)
        is_meant = row.id in meant.ids
        if is_meant:
            meant.sides[row.id], meant.sources[row.id], meant.texts[row.id] = side, row.source, text
            meant.firsts.setdefault((side, text), row.id)
        yield Published(side, row.source, day_of(row, asked.zone), text, is_meant)


def _wording(
    connection: sa.Connection, ids: list[int], meant: _Meant, asked: Asked, step: Callable[[int], None]
) -> Wording:
    found = Wording()
    for each in texts_of(connection, ids):
        found.add(
            meant.sides[each.id], each.language, each.id, heard(each.text, each.language, asked.topic, asked.pairs)
        )
        step(1)
    return found


def _with_examples(connection: sa.Connection, found: Collection[SideTerms], asked: Asked) -> Iterator[SideTerms]:
    ids = sorted({each.article_id for its in found for each in its.terms})
    keys: dict[int, set[str]] = defaultdict(set)
    for its in found:
        for each in its.terms:
            keys[each.article_id].add(each.key)
    examples = {
        (text.id, key): example_of(text.text, text.language, key, asked.topic, asked.pairs)
        for text in texts_of(connection, ids)
        for key in keys[text.id]
    }
    for its in found:
        yield replace(
            its, terms=tuple(replace(each, example=examples.get((each.article_id, each.key), "")) for each in its.terms)
        )


def _named(topic: Topic, of: Wording, tallies: Mapping[str, Tally], without: Collection[str]) -> tuple[Counted, ...]:
    """The names that most texts say, with the numbers of each side."""
    total = Counter[str]()
    for tally in tallies.values():
        total.update(tally.texts)
    terms = {each.id: each for each in topic.terms if each.kind not in without}
    chosen = sorted((each for each in total if each in terms), key=lambda each: (-total[each], each))[:MOST_NAMED]
    return tuple(
        Counted(
            each,
            of.both_names(terms[each]),
            terms[each].kind,
            {side: tally.texts[each] for side, tally in tallies.items()},
            {side: tally.times[each] for side, tally in tallies.items()},
        )
        for each in chosen
    )


def _citations(connection: sa.Connection, meant: _Meant) -> tuple[tuple[Counted, ...], tuple[Edge, ...]]:
    """Whom the articles say they retell: the outlets that most texts name, and every source with every outlet."""
    articles: Counter[tuple[str, str, str]] = Counter()
    texts: dict[tuple[str, str, str], set[tuple[str, int]]] = defaultdict(set)
    by_side: dict[str, dict[str, set[tuple[str, int]]]] = defaultdict(lambda: defaultdict(set))
    times: dict[str, Counter[str]] = defaultdict(Counter)
    for article_id, outlet in outlets_cited(connection, meant.sides.keys()):
        side, text = meant.sides[article_id], meant.texts[article_id]
        edge = (side, meant.sources[article_id], outlet)
        articles[edge] += 1
        texts[edge].add(text)
        by_side[outlet][side].add(text)
        times[outlet][side] += 1
    edges = (Edge(*edge, number, len(texts[edge])) for edge, number in articles.items())
    counted = [
        Counted(outlet, name_of(outlet), "outlet", {side: len(its) for side, its in sides.items()}, dict(times[outlet]))
        for outlet, sides in by_side.items()
    ]
    counted.sort(key=lambda each: (-sum(each.texts.values()), each.id))
    return tuple(counted[:MOST_NAMED]), tuple(
        sorted(edges, key=lambda each: (-each.articles, each.source, each.outlet))
    )
