"""Alarms: what stands wrong with a source, and what did."""

import sqlalchemy as sa

from storage.tables import identity, metadata, text
from storage.types import Instant, Text

alarm = sa.Table(
    "alarm",
    metadata,
    identity(),
    sa.Column("source_id", Text, nullable=False),  # * for one of all sources together
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),  # null while it stands
    text("sentence"),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Index("ix_alarm_source_id", "source_id", "seen_at"),
    # Two services that look at the same time make one alarm.
    sa.Index(
        "ix_alarm_standing",
        "source_id",
        "kind",
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)
