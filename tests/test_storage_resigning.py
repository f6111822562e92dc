"""Signing again: after an upgrade, after another version, cut off and begun again, beside a crawl."""

from functools import partial

import pytest
import sqlalchemy as sa

from pipeline.signature import SIGNATURE_VERSION
from storage import resigning
from storage.database import reading, transact, writing
from storage.resigning import Resigned, number_unsigned, resign
from storage.schema import article_band, article_passage, copy, signature
from tests.builders import NOW
from tests.test_pipeline_signature import text
from tests.test_storage_copies import A, B, of, state, store, ties

TEXTS = (A, A[:400], B, A + "。", "芯片", "", text(7, 300) + A[:200])


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few articles make several batches."""
    monkeypatch.setattr(resigning, "UNSIGNED", resigning.UNSIGNED.limit(2))
    monkeypatch.setattr(resigning, "KEYS", 100)


def filled(engine: sa.Engine) -> dict[str, set[tuple[object, ...]]]:
    """Store the texts; return the rows about their copies."""
    with writing(engine) as connection:
        store(connection, *(of(str(number), its) for number, its in enumerate(TEXTS)))
        return state(connection)


def unsign(connection: sa.Connection) -> None:
    """Leave what an upgrade leaves: exact copies, and nothing else."""
    for table in (signature, article_band, article_passage):
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(copy).where(copy.c.kind != "exact"))


def outdate(connection: sa.Connection) -> None:
    """Make all signatures those of another version, with other keys and other ties."""
    connection.execute(sa.update(signature).values(version=SIGNATURE_VERSION + 1, minima=b"other"))
    for table in (article_band, article_passage):
        connection.execute(sa.update(table).values(h=table.c.h + 1))
    near = sa.delete(copy).where(copy.c.kind == "near-copy")
    connection.execute(near)
    connection.execute(sa.update(copy).where(copy.c.kind == "shared-passage").values(score=0.01))


def test_nothing_to_sign(engine: sa.Engine) -> None:
    assert resign(engine) == Resigned(0, 0, 0)
    before = filled(engine)
    assert resign(engine) == Resigned(2, 0, 0)  # an exact copy, and what is too short
    with reading(engine) as connection:
        assert state(connection) == before


def test_what_an_older_program_stored_is_signed(engine: sa.Engine) -> None:
    before = filled(engine)
    transact(engine, unsign)
    told: list[int] = []
    with reading(engine) as connection:
        assert number_unsigned(connection) == 6
    assert resign(engine, told.append) == Resigned(6, 4, 0)
    assert sum(told) == 6
    with reading(engine) as connection:
        assert state(connection) == before


def test_what_another_version_signed_is_signed_anew(engine: sa.Engine) -> None:
    before = filled(engine)
    transact(engine, outdate)
    removed = len(before["article_band"]) + len(before["article_passage"])
    assert resign(engine) == Resigned(6, 4, removed)
    with reading(engine) as connection:
        assert state(connection) == before


def test_cut_off_and_begun_again_it_ends_right(engine: sa.Engine) -> None:
    before = filled(engine)
    transact(engine, outdate)

    def cut(_: int) -> None:
        raise KeyboardInterrupt

    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            resign(engine, cut)
    resign(engine)
    with reading(engine) as connection:
        assert state(connection) == before


def test_what_is_stored_meanwhile_is_tied_to_both(engine: sa.Engine) -> None:
    filled(engine)
    transact(engine, outdate)

    def meanwhile(number: int) -> None:
        if not arrived:
            arrived.append(number)
            with writing(engine) as connection:
                store(connection, of("meanwhile", A[:450]), of("too", A[:400]))

    arrived: list[int] = []
    resign(engine, meanwhile)
    with reading(engine) as connection:
        found = ties(connection)
    assert {pair: kind for pair, kind in found.items() if 8 in pair} == {
        (8, 1): "near-copy",
        (8, 2): "near-copy",
        (8, 7): "shared-passage",
    }
    assert found[9, 2] == "exact"


def test_batches_are_transactions_of_their_own(engine: sa.Engine) -> None:
    filled(engine)
    transact(engine, unsign)
    ids, signed = transact(engine, partial(resigning.sign_batch, after=0, now=NOW))
    assert (ids, signed) == ([1, 2], 2)
