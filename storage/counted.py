"""How many articles a collection had when one of them came, by its id: PostgreSQL's ids run ahead of their number.

A transaction that is rolled back or killed takes its ids with it there: fifty killed writers left 680 of 4,651 unused.
SQLite gives them again.
"""

from weakref import WeakKeyDictionary

import sqlalchemy as sa

from storage.schema import article

MOST = 100_000  # articles that are counted; of more than these the ids tell, for a share of them is not asked any more
SOME = sa.select(article.c.id).where(article.c.id > sa.bindparam("last")).limit(MOST).subquery()
MORE = sa.select(sa.select(sa.func.count()).select_from(SOME).scalar_subquery(), sa.func.max(article.c.id))
# Of each database the last id that was seen and how many articles there were: those that came since are soon counted.
COUNTED: "WeakKeyDictionary[sa.Engine, tuple[int, int]]" = WeakKeyDictionary()


class Counted:
    """How many articles there are by now, those of the transaction that asks counted."""

    def __init__(self, connection: sa.Connection) -> None:
        self.last = self.number = 0
        if connection.dialect.name == "sqlite":
            return
        last, number = COUNTED.get(connection.engine, (0, 0))
        if number < MOST:
            more, newest = connection.execute(MORE, {"last": last}).one()
            last, number = newest or last, number + more
            COUNTED[connection.engine] = last, number
        self.last, self.number = last, number

    def until(self, article_id: int) -> int:
        """About how many there were when the article of this id came, as if unused ids were spread evenly."""
        if not 0 < self.number < MOST:
            return article_id
        return min(article_id, self.last) * self.number // self.last
