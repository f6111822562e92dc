"""What all tables share: the names of their constraints, and columns that many of them have."""

import sqlalchemy as sa

from storage.types import Text

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity() -> "sa.Column[int]":
    """A primary key that is never given twice, not even after a delete."""
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def text(name: str) -> "sa.Column[str]":
    """A text column in which unknown is the empty text."""
    return sa.Column(name, Text, nullable=False, server_default="")
