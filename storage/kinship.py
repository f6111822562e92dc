"""Families as they are asked for: their members with what their sources say, their origin and edges."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from config.source import Source
from pipeline.families import Family, family_of
from pipeline.members import Member
from storage.copy_links import ties_of
from storage.family_pairs import link_of
from storage.queries import Selection, of_families
from storage.schema import article, family, kin

FIELDS = (
    "id", "url", "page_url", "title", "language", "script", "first_seen_at", "published_at", "published_precision",
    "letters", "credit", "dateline", "account", "declared_origin",
)  # fmt: skip
MEMBERS = (
    sa.select(*(article.c[name] for name in FIELDS), article.c.source_id.label("source"))
    .join(kin, kin.c.article_id == article.c.id)
    .where(kin.c.family_id == sa.bindparam("of_family"))
)
INTO = sa.select(family.c.began_at, family.c.into_id).where(family.c.id == sa.bindparam("of_family"))


@dataclass(frozen=True, slots=True)
class StoredFamily:
    """A family with its id, and when two articles of it were first tied."""

    id: int
    began_at: datetime
    family: Family


def stored_family(connection: sa.Connection, family_id: int, sources: Mapping[str, Source]) -> StoredFamily | None:
    """The family of that id, or the older one that it became a part of; None where there is none.

    One that all members left has none.
    """
    row = connection.execute(INTO, {"of_family": family_id}).one_or_none()
    while row is not None and row.into_id is not None:
        family_id = row.into_id
        row = connection.execute(INTO, {"of_family": family_id}).one_or_none()
    if row is None:
        return None
    members = [_member(each, sources) for each in connection.execute(MEMBERS, {"of_family": family_id}).mappings()]
    ids = {each.id for each in members}
    ties = ties_of(connection, ids)
    links = (link_of(each) for its in ties.values() for each in its if each.other_id in ids)
    told = family_of(members, (link for link in links if link.form != "quotation"))
    return StoredFamily(family_id, row.began_at, told)


class Families:
    """The families that an export meets, each worked out once."""

    def __init__(self, connection: sa.Connection, sources: Mapping[str, Source]) -> None:
        self.connection, self.sources = connection, sources
        self.known: dict[int, StoredFamily | None] = {}

    def get(self, family_id: int) -> StoredFamily | None:
        """The family of that id."""
        if family_id not in self.known:
            if len(self.known) >= 1000:
                self.known.clear()
            self.known[family_id] = stored_family(self.connection, family_id, self.sources)
        return self.known[family_id]


def repeated(families: Families, selected: Mapping[int, Collection[int]]) -> frozenset[int]:
    """Which articles of a selection to leave out so that one of each family stays; `selected` are those of each family.

    The origin stays where it is selected, else the earliest that is.
    """
    left: set[int] = set()
    for family_id, ids in selected.items():
        found = families.get(family_id) if len(ids) > 1 else None
        if found is None:
            continue
        kept = found.family.origin
        if kept not in ids:
            kept = next((each.id for each in found.family.members if each.id in ids), None)
        left |= set(ids) - {kept}
    return frozenset(left)


def once(connection: sa.Connection, selection: Selection, sources: Mapping[str, Source]) -> Selection:
    """The selection with one article of each family."""
    left = repeated(Families(connection, sources), of_families(connection, selection))
    return replace(selection, leave_out=left)


def _member(row: "sa.RowMapping", sources: Mapping[str, Source]) -> Member:
    values: dict[str, Any] = dict(row)
    if known := sources.get(values["source"]):
        values |= {"name": known.name, "ownership": known.ownership, "country": known.country}
    return Member(**values)
