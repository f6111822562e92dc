"""What the query of an address asks for."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import cast, get_args
from urllib.parse import parse_qsl, urlencode

from pipeline.sides import Cut
from pipeline.values import Language

MOST_LETTERS = 200
MOST_FIELDS = 10
DAYS = timedelta(days=30)  # up to the newest article, where no period is asked for


class BadParameter(ValueError):
    """A query that can not be answered; its text is meant for the reader."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Source, language, words and page of a list; empty means all."""

    source: str = ""
    language: Language | None = None
    words: str = ""
    page: int = 1


def parse(query: str, sources: Collection[str]) -> Parameters:
    """The parameters of a query; raises BadParameter for what is unknown, doubled or out of bounds."""
    fields = fields_of(query, ("source", "language", "words", "page"))
    source, language = fields.get("source", ""), fields.get("language", "")
    words, page = fields.get("words", "").strip(), page_of(fields)
    if source and source not in sources:
        raise BadParameter("There is no such source.")
    if language and language not in get_args(Language):
        raise BadParameter("The language is zh or en.")
    if len(words) > MOST_LETTERS:
        raise BadParameter(f"The words are longer than {MOST_LETTERS} letters.")
    return Parameters(source, cast("Language | None", language or None), words, page)


def fields_of(query: str, names: Sequence[str]) -> dict[str, str]:
    """The fields of a query, which takes those names, each once; raises BadParameter for all else."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadParameter("The query can not be read.") from None
    fields = dict(pairs)
    if len(fields) < len(pairs) or fields.keys() - set(names):
        raise BadParameter(f"The query takes {', '.join(names[:-1])} and {names[-1]}, each once.")
    return fields


def page_of(fields: Mapping[str, str]) -> int:
    """The page that is asked for, the first where none is; raises BadParameter for what is no number."""
    page = fields.get("page", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", page):
        raise BadParameter("The page is a number from 1.")
    return int(page)


def topic_of(fields: Mapping[str, str], topics: Mapping[str, Collection[str]]) -> tuple[str, str]:
    """The topic and the facet of it that are asked for, given the facets of each; raises BadParameter for others."""
    topic, facet = fields.get("topic", ""), fields.get("facet", "")
    if topic and topic not in topics:
        raise BadParameter("There is no such topic.")
    if facet and facet not in topics.get(topic, ()):
        raise BadParameter("There is no such facet of the topic.")
    return topic, facet


def cut_of(fields: Mapping[str, str]) -> Cut:
    """The cut that is asked for, by language where none is; raises BadParameter for what is none."""
    cut = fields.get("cut") or "language"
    if cut not in get_args(Cut):
        raise BadParameter(f"The cut is one of {', '.join(get_args(Cut))}.")
    return cast("Cut", cut)


def period_of(fields: Mapping[str, str], zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Midnight of the days of `since` and `until` in the zone; raises BadParameter for what is no day or no period."""
    since, until = (_day(fields.get(name, ""), zone) for name in ("since", "until"))
    if since and until and since >= until:
        raise BadParameter("The period ends before it begins.")
    return since, until


def latest(newest: datetime, zone: tzinfo) -> datetime:
    """The beginning of the period that is shown where none is asked for, up to the newest article."""
    return (newest - DAYS).astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _day(value: str, zone: tzinfo) -> datetime | None:
    """Midnight of a day in the zone; None where none is given."""
    if not value:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=zone)
    except (ValueError, OverflowError):
        raise BadParameter("A day is written as 2026-10-12.") from None


def address(of: Parameters, page: int = 1) -> str:
    """The address of a page of the same list."""
    of = replace(of, page=page)
    fields = {"source": of.source, "language": of.language, "words": of.words}
    given = {key: value for key, value in fields.items() if value}
    if page > 1:
        given["page"] = str(page)
    return "/?" + urlencode(given) if given else "/"
