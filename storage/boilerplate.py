"""Lines that hosts print on many pages: noted with each article, learned from the newest ones, listed, forgotten."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from pipeline.boilerplate import Boilerplate, line_hash
from pipeline.dateline import dateline_of
from pipeline.learned import NEWEST, boilerplate_of, common_lines
from storage.schema import article, boilerplate, printed

KEPT = timedelta(days=365)  # that a line is known which no new article has; visits of old pages still meet it
SAMPLES = 5  # articles whose texts are searched for a line
INSERT_PRINTED = sa.insert(printed)
DELETE_PRINTED = sa.delete(printed).where(printed.c.article_id == sa.bindparam("of_id"))


@dataclass(frozen=True, slots=True)
class LearnedLine:
    """A line that was learned as its host's own."""

    id: int
    host: str
    sample: str
    articles: int  # on how many of the newest articles of the host it stood when it was last counted
    of_articles: int
    first_seen_at: datetime
    last_seen_at: datetime
    forgotten_at: datetime | None  # when somebody said that it is none


def note(connection: sa.Connection, article_id: int, host: str, lines: Sequence[int], is_new: bool = True) -> None:
    """Note which lines of an article may be its host's own, in the place of those of an earlier text."""
    note_all(connection, [(article_id, host, lines, is_new)])


def note_all(connection: sa.Connection, printed_by: Sequence[tuple[int, str, Sequence[int], bool]]) -> None:
    """Note the lines of several articles: the id of each, its host, its lines, and whether it had none before."""
    earlier = [{"of_id": article_id} for article_id, _, _, is_new in printed_by if not is_new]
    if earlier:
        connection.execute(DELETE_PRINTED, earlier)
    rows = {
        article_id: {"article_id": article_id, "host": host, "lines": lines}
        for article_id, host, lines, _ in printed_by
    }
    if rows:
        connection.execute(INSERT_PRINTED, list(rows.values()))


def known(connection: sa.Connection) -> dict[str, Boilerplate]:
    """What is known of each host of which anything is."""
    found: dict[str, list[int]] = {}
    rows = sa.select(boilerplate.c.host, boilerplate.c.hash).where(boilerplate.c.forgotten_at.is_(None))
    for host, line in connection.execute(rows):
        found.setdefault(host, []).append(line)
    return {host: boilerplate_of(lines) for host, lines in found.items()}


def ever_known(connection: sa.Connection, host: str) -> frozenset[int]:
    """All lines that were learned of a host, also those forgotten since: what its articles may differ by."""
    return frozenset(connection.scalars(sa.select(boilerplate.c.hash).where(boilerplate.c.host == host)))


def learn(connection: sa.Connection, hosts: Iterable[str], now: datetime) -> int:
    """Learn from the newest articles of these hosts; return how many lines are new."""
    return sum(learn_of(connection, host, now) for host in sorted(hosts))


def learn_of(connection: sa.Connection, host: str, now: datetime) -> int:
    """Count the lines of the newest articles of a host, keep those that are common, and drop what is too old.

    Exact copies count as one: a report that is printed at many addresses makes its lines no boilerplate.
    """
    query = (
        sa.select(printed.c.article_id, printed.c.lines, article.c.letters, article.c.first_seen_at)
        .join(article, article.c.id == printed.c.article_id)
        .where(printed.c.host == host)
        .order_by(printed.c.article_id.desc())
        .limit(NEWEST)
    )
    rows = connection.execute(query).all()
    if len(rows) == NEWEST:
        older = sa.and_(printed.c.host == host, printed.c.article_id < rows[-1].article_id)
        connection.execute(sa.delete(printed).where(older))
    texts = {row.letters or row.article_id: row for row in reversed(rows)}
    counts = common_lines([row.lines for row in texts.values()])
    where: dict[int, list[Any]] = {line: [row for row in rows if line in row.lines] for line in counts}
    before = set(ever_known(connection, host))
    for line, times in counts.items():
        seen = [row.first_seen_at for row in where[line]]
        row = {"articles": times, "of_articles": len(texts), "last_seen_at": max(seen)}
        if line in before:
            same = sa.and_(boilerplate.c.host == host, boilerplate.c.hash == line)
            connection.execute(sa.update(boilerplate).where(same).values(row))
            continue
        sample = sample_of(connection, line, [each.article_id for each in where[line][:SAMPLES]])
        if sample and not dateline_of(sample):
            new = {"host": host, "hash": line, "sample": sample, "first_seen_at": min(seen)}
            connection.execute(sa.insert(boilerplate).values(row | new))
    unseen = sa.and_(boilerplate.c.host == host, boilerplate.c.last_seen_at < now - KEPT)
    connection.execute(sa.delete(boilerplate).where(unseen))
    return len(ever_known(connection, host) - before)


def sample_of(connection: sa.Connection, line: int, article_ids: Collection[int]) -> str:
    """A line as the first of these articles prints it; empty where none does any more."""
    texts = connection.scalars(sa.select(article.c.text).where(article.c.id.in_(article_ids)).order_by(article.c.id))
    return next((each for text in texts for each in text.split("\n") if line_hash(each) == line), "")


def listed(connection: sa.Connection, source_ids: Sequence[str] | None = None) -> list[LearnedLine]:
    """The lines that were learned, of all hosts or of those that articles of these sources came from."""
    names = ("id", "host", "sample", "articles", "of_articles", "first_seen_at", "last_seen_at", "forgotten_at")
    query = sa.select(*(boilerplate.c[name] for name in names))
    if source_ids is not None:
        of_sources = sa.select(printed.c.host).join(article, article.c.id == printed.c.article_id)
        query = query.where(boilerplate.c.host.in_(of_sources.where(article.c.source_id.in_(source_ids))))
    query = query.order_by(boilerplate.c.host, boilerplate.c.articles.desc(), boilerplate.c.id)
    return [LearnedLine(**row) for row in connection.execute(query).mappings()]


def forget(connection: sa.Connection, ids: Collection[int], now: datetime) -> int:
    """Cut these lines no more, and learn them never again; return how many were known."""
    these = sa.and_(boilerplate.c.id.in_(ids), boilerplate.c.forgotten_at.is_(None))
    return connection.execute(sa.update(boilerplate).where(these).values(forgotten_at=now)).rowcount
