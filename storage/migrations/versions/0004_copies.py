"""Copies of every kind, with what tells them, and the keys by which they are found."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns of copy, null where the texts tell it; signatures, bands and passages, which `db resign` fills."""
    op.add_column("copy", sa.Column("score", sa.Float(), server_default="1", nullable=False))
    op.add_column("copy", sa.Column("form", sa.Text(), server_default="", nullable=False))
    for name in ("place", "place_of", "length", "runs"):
        op.add_column("copy", sa.Column(name, sa.Integer(), nullable=True))
    for name in ("share", "share_of"):
        op.add_column("copy", sa.Column(name, sa.Float(), nullable=True))
    op.create_table(
        "signature",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("minima", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_signature_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_signature")),
    )
    for name in ("article_band", "article_passage"):
        op.create_table(
            name,
            sa.Column("h", sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
            sa.PrimaryKeyConstraint("h", "article_id", name=op.f(f"pk_{name}")),
            sqlite_with_rowid=False,
        )
