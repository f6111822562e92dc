"""The commands as a user meets them: quick help with examples, one-line errors, documented."""

import json
import os
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from config.catalogue import load_catalogue
from config.errors import ConfigError
from service.cli import app
from service.guarding import guarded, have_streams
from service.output import console, names_text, plural
from tests.commanding import asked as run

ROOT = Path(__file__).parent.parent
COMMANDS = {
    (*prefix, command.name or str(getattr(command.callback, "__name__", ""))): command
    for prefix, of in (((), app), *(((group.name,), group.typer_instance) for group in app.registered_groups))
    if of is not None
    for command in of.registered_commands
}
HEAVY = ("scrapy", "trafilatura", "sqlalchemy", "twisted", "lxml")


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
    promised = ["demo", "crawl", "serve", "work", "health", "runs", "sources", "articles", "show", "read", "compare"]
    promised += ["export", "doctor", "backup", "restore", "prune", "boilerplate", "reread"]
    promised += ["copies", "family", "revisions", "stories", "story", "relays", "beside", "new", "try", "save", "check"]
    groups = {("db", "copy"), ("db", "resign"), ("db", "upgrade"), ("topic", "check")}
    assert {*COMMANDS} == {(name,) for name in promised} | groups


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
        (["articles", "--since", "2026-10-12", "--until", "2026-10-12"], "for that day too, write --until 2026-10-13"),
        (["compare", "--tz", "Asia/Shangai"], "(did you mean Asia/Shanghai?)"),
        (["compare", "--by", "month"], "--by: 'month' is not one of day, week"),
        (["articles", "--source", "guardain"], "(did you mean guardian?)"),
        (["articles", "--ownership", "stat"], "(did you mean state?)"),
        (["crawl", "guardain"], "(did you mean guardian?)"),
        (["runs", "--source", "guardain"], "(did you mean guardian?)"),
        (["health", "--url", "8321"], "--url: '8321' is no URL of a service"),
        (["crawl", "guardian"], "DUIZHAO_CONTACT"),
        (["export", "articles.xls"], "ends in neither .csv nor .jsonl"),
        (["export", "nowhere/articles.csv"], "there is no directory"),
        (["show", "1"], "there is no article 1"),
        (["read", "no-such-file.html"], "no-such-file.html: FILE: can not be read"),
        (["read", "https://a.example/b"], "FILE: https://a.example/b is an address: save its page, and name it with"),
        (["read", "a.html", "--url", "www.a.example/b"], "(did you mean https://www.a.example/b?)"),
        (["read", "a.html", "--url", "ftp://a.example/b"], "--url: 'ftp://a.example/b' is no address of a page"),
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
    assert [each["id"] for each in told["sources"]] == [*load_catalogue().sources]
    assert "harbor.yml:1: nmae: " in ended.stderr
    assert "(did you mean name?)" in ended.stderr


def test_an_empty_collection_is_no_error(tmp_path: Path) -> None:
    assert "0 articles" in run("articles", data=tmp_path).stdout
    assert "no articles" in run("compare", data=tmp_path).stdout
    assert json.loads(run("compare", "--json", data=tmp_path).stdout)["slots"] == []
    assert list(tmp_path.iterdir()) == []
    assert "went from schema none" in run("db", "upgrade", data=tmp_path).stdout
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
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html><p>" + b"text " * 99, "not-html"),
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


@pytest.mark.parametrize(
    "arguments", [["articles"], ["compare"], ["sources"], ["runs"], ["export", "a.csv"], ["show", "1"]]
)
def test_a_listing_makes_no_collection(tmp_path: Path, arguments: list[str]) -> None:
    data = tmp_path / "data"
    if arguments[0] == "export":
        arguments = ["export", str(tmp_path / "a.csv")]
    ended = run(*arguments, data=data)
    assert f"there is no collection in {data} yet; `duizhao crawl` makes one" in ended.stderr
    assert ended.returncode == (2 if arguments[0] == "show" else 0)
    assert not data.exists()


def test_the_version() -> None:
    assert run("--version", data=ROOT).stdout == f"duizhao {version('duizhao')}\n"


def test_chinese_comes_out_under_any_locale(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "service", "--help"],
        cwd=ROOT,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "DUIZHAO_DATA": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, "对照" in ended.stdout.decode()) == (0, True)


