"""When the sources were watched: the spans in which their routes answered, and what their pages gave, by day."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

import sqlalchemy as sa

from pipeline.gaps import Watched, spans_of
from pipeline.values import KEPT
from storage.rounds import ANSWERED
from storage.schema import discovery, schedule, visit

ROWS = 10_000
# What says of a page only that it is no article to be kept, as against one that could not be got or read.
NO_ARTICLE = ("section-page", "wrong-language", "too-short")
FOLLOWED = sa.union(sa.select(schedule.c.source_id), sa.select(discovery.c.source_id).distinct())
LOOKS = (
    sa.select(discovery.c.source_id, discovery.c.fetched_at)
    .where(
        discovery.c.outcome.in_(ANSWERED),
        discovery.c.source_id.in_(sa.bindparam("ids", expanding=True)),
        discovery.c.fetched_at >= sa.bindparam("since"),
        discovery.c.fetched_at <= sa.bindparam("until"),
    )
    .order_by(discovery.c.source_id, discovery.c.fetched_at)
)


def followed(connection: sa.Connection) -> set[str]:
    """The ids of the sources that were asked at least once, or are on the schedule."""
    return set(connection.execute(FOLLOWED).scalars())


def watched(
    connection: sa.Connection, ids: Collection[str], since: datetime, until: datetime, silence: timedelta
) -> dict[str, Watched]:
    """When each of these sources was watched between two times, and a silence around them; memory holds the spans."""
    pages = _pages(connection, ids, since, until)
    asked = {"ids": sorted(ids), "since": since - silence, "until": until + silence}
    found = {each: Watched(each, (), pages.get(each, {})) for each in ids}
    with connection.execute(LOOKS, asked, execution_options={"yield_per": ROWS}) as rows:
        for source_id, looks in groupby(rows, key=lambda row: row.source_id):
            spans = spans_of((row.fetched_at for row in looks), silence)
            found[source_id] = Watched(source_id, spans, pages.get(source_id, {}))
    return found


def _pages(
    connection: sa.Connection, ids: Collection[str], since: datetime, until: datetime
) -> dict[str, dict[date, tuple[int, int]]]:
    """How many pages of each source could be read on each day, and how many not."""
    found: dict[str, dict[date, tuple[int, int]]] = defaultdict(dict)
    for source_id, day, outcome, number in _visits(connection, ids, since, until):
        read, unread = found[source_id].get(day, (0, 0))
        is_read = outcome in KEPT
        found[source_id][day] = (read + number * is_read, unread + number * (not is_read))
    return found


def _visits(
    connection: sa.Connection, ids: Collection[str], since: datetime, until: datetime
) -> Iterator[tuple[str, date, str, int]]:
    is_sqlite = connection.dialect.name == "sqlite"
    at = visit.c.finished_at
    day = sa.func.date(at if is_sqlite else sa.func.timezone("UTC", at), type_=sa.String() if is_sqlite else sa.Date())
    query = (
        sa.select(visit.c.source_id, day, visit.c.outcome, sa.func.count())
        .where(visit.c.source_id.in_(sorted(ids)), at >= since, at <= until, visit.c.outcome.not_in(("", *NO_ARTICLE)))
        .group_by(visit.c.source_id, day, visit.c.outcome)
    )
    for source_id, of_day, outcome, number in connection.execute(query):
        yield source_id, date.fromisoformat(of_day) if is_sqlite else of_day, outcome, number
