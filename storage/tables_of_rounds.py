"""The service: what is due and who has it, which run may ask a host, and what the program notes of itself."""

import sqlalchemy as sa

from storage.tables import identity, metadata, text
from storage.types import Instant, Text

# What is due, and whose it is: one row a source. A claim raises the fence, and only its newest holder may write.
schedule = sa.Table(
    "schedule",
    metadata,
    sa.Column("source_id", Text, primary_key=True),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("interval", sa.Integer, nullable=False),  # seconds
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),  # rounds in a row in which no route answered
    sa.Column("last_success_at", Instant),  # when a round last ended in which one did
    sa.Column("fence", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("lease_until", Instant),  # null while nobody holds it
)

# One crawl of one source, when it was due. Python has a function of the table's name.
rounds = sa.Table(
    "round",
    metadata,
    identity(),
    text("source_id"),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("fence", sa.BigInteger, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="1"),
    sa.Column("claimed_at", Instant, nullable=False),
    sa.Column("run_id", sa.ForeignKey("run.id"), index=True),
    sa.Column("ended_at", Instant),
    text("state"),  # running, done, failed, cut, crashed, lost
    text("detail"),
    sa.Column("missed", sa.Integer, nullable=False, server_default="0"),  # due times that passed before it began
    sa.Column("overlapped", sa.Integer, nullable=False, server_default="0"),  # due times that passed while it ran
    sa.UniqueConstraint("source_id", "due_at"),
    sa.Index("ix_round_claimed_at", "claimed_at"),
    sqlite_autoincrement=True,
)

# Which run may ask a host, so that its delay holds over all processes and machines.
host = sa.Table(
    "host",
    metadata,
    sa.Column("host", Text, primary_key=True),  # host:port
    sa.Column("run_id", sa.ForeignKey("run.id"), index=True),  # null while nobody holds it
    sa.Column("until", Instant, nullable=False),  # the end of the lease, or of the delay after the last request
)

# What the program notes of the collection itself, as a copy that is not whole yet.
mark = sa.Table(
    "mark",
    metadata,
    sa.Column("name", Text, primary_key=True),
    text("value"),
)
