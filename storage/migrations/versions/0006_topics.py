"""Which articles are on which topic."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new table, which is empty: articles are looked at when a topic is asked for, or after a crawl."""
    op.create_table(
        "on_topic",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("facets", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_on_topic_article_id")),
        sa.PrimaryKeyConstraint("article_id", "topic", name=op.f("pk_on_topic")),
    )
    op.create_index("ix_on_topic_topic", "on_topic", ["topic", "article_id"])
