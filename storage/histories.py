"""The history of a source, as the watch reads it: by indexes, and no more of it than it takes to tell an alarm."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from config.source import Source
from pipeline.alarm_network import ALL, Last
from pipeline.alarms import READ, History, Seen, Spoilt
from pipeline.discover import routes_of
from pipeline.values import KEPT
from storage.histories_of_rounds import rounds_of
from storage.rounds import ANSWERED
from storage.schema import alarm, article, discovery, link, rounds, schedule, visit

DAYS = timedelta(days=90)
PAGES = 500
ARRIVALS = 20_000
FORGIVEN = timedelta(days=21)  # an alarm that stands for longer tells by now what is usual


def history_of(connection: sa.Connection, source: Source, now: datetime) -> History:
    """What is stored of the last ninety days of a source, in the order of time."""
    spoilt = spoilt_of(connection, source.id, now)
    network = [each for each in spoilt if each.kind == "network-suspect"]
    return History(
        source=source.id,
        zone=source.timezone,
        rounds=[
            each
            for each in rounds_of(connection, source, now)
            if each.answered or not any(span.since <= each.at <= span.until for span in network)
        ],
        seen=seen_of(connection, source.id, now),
        arrivals=arrivals_of(connection, source.id, now),
        spoilt=spoilt,
        routes=frozenset(each.url for each in routes_of(source)),
    )


def arrivals_of(connection: sa.Connection, source_id: str, now: datetime) -> list[tuple[datetime, int]]:
    """The looks that were answered, each with how many links were new."""
    rows = connection.execute(
        sa.select(discovery.c.fetched_at, discovery.c.new)
        .where(discovery.c.source_id == source_id, discovery.c.fetched_at >= now - DAYS, discovery.c.fetched_at <= now)
        .where(discovery.c.outcome.in_(ANSWERED))
        .order_by(discovery.c.fetched_at.desc())
        .limit(ARRIVALS)
    )
    return [(at, number) for at, number in rows][::-1]


def seen_of(connection: sa.Connection, source_id: str, now: datetime) -> list[Seen]:
    """The newest pages that were read for the first time."""
    columns = (
        visit.c.finished_at,
        visit.c.outcome,
        link.c.url,
        link.c.route,
        link.c.also,
        link.c.title.label("claimed"),
        article.c.id,
        article.c.title,
        article.c.published_at,
        article.c.byline,
        article.c.credit,
        article.c.words,
        article.c.damage,
    )
    rows = connection.execute(
        sa.select(*columns)
        .join(link, link.c.id == visit.c.link_id)
        .outerjoin(article, article.c.id == link.c.article_id)
        .where(visit.c.source_id == source_id, visit.c.finished_at >= now - DAYS, visit.c.finished_at <= now)
        .where(visit.c.outcome.in_(READ), visit.c.due_at == link.c.first_seen_at)
        .order_by(visit.c.finished_at.desc())
        .limit(PAGES)
    ).all()
    return [page_of(row) for row in reversed(rows)]


def page_of(row: Any) -> Seen:
    """What a first reading gave; of a page that gave no article its address alone."""
    routes = frozenset(filter(None, (row.route, *row.also.split())))
    if row.id is None or row.outcome not in KEPT:
        return Seen(row.finished_at, row.outcome, row.url, row.claimed, routes=routes)
    return Seen(
        at=row.finished_at,
        outcome=row.outcome,
        url=row.url,
        headline=row.title,
        article=row.id,
        length=row.words or 0,
        title=bool(row.title),
        published=row.published_at is not None,
        byline=bool(row.byline),
        credit=row.credit,
        damage=row.damage or 0.0,
        routes=routes,
    )


def spoilt_of(connection: sa.Connection, source_id: str, now: datetime) -> list[Spoilt]:
    """The spans of the alarms of a source, and of those of all, that reach into the days of a history."""
    rows = connection.execute(
        sa.select(alarm.c.kind, alarm.c.since, alarm.c.ended_at)
        .where(alarm.c.source_id.in_((source_id, ALL)), alarm.c.since >= now - DAYS - FORGIVEN)
        .order_by(alarm.c.since)
    )
    spans = [Spoilt(kind, since, min(ended or now, since + FORGIVEN)) for kind, since, ended in rows]
    return [each for each in spans if each.until >= now - DAYS]


def lasts_of(connection: sa.Connection, source_ids: Collection[str], since: datetime, now: datetime) -> list[Last]:
    """The last round of each of these sources since a time, with when a round last answered."""
    answered = dict(
        connection.execute(
            sa.select(schedule.c.source_id, schedule.c.last_success_at).where(schedule.c.source_id.in_(source_ids))
        ).all()
    )
    rows = connection.execute(
        sa.select(rounds.c.source_id, rounds.c.claimed_at, rounds.c.state)
        .where(rounds.c.claimed_at >= since, rounds.c.claimed_at <= now, rounds.c.state.in_(("done", "failed")))
        .order_by(rounds.c.claimed_at)
    )
    of_source: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
    for source_id, at, state in rows:
        if source_id in answered:
            of_source[source_id].append((at, state == "done"))
    return [last_of(each, its, answered[each]) for each, its in of_source.items()]


def last_of(source_id: str, its: Sequence[tuple[datetime, bool]], answered_at: datetime | None) -> Last:
    """The last of a source's rounds, and since when those before it failed as it did."""
    failing = None
    for at, is_well in reversed(its):
        if is_well:
            break
        failing = at
    return Last(source_id, its[-1][0], its[-1][1], answered_at, failing)
