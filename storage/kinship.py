"""Families as they are asked for: their members with what their sources say, their origin and edges."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from config.source import Source
from pipeline.families import Family, family_of
from pipeline.members import Member, in_order
from pipeline.ties import Link
from storage.copy_links import TIED, Tie, copy_of_row
from storage.family_pairs import SIGNED, link_of
from storage.queries import Selection, of_families
from storage.schema import article, family, kin

FIELDS = (
    "id", "url", "page_url", "title", "language", "script", "first_seen_at", "published_at", "published_precision",
    "published_zone", "letters", "credit", "dateline", "account", "declared_origin",
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
    told = family_of(members, (link for link in links_among(connection, members) if link.form != "quotation"))
    return StoredFamily(family_id, row.began_at, told)


def links_among(connection: sa.Connection, members: Iterable[Member]) -> Iterator[Link]:
    """The links between members of different letters: of those with the same letters the earliest is linked to others.

    They are linked to it without being told, so a thousand exact copies are a thousand links, not half a million.
    """
    same: dict[str, list[int]] = defaultdict(list)
    for each in in_order(members):
        if each.letters:
            same[each.letters].append(each.id)
    if len(same) < 2:
        return
    letters: dict[int, str] = dict(connection.execute(SIGNED, {"hashes": sorted(same)}).all())
    for row in connection.execute(TIED, {"ids": sorted(letters)}).all() if letters else ():
        if row.article_id not in letters or row.of_id not in letters:
            continue
        found = copy_of_row(row)
        ones, others = same[letters[row.article_id]], same[letters[row.of_id]]
        for one in ones:
            yield link_of(Tie(one, others[0], found))
        for other in others[1:]:
            yield link_of(Tie(ones[0], other, found))


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
