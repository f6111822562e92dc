"""Setting articles side by side: both languages by day or week."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Generic, Literal, Protocol, TypeVar

from pipeline.moments import STATED, zone_of
from pipeline.values import Language, Precision

MOST_SLOTS = 31  # up to here a gap is worth seeing, beyond it is only long


class Dated(Protocol):
    """What an article must tell to be set into a slot."""

    @property
    def language(self) -> Language: ...
    @property
    def source(self) -> str: ...
    @property
    def published_at(self) -> datetime | None: ...
    @property
    def published_precision(self) -> Precision | None: ...
    @property
    def published_zone(self) -> str: ...
    @property
    def first_seen_at(self) -> datetime: ...


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class Slot(Generic[Row]):
    """A day, or a week that begins on a Monday, with the articles of both languages, newest first."""

    start: date
    zh: tuple[Row, ...] = ()
    en: tuple[Row, ...] = ()


def side_by_side(rows: Iterable[Row], by: Literal["day", "week"], zone: tzinfo) -> tuple[Slot[Row], ...]:
    """The articles by day or week in a zone, the newest slot first, and in it each language apart.

    Slots without an article stay in where first and last are at most 31 slots apart, so that a gap shows.
    """
    sides: dict[date, tuple[list[Row], list[Row]]] = {}
    for row in sorted(rows, key=lambda each: each.published_at or each.first_seen_at, reverse=True):
        zh, en = sides.setdefault(start_of(day_of(row, zone), by), ([], []))
        (zh if row.language == "zh" else en).append(row)
    step = timedelta(weeks=1) if by == "week" else timedelta(days=1)
    return tuple(Slot(start, *(tuple(side) for side in sides.get(start, ()))) for start in every(sorted(sides), step))


def every(starts: Sequence[date], step: timedelta) -> list[date]:
    """The starts, newest first, with those missing between them unless that makes too many."""
    if not starts or (starts[-1] - starts[0]) >= MOST_SLOTS * step:
        return list(reversed(starts))
    return [starts[-1] - index * step for index in range((starts[-1] - starts[0]) // step + 1)]


def day_of(row: Dated, zone: tzinfo) -> date:
    """The day an article belongs to: in the zone, but as printed where its page printed no more than a day."""
    at = row.published_at or row.first_seen_at
    return at.astimezone(printed_zone(row) or zone).date()


def printed_zone(row: Dated) -> tzinfo | None:
    """The zone in which a bare day was read; None where a clock time or an offset was printed."""
    return zone_printed(row.published_precision, row.published_zone) if row.published_at else None


def zone_printed(precision: Precision | None, zone: str) -> tzinfo | None:
    """The zone in which a time was read that is known to the day or the month only; None for any other."""
    if precision not in ("day", "month") or zone in ("", STATED):
        return None
    return zone_of(zone)


def start_of(day: date, by: Literal["day", "week"]) -> date:
    """The day itself, or the Monday of its week."""
    return day - timedelta(days=day.weekday()) if by == "week" and day.toordinal() > 6 else day


def counted(rows: Iterable[Dated]) -> dict[Language, "Counter[str]"]:
    """How many articles each source has, apart by language."""
    found: dict[Language, Counter[str]] = {"zh": Counter(), "en": Counter()}
    for row in rows:
        found[row.language][row.source] += 1
    return found
