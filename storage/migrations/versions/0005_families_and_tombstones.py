"""Families of articles that carry one text, and articles whose pages are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables, which are empty: `db resign` makes the families of what is stored already."""
    op.create_table(
        "family",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kin",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_kin_article_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_kin_family_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_kin")),
    )
    op.create_index(op.f("ix_kin_family_id"), "kin", ["family_id"])
    op.create_table(
        "tombstone",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_tombstone_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_tombstone")),
    )
