"""The frontier: runs, routes, links, their visits, and the pages that these brought."""

import sqlalchemy as sa

from storage.tables import identity, metadata, text
from storage.types import Instant, Text

run = sa.Table(
    "run",
    metadata,
    identity(),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    sa.Column("seen_at", Instant),  # when it last said that it lives; on other machines its pid tells nothing
    text("command"),  # crawl, serve, work
    sa.Column("parent_id", sa.Integer),  # the run that started it, and that brings its rounds to their end
    text("state"),  # running, done, interrupted
    text("host"),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("process_started", sa.Float, nullable=False),  # a pid is used again, this with it is not
    sa.Index(
        "ix_run_running",
        "id",
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    ),
    sqlite_autoincrement=True,
)

route = sa.Table(
    "route",
    metadata,
    identity(),
    text("source_id"),
    text("url"),
    text("kind"),
    text("etag"),
    text("last_modified"),
    sa.Column("hint", sa.Integer, nullable=False, server_default="0"),  # seconds it asks for between two looks
    sa.Column("asked_at", Instant),
    sa.UniqueConstraint("source_id", "url"),
    sqlite_autoincrement=True,
)

discovery = sa.Table(
    "discovery",
    metadata,
    identity(),
    sa.Column("run_id", sa.ForeignKey("run.id"), nullable=False, index=True),
    text("source_id"),
    text("url"),
    text("kind"),
    sa.Column("fetched_at", Instant, nullable=False),
    text("outcome"),  # found, unchanged, or the reason of a refusal
    text("detail"),
    sa.Column("found", sa.Integer, nullable=False, server_default="0"),
    sa.Column("new", sa.Integer, nullable=False, server_default="0"),
    sa.Column("refused", sa.Integer, nullable=False, server_default="0"),
    sa.Column("newest", Instant),  # the time of the newest item, where the route told any
    sa.Index("ix_discovery_source_id", "source_id", "run_id"),
    sa.Index("ix_discovery_fetched_at", "source_id", "fetched_at"),
    sqlite_autoincrement=True,
)

link = sa.Table(
    "link",
    metadata,
    identity(),
    sa.Column("key", Text, nullable=False, unique=True),  # the normal form of the URL
    text("url"),
    text("source_id"),
    text("route"),
    text("also"),  # URLs of the source's other routes that list it, parted by blanks
    text("title"),
    sa.Column("published_at", Instant),
    text("author"),
    text("section"),
    text("dek"),
    text("text"),
    sa.Column("first_seen_at", Instant, nullable=False),
    sa.Column("visits", sa.Integer, nullable=False, server_default="0"),  # how many have an outcome
    text("etag"),
    text("last_modified"),
    text("digest"),  # of the bytes that the stored article was read from
    # Not a foreign key: article, page, visit and link would be a ring that no database can make in one go.
    sa.Column("article_id", sa.Integer, index=True),
    sa.Index("ix_link_source_id", "source_id"),
    sqlite_autoincrement=True,
)

visit = sa.Table(
    "visit",
    metadata,
    identity(),
    sa.Column("link_id", sa.ForeignKey("link.id"), nullable=False),
    text("source_id"),  # the link's, here so that the due visits of one source are one index range
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("run_id", sa.ForeignKey("run.id"), index=True),  # who claimed it, and then who finished it
    text("outcome"),  # empty while pending
    text("detail"),
    sa.Column("status", sa.Integer),
    sa.Column("finished_at", Instant),
    sa.UniqueConstraint("link_id", "due_at"),
    sa.Index("ix_visit_finished", "source_id", "finished_at"),
    sa.Index(
        "ix_visit_pending",
        "source_id",
        "due_at",
        sqlite_where=sa.text("outcome = ''"),
        postgresql_where=sa.text("outcome = ''"),
    ),
    sqlite_autoincrement=True,
)

page = sa.Table(
    "page",
    metadata,
    identity(),
    sa.Column("visit_id", sa.ForeignKey("visit.id"), nullable=False, unique=True),
    text("url"),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("fetched_at", Instant, nullable=False),
    text("digest"),
    text("warc"),  # the file's name below warc/ in the data directory
    sa.Column("offset", sa.BigInteger, nullable=False),
    sa.Column("pruned_at", Instant),  # when its bytes were thrown away for their age
    sqlite_autoincrement=True,
)

hold = sa.Table(
    "hold",
    metadata,
    sa.Column("host", Text, primary_key=True),  # host:port that asked to be left alone
    sa.Column("until", Instant, nullable=False),
    text("detail"),
)
