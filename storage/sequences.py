"""The numbers that a database gives its rows: how far they are, so that none is ever given twice."""

import sqlalchemy as sa

from storage.schema import metadata


def numbered() -> list[sa.Table]:
    """The tables whose ids the database gives."""
    return [table for table in metadata.sorted_tables if table.autoincrement_column is not None]


def highest(connection: sa.Connection) -> dict[str, int]:
    """The highest id that each table has or ever had, 0 where it had none."""
    return {table.name: max(given(connection, table), stored(connection, table)) for table in numbered()}


def stored(connection: sa.Connection, table: sa.Table) -> int:
    """The highest id in a table."""
    return connection.execute(sa.select(sa.func.max(table.c.id))).scalar_one() or 0


def given(connection: sa.Connection, table: sa.Table) -> int:
    """The last id that the database itself gave out for a table."""
    if connection.dialect.name == "sqlite":
        query = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        return connection.execute(query, {"name": table.name}).scalar_one_or_none() or 0
    found = connection.execute(sa.text(f"SELECT last_value, is_called FROM {sequence_of(connection, table)}")).one()  # noqa: S608
    return int(found.last_value) if found.is_called else 0


def raise_to(connection: sa.Connection, table: sa.Table, number: int) -> None:
    """Let the next id of a table be higher than the number."""
    if number <= given(connection, table):
        return
    values = {"name": table.name, "number": number}
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"), values)
    else:
        values["name"] = sequence_of(connection, table)
        connection.execute(sa.text("SELECT setval(CAST(:name AS regclass), :number)"), values)


def sequence_of(connection: sa.Connection, table: sa.Table) -> str:
    """The name of the sequence behind a table's ids, quoted where it must be."""
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    query = sa.text("SELECT pg_get_serial_sequence(:name, 'id')")
    return str(connection.execute(query, {"name": quoted}).scalar_one())
