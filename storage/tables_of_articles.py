"""Articles: what they say now and said before, the copies of each other, and what their hosts print on all of them."""

import sqlalchemy as sa

from storage.tables import identity, metadata, text
from storage.types import Hashes, Instant, Layers, Names, Repairs, Reservations, Text

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
    sa.Column("reserved", Reservations),  # by its page and its site, as it was last seen
    sa.Column("letters", sa.String(32)),  # hash of the folded letters of the text; null where there is no text
    sa.Column("damage", sa.Float),  # the share of the text that is damage; null where there is none
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
    sa.Column("kind", sa.String(16), nullable=False),  # exact, near-copy, shared-passage
    sa.Column("letters", sa.String(32), nullable=False),  # the hash that exact copies have in common, else empty
    sa.Column("score", sa.Float, nullable=False, server_default="1"),
    text("form"),  # of a shared passage: excerpt, quotation, update
    # Of the longest run of letters in both: where it begins in each and its length, in folded letters. The rest of this
    # is null for exact copies, for it follows from their texts.
    sa.Column("place", sa.Integer),
    sa.Column("place_of", sa.Integer),
    sa.Column("length", sa.Integer),
    sa.Column("runs", sa.Integer),  # how many there are
    sa.Column("share", sa.Float),  # of the letters of each text that stand in such runs
    sa.Column("share_of", sa.Float),
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
