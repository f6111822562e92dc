"""What is known of two articles: that the one retells the other, or that they carry one text."""

import sqlalchemy as sa

from pipeline.beside import Tied
from pipeline.source_outlets import Newsrooms
from storage.families import family_of
from storage.relays import relays_of


def tied(connection: sa.Connection, article_id: int, other_id: int, newsrooms: Newsrooms) -> Tied:
    """Whether a relay leads from the one article to the other as its original, or back, or both are of one family."""
    found = relays_of(connection, [article_id, other_id], newsrooms)

    def retells(one: int, other: int) -> bool:
        return any(each.relay.of == other for each in found.get(one, ()))

    if retells(article_id, other_id):
        return "relay"
    if retells(other_id, article_id):
        return "reverse"
    family = family_of(connection, article_id)
    return "copy" if family is not None and family == family_of(connection, other_id) else ""
