"""Verifying what a backup holds: the rows by their counts and hashes, the raw pages by reading them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from storage.about import About, BadBackup, TableIn
from storage.chunks import sum_of
from storage.schema import metadata, page
from storage.warc import Record, fault_of

SAMPLE = 200  # pages that are read unless all are asked for


@dataclass(frozen=True, slots=True)
class PagesRead:
    """How many raw pages were read, and how many rows name one that should be there."""

    read: int
    of: int


def verify_rows(connection: sa.Connection, about: About) -> None:
    """Raise BadBackup where a table has not the rows that it was backed up with.

    Of a table or a column that this program has no more, as in an older backup, only the rows are counted.
    """
    there = set(sa.inspect(connection).get_table_names())
    untold = sorted((there & metadata.tables.keys()) - about.tables.keys())
    if untold:
        raise BadBackup(f"its about.json tells nothing of the table {untold[0]}")
    for name, expected in about.tables.items():
        if name not in there:
            raise BadBackup(f"its database has no table {name}")
        rows, same = count_and_compare(connection, name, expected)
        if rows != expected.rows:
            raise BadBackup(f"its table {name} has {rows} rows, it was backed up with {expected.rows}")
        if not same:
            raise BadBackup(f"its table {name} has not the rows that it was backed up with")


def count_and_compare(connection: sa.Connection, name: str, expected: TableIn) -> tuple[int, bool]:
    """How many rows a table has, and whether they are those that were backed up."""
    table = metadata.tables.get(name)
    if table is None or not set(expected.columns) <= set(table.columns.keys()):
        bare = sa.table(name)
        return connection.execute(sa.select(sa.func.count()).select_from(bare)).scalar_one(), True
    found = sum_of(connection, table, [table.c[column] for column in expected.columns])
    return found.rows, found.hash == expected.hash


def verify_pages(
    connection: sa.Connection, about: About, directory: Path, every: bool, step: Callable[[int], None]
) -> PagesRead:
    """Read raw pages that rows name, a sample spread over all or every one; raises BadBackup at the first bad one."""
    in_it = sa.and_(page.c.pruned_at.is_(None), page.c.warc.not_in(about.missing))
    number = connection.execute(sa.select(sa.func.count()).where(in_it)).scalar_one()
    stride = 1 if every else max(1, -(-number // SAMPLE))
    read = 0
    query = sa.select(page.c.id, page.c.url, page.c.warc, page.c.offset).where(in_it).order_by(page.c.id.desc())
    with connection.execute(query, execution_options={"yield_per": 1000}) as rows:
        for at, row in enumerate(rows):
            if at % stride == 0:
                fault = fault_of(directory, Record(row.warc, row.offset), row.url)
                if fault:
                    raise BadBackup(f"its page {row.id}, {row.warc} at {row.offset}, can not be read back: {fault}")
                read += 1
                step(1)
    return PagesRead(read, number)
