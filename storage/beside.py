"""Two stored articles, one beside the other: the original and what retells it."""

from dataclasses import dataclass

import sqlalchemy as sa

from config.topic import Topic
from pipeline.retelling import Retelling, retelling_of
from storage.queries import others_of
from storage.schema import article
from storage.stored import FULL, StoredArticle


@dataclass(frozen=True, slots=True)
class Beside:
    """An original and its retelling, with what was kept, left out and added."""

    original: StoredArticle
    retelling: StoredArticle
    told: Retelling


def beside(connection: sa.Connection, retelling_id: int, original_id: int, topic: Topic) -> Beside | None:
    """Two articles beside each other by the names of a topic; None where either is not stored."""
    rows = connection.execute(sa.select(*FULL).where(article.c.id.in_((retelling_id, original_id)))).mappings()
    others = others_of(connection, [retelling_id, original_id])
    found = {row["id"]: StoredArticle(**row, **others[row["id"]]) for row in rows}
    if retelling_id not in found or original_id not in found:
        return None
    original, retelling = found[original_id], found[retelling_id]
    languages = original.language, retelling.language
    return Beside(original, retelling, retelling_of(text_of(original), text_of(retelling), languages, topic))


def text_of(of: StoredArticle) -> str:
    """The text of an article; of one that is metadata only, its title and the line below."""
    return of.text if of.text and not of.metadata_only else "\n".join(filter(None, (of.title, of.dek, of.text)))
