"""The articles that carry one text, by its letters, as families see them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pipeline.members import Member, moment
from storage.schema import article

HASHES: "sa.BindParameter[list[str]]" = sa.bindparam("hashes", expanding=True)
CARRIED = sa.select(
    article.c.id,
    article.c.letters,
    article.c.url,
    article.c.source_id,
    article.c.account,
    article.c.language,
    article.c.first_seen_at,
    article.c.published_at,
    article.c.published_precision,
).where(article.c.letters.in_(HASHES))


@dataclass(frozen=True, slots=True)
class Carriers:
    """When a text was first published, and by whom it is carried."""

    first: tuple[datetime, str]
    newsrooms: frozenset[tuple[str, str]]  # sources with their accounts


def carriers_of(connection: sa.Connection, hashes: Collection[str]) -> dict[str, Carriers]:
    """Who carries the texts with these letters, and since when."""
    return {
        same: Carriers(_first(its), frozenset((each.source, each.account) for each in its))
        for same, its in members_of(connection, hashes).items()
    }


def members_of(connection: sa.Connection, hashes: Collection[str]) -> dict[str, list[Member]]:
    """The articles with these letters."""
    members: dict[str, list[Member]] = defaultdict(list)
    for row in connection.execute(CARRIED, {"hashes": sorted(hashes)}):
        members[row.letters].append(_member(row))
    return members


def _first(of: Iterable[Member]) -> tuple[datetime, str]:
    return min((moment(each), each.url) for each in of)


def is_later(one: Iterable[Member], other: Iterable[Member]) -> bool:
    """True where all of the one are later than the first of the other."""
    return _first(one) > _first(other)


def _member(row: Any) -> Member:
    of = row._mapping
    return Member(
        id=of["id"],
        url=of["url"],
        source=of["source_id"],
        language=of["language"],
        first_seen_at=of["first_seen_at"],
        published_at=of["published_at"],
        published_precision=of["published_precision"],
        account=of["account"],
    )
