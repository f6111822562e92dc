"""The commands as a user meets them: quick help with examples, one-line errors, documented."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from service.cli import app

ROOT = Path(__file__).parent.parent
COMMANDS = {
    (*prefix, command.name or str(getattr(command.callback, "__name__", ""))): command
    for prefix, of in (((), app), *(((group.name,), group.typer_instance) for group in app.registered_groups))
    if of is not None
    for command in of.registered_commands
}
HEAVY = ("scrapy", "trafilatura", "sqlalchemy", "twisted", "lxml")


def run(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {"DUIZHAO_DATA": str(data), "PATH": "", "LANG": "C.UTF-8", **environment}
    command = [sys.executable, "-m", "service", *arguments]
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60, check=False)


def test_help_imports_nothing_heavy() -> None:
    script = f"""
import sys
from typer.testing import CliRunner
from service.cli import app
assert CliRunner().invoke(app, ["--help"]).exit_code == 0
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_commands_are_those_promised() -> None:
    promised = ["demo", "crawl", "sources", "articles", "show", "read", "compare", "export", "doctor"]
    assert {*COMMANDS} == {(name,) for name in promised} | {("db", "upgrade")}


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_help_has_an_example_of_its_own(name: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*name, "--help"])
    assert shown.exit_code == 0
    assert f"Example: duizhao {' '.join(name)}" in " ".join(shown.output.split())


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_command_is_in_the_readme(name: tuple[str, ...], readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    undocumented = {("demo",): "make demo", ("show",): "duizhao", ("db", "upgrade"): "duizhao"}
    assert undocumented.get(name, f"duizhao {' '.join(name)}") in text


def test_every_option_has_a_help() -> None:
    for command in COMMANDS.values():
        click = typer.main.get_command_from_info(command, pretty_exceptions_short=False, rich_markup_mode=None)
        for parameter in click.params:
            assert getattr(parameter, "help", "x") or parameter.name == "article_id", (command.name, parameter.name)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["articles", "--language", "fr"], "--language: 'fr' is not one of zh, en"),
        (["articles", "--since", "yesterday"], "--since: 'yesterday' is no date or time"),
        (["articles", "--since", "2026-10-12", "--until", "2026-10-12"], "--until: 2026-10-12 is not after"),
        (["compare", "--tz", "Asia/Shangai"], "(did you mean Asia/Shanghai?)"),
        (["compare", "--by", "month"], "--by: 'month' is not one of day, week"),
        (["articles", "--source", "guardain"], "(did you mean guardian?)"),
        (["articles", "--ownership", "stat"], "(did you mean state?)"),
        (["crawl", "guardain"], "(did you mean guardian?)"),
        (["crawl", "guardian"], "DUIZHAO_CONTACT"),
        (["export", "articles.xls"], "ends in neither .csv nor .jsonl"),
        (["export", "nowhere/articles.csv"], "there is no directory"),
        (["show", "1"], "there is no article 1"),
        (["read", "no-such-file.html"], "no-such-file.html: FILE: can not be read"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, arguments: list[str], line: str) -> None:
    ended = run(*arguments, data=tmp_path)
    assert ended.returncode == 2
    assert line in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stdout == ""


def test_an_unknown_setting_names_the_nearest(tmp_path: Path) -> None:
    ended = run("sources", data=tmp_path, DUIZHAO_CONTACTS="a@example.org")
    assert (ended.returncode, "(did you mean DUIZHAO_CONTACT?)" in ended.stderr) == (2, True)


def test_a_broken_file_leaves_the_others(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "harbor.yml").write_text("nmae: The Harbor Ledger\n")
    ended = run("sources", "--json", data=tmp_path, DUIZHAO_SOURCES=str(own))
    told = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert len(told["sources"]) == 12
    assert "harbor.yml:1: nmae: " in ended.stderr
    assert "(did you mean name?)" in ended.stderr


def test_an_empty_collection_is_no_error(tmp_path: Path) -> None:
    assert "0 articles" in run("articles", data=tmp_path).stdout
    assert "no articles" in run("compare", data=tmp_path).stdout
    assert json.loads(run("compare", "--json", data=tmp_path).stdout)["slots"] == []
    assert "newest schema" in run("db", "upgrade", data=tmp_path).stdout


def test_doctor_says_what_to_do(tmp_path: Path) -> None:
    ended = run("doctor", "--json", data=tmp_path)
    found = {each["what"]: each for each in json.loads(ended.stdout)}
    assert ended.returncode == 1
    assert (found["contact"]["good"], "DUIZHAO_CONTACT" in found["contact"]["advice"]) == (False, True)
    assert found["database"]["good"]
    assert run("doctor", data=tmp_path, DUIZHAO_CONTACT="me@example.org").returncode == 0


def test_a_demo_is_not_poured_into_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    ended = run("demo", "--keep", str(tmp_path / "mine"), data=tmp_path)
    assert (ended.returncode, "not empty" in ended.stderr) == (2, True)


def test_a_place_that_can_not_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory")
    ended = run("articles", data=tmp_path / "file" / "data")
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("driver", ["psycopg", "nosuchdriver"])
def test_a_missing_driver_is_one_line(tmp_path: Path, driver: str) -> None:
    ended = run("articles", data=tmp_path, DUIZHAO_DATABASE=f"postgresql+{driver}://x@127.0.0.1/y")
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (b"%PDF-1.4 " + bytes(range(256)) * 9, "not-html"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "not-html"),
        ("Le gouvernement a annoncé mardi que les entreprises devront déclarer. ".encode() * 30, "wrong-language"),
        (b"", "no-text"),
    ],
)
def test_what_is_no_article_is_refused_by_name(tmp_path: Path, content: bytes, outcome: str) -> None:
    (tmp_path / "saved").write_bytes(content)
    ended = run("read", str(tmp_path / "saved"), "--json", data=tmp_path)
    assert (ended.returncode, json.loads(ended.stdout)["outcome"]) == (1, outcome)
