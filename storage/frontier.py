"""The frontier: which links are known, which visits are due, and who is making them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.values import Link
from storage.schema import link, visit

# A known link is visited again after this, counted from its last visit; then no more.
REVISITS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
UNASKED = ("robots", "forbidden-address")  # outcomes of pages that nobody was asked for
# Made once: SQLAlchemy takes longer to build such a statement and its key than SQLite to run it.
FINISH = sa.update(visit).where(
    visit.c.id == sa.bindparam("of_id"), visit.c.run_id == sa.bindparam("of_run"), visit.c.outcome == ""
)
UPDATE_LINK = sa.update(link).where(link.c.id == sa.bindparam("of_id"))
ADD_VISIT = sa.insert(visit).from_select(
    ["link_id", "source_id", "due_at"],
    sa.select(link.c.id, link.c.source_id, sa.bindparam("due", type_=visit.c.due_at.type)).where(
        link.c.id == sa.bindparam("of_id")
    ),
)
_LINK = ("id", "key", "visits", "article_id", "etag", "last_modified", "digest")
_CLAIMS = ("url", "route", "title", "published_at", "author", "section", "dek", "text")  # as `Link` has them
_AGE = sa.func.coalesce(link.c.published_at, link.c.first_seen_at)
# By whether the newest links come first: all links of one look are due at once, so when they are due tells no age.
DUE = {
    newest_first: sa.select(visit.c.id, visit.c.due_at, *(link.c[name] for name in (*_LINK, *_CLAIMS)))
    .join(link, link.c.id == visit.c.link_id)
    .where(
        visit.c.outcome == "",
        visit.c.source_id == sa.bindparam("of_source"),
        visit.c.due_at <= sa.bindparam("now"),
        visit.c.run_id.is_(None),
    )
    .order_by(*order)
    .limit(sa.bindparam("most"))
    .with_for_update(of=visit, skip_locked=True)
    for newest_first, order in (
        (False, (visit.c.due_at, visit.c.id)),
        (True, (_AGE.desc(), visit.c.due_at.desc(), visit.c.id.desc())),
    )
}
CLAIM = (
    sa.update(visit).where(visit.c.id.in_(sa.bindparam("ids", expanding=True))).values(run_id=sa.bindparam("of_run"))
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One claimed visit: a link, when it was due, and what the last answer allows to ask conditionally."""

    id: int
    link_id: int
    link: Link
    key: str
    due_at: datetime
    visits: int  # how many visits of the link came before
    article_id: int | None = None
    etag: str = ""
    last_modified: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """How a visit ends."""

    visit: Visit
    outcome: str
    detail: str = ""
    status: int | None = None
    revisit: bool = True
    learned: Mapping[str, object] = field(default_factory=dict)  # columns of the link, set with its count of visits


def next_due(visits: int, now: datetime) -> datetime | None:
    """When a link with so many finished visits is due again, or None."""
    return now + REVISITS[visits - 1] if 0 < visits <= len(REVISITS) else None


def claim(
    connection: sa.Connection, run_id: int, source_id: str, limit: int, now: datetime, newest_first: bool = False
) -> list[Visit]:
    """Take up to so many due visits of a source for a run, those that were due first or those of the newest links."""
    asked = {"of_source": source_id, "now": now, "most": limit}
    visits = [_claimed(row) for row in connection.execute(DUE[newest_first], asked)]
    if visits:
        connection.execute(CLAIM, {"ids": [each.id for each in visits], "of_run": run_id})
    return visits


def _claimed(row: Any) -> Visit:
    """The visit of a row of the claim's query, by the order of its columns: a look by name at each took far longer."""
    number, due_at, link_id, key, visits, article_id, etag, last_modified, digest, *claims = row
    return Visit(number, link_id, Link(*claims), key, due_at, visits, article_id, etag, last_modified, digest)


