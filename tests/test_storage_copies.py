"""Copies are tied in the transaction that stores their texts, whatever comes in one group, and untied with them."""

import random
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.copies import Text, copy_of, prepared
from pipeline.fold import letters
from pipeline.learned import NOTHING, Reading, reading_of
from pipeline.signature import SIGNATURE_VERSION, Signature, bands, estimate, keys_of, signature_of
from pipeline.values import Article, Found, Link, Route
from storage.articles import add
from storage.candidates import FEWEST_PASSAGES, LEAST_ALIKE, common_from
from storage.copies import remember, row_of, tie
from storage.database import reading, transact, writing
from storage.frontier import claim
from storage.looks import add_found
from storage.results import write_all
from storage.runs import start_run
from storage.schema import article, article_band, article_passage, copy, signature
from tests.builders import NOW, database, result
from tests.builders import article as new_article
from tests.test_pipeline_signature import text

A, B, C = text(1, 500), text(2, 500), text(3, 500)
TEXTS = (
    "",
    "芯片",
    A,
    B,
    A + "。",
    A[:400] + C[:100],
    B[:300] + A[300:450],
    C + A[100:220],
    B[:250] + C[250:],
    A[::-1],
)


def of(url: str, its: str, **more: Any) -> Article:
    """An article with this text; a stub where it has none."""
    page = f"https://harbour.example/{url}"
    return new_article(url=page, title=f"题目{url}", text=its, language="zh", metadata_only=not its, **more)


def store(connection: sa.Connection, *group: Article) -> list[int]:
    """Store a group of articles with their copies; return their ids."""
    read: dict[int, Reading] = {}
    ids = []
    for each in group:
        reading = reading_of(each, NOTHING)
        article_id, outcome, _ = add(connection, reading, None, NOW)
        ids.append(article_id)
        if outcome in ("stored", "revised"):
            read.pop(article_id, None)
            read[article_id] = reading
    tie(connection, list(read.items()))
    return ids


def ties(connection: sa.Connection) -> dict[tuple[int, int], str]:
    """The kind of each pair that is tied."""
    return {(row.article_id, row.of_id): row.kind for row in connection.execute(sa.select(copy))}


def state(connection: sa.Connection) -> dict[str, set[tuple[Any, ...]]]:
    """All rows about copies but for the minima."""
    tables = (article_band, article_passage, copy)
    found = {table.name: {tuple(row) for row in connection.execute(sa.select(table))} for table in tables}
    signed = connection.execute(sa.select(signature.c.article_id, signature.c.version))
    return found | {"signature": {tuple(row) for row in signed}}


@pytest.mark.parametrize("together", [True, False])
def test_copies_are_tied(connection: sa.Connection, together: bool) -> None:
    group = [of("1", A), of("2", B), of("3", A[:400] + C[:100]), of("4", A), of("5", B[:300] + A[300:450]), of("6", "")]
    for part in [group] if together else [[each] for each in group]:
        store(connection, *part)
    assert ties(connection) == {
        (3, 1): "near-copy",
        (4, 1): "exact",
        (5, 1): "shared-passage",
        (5, 2): "near-copy",
        (5, 3): "shared-passage",
    }


def test_what_is_told_of_a_copy(connection: sa.Connection) -> None:
    store(connection, of("1", A), of("2", C[:50] + A[:400]))
    row = connection.execute(sa.select(copy)).one()
    assert (row.article_id, row.of_id, row.kind, row.letters, row.form) == (2, 1, "near-copy", "", "")
    assert (row.place, row.place_of, row.length, row.runs) == (50, 0, 400, 1)
    assert (row.share, row.share_of) == pytest.approx((400 / 450, 400 / 500))
    assert row.score == pytest.approx(397 / 547)


def test_only_one_of_exact_copies_is_signed(connection: sa.Connection) -> None:
    ids = store(connection, *(of(str(number), A) for number in range(40)))
    assert connection.execute(sa.select(signature.c.article_id)).scalars().all() == ids[:1]
    store(connection, of("x", B + A[100:250]))  # their passages are not those of too many articles
    assert ties(connection)[41, 1] == "shared-passage"


