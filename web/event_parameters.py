"""What the query of a list of stories or relays asks for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, cast
from urllib.parse import urlencode

from pipeline.sides import Cut
from web.parameters import MOST_LETTERS, BadParameter, cut_of, fields_of, latest, page_of, period_of, topic_of

Told = Literal["", "several", "one"]
STORIES = ("topic", "facet", "cut", "told", "since", "until", "page")
RELAYS = ("topic", "facet", "outlet", "since", "until", "page")


@dataclass(frozen=True, slots=True)
class EventParameters:
    """What is asked for of a list of stories or relays; empty means all."""

    topic: str = ""
    facet: str = ""
    cut: Cut = "language"
    told: Told = ""  # by several sides, or by one alone
    outlet: str = ""
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1


def parse_stories(
    query: str, topics: Mapping[str, Collection[str]], zone: tzinfo, newest: datetime | None
) -> EventParameters:
    """What a query asks for of stories, those of the last month where it asks for no period; raises BadParameter."""
    fields = fields_of(query, STORIES)
    told = fields.get("told", "")
    if told not in ("", "several", "one"):
        raise BadParameter("A story is told by several sides or by one.")
    (topic, facet), (since, until) = topic_of(fields, topics), period_of(fields, zone)
    if not since and not until and newest:
        since = latest(newest, zone)
    return EventParameters(
        topic, facet, cut_of(fields), cast("Told", told), since=since, until=until, page=page_of(fields)
    )


def parse_relays(query: str, topics: Mapping[str, Collection[str]], zone: tzinfo) -> EventParameters:
    """What a query asks for of relays; raises BadParameter."""
    fields = fields_of(query, RELAYS)
    outlet = fields.get("outlet", "").strip()
    if len(outlet) > MOST_LETTERS:
        raise BadParameter(f"The outlet is longer than {MOST_LETTERS} letters.")
    (topic, facet), (since, until) = topic_of(fields, topics), period_of(fields, zone)
    return EventParameters(topic, facet, outlet=outlet, since=since, until=until, page=page_of(fields))


def address(path: str, of: EventParameters, page: int = 1) -> str:
    """The address of a page of the same list."""
    days = {name: f"{at:%Y-%m-%d}" if at else "" for name, at in (("since", of.since), ("until", of.until))}
    cut = "" if of.cut == "language" else of.cut
    fields = {"topic": of.topic, "facet": of.facet, "cut": cut, "told": of.told, "outlet": of.outlet, **days}
    given = {key: value for key, value in fields.items() if value}
    if page > 1:
        given["page"] = str(page)
    return f"{path}?{urlencode(given)}" if given else path