def fetched(connection: sa.Connection, source_id: str, since: datetime) -> int:
    """How many pages of a source were asked for since a time, those that a run is about to ask for too."""
    asked = sa.and_(visit.c.finished_at >= since, visit.c.outcome.not_in(("", *UNASKED)))
    under_way = sa.and_(visit.c.outcome == "", visit.c.run_id.is_not(None))
    of_source = sa.select(sa.func.count()).select_from(visit).where(visit.c.source_id == source_id)
    return sum(connection.execute(of_source.where(each)).scalar_one() for each in (asked, under_way))


def number_due(connection: sa.Connection, source_id: str, now: datetime) -> int:
    """How many visits of a source are due and nobody makes."""
    of_source = sa.and_(visit.c.source_id == source_id, visit.c.outcome == "", visit.c.run_id.is_(None))
    query = sa.select(sa.func.count()).select_from(visit).where(of_source, visit.c.due_at <= now)
    return int(connection.execute(query).scalar_one())


def finish(
    connection: sa.Connection,
    of: Visit,
    run_id: int,
    outcome: str,
    now: datetime,
    detail: str = "",
    status: int | None = None,
    revisit: bool = True,
) -> bool:
    """Give a visit its one outcome and the link its next visit; False where the claim is no longer the run's."""
    return finish_all(connection, [End(of, outcome, detail, status, revisit)], run_id, now)


def finish_all(connection: sa.Connection, ends: Sequence[End], run_id: int, now: datetime) -> bool:
    """Give visits their outcomes and their links the next visits; False where a claim is no longer the run's.

    Then the transaction is to be undone: some may have their outcomes already.
    """
    done = [
        {
            "of_id": each.visit.id,
            "of_run": run_id,
            "outcome": each.outcome,
            "detail": each.detail[:2000],
            "status": each.status,
            "finished_at": now,
        }
        for each in ends
    ]
    if connection.execute(FINISH, done).rowcount != len(ends):
        return False
    links: dict[tuple[str, ...], list[dict[str, object]]] = {}  # a statement sets the same columns in all its rows
    for each in ends:
        row = {"of_id": each.visit.link_id, "visits": each.visit.visits + 1, **each.learned}
        links.setdefault(tuple(row), []).append(row)
    for rows in links.values():
        connection.execute(UPDATE_LINK, rows)
    next_visits = [
        {"of_id": each.visit.link_id, "due": due}
        for each in ends
        if each.revisit and (due := next_due(each.visit.visits + 1, now)) is not None
    ]
    if next_visits:
        connection.execute(ADD_VISIT, next_visits)
    return True


def again(connection: sa.Connection, source_ids: Sequence[str], now: datetime) -> int:
    """Make every known link of these sources due now; return how many."""
    of_sources = link.c.source_id.in_(source_ids)
    waiting = sa.and_(visit.c.outcome == "", visit.c.run_id.is_(None), visit.c.source_id.in_(source_ids))
    connection.execute(sa.update(visit).where(waiting, visit.c.due_at > now).values(due_at=now))
    pending = sa.exists().where(visit.c.link_id == link.c.id, visit.c.outcome == "")
    rest = sa.select(link.c.id, link.c.source_id, sa.literal(now, visit.c.due_at.type)).where(of_sources, ~pending)
    connection.execute(sa.insert(visit).from_select(["link_id", "source_id", "due_at"], rest))
    return connection.execute(
        sa.select(sa.func.count()).select_from(visit).where(waiting, visit.c.due_at <= now)
    ).scalar_one()


def hasten(connection: sa.Connection, source_ids: Sequence[str], now: datetime) -> int:
    """Make visits due that are due later than any rule sets, which comes of a clock that was wrong; return how many."""
    waiting = sa.and_(visit.c.outcome == "", visit.c.source_id.in_(source_ids))
    late = visit.c.due_at > now + REVISITS[-1] + timedelta(days=1)
    return connection.execute(sa.update(visit).where(waiting, late).values(due_at=now)).rowcount


def give_back(connection: sa.Connection, run_id: int) -> int:
    """Return the unfinished claims of a run to the pending; return how many."""
    return connection.execute(
        sa.update(visit).where(visit.c.run_id == run_id, visit.c.outcome == "").values(run_id=None)
    ).rowcount
