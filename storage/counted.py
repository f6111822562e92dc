"""How many articles a collection had when one of them came, by its id: ids run ahead of their number.

On PostgreSQL a transaction that is rolled back or killed takes its ids with it: fifty killed writers left 680 of 4,651
unused. SQLite gives them again, and has gaps only where a collection was copied from there.
"""

from weakref import WeakKeyDictionary, WeakSet

import sqlalchemy as sa

from storage.schema import article

MOST = 100_000  # articles that are counted; of more than these the ids tell, for a share of them is not asked any more
LAST: sa.BindParameter[int] = sa.bindparam("last", type_=sa.Integer)
SOME = sa.select(article.c.id).where(article.c.id > LAST).limit(MOST).subquery()
IS_THERE = sa.or_(LAST == 0, sa.exists().where(article.c.id == LAST))
MORE = sa.select(sa.select(sa.func.count()).select_from(SOME).scalar_subquery(), sa.func.max(article.c.id), IS_THERE)
# Of each database the last id that was seen and how many articles there were: those that came since are soon counted.
COUNTED: "WeakKeyDictionary[sa.Engine, tuple[int, int]]" = WeakKeyDictionary()
GAPLESS: "WeakSet[sa.Engine]" = WeakSet()  # SQLite's without gaps, which never get one


class Counted:
    """How many articles there are by now, those of the transaction that asks counted."""

    def __init__(self, connection: sa.Connection) -> None:
        self.last = self.number = 0
        if connection.engine in GAPLESS:
            return
        last, number = COUNTED.get(connection.engine, (0, 0))
        if number < MOST:
            more, newest, is_there = connection.execute(MORE, {"last": last}).one()
            if not is_there:  # what was counted last was taken back since
                number = 0
                more, newest, _ = connection.execute(MORE, {"last": 0}).one()
            last, number = newest or 0, number + more
            COUNTED[connection.engine] = last, number
        if connection.dialect.name == "sqlite" and 0 < last == number:
            GAPLESS.add(connection.engine)
        self.last, self.number = last, number

    def until(self, article_id: int) -> int:
        """About how many there were when the article of this id came, as if unused ids were spread evenly."""
        if not 0 < self.number < MOST:
            return article_id
        return min(article_id, self.last) * self.number // self.last
