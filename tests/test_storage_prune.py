"""Old raw pages go, whole files at a time, rows before the file; nothing else ever goes."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from config.errors import ConfigError
from storage import prune as pruning
from storage.database import reading, writing
from storage.migrate import ready
from storage.prune import Pruned, prune
from storage.schema import article, page, run
from storage.workroom import alone
from tests.builders import NOW
from tests.collected import crawled, opened

FIRST, SECOND = (f"run-0000000{number}-abababab.warc.gz" for number in (1, 2))
DAY = timedelta(days=1)
LATER = NOW + 100 * DAY


@pytest.fixture
def engine(url: str, tmp_path: Path) -> Iterator[sa.Engine]:
    """Two crawls of the same ten pages, ten days apart; some of them were the same again."""
    made = opened(url)
    ready(made)
    crawled(made, tmp_path, range(1, 11))
    crawled(made, tmp_path, range(1, 11), now=NOW + 10 * DAY)
    yield made
    made.dispose()


def files(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "warc").iterdir())


def pruned(engine: sa.Engine) -> dict[str, set[datetime | None]]:
    """When the pages of each file were thrown away."""
    found: dict[str, set[datetime | None]] = {}
    with reading(engine) as connection:
        for row in connection.execute(sa.select(page.c.warc, page.c.pruned_at)):
            found.setdefault(row.warc, set()).add(row.pruned_at)
    return found


def put(data: Path, name: str, changed: datetime, content: bytes = b"torn") -> None:
    (data / "warc" / name).write_bytes(content)
    os.utime(data / "warc" / name, (changed.timestamp(), changed.timestamp()))


@pytest.mark.parametrize(
    ("cut", "gone"),
    [
        (NOW - DAY, []),
        (NOW, []),
        (NOW + timedelta(microseconds=1), [FIRST]),
        (NOW + 10 * DAY, [FIRST]),
        (NOW + 11 * DAY, [FIRST, SECOND]),
    ],
)
def test_files_go_whose_pages_are_all_old(engine: sa.Engine, tmp_path: Path, cut: datetime, gone: list[str]) -> None:
    sizes = {name: (tmp_path / "warc" / name).stat().st_size for name in (FIRST, SECOND)}
    expected = tuple(Pruned(name, 10, sizes[name]) for name in gone)
    assert prune(engine, tmp_path, cut, LATER, dry_run=True).went == expected
    assert files(tmp_path) == [FIRST, SECOND]
    assert prune(engine, tmp_path, cut, LATER).went == expected
    assert files(tmp_path) == [name for name in (FIRST, SECOND) if name not in gone]
    assert pruned(engine) == {name: {LATER if name in gone else None} for name in (FIRST, SECOND)}
    assert prune(engine, tmp_path, cut, LATER + DAY).went == ()
    with reading(engine) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(article)) == 7


def test_a_file_with_one_newer_page_stays(engine: sa.Engine, tmp_path: Path) -> None:
    with writing(engine) as connection:
        connection.execute(sa.update(page).where(page.c.id == 3).values(fetched_at=LATER))
    assert [each.file for each in prune(engine, tmp_path, LATER, LATER).went] == [SECOND]


def test_the_pages_of_the_articles_may_stay(engine: sa.Engine, tmp_path: Path) -> None:
    assert prune(engine, tmp_path, LATER, LATER, keep_latest=True).went == ()
    with writing(engine) as connection:
        of_first = sa.select(page.c.id).where(page.c.warc == FIRST)
        last = connection.scalar(sa.select(sa.func.max(page.c.id)))
        connection.execute(sa.update(article).where(article.c.page_id.in_(of_first)).values(page_id=last))
    assert [each.file for each in prune(engine, tmp_path, LATER, LATER, keep_latest=True).went] == [FIRST]
    assert files(tmp_path) == [SECOND]


def test_nothing_of_a_running_crawl_is_touched(engine: sa.Engine, tmp_path: Path) -> None:
    torn = "run-00000002-00000000.warc.gz"
    put(tmp_path, torn, NOW + 10 * DAY)
    with writing(engine) as connection:
        connection.execute(sa.update(run).where(run.c.id == 2).values(state="running", ended_at=None))
        connection.execute(sa.update(page).where(page.c.warc == SECOND).values(warc="another-name.warc.gz"))
    (tmp_path / "warc" / SECOND).rename(tmp_path / "warc" / "another-name.warc.gz")
    found = prune(engine, tmp_path, LATER, LATER)
    assert ([each.file for each in found.went], found.strange) == ([FIRST], ())
    assert files(tmp_path) == ["another-name.warc.gz", torn]


@pytest.mark.parametrize(
    ("name", "changed", "goes", "strange"),
    [
        ("run-00000001-00000000.warc.gz", NOW, True, False),
        ("run-00000002-00000000.warc.gz", NOW + 10 * DAY, True, False),
        ("run-00000002-00000000.warc.gz", NOW + 10.9 * DAY, False, False),  # not older than the cut
        ("run-00000001-00000000.warc.gz", NOW + 5 * DAY, False, True),  # another collection's run of that number
        ("run-00000001-00000000.warc.gz", NOW - 5 * DAY, False, True),
        ("run-00000007-00000000.warc.gz", NOW, False, True),
        ("of-a-friend.warc.gz", NOW, False, True),
        ("run-00000001-00000000.warc", NOW, False, False),  # none of ours by its name
    ],
)
def test_files_that_no_row_names(
    engine: sa.Engine, tmp_path: Path, name: str, changed: datetime, goes: bool, strange: bool
) -> None:
    put(tmp_path, name, changed)
    found = prune(engine, tmp_path, NOW + 10.5 * DAY, LATER)
    assert (Pruned(name, 0, 4) in found.went, found.strange == (name,)) == (goes, strange)
    assert (name in files(tmp_path)) is not goes


def test_what_a_kill_left_between_rows_and_file_goes_next(
    engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda path: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            prune(engine, tmp_path, NOW + DAY, LATER)
    assert (files(tmp_path), pruned(engine)[FIRST]) == ([FIRST, SECOND], {LATER})
    assert [(each.file, each.pages) for each in prune(engine, tmp_path, NOW + DAY, LATER + DAY).went] == [(FIRST, 0)]
    assert (files(tmp_path), pruned(engine)[FIRST]) == ([SECOND], {LATER})


def test_files_go_in_groups(engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "GROUP", 1)
    assert len(prune(engine, tmp_path, LATER, LATER).went) == 2
    assert (files(tmp_path), pruned(engine)) == ([], {FIRST: {LATER}, SECOND: {LATER}})


def test_an_empty_collection_loses_nothing(tmp_path: Path) -> None:
    engine = opened(f"sqlite:///{tmp_path}/duizhao.sqlite")
    ready(engine)
    assert prune(engine, tmp_path, LATER, LATER).went == ()
    (tmp_path / "warc").mkdir()
    put(tmp_path, FIRST, NOW)
    found = prune(engine, tmp_path, LATER, LATER)
    assert (found.went, found.strange) == ((), (FIRST,))
    engine.dispose()


def test_another_work_in_the_directory_goes_first(engine: sa.Engine, tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(ConfigError, match="at work"):
        prune(engine, tmp_path, LATER, datetime.now(UTC))
    assert files(tmp_path) == [FIRST, SECOND]
