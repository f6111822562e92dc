"""Stories, and the terms by which they are found."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables, which are empty: texts are looked at after a crawl, or when stories are asked for."""
    op.create_table(
        "vector",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_vector_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_vector")),
    )
    op.create_table(
        "term_frequency",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_term_frequency")),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "telling",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_telling_article_id")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_telling_story_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_telling")),
    )
    op.create_index(op.f("ix_telling_story_id"), "telling", ["story_id"])
    op.create_table(
        "story_change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_story_change_story_id"), "story_change", ["story_id"])
    op.create_index(op.f("ix_story_change_other_id"), "story_change", ["other_id"])
    op.create_table(
        "cited",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_cited_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_cited")),
    )
    op.create_table(
        "citation",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_citation_article_id")),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_citation")),
    )
    op.create_index(op.f("ix_citation_outlet"), "citation", ["outlet"])
