"""What is read of a stored article: without its text, as lists show it, or in full."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pipeline.values import Language, Precision, Repair, Reservation, Script
from storage.schema import article, kin, tombstone


@dataclass(frozen=True, slots=True)
class Listed:
    """A stored article as a list shows it, without its text."""

    id: int
    url: str
    source: str
    title: str
    dek: str
    credit: str
    declared_origin: str
    language: Language
    script: Script | None
    published_at: datetime | None
    published_precision: Precision | None
    published_zone: str
    first_seen_at: datetime
    metadata_only: bool
    revision: int
    family_id: int | None  # of the articles that carry one text
    gone_at: datetime | None  # since when its page is missed
    copies: tuple[int, ...]  # the ids of all articles with the same letters
    topics: tuple[str, ...]  # ids of the topics that it is on
    off_topics: tuple[str, ...]  # and of those that it was looked at for and is not on
    facets: tuple[str, ...]  # as topic/facet

    @property
    def at(self) -> datetime:
        """When it was published, else when it was first seen: what periods and order go by."""
        return self.published_at or self.first_seen_at


@dataclass(frozen=True, slots=True)
class StoredArticle(Listed):
    """A stored article with all its fields."""

    page_url: str
    text: str
    byline: tuple[str, ...]
    editor: tuple[str, ...]
    dateline: str
    section: str
    published_from: str
    updated_at: datetime | None
    updated_precision: Precision | None
    updated_from: str
    updated_zone: str
    fetched_at: datetime
    image: str
    account: str
    original: bool | None  # None in this and the next two where it was stored before that was read
    stub: bool | None
    words: int | None
    layers: tuple[tuple[str, str], ...]
    repairs: tuple[Repair, ...]
    learned: str
    reserved: tuple[Reservation, ...] | None  # None where it was stored before anybody looked


SHORT: "tuple[sa.ColumnElement[Any], ...]" = (
    article.c.id,
    article.c.url,
    article.c.source_id.label("source"),
    article.c.title,
    article.c.dek,
    article.c.credit,
    article.c.declared_origin,
    article.c.language,
    article.c.script,
    article.c.published_at,
    article.c.published_precision,
    article.c.published_zone,
    article.c.first_seen_at,
    article.c.metadata_only,
    article.c.revision,
    sa.select(kin.c.family_id).where(kin.c.article_id == article.c.id).scalar_subquery().label("family_id"),
    sa.select(tombstone.c.gone_at).where(tombstone.c.article_id == article.c.id).scalar_subquery().label("gone_at"),
)
FULL = (
    *SHORT,
    article.c.page_url,
    article.c.text,
    article.c.byline,
    article.c.editor,
    article.c.dateline,
    article.c.section,
    article.c.published_from,
    article.c.updated_at,
    article.c.updated_precision,
    article.c.updated_from,
    article.c.updated_zone,
    article.c.fetched_at,
    article.c.image,
    article.c.account,
    article.c.original,
    article.c.stub,
    article.c.words,
    article.c.layers,
    article.c.repairs,
    article.c.learned,
    article.c.reserved,
)
