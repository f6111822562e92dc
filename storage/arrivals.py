"""Articles that arrive together: those under keys that nothing has yet are stored in one statement a table."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.articles import Added, Arrival, add, insert_all
from storage.schema import article

# Made once: SQLAlchemy takes longer to build such a statement and its key than SQLite to run it.
KNOWN = sa.select(article.c.url).where(article.c.url.in_(sa.bindparam("urls", expanding=True)))


def add_all(connection: sa.Connection, arrivals: Sequence[Arrival], now: datetime) -> list[Added]:
    """Store articles as `storage.articles.add` stores one; return for each its id, the outcome and a detail.

    Those under a new key come first and together, the others after them and one by one: as if they had come later.
    """
    urls = {reading.article.url for reading, _ in arrivals}
    known = set(connection.scalars(KNOWN, {"urls": sorted(urls)})) if arrivals else set()
    new: dict[str, int] = {}  # key and the place of the first article that has it
    for place, (reading, _) in enumerate(arrivals):
        if reading.article.url not in known:
            new.setdefault(reading.article.url, place)
    places = list(new.values())
    stored = insert_all(connection, [arrivals[each] for each in places], now) if places else []
    done = dict(zip(places, stored, strict=True))
    return [done[place] if place in done else add(connection, *arrival, now) for place, arrival in enumerate(arrivals)]
