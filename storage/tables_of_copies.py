"""By what copies are found: the signature of each text, and which articles have a band or a passage of a key."""

import sqlalchemy as sa

from storage.tables import metadata

# Of articles with the same letters one alone has a signature and keys, so that a report which fifty outlets carry word
# for word counts as one text. Which one it is, is of no meaning: they all have the copies that it has.
signature = sa.Table(
    "signature",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
    sa.Column("version", sa.SmallInteger, nullable=False),
    sa.Column("minima", sa.LargeBinary, nullable=False),  # as pipeline.signature has them
)


def keys(name: str) -> sa.Table:
    """A table of keys, all of it its primary key; a foreign key would be looked up for each of 150 rows an article."""
    return sa.Table(
        name,
        metadata,
        sa.Column("h", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


article_band = keys("article_band")
article_passage = keys("article_passage")
