"""What the query of a comparison's address asks for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, cast

from pipeline.sides import Cut
from web.parameters import BadParameter, cut_of, fields_of, latest, period_of, topic_of

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
    fields = fields_of(query, FIELDS)
    topic, facet = topic_of(fields, topics)
    cut, by = cut_of(fields), fields.get("by") or "day"
    if by not in ("day", "week"):
        raise BadParameter("The slots are by day or by week.")
    story = fields.get("story", "")
    if story and not re.fullmatch(r"[1-9][0-9]{0,8}", story):
        raise BadParameter("The story is a number from 1.")
    since, until = period_of(fields, zone)
    if not since and not until and not story and newest:
        since = latest(newest, zone)
    number = int(story) if story else None
    return CompareParameters(topic, facet, number, cut, cast("Literal['day', 'week']", by), since, until)
