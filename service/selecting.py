"""Turning what a person typed into a selection of articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from config.errors import ConfigError, nearest
from config.source import Ownership
from config.topics import load_topic
from pipeline.values import Language
from service.progress import progress
from service.workplace import Workplace, open_workplace
from storage.database import consult, reading
from storage.marking import mark_articles, number_unmarked
from storage.queries import Selection, by_source


@dataclass(frozen=True, slots=True)
class Selected:
    """A workplace, what is wanted of it, and the zone in which days are meant."""

    place: Workplace
    selection: Selection
    zone: ZoneInfo


def select(
    sources: Sequence[str],
    language: str,
    ownerships: Sequence[str],
    since: str,
    until: str,
    words: str,
    limit: int | None,
    zone: str,
    topic: str = "",
    facet: str = "",
) -> Selected:
    """What the options of a listing command mean; raises ConfigError naming the option and the nearest right value."""
    at = zone_of(zone)
    one_of("--language", language, get_args(Language))
    for each in ownerships:
        one_of("--ownership", each, get_args(Ownership))
    start, end = moment("--since", since, at), moment("--until", until, at)
    if start and end and start >= end:
        day = f"{end.astimezone(at) + timedelta(days=1):%Y-%m-%d}"
        message = f"{until} is not after --since {since}: it is the end, and not part of the period"
        raise wrong("--until", f"{message}; for that day too, write --until {day}")
    place = open_workplace(sources)
    only: Language | None = "zh" if language == "zh" else "en" if language == "en" else None
    ids = chosen(place, sources, ownerships)
    place.tell()
    of_topic(place, topic, facet)
    return Selected(place, Selection(ids, only, start, end, words, limit, topic=topic, facet=facet), at)


def of_topic(place: Workplace, name: str, facet: str) -> None:
    """Look at the articles that were not looked at for a topic yet, with a bar that shows how far that is.

    Raises ConfigError where there is no such topic, or no such facet of it.
    """
    if facet and not name:
        raise wrong("--facet", "is of a topic: name it with --topic")
    if not name:
        return
    topic = load_topic(name, place.settings.sources)
    one_of("--facet", facet, tuple(topic.facets))
    with progress("topics", consult(place.engine, partial(number_unmarked, topic=topic))) as step:
        mark_articles(place.engine, topic, step=step)


def chosen(place: Workplace, sources: Sequence[str], ownerships: Sequence[str]) -> tuple[str, ...] | None:
    """The ids of the sources meant, also of those that are stored and have no file any more.

    None where no option narrows them down; a source without a file has no ownership.
    """
    if not sources and not ownerships:
        return None
    orphans = [each for each in dict.fromkeys(sources) if each not in place.catalogue.sources]
    if orphans:
        with reading(place.engine) as connection:
            stored = by_source(connection)
        orphans = [each for each in orphans if each in stored]
    wanted = [each for each in sources if each not in orphans]
    known = place.catalogue.select(wanted) if wanted or not sources else ()
    ids = [each.id for each in known if not ownerships or each.ownership in ownerships]
    return (*ids, *(() if ownerships else orphans))


def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise wrong("--tz", f"{name!r} is no time zone", name, sorted(available_timezones())) from None


def one_of(option: str, value: str, allowed: Sequence[str]) -> None:
    """Raise ConfigError where a value is given that is not among those allowed."""
    if value and value not in allowed:
        raise wrong(option, f"{value!r} is not one of {', '.join(allowed)}", value, allowed)


def moment(option: str, value: str, zone: ZoneInfo) -> datetime | None:
    """The time that was typed, in UTC; a bare date begins at midnight in the zone."""
    if not value:
        return None
    try:
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong(option, f"{value!r} is no date or time: write 2026-10-12 or 2026-10-12T09:00") from None


def wrong(option: str, message: str, value: str = "", allowed: Sequence[str] = ()) -> ConfigError:
    """The error of an option, with the nearest right value."""
    return ConfigError(None, None, option, message, nearest(value, allowed) if value else None)
