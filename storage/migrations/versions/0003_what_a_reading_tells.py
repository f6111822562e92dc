"""What a reading tells beside its text."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns of article; where they say nothing of an article, no reading told it yet."""
    op.add_column("article", sa.Column("updated_precision", sa.String(length=8), nullable=True))
    for name in ("updated_from", "updated_zone", "image", "account", "learned"):
        op.add_column("article", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in ("original", "stub"):
        op.add_column("article", sa.Column(name, sa.Boolean(), nullable=True))
    op.add_column("article", sa.Column("words", sa.Integer(), nullable=True))
    for name in ("layers", "repairs"):
        op.add_column("article", sa.Column(name, sa.JSON(), nullable=True))
