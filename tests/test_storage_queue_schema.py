"""The queue's tables come with the database on PostgreSQL, and go on from where an older library left them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import marks
from storage.database import connect, reading, writing
from storage.migrate import ready, upgrade
from storage.queue_schema import QueueError, in_order, newer, prepare_queue, run

NAMES = [
    "02.14.01_01_indexes.sql",
    "03.00.00_01_pre_cancel.sql",
    "03.00.00_50_post_cancel.sql",
    "03.04.00_01_pre_retry.sql",
]
# What a database has of the queue: functions, indexes, triggers, columns and words of its types.
MADE = sa.text("""
    SELECT 'f ' || proname || ' ' || pg_get_function_identity_arguments(oid) FROM pg_proc
        WHERE proname LIKE 'procrastinate%'
    UNION SELECT 'i ' || indexname || regexp_replace(indexdef, '^.* ON ', ' ') FROM pg_indexes
        WHERE tablename LIKE 'procrastinate%'
    UNION SELECT 't ' || tgname || tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'procrastinate%'
    UNION SELECT 'c ' || table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns
        WHERE table_name LIKE 'procrastinate%'
    UNION SELECT 'e ' || enumlabel FROM pg_enum
""")


@pytest.fixture
def engine(on_server: Callable[[], str]) -> Iterator[sa.Engine]:
    made = connect(on_server())
    yield made
    made.dispose()


def directory() -> Path:
    schema = pytest.importorskip("procrastinate.schema")
    return Path(schema.SchemaManager.get_migrations_path())


def made(engine: sa.Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(MADE))


def mark(engine: sa.Engine) -> str | None:
    with reading(engine) as connection:
        return marks.get(connection, "queue")


@pytest.mark.parametrize(
    ("at", "steps"), [(NAMES[0], NAMES[1:]), (NAMES[1], NAMES[2:]), (NAMES[2], NAMES[3:]), (NAMES[3], [])]
)
def test_which_migrations_are_newer(at: str, steps: list[str]) -> None:
    assert newer(in_order(reversed(NAMES)), at) == steps


def test_a_newer_queue_is_refused() -> None:
    with pytest.raises(QueueError, match="newer procrastinate"):
        newer(NAMES, "04.00.00_01_pre_of_tomorrow.sql")


def test_sqlite_has_no_queue(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/duizhao.sqlite")
    ready(engine)
    assert prepare_queue(engine) is None
    assert mark(engine) is None
    engine.dispose()


def test_a_new_database_gets_its_queue_once(engine: sa.Engine) -> None:
    newest = max(path.name for path in directory().glob("*.sql"))
    ready(engine)
    assert mark(engine) == newest
    before = made(engine)
    assert any(each.startswith("c procrastinate_jobs.") for each in before)
    with writing(engine) as connection:
        connection.execute(sa.text("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('q', 'kept')"))
    assert [prepare_queue(engine), prepare_queue(engine)] == [newest, newest]
    assert made(engine) == before
    with engine.connect() as connection:
        assert connection.scalars(sa.text("SELECT task_name FROM procrastinate_jobs")).all() == ["kept"]


@pytest.mark.parametrize("of_version", ["00.17", "01.01", "02.14", "03.00", "03.03"])
def test_an_older_queue_goes_on(engine: sa.Engine, on_server: Callable[[], str], of_version: str) -> None:
    files = sorted(directory().glob("*.sql"))
    older = [path for path in files if path.name[:5] <= of_version]
    upgrade(engine)
    with writing(engine) as connection:
        for path in older:
            run(connection, path.read_text())
        marks.put(connection, "queue", older[-1].name)
    assert prepare_queue(engine) == files[-1].name == mark(engine)
    fresh = connect(on_server())
    ready(fresh)
    assert made(engine) == made(fresh)
    fresh.dispose()


def test_tables_that_the_library_made_itself_are_taken(engine: sa.Engine) -> None:
    schema = pytest.importorskip("procrastinate.schema").SchemaManager.get_schema()
    upgrade(engine)
    with writing(engine) as connection:
        run(connection, schema)
    assert prepare_queue(engine) == mark(engine) == max(path.name for path in directory().glob("*.sql"))


def test_tables_of_unknown_age_are_refused(engine: sa.Engine) -> None:
    upgrade(engine)
    with writing(engine) as connection:
        connection.execute(sa.text("CREATE TABLE procrastinate_jobs (id bigint)"))
    with pytest.raises(QueueError, match="older procrastinate"):
        prepare_queue(engine)
    assert mark(engine) is None
