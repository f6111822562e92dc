"""The tables: articles and their revisions and copies, and the frontier they came from."""

import sqlalchemy as sa

from storage.types import Hashes, Instant, Layers, Names, Repairs, Text

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity() -> "sa.Column[int]":
    """A primary key that is never given twice, not even after a delete."""
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def text(name: str) -> "sa.Column[str]":
    """A text column in which unknown is the empty text."""
    return sa.Column(name, Text, nullable=False, server_default="")


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
    sa.Index("ix_discovery_source_id", "source_id", "run_id"),
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

article = sa.Table(
    "article",
    metadata,
    identity(),
    sa.Column("url", Text, nullable=False, unique=True),
    text("page_url"),
    sa.Column("source_id", Text, nullable=False),
    text("title"),
    text("dek"),
    text("text"),
    sa.Column("byline", Names, nullable=False),
    sa.Column("editor", Names, nullable=False),
    text("credit"),
    text("dateline"),
    text("section"),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("script", sa.String(4)),
    sa.Column("published_at", Instant),
    sa.Column("published_precision", sa.String(8)),
    text("published_from"),
    text("published_zone"),
    sa.Column("updated_at", Instant),
    sa.Column("updated_precision", sa.String(8)),
    text("updated_from"),
    text("updated_zone"),
    text("image"),
    text("account"),
    # Null where no reading told it yet: the articles of schemas before 0003, until they are read again.
    sa.Column("original", sa.Boolean),
    sa.Column("stub", sa.Boolean),
    sa.Column("words", sa.Integer),
    sa.Column("layers", Layers),
    sa.Column("repairs", Repairs),
    text("learned"),  # version of the boilerplate of its host that was cut from its text
    text("declared_origin"),
    sa.Column("metadata_only", sa.Boolean, nullable=False),
    sa.Column("letters", sa.String(32)),  # hash of the folded letters of the text; null where there is no text
    sa.Column("first_seen_at", Instant, nullable=False),
    sa.Column("fetched_at", Instant, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),  # how many texts this URL had before
    sa.Column("page_id", sa.ForeignKey("page.id")),
    sa.Index("ix_article_letters", "letters"),
    sa.Index("ix_article_source_id", "source_id", "published_at"),
    sa.Index("ix_article_published_at", sa.text("coalesce(published_at, first_seen_at)")),
    sqlite_autoincrement=True,
)

# What `articles --words` looks in: title and text folded, so that 輝達 is found as 辉达 and NVIDIA as nvidia.
folded = sa.Table(
    "folded",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True),
    text("text"),
)

revision = sa.Table(
    "revision",
    metadata,
    identity(),
    sa.Column("article_id", sa.ForeignKey("article.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),  # 0 is the first text; the newest stands in article
    text("title"),
    text("text"),
    sa.Column("letters", sa.String(32)),
    sa.Column("fetched_at", Instant, nullable=False),  # when this text was last seen
    sa.Column("page_id", sa.ForeignKey("page.id")),
    sa.UniqueConstraint("article_id", "number"),
    sqlite_autoincrement=True,
)

# Which lines an article had that may be its host's own, as they came; of the newest articles of each host.
printed = sa.Table(
    "printed",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True),
    text("host"),  # host:port of its page
    sa.Column("lines", Hashes, nullable=False),
    sa.Index("ix_printed_host", "host", "article_id"),
)

# The lines that were learned as their host's own, on how many of its newest articles they stood, and when.
boilerplate = sa.Table(
    "boilerplate",
    metadata,
    identity(),
    text("host"),
    sa.Column("hash", sa.BigInteger, nullable=False),
    text("sample"),  # the line as one article had it
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("of_articles", sa.Integer, nullable=False),  # how many were looked at
    sa.Column("first_seen_at", Instant, nullable=False),
    sa.Column("last_seen_at", Instant, nullable=False),
    sa.Column("forgotten_at", Instant),  # when somebody said that it is none; it is not learned again
    sa.UniqueConstraint("host", "hash"),
    sqlite_autoincrement=True,
)

# How a text was read before it was read again from its page. Its publisher changed nothing: it is no revision.
reread = sa.Table(
    "reread",
    metadata,
    identity(),
    sa.Column("article_id", sa.ForeignKey("article.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),  # which text: that of a revision, or else the newest
    text("title"),
    text("text"),
    sa.Column("letters", sa.String(32)),
    sa.Column("reread_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

copy = sa.Table(
    "copy",
    metadata,
    sa.Column("article_id", sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("of_id", sa.ForeignKey("article.id"), primary_key=True, index=True),
    sa.Column("kind", sa.String(16), nullable=False),  # exact
    sa.Column("letters", sa.String(32), nullable=False),  # what both have in common: the evidence
)

hold = sa.Table(
    "hold",
    metadata,
    sa.Column("host", Text, primary_key=True),  # host:port that asked to be left alone
    sa.Column("until", Instant, nullable=False),
    text("detail"),
)

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
