"""The schedule: what is due, whose it is, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The schedule, its rounds, hosts and marks; new columns of run, route and page."""
    op.add_column("run", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("run", sa.Column("command", sa.Text(), server_default="", nullable=False))
    op.add_column("run", sa.Column("parent_id", sa.Integer(), nullable=True))
    op.execute("UPDATE run SET command = 'crawl'")
    running = sa.text("state = 'running'")
    op.create_index("ix_run_running", "run", ["id"], sqlite_where=running, postgresql_where=running)
    op.add_column("route", sa.Column("hint", sa.Integer(), server_default="0", nullable=False))
    op.add_column("route", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("page", sa.Column("pruned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "schedule",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_schedule")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="1", nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("missed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("overlapped", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_round_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("source_id", "due_at", name=op.f("uq_round_source_id_due_at")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_round_run_id"), "round", ["run_id"])
    op.create_index("ix_round_claimed_at", "round", ["claimed_at"])
    op.create_table(
        "host",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_host_run_id")),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_host")),
    )
    op.create_index(op.f("ix_host_run_id"), "host", ["run_id"])
    op.create_table(
        "mark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
