"""Which articles are on which topic."""

import sqlalchemy as sa

from storage.tables import metadata, text

# A row says that a text was looked at. An article without one was not, or has another text since: who asks for a topic
# has those looked at first, so that none is left out for being new.
on_topic = sa.Table(
    "on_topic",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
    sa.Column("topic", sa.String(100), primary_key=True),
    sa.Column("version", sa.String(32), nullable=False),  # of the topic's file and of the code that reads texts for it
    sa.Column("is_on", sa.Boolean, nullable=False),
    text("facets"),  # each between blanks, the heaviest first
    sa.Index("ix_on_topic_topic", "topic", "article_id"),
)
