"""Which fields nearly every article of a source has, by those that are stored."""

import sqlalchemy as sa

from storage.schema import article

FIELDS = ("byline", "editor", "credit", "section", "image")
NEWEST = 40
FEWEST = 10  # fewer articles make no custom
SHARE = 0.95


def usual_fields(connection: sa.Connection, source_id: str) -> frozenset[str]:
    """The fields that nearly all of a source's newest stored articles have; none where there are too few."""
    query = (
        sa.select(*(article.c[name] for name in FIELDS))
        .where(article.c.source_id == source_id, article.c.metadata_only.is_(False))
        .order_by(article.c.id.desc())
        .limit(NEWEST)
    )
    rows = connection.execute(query).all()
    if len(rows) < FEWEST:
        return frozenset()
    return frozenset(name for at, name in enumerate(FIELDS) if sum(bool(row[at]) for row in rows) >= SHARE * len(rows))
