"""The stories that articles tell: which sides tell each, who was first, and what is known of those that do not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa

from config.source import Source
from pipeline.comparison import Gap, StoryCounts
from pipeline.gaps import Enough, Watched, judged
from pipeline.lags import First, Lead, first_of, leads
from pipeline.sides import UNKNOWN, Cut, side_of
from storage.queries import Selection
from storage.told import Report, reports_of, stories_of, untold
from storage.watched import followed, watched


class Asked(Protocol):
    """What must be known of what is asked for."""

    @property
    def selection(self) -> Selection: ...
    @property
    def cut(self) -> Cut: ...
    @property
    def sources(self) -> Mapping[str, Source]: ...
    @property
    def enough(self) -> Enough: ...
    @property
    def least(self) -> int: ...
    @property
    def most_gaps(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Stories:
    """What the stories tell of the sides."""

    counts: StoryCounts
    leads: tuple[Lead, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class _Alone:
    """A story of one side."""

    story: int
    side: str
    reports: tuple[Report, ...]
    texts: int

    @property
    def window(self) -> tuple[datetime, datetime]:
        """From its first article to its last, or the end of the day where that is all that is known of it."""
        return self.reports[0].at, max(each.first.until if each.first else each.at for each in self.reports)


def stories_told(connection: sa.Connection, asked: Asked, ids: Collection[int]) -> Stories:
    """What the stories that these articles tell say of the sides; of a story all articles of the sources count."""
    firsts: list[dict[str, First | None]] = []
    alone: list[_Alone] = []
    counted: Counter[str] = Counter()
    for story_id, reports in reports_of(connection, stories_of(connection, ids)):
        by_side = _by_side(reports, asked)
        counted["stories"] += bool(by_side)
        if len(by_side) > 1:
            firsts.append({side: first_of(each.first for each in its) for side, its in by_side.items()})
        for side, its in by_side.items() if len(by_side) == 1 else ():
            texts = len({each.text for each in its})
            if texts >= asked.least:
                alone.append(_Alone(story_id, side, tuple(its), texts))
            else:
                counted["small"] += 1
    alone.sort(key=lambda each: (-each.texts, -each.window[0].timestamp(), each.story))
    gaps: list[Gap] = []
    verdicts: Counter[str] = Counter()
    for gap in _gaps(connection, asked, alone):
        verdicts.update(other.verdict for other in gap.others)
        if len(gaps) < asked.most_gaps:
            gaps.append(gap)
    by = Counter(each.side for each in alone)
    counts = StoryCounts(counted["stories"], len(firsts), dict(by), counted["small"], dict(verdicts))
    return Stories(counts, leads(firsts), tuple(gaps))


def _by_side(reports: Sequence[Report], asked: Asked) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = defaultdict(list)
    only = asked.selection.sources
    for each in reports:
        if only is None or each.source in only:
            found[side_of(asked.cut, each.language, asked.sources.get(each.source))].append(each)
    return found


def _gaps(connection: sa.Connection, asked: Asked, alone: Sequence[_Alone]) -> Iterator[Gap]:
    if not alone:
        return
    sides = _sources_of_sides(connection, asked)
    since = min(each.window[0] for each in alone) - asked.enough.before
    until = max(each.window[1] for each in alone) + asked.enough.after
    every = [source for its in sides.values() for source in its]
    unlooked: dict[str, list[datetime]] = defaultdict(list)
    for row in untold(connection, since, until):
        unlooked[side_of(asked.cut, row.language, asked.sources.get(row.source))].append(row.at)
    known = watched(connection, every, since, until, asked.enough.silence)
    for each in alone:
        first, last = each.window
        others = tuple(
            judged(side, first, last, [known.get(one, Watched(one)) for one in its], asked.enough, unlooked[side])
            for side, its in sides.items()
            if side != each.side
        )
        sources = tuple(dict.fromkeys(report.source for report in each.reports))
        report = each.reports[0]
        yield Gap(
            each.story, each.side, report.title, report.id, first, last,
            len(each.reports), each.texts, sources, others,
        )  # fmt: skip


def _sources_of_sides(connection: sa.Connection, asked: Asked) -> dict[str, list[str]]:
    """The sources of each side that are followed, as far as they have a file."""
    found: dict[str, list[str]] = defaultdict(list)
    only = asked.selection.sources
    for each in sorted(followed(connection) & asked.sources.keys()):
        side = side_of(asked.cut, asked.sources[each].language, asked.sources[each])
        if side != UNKNOWN and (only is None or each in only):
            found[side].append(each)
    if asked.cut == "language":  # that nobody is followed there is no evidence that nothing is told
        for language in ("en", "zh"):
            found.setdefault(language, [])
    return dict(sorted(found.items()))
