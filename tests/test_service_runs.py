"""The command `runs` as it is printed: at each width, with hostile texts, of a collection and of none."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from rich.cells import cell_len

from config.errors import ConfigError
from pipeline.rhythm import Rhythm
from service.output import span_text
from service.runs import show_runs, sources_text, state_of, summary
from storage.database import connect, transact
from storage.living import Living
from storage.migrate import upgrade
from storage.run_table import RoundRow, RunRow, Times
from storage.runs import end_run, start_run
from storage.schedule import adopt, claim, enrol
from storage.schema import rounds, run
from tests.builders import NOW
from tests.watching import write_source

HOSTILE = "cut \x1b[31m\n\u202e[red]by hand"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection with a service, a crawl of two sources that was cut, and one of a source without a file."""
    made = tmp_path / "data"
    write_source(tmp_path / "sources", "harbour")
    monkeypatch.setenv("DUIZHAO_DATA", str(made))
    monkeypatch.setenv("DUIZHAO_SOURCES", str(tmp_path / "sources"))
    engine = connect(f"sqlite:///{made}/duizhao.sqlite")
    upgrade(engine)
    transact(engine, fill)
    engine.dispose()
    return made


def fill(connection: sa.Connection) -> None:
    """Put the runs into the database."""
    now = datetime.now(UTC)
    start_run(connection, now - timedelta(hours=3, minutes=20), "serve")
    enrol(connection, ["harbour", "guardian"], now - timedelta(minutes=40), Rhythm())
    run_id = start_run(connection, now - timedelta(minutes=10))
    leases = claim(connection, ["harbour", "guardian"], now - timedelta(minutes=10), Rhythm())
    adopt(connection, leases, run_id)
    of_harbour = rounds.c.source_id == "harbour"
    connection.execute(sa.update(rounds).where(of_harbour).values(state="cut", detail=HOSTILE))
    connection.execute(sa.update(run).where(run.c.id == run_id).values(host=f"a{HOSTILE}/1", pid=4711))
    end_run(connection, run_id, "interrupted", now - timedelta(minutes=8, seconds=30))


def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int, source: str = "") -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    capsys.readouterr()
    show_runs(20, source, as_json=False)
    return capsys.readouterr().out


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("width", [80, 100, 160])
def test_it_fits(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    for source in ("", "harbour"):
        shown = printed(capsys, monkeypatch, width, source)
        assert max(map(cell_len, shown.splitlines())) <= width
        assert "".join(shown.split("\n")).isprintable()
        assert "interrupted" in shown


@pytest.mark.usefixtures("data")
def test_what_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = printed(capsys, monkeypatch, 160)
    first, *rows = [line.strip() for line in shown.splitlines() if line.strip()]
    assert first.startswith("serve since 20")
    assert first.endswith("; 4 due times missed and 0 overlapped in the last day")
    assert rows[0].split("  ")[0] == "id"
    assert rows[2].split()[:2] == ["2", "crawl"]
    for part in ("1 min 30 s", "interrupted", "4711", "guardian, harbour", "harbour cut: cut \\x1b[31m"):
        assert part in rows[2]
    assert rows[3].split()[:2] == ["1", "serve"]
    assert rows[3].count("running") == 2


@pytest.mark.usefixtures("data")
def test_the_rounds_of_a_source(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = printed(capsys, monkeypatch, 160, "harbour")
    assert "serve  " not in shown
    row = shown.splitlines()[-2].split()
    assert row[2:9] == ["30", "min", "2", "1", "2", "·", "cut"]


@pytest.mark.usefixtures("data")
def test_json_has_all(capsys: pytest.CaptureFixture[str]) -> None:
    show_runs(None, "", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert [(each["command"], each["id"]) for each in told["services"]] == [("serve", 1)]
    assert told["last_day"] == {"missed": 4, "overlapped": 0}
    crawl, serve = told["runs"]
    assert (crawl["id"], crawl["seconds"], crawl["sources"]) == (2, 90.0, ["guardian", "harbour"])
    assert [(each["source"], each["state"], each["late"]) for each in crawl["rounds"]][1] == ("harbour", "cut", 1800.0)
    assert (serve["state"], serve["detail"]) == ("running", "")
    assert "rounds" not in told
    show_runs(1, "harbour", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert [each["detail"] for each in told["rounds"]] == [HOSTILE]
    assert [each["id"] for each in told["runs"]] == [2]


@pytest.mark.usefixtures("data")
def test_a_source_that_there_is_not() -> None:
    with pytest.raises(ConfigError, match="did you mean guardian"):
        show_runs(20, "guardain", as_json=False)


def test_of_no_collection(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path / "none"))
    show_runs(20, "", as_json=False)
    told = capsys.readouterr()
    assert told.out == "no service runs; 0 due times missed and 0 overlapped in the last day\n"
    assert "there is no collection" in told.err
    show_runs(20, "", as_json=True)
    assert json.loads(capsys.readouterr().out)["runs"] == []
    assert not (tmp_path / "none").exists()


def test_the_services_in_one_line() -> None:
    serve = Living(1, "serve", NOW, NOW, "desk/4026531836", 12)
    work = Living(2, "work", NOW + timedelta(hours=1), NOW, "other\n/1", 13)
    assert summary((serve, work), Times(1, 2)) == (
        "serve since 2026-10-12 09:30 UTC on desk, work since 2026-10-12 10:30 UTC on other\\n; "
        "1 due time missed and 2 overlapped in the last day"
    )


@pytest.mark.parametrize(
    ("state", "rounds", "shown"),
    [
        ("done", (), "done"),
        ("done", ("done", "done"), "done"),
        ("done", ("done", "failed", "cut"), "failed"),
        ("done", ("running",), "done"),
        ("running", ("cut",), "running"),
        ("interrupted", ("failed",), "interrupted"),
        ("died", ("lost",), "died"),
    ],
)
def test_the_state_of_a_run_is_that_of_its_rounds_too(state: str, rounds: tuple[str, ...], shown: str) -> None:
    held = tuple(RoundRow("a", NOW, NOW, None, timedelta(0), 1, 0, 0, each, "", 1) for each in rounds)
    assert state_of(RunRow(1, "crawl", NOW, NOW, NOW, state, "desk", 1, ("a",), 0, 0, held)) == shown


@pytest.mark.parametrize(
    ("ids", "text"), [((), ""), (("a",), "a"), (("a", "b", "c"), "a, b, c"), (("a", "b", "c", "d"), "a and 3 more")]
)
def test_the_sources_of_a_run(ids: tuple[str, ...], text: str) -> None:
    assert sources_text(ids) == text


@pytest.mark.parametrize(
    ("seconds", "one", "two"),
    [
        (0, "0 s", "0 s"),
        (-5, "0 s", "0 s"),
        (59.9, "59 s", "59 s"),
        (60, "1 min", "1 min"),
        (61, "1 min", "1 min 1 s"),
        (3600, "1 h", "1 h"),
        (3659, "1 h", "1 h"),
        (12_000, "3 h", "3 h 20 min"),
        (86_400, "1 day", "1 day"),
        (190_000, "2 days", "2 days 4 h"),
    ],
)
def test_spans(seconds: float, one: str, two: str) -> None:
    assert (span_text(seconds), span_text(seconds, 2)) == (one, two)
