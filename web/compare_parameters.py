"""What the query of a comparison's address asks for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl

from pipeline.sides import Cut
from web.parameters import MOST_FIELDS, BadParameter

DAYS = timedelta(days=30)  # up to the newest article, where no period is asked for
FIELDS = ("topic", "facet", "story", "cut", "by", "since", "until")


@dataclass(frozen=True, slots=True)
class CompareParameters:
    """Topic, facet, story, cut, slots and period of a comparison; empty means all, None what is chosen for it."""

    topic: str = ""
    facet: str = ""
    story: int | None = None
    cut: Cut = "language"
    by: Literal["day", "week"] = "day"
    since: datetime | None = None
    until: datetime | None = None


def parse_comparison(
    query: str, topics: Mapping[str, Collection[str]], zone: tzinfo, newest: datetime | None
) -> CompareParameters:
    """The parameters of a query, given the facets of each topic; raises BadParameter for what is unknown or doubled."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadParameter("The query can not be read.") from None
    fields = dict(pairs)
    if len(fields) < len(pairs) or fields.keys() - set(FIELDS):
        raise BadParameter(f"The query takes {', '.join(FIELDS)}, each once.")
    topic, facet = fields.get("topic", ""), fields.get("facet", "")
    if topic and topic not in topics:
        raise BadParameter("There is no such topic.")
    if facet and facet not in topics.get(topic, ()):
        raise BadParameter("There is no such facet of the topic.")
    cut, by = fields.get("cut") or "language", fields.get("by") or "day"
    if cut not in get_args(Cut):
        raise BadParameter(f"The cut is one of {', '.join(get_args(Cut))}.")
    if by not in ("day", "week"):
        raise BadParameter("The slots are by day or by week.")
    story = fields.get("story", "")
    if story and not re.fullmatch(r"[1-9][0-9]{0,8}", story):
        raise BadParameter("The story is a number from 1.")
    since, until = (_day(fields.get(name, ""), zone) for name in ("since", "until"))
    if not since and not until and not story and newest:
        since = (newest - DAYS).astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if since and until and since >= until:
        raise BadParameter("The period ends before it begins.")
    number = int(story) if story else None
    return CompareParameters(topic, facet, number, cast("Cut", cut), cast("Literal['day', 'week']", by), since, until)


def _day(value: str, zone: tzinfo) -> datetime | None:
    """Midnight of a day in the zone; None where none is given."""
    if not value:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=zone)
    except (ValueError, OverflowError):
        raise BadParameter("A day is written as 2026-10-12.") from None
