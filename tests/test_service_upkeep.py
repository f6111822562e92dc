"""The commands that look after a collection, as a user runs them: what they print, how they end, what they refuse."""

import json
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from service.databases import name_of, url_of
from service.output import size_text
from storage import marks
from storage.chunks import sums
from storage.database import connect, reading, writing
from storage.migrate import newest, ready
from storage.schema import article, metadata
from storage.workroom import workroom
from tests.collected import crawled, filled, opened
from tests.commanding import asked as run

ROOT = Path(__file__).parent.parent
SECRET = "pass4word"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data directory of a collection of two crawls, the second killed."""
    filled(opened(f"sqlite:///{tmp_path}/data/duizhao.sqlite"), tmp_path / "data").dispose()
    return tmp_path / "data"


@pytest.fixture
def server(on_server: Callable[[], str]) -> Iterator[sa.Engine]:
    made = connect(on_server())
    yield made
    made.dispose()


def url(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_a_collection_moves_to_a_server_and_back(data: Path, server: sa.Engine, tmp_path: Path) -> None:
    there = run("db", "copy", str(data / "duizhao.sqlite"), url(server), data=data)
    assert (there.returncode, there.stderr) == (0, "")
    for name in metadata.tables:
        assert re.search(rf"^ {name} +[\d,]+ +[0-9a-f]{{12}} +yes", there.stdout, re.MULTILINE), name
    assert "what was written since is not in it" in there.stdout
    back = run("db", "copy", url(server), str(tmp_path / "back.sqlite"), "--json", data=data)
    told = json.loads(back.stdout)
    assert (back.returncode, told["equal"], {each["table"] for each in told["tables"]}) == (0, True, {*metadata.tables})
    assert all(each["hash"] == each["hash_there"] for each in told["tables"])
    listed = [
        json.loads(run("articles", "--json", data=data, DUIZHAO_DATABASE=each).stdout)
        for each in (f"sqlite:///{data}/duizhao.sqlite", url(server), f"sqlite:///{tmp_path}/back.sqlite")
    ]
    assert listed[0] == listed[1] == listed[2]


def test_what_is_not_equal_at_the_end_is_told(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from service.copying import run_copy

    def spoilt(*of: Any) -> Any:
        with writing(of[0].engine) as connection:
            connection.execute(sa.delete(metadata.tables["revision"]))
        with reading(of[0].engine) as connection:
            return genuine(connection)

    genuine = sums
    monkeypatch.setattr("storage.copying.sums", spoilt)
    assert run_copy(str(data / "duizhao.sqlite"), str(tmp_path / "c.sqlite"), as_json=False) == 1
    shown = capsys.readouterr().out
    assert re.search(r"^ revision +9 ≠ 0 .* no", shown, re.MULTILINE)
    assert "does not hold all that" in shown
    ended = run("articles", data=data, DUIZHAO_DATABASE=f"sqlite:///{tmp_path}/c.sqlite")
    assert (ended.returncode, "copy that is not whole" in ended.stderr) == (2, True)
    assert run("db", "copy", str(data / "duizhao.sqlite"), str(tmp_path / "c.sqlite"), data=data).returncode == 0


def here(path: str) -> list[str]:
    return ["db", "copy", path, "TARGET"]


def there(path: str) -> list[str]:
    return ["db", "copy", "SOURCE", path]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (here("no.sqlite"), "no.sqlite: FROM: there is no database"),
        (here("empty.sqlite"), "empty.sqlite: FROM: holds no collection"),
        (here("older.sqlite"), "run `duizhao db upgrade` with DUIZHAO_DATABASE"),
        (here("letter.sqlite"), "FROM: can not be opened: file is not a database"),
        (here("partial.sqlite"), "is a copy that is not whole"),
        (here(f"postgresql+psycopg://me:{SECRET}@127.0.0.1:1/d"), "FROM: can not be opened: connection failed"),
        (here(f"postgresql+psycopg://me:{SECRET}@h:port/d"), "FROM: is no URL of a database"),
        (there(f"postgresql+psycopg://me:a@{SECRET}@h/d"), "TO: has a second @"),
        (there(f"postgresql+psycopg://me:{SECRET}@127.0.0.1:1/d"), "TO: can not be opened: connection failed"),
        (there(f"postgres://me:{SECRET}@h/d"), "TO: must be a file or a URL"),
        (there(f"mysql://me:{SECRET}@h/d"), "TO: must be a file or a URL"),
        (there("sqlite://"), "TO: names no file"),
        (there("SOURCE"), "TO: is the same database as FROM"),
        (there("other.sqlite"), "the target: holds a collection of its own"),
        (there("older.sqlite"), "TO: the database has schema 0001"),
        (["backup", "there.tar"], "there.tar: FILE: is there already: name another, or say --replace"),
        (["backup", "no/b.tar"], "FILE: there is no directory"),
        (["restore", "no.tar"], "no.tar: No such file or directory"),
        (["restore", "there.tar"], "is no backup"),
    ],
)
def test_a_mistake_is_one_line(data: Path, tmp_path: Path, arguments: list[str], line: str) -> None:
    prepared(tmp_path)
    names = {"SOURCE": str(data / "duizhao.sqlite"), "TARGET": str(tmp_path / "target.sqlite")}
    of = [
        str(tmp_path / each) if re.search(r"\w\.(sqlite|tar)$", each) else names.get(each, each) for each in arguments
    ]
    before = {each: each.stat().st_size for each in tmp_path.rglob("*.sqlite")}
    ended = run(*of, data=data)
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (2, "", 1), ended.stderr
    assert line in ended.stderr
    assert SECRET not in ended.stderr
    assert {each: each.stat().st_size for each in tmp_path.rglob("*.sqlite")} == before


def prepared(directory: Path) -> None:
    """The databases and files of the mistakes."""
    for name in ("older", "partial", "other"):
        engine = filled(opened(f"sqlite:///{directory}/{name}.sqlite"), directory / name)
        with writing(engine) as connection:
            if name == "older":
                connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
            elif name == "partial":
                marks.put_copy_mark(connection, marks.CopyMark("c", "b"))
        engine.dispose()
    (directory / "empty.sqlite").touch()
    (directory / "letter.sqlite").write_text("this is a letter, not a database" * 100)
    (directory / "there.tar").write_text("not a backup")


@pytest.mark.parametrize(
    ("database", "name"),
    [
        ("sqlite:////data/duizhao.sqlite", "/data/duizhao.sqlite"),
        (f"postgresql+psycopg://me:{SECRET}@host:5433/duizhao", "postgresql database duizhao at host:5433"),
        (f"postgresql+psycopg://me@/d?host=/run/pg&password={SECRET}", "postgresql database d at /run/pg"),
        ("postgresql+psycopg:///d", "postgresql database d"),
    ],
)
def test_what_a_database_is_called(database: str, name: str) -> None:
    assert name_of(url_of(database, "FROM")) == name


@pytest.mark.parametrize("over", ["sqlite", "server"])
def test_a_backup_comes_back(data: Path, server: sa.Engine, tmp_path: Path, over: str) -> None:
    new = tmp_path / "new"
    place = {"DUIZHAO_DATABASE": url(server)} if over == "server" else {}
    file = str(tmp_path / "b.tar")
    made = run("backup", file, data=data)
    assert (made.returncode, made.stderr) == (0, "")
    assert re.match(r"20 articles, \d+ visits, 2 files of raw pages, as of .* UTC, are in .*b\.tar \(", made.stdout)
    restored = run("restore", file, "--verify-all", data=new, **place)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "20 articles" in restored.stdout
    assert "45 of 45 raw pages were read back whole" in restored.stdout
    one, other = (
        json.loads(run("articles", "--json", data=each, **of).stdout) for each, of in ((data, {}), (new, place))
    )
    assert one == other
    assert run("show", "3", "--page", data=new, **place).stdout == run("show", "3", "--page", data=data).stdout
    again = run("restore", file, data=new, **place)
    assert (again.returncode, "holds a collection already" in again.stderr) == (2, True)
    told = json.loads(run("backup", file, "--replace", "--json", data=new, **place).stdout)
    assert (told["tables"]["article"]["rows"], len(told["warc"])) == (20, 2)


def test_a_backup_without_pages_says_so(data: Path, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "b.tar"), "--no-pages", data=data).returncode == 0
    restored = run("restore", str(tmp_path / "b.tar"), data=tmp_path / "new")
    assert f"put their files into {tmp_path / 'new' / 'warc'}" in restored.stdout
    told = json.loads(run("restore", str(tmp_path / "b.tar"), "--json", data=tmp_path / "newer").stdout)
    assert (told["pages"], told["pages_read"], told["schema"]) == (False, 0, newest())


def test_a_backup_says_what_it_could_not_have(data: Path, tmp_path: Path) -> None:
    lost = min((data / "warc").iterdir())
    lost.unlink()
    made = run("backup", str(tmp_path / "b.tar"), data=data)
    assert (made.returncode, f"{lost}: is not there" in made.stderr) == (1, True)
    restored = run("restore", str(tmp_path / "b.tar"), data=tmp_path / "new")
    assert (restored.returncode, "1 file of raw pages were missing" in restored.stdout) == (0, True)


def test_an_empty_collection_is_backed_up_and_pruned(tmp_path: Path) -> None:
    engine = opened(f"sqlite:///{tmp_path}/data/duizhao.sqlite")
    ready(engine)
    engine.dispose()
    assert "0 articles" in run("backup", str(tmp_path / "b.tar"), data=tmp_path / "data").stdout
    assert "0 articles" in run("restore", str(tmp_path / "b.tar"), data=tmp_path / "new").stdout
    assert run("prune", "--older-than", "1", data=tmp_path / "new").stdout == "0 files with 0 pages went, 0 B\n"


@pytest.mark.parametrize("arguments", [["backup", "b.tar"], ["prune", "--older-than", "9"]])
def test_where_there_is_no_collection_none_is_made(tmp_path: Path, arguments: list[str]) -> None:
    ended = run(*arguments, data=tmp_path / "data")
    assert (ended.returncode, "there is no database" in ended.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_old_pages_go(tmp_path: Path) -> None:
    data = tmp_path / "data"
    engine = opened(f"sqlite:///{data}/duizhao.sqlite")
    ready(engine)
    for days, numbers in ((10, [1, 2]), (5, [1, 2, 4])):
        crawled(engine, data, numbers, now=datetime.now(UTC) - timedelta(days=days))
    engine.dispose()
    size = (data / "warc" / "run-00000001-abababab.warc.gz").stat().st_size
    shown = run("prune", "--older-than", "7", "--dry-run", data=data)
    assert shown.stdout.endswith(f"1 file with 2 pages would go, {size_text(size)}\n")
    told = json.loads(run("prune", "--older-than", "7", "--json", "--keep-latest", data=data).stdout)
    assert (told["files"][0]["file"], told["pages"], told["bytes"]) == ("run-00000001-abababab.warc.gz", 2, size)
    assert [path.name for path in (data / "warc").iterdir()] == ["run-00000002-abababab.warc.gz"]
    assert run("show", "1", "--page", data=data).returncode == 0
    assert run("prune", "--older-than", "1", data=data).returncode == 0
    gone = run("show", "1", "--page", data=data)
    assert (gone.returncode, gone.stdout, len(gone.stderr.splitlines())) == (2, "", 1)
    assert re.search(r"the page of article 1 was thrown away for its age on \d{4}-\d\d-\d\d", gone.stderr)
    shown = run("show", "1", data=data)
    assert (shown.returncode, "thrown away for its age" in shown.stdout) == (0, True)
    assert json.loads(run("show", "1", "--json", data=data).stdout)["page"]["pruned_at"]


def test_an_upgrade_of_a_server_brings_its_queue(server: sa.Engine, tmp_path: Path) -> None:
    pytest.importorskip("procrastinate")
    first, second = (run("db", "upgrade", data=tmp_path, DUIZHAO_DATABASE=url(server)) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert f"went from schema none to {newest()}" in first.stdout
    assert f"is at the newest schema, {newest()}" in second.stdout
    at = re.findall(r"the queue's tables are at (\S+\.sql)", first.stdout + second.stdout)
    assert len(at) == 2
    assert at[0] == at[1]
    with reading(server) as connection:
        assert sa.inspect(connection).has_table("procrastinate_jobs")
        assert connection.scalar(sa.select(sa.func.count()).select_from(article)) == 0


def test_a_workroom_of_the_living_is_not_swept(tmp_path: Path) -> None:
    left = tmp_path / f".duizhao-{secrets.token_hex(8)}.work"
    left.mkdir()
    (left / "file").touch()
    with workroom(tmp_path) as one:
        assert not left.exists()
        with workroom(tmp_path) as other:
            assert sorted(tmp_path.iterdir()) == sorted([one, other])
            (one / "file").touch()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1_500_000, "1.5 MB"),
        (2 * 10**9, "2.0 GB"),
        (10**16, "10000.0 TB"),
    ],
)
def test_sizes_in_words(size: int, text: str) -> None:
    assert size_text(size) == text


def test_learned_lines_are_listed_and_forgotten(tmp_path: Path) -> None:
    engine = opened(f"sqlite:///{tmp_path}/duizhao.sqlite")
    ready(engine)
    crawled(engine, tmp_path, range(1, 5))
    engine.dispose()
    shown = run("boilerplate", data=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "版权所有" in shown.stdout
    assert "5 of 60" in shown.stdout
    unknown = run("boilerplate", "--forget", "2", data=tmp_path)
    assert unknown.stderr == "--forget: there is no line 2; `duizhao boilerplate` lists them\n"
    forgotten = json.loads(run("boilerplate", "--forget", "1", "--json", data=tmp_path).stdout)
    assert [(each["id"], each["forgotten_at"] is None) for each in forgotten["lines"]] == [(1, False)]
    assert "0 lines learned" in run("boilerplate", "guardian", data=tmp_path).stdout
