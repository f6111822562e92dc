"""Tying articles to their copies in the transaction that stores their texts."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.copies import Copy, Text, copy_of, prepared
from pipeline.fold import letters
from pipeline.learned import Reading
from pipeline.signature import SIGNATURE_VERSION, bands, keys_of, signature_of
from storage.candidates import Candidates, Fresh, candidates_of
from storage.copy_keys import BANDS, PASSAGES, put, take_out
from storage.schema import article, copy, signature

MOST_READY = 64  # texts made ready for comparing that are in memory at once
# What came of the newest comparisons, for a group whose connection was lost is done again: comparing it anew took each
# attempt longer than it was from one cut to the next, where connections were cut every quarter of a second.
MOST_COMPARED = 4096
Pair = tuple[bytes, bytes, bytes]  # digests of the newer and the older text, and the passages that tell nothing of them
COMPARED: dict[Pair, Copy | None] = {}

SIGNED = (
    sa.select(article.c.letters)
    .join(signature, signature.c.article_id == article.c.id)
    .where(article.c.letters.in_(sa.bindparam("hashes", expanding=True)), signature.c.version == SIGNATURE_VERSION)
)
TEXTS = sa.select(article.c.id, article.c.text).where(article.c.id.in_(sa.bindparam("ids", expanding=True)))
OTHER = (
    sa.select(article.c.id, article.c.text)
    .where(article.c.letters == sa.bindparam("hash"), article.c.id != sa.bindparam("but"))
    .order_by(article.c.id)
    .limit(1)
)
SIGN = sa.insert(signature)
UNSIGN = sa.delete(signature).where(signature.c.article_id == sa.bindparam("of_article"))
UNTIE = [
    sa.delete(copy).where(side == sa.bindparam("of_article"), copy.c.kind != "exact")
    for side in (copy.c.article_id, copy.c.of_id)
]
TIE = {
    "sqlite": sqlite.insert(copy).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(copy).on_conflict_do_nothing(),
}


def tie(connection: sa.Connection, read: Sequence[tuple[int, Reading]]) -> None:
    """Sign the texts of articles that were stored or revised, and tie each to its copies, in this order.

    Of a pair the article with the higher number is the copy. Exact copies are tied where the article is stored, and of
    these one alone is signed.
    """
    texts = [
        Fresh(article_id, of.letters, of.article.text, of.signature)
        for article_id, of in read
        if of.signature is not None and of.letters is not None
    ]
    if texts:
        tie_fresh(connection, texts)


def tie_fresh(connection: sa.Connection, texts: Sequence[Fresh]) -> int:
    """The same for texts with their signatures; return how many of them were signed."""
    signed = set(connection.execute(SIGNED, {"hashes": [each.letters for each in texts]}).scalars())
    group: list[Fresh] = []
    for each in texts:
        if each.letters not in signed:
            signed.add(each.letters)
            group.append(each)
    if not group:
        return 0
    found = candidates_of(connection, group)
    signatures = [
        {"article_id": each.article_id, "version": SIGNATURE_VERSION, "minima": each.signature.values} for each in group
    ]
    connection.execute(SIGN, signatures)
    put(connection, BANDS, found.bands)
    put(connection, PASSAGES, found.passages)
    rows = compared(connection, group, found.candidates)
    if rows:
        connection.execute(TIE[connection.dialect.name], rows)
    return len(group)


def compared(
    connection: sa.Connection, group: Sequence[Fresh], candidates: Sequence[Candidates]
) -> list[dict[str, Any]]:
    """The rows of those candidates that are copies, one of each pair."""
    texts = {each.article_id: each.text for each in group}
    asked = sorted({other for each in candidates for other in each.ids} - texts.keys())
    if asked:
        texts |= dict(connection.execute(TEXTS, {"ids": asked}).all())
    digests = {article_id: digest_of(text) for article_id, text in texts.items()}
    ready: dict[int, Text] = {}
    rows = []
    for each, its in zip(group, candidates, strict=True):
        for other in its.ids:
            pair = max(each.article_id, other), min(each.article_id, other)
            key = digests[pair[0]], digests[pair[1]], its.common.tobytes()
            if key not in COMPARED:
                newer, older = (made_ready(ready, texts, article_id) for article_id in pair)
                remember(key, copy_of(newer, older, its.common))
            found = COMPARED[key]
            if found and found.kind != "exact":
                rows.append(row_of(*pair, found))
    return rows


def digest_of(text: str) -> bytes:
    """What a text is known by among those that were compared."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def remember(key: Pair, found: Copy | None) -> None:
    """Keep what came of a comparison; the oldest of many makes room for it."""
    if len(COMPARED) >= MOST_COMPARED:
        del COMPARED[next(iter(COMPARED))]
    COMPARED[key] = found


def made_ready(ready: dict[int, Text], texts: dict[int, str], article_id: int) -> Text:
    """The text of an article ready to be compared; the oldest of many makes room for it."""
    if article_id not in ready:
        if len(ready) >= MOST_READY:
            del ready[next(iter(ready))]
        ready[article_id] = prepared(texts[article_id])
    return ready[article_id]


def row_of(article_id: int, of_id: int, found: Copy) -> dict[str, Any]:
    """What the table holds of a copy."""
    longest = found.longest
    return {
        "article_id": article_id,
        "of_id": of_id,
        "kind": found.kind,
        "letters": "",
        "score": found.score,
        "form": found.form or "",
        "place": longest and longest.here,
        "place_of": longest and longest.there,
        "length": longest and longest.length,
        "runs": found.runs,
        "share": found.share,
        "share_of": found.share_there,
    }


def forget(connection: sa.Connection, article_id: int, hashed: str | None, text: str) -> None:
    """Take out what a text is found by that an article no longer has, and tie the next article with the same letters.

    `hashed` is the hash of the letters of that text. The article must hold its new text already; exact copies are tied
    anew by the caller.
    """
    if hashed is None or not connection.execute(UNSIGN, {"of_article": article_id}).rowcount:
        return
    old = signature_of(letters(text))
    if old is not None:
        take_out(connection, BANDS, article_id, bands(old.values).tolist())
        take_out(connection, PASSAGES, article_id, keys_of(old.passages).tolist())
    for untie in UNTIE:
        connection.execute(untie, {"of_article": article_id})
    heir = connection.execute(OTHER, {"hash": hashed, "but": article_id}).one_or_none()
    if heir is not None and old is not None:
        tie_fresh(connection, [Fresh(heir.id, hashed, heir.text, old)])