def test_only_the_mistakes_asked_for_are_told(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("harbor", "guardian"):
        (own / f"{name}.yml").write_text("nmae: The Harbor Ledger\n")
    settings: dict[str, Any] = {"data": tmp_path / "data", "DUIZHAO_SOURCES": str(own)}
    told = run("articles", **settings).stderr
    assert "2 source files have mistakes: `duizhao doctor` lists them" in told
    assert "nmae" not in told
    asked = run("crawl", "harbor", **settings).stderr
    assert "harbor.yml:1: nmae" in asked
    assert "1 source file has mistakes" in asked
    found = json.loads(run("doctor", "--json", **settings).stdout)
    assert not any("stand in" in each["found"] for each in found)
    assert json.loads(run("sources", "--json", **settings).stdout)["overridden"] == []


def test_sources_says_which_are_overridden(tmp_path: Path) -> None:
    shipped = (ROOT / "config" / "sources" / "guardian.yml").read_text(encoding="utf-8")
    (tmp_path / "guardian.yml").write_text(shipped, encoding="utf-8")
    ended = run("sources", data=tmp_path / "data", DUIZHAO_SOURCES=str(tmp_path))
    assert "Files of your own stand in for the shipped guardian." in ended.stdout


def test_the_sources_fit_a_narrow_terminal(tmp_path: Path) -> None:
    name = "a-source-with-a-long-id"
    shipped = (ROOT / "config" / "sources" / "guardian.yml").read_text(encoding="utf-8")
    (tmp_path / f"{name}.yml").write_text(shipped, encoding="utf-8")
    shown = run("sources", data=tmp_path / "data", DUIZHAO_SOURCES=str(tmp_path), COLUMNS="80").stdout
    for word in (name, "articles", "planned", "last success", "never crawled"):
        assert word in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_doctor_calls_a_data_directory_bad_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    for data in (tmp_path / "file" / "data", tmp_path / "gone"):
        found = {each["what"]: each for each in json.loads(run("doctor", "--json", data=data).stdout)}
        assert not found["data directory"]["good"]


def test_a_crawl_whose_only_route_fails_ends_with_1(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: whoever connects is refused
        here = f"http://127.0.0.1:{closed.getsockname()[1]}"
        (tmp_path / "dead.yml").write_text(
            f"name: Dead\nhome: {here}/\nlanguage: en\ncountry: US\nedited_in: US\nownership: commercial\n"
            f"timezone: UTC\nfeeds: [{here}/feed.xml]\nallow_private: true\nports: [{closed.getsockname()[1]}]\n"
        )
        ended = run("crawl", "dead", data=tmp_path / "data", DUIZHAO_SOURCES=str(tmp_path))
    assert ended.returncode == 1, ended.stderr
    assert "feed.xml: " in ended.stdout


PAGE = f"""<html><head><title>A reader's day</title></head><body><div class="mine"><h1>A reader's day</h1>
<p>{"The council met on Monday to talk about the new rules for chips and models. " * 8}</p></div>
<div class="other"><p>{"Nobody wants to read this part of the page in the listing at all. " * 8}</p></div>
</body></html>"""


def test_a_page_is_read_by_the_rules_of_a_source(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "harbor.yml").write_text(
        "name: Harbor\nhome: https://www.harbor.example/\nlanguage: en\ncountry: US\nedited_in: US\n"
        "ownership: commercial\ntimezone: UTC\nfeeds: [https://www.harbor.example/f.xml]\nbody: .other\n"
    )
    settings: dict[str, Any] = {"data": tmp_path / "data", "DUIZHAO_SOURCES": str(tmp_path)}
    page = str(tmp_path / "page.html")
    told = json.loads(run("read", page, "--source", "harbor", "--json", **settings).stdout)
    assert told["text"].startswith("Nobody wants")
    assert (told["url"], told["page_url"]) == ("", "")
    nowhere = run("read", page, **settings)
    assert "page.invalid" not in nowhere.stdout
    assert "--url says where the page was saved from" in nowhere.stderr
    there = run("read", page, "--url", "https://www.harbor.example/a.html", **settings)
    assert there.stderr == ""
    there = run("read", page, "--url", "https://www.harbor.example/a.html", "--json", **settings)
    assert json.loads(there.stdout)["page_url"] == "https://www.harbor.example/a.html"
    (tmp_path / "readers").mkdir()
    (tmp_path / "readers" / "harbor.py").write_text("def read(page, source, link):\n    return 1 / 0\n")
    broken = run("read", page, "--source", "harbor", **settings)
    assert (broken.returncode, "quarantined: ZeroDivisionError" in broken.stderr) == (1, True)


def test_a_chinese_page_is_read_in_the_time_of_beijing_whatever_its_markup(tmp_path: Path) -> None:
    markup = "".join(
        f'<meta name="theme-option-{n}" content="the name of a colour and of its use">' for n in range(200)
    )
    text = "海港研究所周一说，新模型在十二项测试中有九项达到了预期，其余三项还要再试。" * 8
    body = f"<h1>海港研究所测试新模型</h1><p>2026-10-12 09:30</p><p>{text}</p>"
    page = f"<html><head>{markup}</head><body>{body}</body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    told = json.loads(run("read", str(tmp_path / "page.html"), "--json", data=tmp_path / "data").stdout)
    assert (told["published_at"], told["published_zone"]) == ("2026-10-12T01:30:00+00:00", "Asia/Shanghai")


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (PermissionError(13, "Permission denied", "/data/warc"), 2, "/data/warc: Permission denied\n"),
        (OSError(28, "No space left on device"), 2, "No space left on device\n"),
        (ConfigError(None, None, "--tz", "is none"), 2, "--tz: is none\n"),
        (SystemExit(1), 1, ""),
        (None, 0, ""),
    ],
)
def test_how_a_command_ends(
    capsys: pytest.CaptureFixture[str], error: BaseException | None, code: int, line: str
) -> None:
    def command() -> None:
        if error is not None:
            raise error

    assert (guarded(command), capsys.readouterr().err) == (code, line)


