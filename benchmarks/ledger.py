"""What stands in the database after a crawl, and whether it adds up."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import sqlalchemy as sa

from pipeline.values import OUTCOMES
from storage.database import connect, reading
from storage.schema import article, copy, discovery, link, page, revision, visit
from storage.warc import Record, body_of

Fate = tuple[str, str, str]  # URL key, hash of title and text, outcome of the first finished visit


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything a benchmark asks of a database, by one consistent view of it."""

    links: int
    visits: int
    pending: int
    outcomes: dict[str, int]
    of_links: dict[str, tuple[str, ...]]  # outcomes of each link's finished visits, oldest first
    hashes: dict[str, str]  # of each link that has an article
    texts: dict[str, str]  # of articles, by the URL that answered
    pages_of: Counter[str]  # articles by the URL that answered
    copies: int
    revisions: int
    silent: tuple[str, ...]  # looks at lists that gave no links, and why
    records: tuple[tuple[Record, str], ...]  # archived pages, each with the digest of its bytes

    @property
    def stored(self) -> int:
        """How many articles there are."""
        return self.pages_of.total()

    @property
    def fates(self) -> set[Fate]:
        """What became of each link that was visited."""
        return {(key, self.hashes.get(key, ""), words[0]) for key, words in self.of_links.items() if words}


def ledger_of(data: Path) -> Ledger:
    """The ledger of a data directory."""
    engine = connect(f"sqlite:///{data.as_posix()}/duizhao.sqlite")
    try:
        with reading(engine) as connection:
            return read_ledger(connection)
    finally:
        engine.dispose()


def read_ledger(connection: sa.Connection) -> Ledger:
    """The ledger of a database."""
    visited: dict[str, list[str]] = {key: [] for key in connection.scalars(sa.select(link.c.key))}
    visits = connection.execute(
        sa.select(link.c.key, visit.c.outcome).join(link, link.c.id == visit.c.link_id).order_by(visit.c.id)
    ).all()
    for key, outcome in visits:
        if outcome:
            visited[key].append(outcome)
    counted = Counter(outcome for _, outcome in visits)
    articles = connection.execute(sa.select(article.c.id, article.c.page_url, article.c.title, article.c.text)).all()
    hashes = {each.id: digest(f"{each.title}\n{each.text}".encode()) for each in articles}
    linked = connection.execute(sa.select(link.c.key, link.c.article_id).where(link.c.article_id.is_not(None)))
    records = connection.execute(sa.select(page.c.warc, page.c.offset, page.c.digest)).all()
    return Ledger(
        links=len(visited),
        visits=len(visits),
        pending=counted.pop("", 0),
        outcomes={word: counted[word] for word in OUTCOMES if word in counted} | dict(counted),
        of_links={key: tuple(words) for key, words in visited.items()},
        hashes={key: hashes[article_id] for key, article_id in linked},
        texts={each.page_url: each.text for each in articles},
        pages_of=Counter(each.page_url for each in articles),
        copies=exact_copies(connection),
        revisions=count(connection, revision),
        silent=silent_lists(connection),
        records=tuple((Record(each.warc, each.offset), each.digest) for each in records),
    )


def silent_lists(connection: sa.Connection) -> tuple[str, ...]:
    """The looks at lists that failed, each as one line."""
    looked = sa.select(discovery.c.url, discovery.c.outcome, discovery.c.detail)
    rows = connection.execute(looked.where(discovery.c.outcome.not_in(("found", "unchanged")))).all()
    return tuple(f"{url}: {outcome}: {detail}" for url, outcome, detail in rows)


def exact_copies(connection: sa.Connection) -> int:
    """How many articles are tied to another with the same letters.

    Ties of other kinds depend on the order of arrival, for of many candidates no more than 50 are compared, and a
    passage on many earlier articles tells nothing: of 340 pages of one make a killed crawl had 2,585 near-copies and
    646 shared passages, an unkilled one 2,561 and 710.
    """
    exact = sa.select(sa.func.count()).select_from(copy).where(copy.c.kind == "exact")
    return connection.execute(exact).scalar_one()


def count(connection: sa.Connection, table: sa.Table) -> int:
    """How many rows a table has."""
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def digest(content: bytes) -> str:
    """The digest that the crawl keeps of a page's bytes."""
    return sha1(content, usedforsecurity=False).hexdigest()


def wrongs(of: Ledger, links: int) -> list[str]:
    """Every way in which a ledger does not add up after one whole crawl of so many links."""
    wrong = list(of.silent)
    if of.links != links:
        wrong.append(f"{of.links} links are known, {links} were named")
    if of.visits != of.pending + sum(of.outcomes.values()):
        wrong.append(f"{of.visits} visits are not {of.pending} pending and {sum(of.outcomes.values())} outcomes")
    if unknown := sorted(set(of.outcomes) - set(OUTCOMES)):
        wrong.append(f"no such outcomes: {', '.join(unknown)}")
    bad = [key for key, words in of.of_links.items() if len(words) != 1]
    if bad:
        wrong.append(f"{len(bad)} links do not have one outcome each, as {bad[0]}: {of.of_links[bad[0]]}")
    return wrong


def doubled(of: Ledger) -> int:
    """Outcomes beyond the first of a link, articles beyond the first of a page, and revisions that nobody wrote."""
    outcomes = sum(max(0, len(words) - 1) for words in of.of_links.values())
    return outcomes + sum(number - 1 for number in of.pages_of.values()) + of.revisions


def unreadable(of: Ledger, warc: Path) -> int:
    """How many archived pages do not come back from their files as they were fetched."""
    return sum(not reads_back(warc, record, kept) for record, kept in of.records)


def reads_back(warc: Path, record: Record, kept: str) -> bool:
    """True where the archive gives back the bytes that were fetched."""
    try:
        return digest(body_of(warc, record)) == kept
    except Exception:  # a torn or missing file shows itself in many ways, all of them a lost page
        return False
