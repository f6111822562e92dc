"""How many new articles nobody has looked at yet for what they are about, and since when the first of them waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.schema import article, telling

MANY = 50  # articles
LONG = timedelta(minutes=10)

# Those behind the newest that is in a story, found in the order of ids: an earlier one whose text changed is looked at
# with the next new ones. To ask for each article without a story took time by the size of the store.
NEWEST = sa.select(sa.func.coalesce(sa.func.max(telling.c.article_id), 0)).scalar_subquery()
BEHIND = (
    sa.select(article.c.id, article.c.first_seen_at).where(article.c.id > NEWEST).order_by(article.c.id).limit(MANY)
).subquery()
WAITING = sa.select(sa.func.count(), sa.func.min(BEHIND.c.first_seen_at))


@dataclass(frozen=True, slots=True)
class Waiting:
    """New articles that are in no story yet, counted up to `MANY`, and when the first of them came."""

    articles: int
    since: datetime | None

    def is_long(self, now: datetime) -> bool:
        """True where so many wait, or one so long, that they are worth a look of their own.

        To look takes 2 s of CPU for the first article (topics, dictionary and outlets are read) and some ms for each
        other: at the end of each crawl of a service that was as much as the crawl itself.
        """
        return self.articles >= MANY or (self.since is not None and now - self.since >= LONG)


def waiting(connection: sa.Connection) -> Waiting:
    """The new articles that are in no story yet."""
    articles, since = connection.execute(WAITING).one()
    return Waiting(articles, since)
