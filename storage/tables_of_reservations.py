"""What pages and sites reserve: each change of it by link, and the tdmrep.json of each host."""

import sqlalchemy as sa

from storage.tables import identity, metadata, text
from storage.types import Instant, Reservations, Text

# A row says since when the page of a link reserves this: the first where it reserves anything, then each change.
reservation = sa.Table(
    "reservation",
    metadata,
    identity(),
    sa.Column("link_id", sa.ForeignKey("link.id"), nullable=False, index=True),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("reserved", Reservations, nullable=False),
    sqlite_autoincrement=True,
)

# A host is asked for its tdmrep.json once a day.
tdm_file = sa.Table(
    "tdm_file",
    metadata,
    sa.Column("host", Text, primary_key=True),  # host:port
    sa.Column("asked_at", Instant, nullable=False),
    text("outcome"),  # found, or the reason why there are no rules, or why those are of an earlier day
    text("detail"),
    sa.Column("rules", sa.JSON, nullable=False),  # a list of location, whether it is reserved there, and policy
)