@pytest.mark.parametrize("at_once", [True, False])
def test_near_copies_of_one_text_are_not_many(connection: sa.Connection, at_once: bool) -> None:
    """A report in thirty outlets, each with a last line of its own, and who quotes it."""
    group = [of(str(number), A + text(300 + number, 20)) for number in range(30)] + [of("x", B[:100] + A[100:250])]
    for part in [group] if at_once else [[each] for each in group]:
        store(connection, *part)
    found = ties(connection)
    assert len(found) == 30 * 29 / 2 + 30
    assert {found[31, each] for each in range(1, 31)} == {"shared-passage"}
    shares = connection.execute(sa.select(sa.func.min(copy.c.share), sa.func.min(copy.c.runs))).one()
    assert shares[0] > 0.25
    assert shares[1] == 1


def test_passages_of_many_articles_tell_nothing(connection: sa.Connection) -> None:
    notice = text(9, 120)
    store(connection, *(of(str(number), text(100 + number, 300) + notice) for number in range(40)))
    found = ties(connection)
    assert {newer for newer, _ in found} <= set(range(1, common_from(1) + 3))
    assert found
    store(connection, of("x", text(999, 300) + notice))
    assert not any(41 in pair for pair in ties(connection))


def test_a_group_that_is_done_again_compares_nothing_anew(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = [of("1", A + C), of("2", A + B), of("3", A + C[:300])]
    told = sa.select(copy.c.kind, copy.c.score, copy.c.share).order_by(copy.c.article_id, copy.c.of_id)  # ids go on
    cut = connection.begin_nested()
    store(connection, *group)
    first = connection.execute(told).all()
    cut.rollback()
    assert connection.execute(sa.select(copy)).all() == []
    monkeypatch.setattr("storage.copies.copy_of", None)  # what calls it raises
    store(connection, *group)
    assert connection.execute(told).all() == first != []


def test_only_so_many_comparisons_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[Any, None] = {}
    monkeypatch.setattr("storage.copies.COMPARED", kept)
    monkeypatch.setattr("storage.copies.MOST_COMPARED", 2)
    for each in (b"1", b"2", b"3"):
        remember((each, each, b""), None)
    assert [*kept] == [(b"2", b"2", b""), (b"3", b"3", b"")]


def test_a_stub_has_no_copies_until_its_text_comes(connection: sa.Connection) -> None:
    store(connection, of("1", A), of("2", ""))
    assert state(connection)["signature"] == {(1, SIGNATURE_VERSION)}
    store(connection, of("2", A[:400]))
    assert ties(connection) == {(2, 1): "near-copy"}


def test_the_same_text_again_changes_nothing(connection: sa.Connection) -> None:
    store(connection, of("1", A), of("2", A[:400]))
    before = state(connection)
    store(connection, of("1", A + "。"), of("2", A[:400]))
    assert state(connection) == before


def test_a_revision_is_tied_anew(connection: sa.Connection) -> None:
    store(connection, of("1", A), of("2", A[:400]), of("3", B))
    store(connection, of("1", B[:400]))
    assert ties(connection) == {(3, 1): "near-copy"}
    store(connection, of("1", A))
    assert ties(connection) == {(2, 1): "near-copy"}


def test_a_revision_leaves_its_exact_copies_tied(connection: sa.Connection) -> None:
    """The article that was signed for all with these letters is revised; the next one is signed and found."""
    store(connection, of("1", A), of("2", A), of("3", A[:400]))
    assert ties(connection) == {(2, 1): "exact", (3, 1): "near-copy"}
    store(connection, of("1", B))
    assert ties(connection) == {(3, 2): "near-copy"}
    store(connection, of("4", A[100:]))
    assert ties(connection) == {(3, 2): "near-copy", (4, 2): "near-copy", (4, 3): "near-copy"}


def test_a_text_that_is_replaced_within_a_group_leaves_nothing(connection: sa.Connection) -> None:
    store(connection, of("1", A), of("2", A[:400]), of("2", B))
    assert ties(connection) == {}
    assert state(connection)["signature"] == {(1, SIGNATURE_VERSION), (2, SIGNATURE_VERSION)}


def test_a_group_of_results_is_tied(engine: sa.Engine) -> None:
    """Two copies that come in one group find each other, by the writer's own way."""
    brought: list[Article | str] = [of("1", A), of("2", A[:400]), "timeout", of("3", ""), of("4", A), of("2", A[:400])]
    found = Found(tuple(Link(f"https://harbour.example/from/{number}") for number in range(len(brought))))
    with writing(engine) as connection:
        run_id = start_run(connection, NOW)
        add_found(connection, run_id, "harbour", Route("https://harbour.example/f", "feed"), found, NOW)
        visits = claim(connection, run_id, "harbour", 10, NOW)
        results = [(result(visit, each), None) for visit, each in zip(visits, brought, strict=True)]
        outcomes = write_all(connection, results, run_id, NOW)
        assert outcomes == ["stored", "stored", "timeout", "metadata", "stored", "known"]
        assert ties(connection) == {(2, 1): "near-copy", (4, 1): "exact"}


def test_four_writers_at_once_miss_no_copy(engine: sa.Engine) -> None:
    """Each stores the same articles in an order of its own, in groups: every pair is tied, no article is doubled."""
    every = [of(str(number), its) for number, its in enumerate(its for its in TEXTS for _ in range(3) if its)]

    def write(seed: int) -> None:
        mine = random.Random(seed).sample(every, len(every))
        for start in range(0, len(mine), 5):
            transact(engine, lambda connection: store(connection, *mine[start : start + 5]))  # noqa: B023  it runs now

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    with reading(engine) as connection:
        found = state(connection)
        stored = connection.execute(sa.select(article.c.id, article.c.url, article.c.text)).all()
    assert sorted(row.url for row in stored) == sorted(each.url for each in every)
    exact = {row[:2] for row in found["copy"] if row[2] == "exact"}
    assert len(exact) == len(every) - len({letters(each.text) for each in every})
    found["copy"] = {row for row in found["copy"] if row[2] != "exact"}
    assert found == expected({row.id: row.text for row in stored}, {each for each, _ in found["signature"]})


@cache
def ready(its: str) -> Text:
    """A text that is compared with many."""
    return prepared(its)


@cache
def signed(its: str) -> Signature | None:
    """The signature of a text."""
    return signature_of(letters(its))


def expected(texts: dict[int, str], chosen: set[int]) -> dict[str, set[tuple[Any, ...]]]:
    """All rows about copies, given which article with each letters is signed: every pair compared with every other."""
    rows: dict[str, set[tuple[Any, ...]]] = {"signature": {(each, SIGNATURE_VERSION) for each in chosen}, "copy": set()}
    keys: dict[str, dict[int, set[int]]] = {"article_band": {}, "article_passage": {}}
    for each in chosen:
        its = signed(texts[each])
        assert its is not None
        keys["article_band"][each] = set(bands(its.values).tolist())
        keys["article_passage"][each] = set(keys_of(its.passages).tolist())
    for name, of_articles in keys.items():
        rows[name] = {(key, each) for each, some in of_articles.items() for key in some}
    for newer in chosen:
        for older in chosen:
            its, others = signed(texts[newer]), signed(texts[older])
            if newer <= older or its is None or others is None:
                continue
            passages = len(keys["article_passage"][newer] & keys["article_passage"][older])
            is_alike = bool(keys["article_band"][newer] & keys["article_band"][older])
            is_alike = is_alike and estimate(its.values, others.values) >= LEAST_ALIKE
            found = copy_of(ready(texts[newer]), ready(texts[older]))
            if found and (passages >= FEWEST_PASSAGES or is_alike):
                rows["copy"].add(tuple(row_of(newer, older, found).values()))
    return rows


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(TEXTS)), max_size=4), max_size=5))
def test_what_is_stored_is_what_the_texts_tell(groups: Sequence[Sequence[tuple[int, str]]]) -> None:
    """Whatever is stored and revised in whatever groups, nothing is left over and nothing is missed."""
    with TemporaryDirectory() as directory:
        engine = database(Path(directory))
        try:
            with writing(engine) as connection:
                for group in groups:
                    store(connection, *(of(str(number), its) for number, its in group))
                found = state(connection)
                stored = connection.execute(sa.select(article.c.id, article.c.letters, article.c.text)).all()
        finally:
            engine.dispose()
    same: dict[str, set[int]] = defaultdict(set)
    for row in stored:
        if row.letters and signed(row.text):
            same[row.letters].add(row.id)
    chosen = {each for each, _ in found["signature"]}
    assert all(len(chosen & members) == 1 for members in same.values())
    assert len(chosen) == len(same)
    found["copy"] = {row for row in found["copy"] if row[2] != "exact"}
    assert found == expected({row.id: row.text for row in stored}, chosen)
