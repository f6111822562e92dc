"""Alarms, and what they are told from: the newest item of a route, which routes list a link, damage of a text."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new table, which is empty; new columns, null or empty where nobody looked yet; an index of looks by time."""
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sentence", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alarm_source_id", "alarm", ["source_id", "seen_at"])
    op.create_index(
        "ix_alarm_standing",
        "alarm",
        ["source_id", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column("discovery", sa.Column("newest", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_discovery_fetched_at", "discovery", ["source_id", "fetched_at"])
    op.add_column("link", sa.Column("also", sa.Text(), server_default="", nullable=False))
    op.add_column("article", sa.Column("damage", sa.Float(), nullable=True))
