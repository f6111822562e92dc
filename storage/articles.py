"""Articles: a new text, another text at a known URL, and who carries the same letters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pipeline import fold
from pipeline.damage import damage_of
from pipeline.learned import NOTHING, Reading, reading_of
from pipeline.revisions import is_revision
from pipeline.urls import host_of
from pipeline.values import Article
from storage.boilerplate import ever_known
from storage.copies import forget
from storage.schema import article, copy, folded, revision

# Made once: SQLAlchemy takes longer to build such a statement and its key than SQLite to run it.
BY_URL = sa.select(article).where(article.c.url == sa.bindparam("of_url"))
INSERT = sa.insert(article).returning(article.c.id, sort_by_parameter_order=True)
INSERT_FOLDED = sa.insert(folded)
INSERT_COPY = sa.insert(copy)
SEEN = sa.update(article).where(article.c.id == sa.bindparam("of_id"))
FIRST_COPIES = (
    sa.select(article.c.letters, sa.func.min(article.c.id).label("id"))
    .where(article.c.letters.in_(sa.bindparam("same", expanding=True)))
    .group_by(article.c.letters)
)
Arrival = tuple[Reading, int | None]  # what was read, and the id of the archived page that it was read from
Added = tuple[int, str, str]  # the article's id, the outcome and a detail


def add(connection: sa.Connection, read: Article | Reading, page_id: int | None, now: datetime) -> Added:
    """Store an article under its canonical URL; return its id, the outcome and a detail.

    The outcome is stored, revised, known or metadata.
    """
    of = read if isinstance(read, Reading) else reading_of(read, NOTHING)
    new, same = of.article, of.letters
    stored = by_url(connection, new.url)
    if stored and stored.page_url != new.page_url and not tells_the_same(connection, stored, new, same):
        # Two pages that name one canonical URL and tell different things, as a wrong template does. Both are kept.
        new = replace(new, url=new.page_url)
        stored = by_url(connection, new.url)
    if stored is None:
        return insert_all(connection, [(replace(of, article=new), page_id)], now)[0]
    if (new.metadata_only or new.stub) and not (stored.metadata_only or stored.stub):
        return stored.id, "known", "only a stub came this time; the whole text is kept"
    if tells_the_same(connection, stored, new, same):
        connection.execute(SEEN, {"of_id": stored.id, "fetched_at": new.fetched_at})
        return stored.id, "known", ""
    revise(connection, stored, new, of, page_id)
    return stored.id, "revised", ""


def by_url(connection: sa.Connection, url: str) -> Any:
    """The row of the stored article with this key, or None."""
    return connection.execute(BY_URL, {"of_url": url}).one_or_none()


def tells_the_same(connection: sa.Connection, stored: Any, new: Article, same: str | None) -> bool:
    """True where title and text are the same but for case, script, punctuation, spaces and what is trivial.

    Trivial are counters, times of the page, advertisements and the like; and all lines that were ever learned of their
    host, where more or less boilerplate was cut from the one than from the other, which is our doing.
    """
    if bool(stored.metadata_only) != new.metadata_only or fold.letters(stored.title) != fold.letters(new.title):
        return False
    if stored.letters == same and not is_revision(stored.text, new.text):  # 3.5 and 35 have the same letters
        return True
    if new.metadata_only or not stored.text or not new.text:
        return False
    lines = ever_known(connection, host_of(new.page_url)) if stored.learned != new.learned else frozenset()
    return not is_revision(stored.text, new.text, lines)


def columns(new: Article, same: str | None, page_id: int | None) -> dict[str, object]:
    """What the article table holds of an article, but for its key and its history."""
    return {
        "page_url": new.page_url,
        "source_id": new.source,
        "title": new.title,
        "dek": new.dek,
        "text": new.text,
        "byline": new.byline,
        "editor": new.editor,
        "credit": new.credit,
        "dateline": new.dateline,
        "section": new.section,
        "language": new.language,
        "script": new.script,
        "published_at": new.published_at,
        "published_precision": new.published_precision,
        "published_from": new.published_from,
        "published_zone": new.published_zone,
        "updated_at": new.updated_at,
        "updated_precision": new.updated_precision,
        "updated_from": new.updated_from,
        "updated_zone": new.updated_zone,
        "image": new.image,
        "account": new.account,
        "original": new.original,
        "stub": new.stub,
        "words": new.words,
        "layers": new.layers,
        "repairs": new.repairs,
        "learned": new.learned,
        "declared_origin": new.declared_origin,
        "metadata_only": new.metadata_only,
        "letters": same,
        "damage": damage_of(new.text) or None,
        "fetched_at": new.fetched_at,
        "page_id": page_id,
    }


def insert_all(connection: sa.Connection, arrivals: Sequence[Arrival], now: datetime) -> list[Added]:
    """Store articles whose keys are new and all different, with their folded texts and their exact copies."""
    rows = [
        columns(of.article, of.letters, page_id)
        | {"url": of.article.url, "first_seen_at": now, "revision": 0, "reserved": of.article.reserved}
        for of, page_id in arrivals
    ]
    ids = connection.scalars(INSERT, rows).all()
    stored = [(each, of) for each, (of, _) in zip(ids, arrivals, strict=True)]
    connection.execute(INSERT_FOLDED, [{"article_id": each, "text": of.searched} for each, of in stored])
    link_copies(connection, {each: of.letters for each, of in stored if of.letters})
    return [(each, "metadata" if of.article.metadata_only else "stored", "") for each, of in stored]


def link_copies(connection: sa.Connection, letters: Mapping[int, str]) -> None:
    """Tie articles to the first ones that were stored with the same letters; `letters` are theirs by their ids."""
    if not letters:
        return
    found = connection.execute(FIRST_COPIES, {"same": sorted(set(letters.values()))})
    first = {row.letters: row.id for row in found}
    copies = [
        {"article_id": each, "of_id": first[same], "kind": "exact", "letters": same}
        for each, same in letters.items()
        if first[same] != each
    ]
    if copies:
        connection.execute(INSERT_COPY, copies)


def revise(connection: sa.Connection, stored: Any, new: Article, of: Reading, page_id: int | None) -> None:
    """Put the stored text among the revisions, the new one in its place, and tie the copies anew."""
    connection.execute(
        sa.insert(revision).values(
            article_id=stored.id,
            number=stored.revision,
            title=stored.title,
            text=stored.text,
            letters=stored.letters,
            fetched_at=stored.fetched_at,
            page_id=stored.page_id,
        )
    )
    row = columns(new, of.letters, page_id)
    if row["published_at"] is None:  # a later page that lost its date takes nothing away
        for name in ("published_at", "published_precision", "published_from", "published_zone"):
            row[name] = getattr(stored, name)
    connection.execute(
        sa.update(article).where(article.c.id == stored.id).values(row | {"revision": stored.revision + 1})
    )
    connection.execute(sa.update(folded).where(folded.c.article_id == stored.id).values(text=of.searched))
    change_copies(connection, stored.id, stored.text, stored.letters, of.letters)


def change_copies(connection: sa.Connection, article_id: int, text: str, before: str | None, after: str | None) -> None:
    """Tie an article to the exact copies of its new text, and to nothing that its text before was tied to.

    The copies of other kinds that the new text has are found by `storage.copies.tie`, for a group of articles at once.
    """
    if before != after:
        forget(connection, article_id, before, text)
    for each in {before, after}:
        if each is not None:
            tie_copies(connection, each)


def tie_copies(connection: sa.Connection, same: str) -> None:
    """Tie all articles that now have these letters to the first of them."""
    connection.execute(sa.delete(copy).where(copy.c.kind == "exact", copy.c.letters == same))
    query = sa.select(article.c.id).where(article.c.letters == same).order_by(article.c.id)
    first, *others = connection.execute(query).scalars().all() or [0]
    if others:
        rows = [{"article_id": each, "of_id": first, "kind": "exact", "letters": same} for each in others]
        connection.execute(sa.insert(copy), rows)
