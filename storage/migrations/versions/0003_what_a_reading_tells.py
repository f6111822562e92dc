"""What a reading tells beside its text, and what was learned of the lines of each host."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns of article, null or empty where no reading told them yet; lines that were printed and learned."""
    op.add_column("article", sa.Column("updated_precision", sa.String(length=8), nullable=True))
    for name in ("updated_from", "updated_zone", "image", "account", "learned"):
        op.add_column("article", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in ("original", "stub"):
        op.add_column("article", sa.Column(name, sa.Boolean(), nullable=True))
    op.add_column("article", sa.Column("words", sa.Integer(), nullable=True))
    for name in ("layers", "repairs"):
        op.add_column("article", sa.Column(name, sa.JSON(), nullable=True))
    op.create_table(
        "printed",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("host", sa.Text(), server_default="", nullable=False),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_printed_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_printed")),
    )
    op.create_index("ix_printed_host", "printed", ["host", "article_id"])
    op.create_table(
        "boilerplate",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("host", sa.Text(), server_default="", nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("sample", sa.Text(), server_default="", nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("of_articles", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boilerplate")),
        sa.UniqueConstraint("host", "hash", name=op.f("uq_boilerplate_host_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reread",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("letters", sa.String(length=32), nullable=True),
        sa.Column("reread_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_reread_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reread")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reread_article_id"), "reread", ["article_id"])
