"""A copy has the very rows of the collection, wherever it comes from, and nothing else is ever overwritten."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage import copying, marks, sequences
from storage.chunks import BYTES, chunks, page, sum_of, sums
from storage.copying import Compared, CopyRefused, copy_collection, is_same
from storage.database import connect, reading, writing
from storage.marks import NotWhole, collection_of, refuse_partial
from storage.migrate import SchemaError, ready
from storage.schema import article, copy, folded, hold, link, mark, metadata, revision, run
from tests import killing
from tests.builders import NOW
from tests.collected import crawled, filled, opened, sums_up
from tests.killing import kill_times, lasting, run_in_process

Make = Callable[[str], sa.Engine]
WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite"), ("postgresql", "postgresql")]


@pytest.fixture
def make(tmp_path: Path, on_server: Callable[[], str]) -> Iterator[Make]:
    """Makes an engine on a new, empty database of a kind."""
    engines: list[sa.Engine] = []

    def made(kind: str) -> sa.Engine:
        url = f"sqlite:///{tmp_path}/{len(engines)}.sqlite" if kind == "sqlite" else on_server()
        engines.append(opened(url))
        return engines[-1]

    yield made
    for engine in engines:
        engine.dispose()


def copied(source: sa.Engine, target: sa.Engine) -> tuple[Compared, ...]:
    of = collection_of(source)
    with reading(source) as view:
        return copy_collection(view, of, target)


def all_sums(engine: sa.Engine) -> Any:
    with reading(engine) as connection:
        return sums(connection)


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_a_copy_has_the_very_rows(make: Make, tmp_path: Path, here: str, there: str) -> None:
    source, target = filled(make(here), tmp_path), make(there)
    found = copied(source, target)
    assert all(each.equal for each in found)
    assert {each.table for each in found} == set(metadata.tables)
    assert not {each.table for each in found if not each.here.rows}, "a table without rows tests nothing"
    for table in metadata.sorted_tables:
        query = sa.select(table).order_by(*table.primary_key)
        if table is mark:
            query = query.where(mark.c.name == "collection")
        with reading(source) as one, reading(target) as other:
            assert one.execute(query).all() == other.execute(query).all()
    with reading(target) as connection:
        assert sums_up(connection)


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_an_empty_collection_is_copied(make: Make, here: str, there: str) -> None:
    source, target = make(here), make(there)
    ready(source)
    assert all(each.equal for each in copied(source, target))
    refuse_partial(target)
    with writing(target) as connection:
        row = {"started_at": NOW, "pid": 1, "process_started": 0.5}
        assert connection.execute(sa.insert(run).values(row).returning(run.c.id)).scalar_one() == 1


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_a_second_copy_brings_what_changed(make: Make, tmp_path: Path, here: str, there: str) -> None:
    source, target = filled(make(here), tmp_path), make(there)
    copied(source, target)
    crawled(source, tmp_path, range(35, 50), now=NOW + timedelta(days=2))
    with writing(source) as connection:
        gone = connection.scalars(sa.select(copy.c.article_id).limit(2)).all()
        connection.execute(sa.delete(copy).where(copy.c.article_id.in_(gone)))
        connection.execute(sa.delete(revision))
        connection.execute(sa.delete(hold))
        connection.execute(sa.update(article).where(article.c.id == 2).values(title="改后的标题"))
    assert all(each.equal for each in copied(source, target))
    assert all_sums(source) == all_sums(target)
    writes: list[str] = []
    sa.event.listen(target, "before_cursor_execute", lambda *of: writes.append(of[2].split()[0]))
    copied(source, target)
    changed = [each for each in writes if each in ("INSERT", "UPDATE", "DELETE")]
    assert changed == ["DELETE", "INSERT"] * 2, "the mark of the copy, begun and whole, and no row"


def test_a_key_that_moved_to_another_row_does_not_stand_in_the_way(make: Make, tmp_path: Path) -> None:
    source, target = filled(make("sqlite"), tmp_path), make("postgresql")
    copied(source, target)
    with writing(source) as connection:
        for one, other in ((1, "x"), (2, connection.scalar(sa.select(link.c.key).where(link.c.id == 1)))):
            connection.execute(sa.update(link).where(link.c.id == one).values(key=other))
        connection.execute(sa.update(link).where(link.c.id == 1).values(key="https://harbour.example/new"))
        connection.execute(sa.update(article).where(article.c.page_id == 1).values(page_id=None))
        for table, column in (("revision", "page_id"), ("page", "id")):
            of = metadata.tables[table]
            connection.execute(sa.delete(of).where(of.c[column] == 1))
    assert all(each.equal for each in copied(source, target))


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_no_id_is_given_twice(make: Make, tmp_path: Path, here: str, there: str) -> None:
    source, target = filled(make(here), tmp_path), make(there)
    row = {"started_at": NOW, "pid": 1, "process_started": 0.5}
    with writing(source) as connection:
        last = connection.execute(sa.insert(run).values(row).returning(run.c.id)).scalar_one()
        connection.execute(sa.delete(run).where(run.c.id == last))
    copied(source, target)
    with writing(target) as connection:
        assert sequences.highest(connection)["run"] == last
        assert connection.execute(sa.insert(run).values(row).returning(run.c.id)).scalar_one() == last + 1
        for table in sequences.numbered():
            assert sequences.given(connection, table) >= sequences.stored(connection, table)


@pytest.mark.parametrize("there", ["sqlite", "postgresql"])
def test_what_would_be_lost_is_refused(make: Make, tmp_path: Path, there: str) -> None:
    source = filled(make("sqlite"), tmp_path)
    own = filled(make(there), tmp_path / "own")
    before = all_sums(own)
    with pytest.raises(CopyRefused, match="a collection of its own"):
        copied(source, own)
    assert all_sums(own) == before
    target = make(there)
    copied(own, target)
    with pytest.raises(CopyRefused, match="another collection"):
        copied(source, target)
    assert all_sums(target) == all_sums(own)
    crawled(target, tmp_path / "later", [99], now=NOW + timedelta(days=3))
    with pytest.raises(CopyRefused, match="written to or upgraded after"):
        copied(own, target)


def test_a_copy_that_was_cut_off_is_no_collection_yet(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = filled(make("sqlite"), tmp_path), make("sqlite")
    with monkeypatch.context() as patch:
        patch.setattr(copying, "sums", lambda *of: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            copied(source, target)
    with pytest.raises(NotWhole, match="not whole"):
        refuse_partial(target)
    copied(source, target)
    refuse_partial(target)


def test_of_two_copies_at_once_the_later_goes_on(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = filled(make("sqlite"), tmp_path), make("sqlite")
    of = collection_of(source)
    begun: list[bool] = []

    def late(*_: Any) -> None:
        if not begun:
            begun.append(True)
            with reading(source) as view:
                copy_collection(view, of, target)

    with pytest.raises(CopyRefused, match="another copy's by now"), reading(source) as view:
        copy_collection(view, of, target, late)
    refuse_partial(target)


def test_the_collection_keeps_its_id(make: Make, tmp_path: Path) -> None:
    source, target = filled(make("sqlite"), tmp_path), make("sqlite")
    copied(source, target)
    assert collection_of(source) == collection_of(source) == collection_of(target)
    with writing(target) as connection:
        marks.put(connection, "queue", "of this database alone")
    assert all_sums(source) == all_sums(target)


def test_an_older_schema_is_not_copied_into(make: Make, tmp_path: Path) -> None:
    source, target = filled(make("sqlite"), tmp_path), filled(make("sqlite"), tmp_path / "other")
    with writing(target) as connection:
        connection.execute(sa.text("update alembic_version set version_num = '0001'"))
    with pytest.raises(SchemaError, match="db upgrade"):
        copied(source, target)


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_which_databases_are_one(make: Make, here: str, there: str) -> None:
    one, other = make(here), make(there)
    again = connect(one.url.render_as_string(hide_password=False))
    assert (is_same(one, other), is_same(one, again)) == (False, True)
    again.dispose()


def test_a_chunk_of_long_texts_has_fewer_rows(make: Make, tmp_path: Path) -> None:
    engine = filled(make("sqlite"), tmp_path)
    with writing(engine) as connection:
        connection.execute(sa.update(folded).values(text="长" * (BYTES // 6)))
    with reading(engine) as connection:
        sizes = [len(chunk) for chunk in chunks(connection, folded)]
        assert sum_of(connection, folded).rows == sum(sizes)
    assert set(sizes[:-1]) == {2}


def test_rows_come_in_the_order_of_their_bytes_on_every_server(make: Make) -> None:
    engine = make("postgresql")
    with reading(engine) as connection:
        query = str(page(connection, hold, [hold.c.until], ("b",), None).compile(dialect=engine.dialect))
    assert query.count('COLLATE "C"') == 2


@pytest.mark.parametrize(("here", "there"), WAYS[:2])
def test_killed_and_begun_again_it_ends_right(make: Make, tmp_path: Path, here: str, there: str) -> None:
    source = filled(make(here), tmp_path)
    of = collection_of(source)
    first, *places = [make(there) for _ in range(3)]

    def arguments(target: sa.Engine) -> list[str]:
        return [*(each.url.render_as_string(hide_password=False) for each in (source, target)), of]

    lasts = lasting(killing.copying, *arguments(first))
    moments = kill_times(7, 2 * len(places), lasts)
    for number, target in enumerate(places):
        for moment in moments[number::2]:
            run_in_process(killing.copying, *arguments(target), kill_after=moment)
        assert run_in_process(killing.copying, *arguments(target)) == 0
        assert all_sums(source) == all_sums(target)
        refuse_partial(target)