def test_nobody_reads_on(tmp_path: Path) -> None:
    script = f"{sys.executable} -m service sources --json | true; echo ${{PIPESTATUS[0]}}"
    settings = {"PATH": os.environ["PATH"], "DUIZHAO_DATA": str(tmp_path)}
    ended = subprocess.run(["bash", "-c", script], cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert ended.stdout == "141\n"
    assert "rror" not in ended.stderr


@pytest.mark.parametrize("closed", ["0<&-", ">&-", "2>&-", "0<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_nobody(tmp_path: Path, closed: str) -> None:
    code = "import sys; sys.argv = ['duizhao', 'sources']; from service.cli import main; main()"
    settings = {"PATH": os.environ["PATH"], "DUIZHAO_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    script = f'{sys.executable} -c "{code}" {closed}'
    ended = subprocess.run(["bash", "-c", script], env=settings, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
    assert bool(ended.stdout) == (">&-" not in closed.replace("2>&-", ""))


@pytest.mark.parametrize("streams", [("stdin",), ("stderr",), ("stdin", "stdout", "stderr")])
def test_streams_that_are_none_are_opened(streams: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for each in streams:
        monkeypatch.setattr(sys, each, None)
    have_streams()
    for each in streams:
        opened = getattr(sys, each)
        assert os.get_inheritable(opened.fileno())
        assert opened.read() == "" if each == "stdin" else opened.write("nothing") == 7
        os.close(opened.fileno())


@pytest.mark.parametrize(
    ("names", "line"),
    [((), ""), (("Ann Lee",), "Ann Lee"), (("Ann Lee", "Bo Wu"), "Ann Lee, Bo Wu"), (("王明", "李华"), "王明、李华")],
)
def test_names_are_parted_as_their_script_does(names: tuple[str, ...], line: str) -> None:
    assert names_text(names) == line


@pytest.mark.parametrize(("number", "line"), [(0, "0 exact copies"), (1, "1 exact copy"), (2, "2 exact copies")])
def test_plural(number: int, line: str) -> None:
    assert plural(number, "exact copy", "exact copies") == line


def test_what_no_terminal_shows_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert console().width == 160
    monkeypatch.setenv("COLUMNS", "90")
    assert console().width == 90


def test_what_is_cut_around_a_text_is_shown(tmp_path: Path) -> None:
    text = "海港研究所周一说，新模型在十二项测试中有九项达到了预期，其余三项还要再试。" * 8
    (tmp_path / "page.txt").write_text(
        f"海港研究所测试新模型\n来源：北海日报\n{text}\n责任编辑：王小明", encoding="utf-8"
    )
    told = json.loads(run("read", str(tmp_path / "page.txt"), "--json", data=tmp_path / "data").stdout)
    assert (told["text"], told["cut"]) == (text, ["来源：北海日报", "责任编辑：王小明"])
    shown = run("read", str(tmp_path / "page.txt"), data=tmp_path / "data").stdout
    assert "Cut around the text\n来源：北海日报\n责任编辑：王小明" in shown
