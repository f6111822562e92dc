"""Families of articles that carry one text, and articles whose pages are gone."""

import sqlalchemy as sa

from storage.tables import identity, metadata
from storage.types import Instant

# A family is who is in it; its origin and what each made of the text are worked out when somebody asks.
family = sa.Table(
    "family",
    metadata,
    identity(),
    sa.Column("began_at", Instant, nullable=False),  # when two articles were first tied
    # The older family that this one became a part of; no foreign key, or no order of rows would do for a copy.
    sa.Column("into_id", sa.Integer),
    sqlite_autoincrement=True,
)

# Apart from the article's own row, which holds its text and would be written anew for one number.
kin = sa.Table(
    "kin",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
    sa.Column("family_id", sa.ForeignKey("family.id"), nullable=False, index=True),
)

# The article keeps its last text; coming back undoes this.
tombstone = sa.Table(
    "tombstone",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
    sa.Column("gone_at", Instant, nullable=False),  # when its page was first missed
    sa.Column("last_seen_at", Instant, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),  # 404 or 410
)
