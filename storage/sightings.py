"""When a text was last seen: also at visits that its page answered as before, which read nothing."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from pipeline.values import KEPT
from storage.frontier import End
from storage.schema import article, page, visit

# What answered as before is the text of the article only where that was read from it, or the same as it: not where
# the page brought a stub of it, nor where another page has changed it since.
READ_FROM_IT = (
    sa.exists()
    .where(
        page.c.visit_id == visit.c.id,
        visit.c.link_id == sa.bindparam("of_link"),
        page.c.digest == sa.bindparam("of_digest"),
        page.c.id >= article.c.page_id,
        visit.c.outcome.in_(KEPT),
        visit.c.detail == "",
    )
    .correlate(article)
)
SEEN = (
    sa.update(article)
    .where(article.c.id == sa.bindparam("of_article"), article.c.fetched_at < sa.bindparam("now"), READ_FROM_IT)
    .values(fetched_at=sa.bindparam("now"))
)


def see(connection: sa.Connection, ends: Sequence[End], now: datetime) -> None:
    """Note of the texts of pages that answered with the bytes of the visit before that they stand there still."""
    rows = [
        {
            "of_article": each.visit.article_id,
            "of_link": each.visit.link_id,
            "of_digest": each.visit.digest,
            "now": now,
        }
        for each in ends
        # A page that was read has taught its link something.
        if each.outcome == "known" and each.status is not None and not each.learned
        if each.visit.article_id is not None and each.visit.digest
    ]
    if rows:
        connection.execute(SEEN, rows)
