"""Stories: what each text is about, how many texts have each term, and which articles tell of one event."""

import sqlalchemy as sa

from storage.tables import identity, metadata
from storage.types import Instant, Text

vector = sa.Table(
    "vector",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
    sa.Column("version", sa.String(40), nullable=False),
    sa.Column("terms", sa.LargeBinary, nullable=False),  # as storage.vectors packs them
)

term_frequency = sa.Table(
    "term_frequency",
    metadata,
    sa.Column("term", Text, primary_key=True),
    sa.Column("texts", sa.Integer, nullable=False),  # of those that have a vector
)

story = sa.Table(
    "story",
    metadata,
    identity(),
    sa.Column("began_at", Instant, nullable=False),  # when its first article was looked at
    sa.Column("into_id", sa.Integer),  # the older story that this one became a part of
    sqlite_autoincrement=True,
)

telling = sa.Table(
    "telling",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
    sa.Column("story_id", sa.ForeignKey("story.id"), nullable=False, index=True),
)

# What happened to stories of several articles beside growing.
story_change = sa.Table(
    "story_change",
    metadata,
    identity(),
    sa.Column("story_id", sa.Integer, nullable=False, index=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),  # merged: the other became a part of it; split: it left the other
    sa.Column("other_id", sa.Integer, nullable=False, index=True),
    sqlite_autoincrement=True,
)

# Whom an article says it retells. One without a row in `cited` was not looked at; what became of each citation is
# worked out when somebody asks, for its original may come later.
cited = sa.Table(
    "cited",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
)

citation = sa.Table(
    "citation",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),  # in the order of their first sentence
    sa.Column("outlet", Text, nullable=False, index=True),
    sa.Column("day", sa.String(10)),  # of its report, where that is told
    sa.Column("said", sa.JSON, nullable=False),  # objects of name, verb, sentence and place
)
