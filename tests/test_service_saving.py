"""`save` and `check --saved` as a user meets them, and what masking leaves of the pages of every source."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.catalogue import load_catalogue
from pipeline.expected import FIELDS, ONLY_IF_READ, reading_of
from pipeline.values import Article, Page
from service.masked_pages import masked_page
from service.saved_pages import read_page
from service.saving import name_of
from tests.commanding import run
from tests.crawling import ROOT
from tests.scouted_sites import articles, page
from tests.sites import Reply, Site
from tests.source_pages import Told, site, written
from tests.test_service_checking import follow

SOURCES = load_catalogue().sources
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
ASKED = [each for each in FIELDS if each not in ONLY_IF_READ]
TOLD = articles("zh", "/a/{number}", 2)
BODY = TOLD[0].text


@pytest.fixture
def quay(tmp_path: Path) -> Iterator[Site]:
    """A site with two articles in GBK, and a source of it."""
    with Site() as made:
        made.pages |= {each.path: page(each, "北屿日报", "zh", charset="gb2312") for each in TOLD}
        follow(made, tmp_path / "own", language="zh", script="Hans", timezone="Asia/Shanghai")
        yield made


def answers(**given: str) -> str:
    """A line for each question: yes, but for those given."""
    return "".join(f"{given.get(each, 'y')}\n" for each in ASKED)


def held(path: Path) -> Mapping[str, Any]:
    """What a file of expectations says."""
    told: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told


def test_a_page_is_saved_masked_and_read_again(quay: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    ended = run("save", "quay", quay.url(TOLD[0].path), sources=own, given=answers(credit="n"))
    saved = own / "pages" / "quay"
    name = name_of(quay.url(TOLD[0].path))
    assert (ended.code, sorted(each.name for each in saved.iterdir())) == (0, [f"{name}.html", f"{name}.yml"])
    body = (saved / f"{name}.html").read_bytes()
    expected = held(saved / f"{name}.yml")["expected"]
    assert list(expected) == [each for each in ASKED if each != "credit"]
    assert expected["title"] == TOLD[0].title
    assert len(body) == len(quay.pages[TOLD[0].path].body)  # type: ignore[union-attr]
    text = body.decode("gb18030")
    assert TOLD[0].title in text
    assert all(sentence not in text for sentence in BODY.split("，")[1:-1])
    checked = run("check", "quay", "--saved", "--json", sources=own)
    assert (checked.code, [each["good"] for each in checked.told["pages"]]) == (0, [True])
    assert quay.times(TOLD[0].path) == 1


def test_a_correction_is_what_is_expected_and_the_test_fails(quay: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    url = quay.url(TOLD[1].path)
    given = answers(byline="林一舟、何知远", published="yesterday\n2026-10-12", credit="-")
    ended = run("save", "quay", url, "--name", "barges", "--json", sources=own, given=given)
    assert ended.code == 0
    assert ended.told["expected"]["byline"] == ["林一舟", "何知远"]
    assert ended.told["expected"]["published"] == "2026-10-12"
    assert ended.told["expected"]["credit"] == ""
    assert set(ended.told["unlike"]) == {"byline", "published"}
    assert "that is not a time" in ended.errors
    checked = run("check", "--saved", sources=own)
    assert checked.code == 1
    assert "byline: expected 林一舟, 何知远, read nothing" in checked.output
    again = run("save", "quay", url, "--name", "barges", sources=own, given=answers())
    assert (again.code, "is there already" in again.errors) == (2, True)


@pytest.mark.parametrize(
    ("path", "given", "code", "told"),
    [
        (TOLD[0].path, "", 2, "nothing was written"),
        (TOLD[0].path, "y\ny\n", 2, "nothing was written"),
        (TOLD[0].path, "n\n" * len(ASKED), 1, "no field was confirmed"),
        ("/gone", "", 1, "bad-status"),
    ],
)
def test_nothing_is_written_without_answers(
    quay: Site, tmp_path: Path, path: str, given: str, code: int, told: str
) -> None:
    ended = run("save", "quay", quay.url(path), sources=tmp_path / "own", given=given)
    assert (ended.code, told in ended.errors) == (code, True)
    assert not (tmp_path / "own" / "pages").exists()


def test_nobody_is_asked_where_nothing_can_be_written(quay: Site, tmp_path: Path) -> None:
    (tmp_path / "own" / "pages").write_text("a file where the directory would be")
    ended = run("save", "quay", quay.url(TOLD[0].path), sources=tmp_path / "own", given=answers())
    assert (ended.code, ended.errors) == (2, f"{tmp_path / 'own' / 'pages'}: can not be written into\n")
    assert not [each for each in quay.asked if each.path == TOLD[0].path]


def test_ctrl_c_writes_nothing(quay: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    command = [sys.executable, "-m", "service", "save", "quay", quay.url(TOLD[0].path)]
    surroundings = os.environ | {"DUIZHAO_SOURCES": str(own), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stderr
        seen = b""
        until = time.monotonic() + 60
        while b"right?" not in seen and time.monotonic() < until:
            seen += os.read(process.stderr.fileno(), 1000)
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read()
        assert process.wait(30) == 2
    assert b"nothing was written" in errors
    assert b"Traceback" not in errors
    assert not (own / "pages").exists()


def test_a_page_without_an_article_waits_for_its_reader(quay: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    quay.pages["/short"] = Reply("<html><head><title>短</title></head><body><p>很短。</p></body></html>".encode())
    given = answers(title="短", first="很短。", last="很短。", paragraphs="1", characters="3")
    ended = run("save", "quay", quay.url("/short"), "--json", sources=own, given=given)
    assert ended.code == 0
    assert "title" in ended.told["unlike"]
    assert run("check", "quay", "--saved", sources=own).code == 1


def test_no_saved_page_is_no_failure(quay: Site, tmp_path: Path) -> None:
    ended = run("check", "quay", "--saved", "--json", sources=tmp_path / "own")
    assert (ended.code, ended.told) == (0, {"pages": []})
    assert "duizhao save quay URL" in ended.errors


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected: is missing"),
        ("[1, 2", "is no YAML"),
        ("url: x\nfetched: 2026-10-12\nexpected: {titel: a}", "titel: is no key of a saved page (did you mean title?)"),
        ("url: x\nfetched: 2026-10-12\nexpected: {byline: a}", "byline: must be a list"),
        ("url: x\nfetched: soon\nexpected: {title: a}", "fetched: and url must say"),
    ],
)
def test_a_mistake_in_a_file_is_told(text: str, message: str, tmp_path: Path) -> None:
    from config.errors import ConfigError
    from service.saved_pages import load

    path = tmp_path / "page.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.example/2026/harbor-counts-barges.html", "harbor-counts-barges"),
        ("https://a.example/a?id=12", "a-id-12"),
        ("https://a.example/article.php?id=7700", "article-id-7700"),
        ("https://a.example/detail.html?id=5520164&from=rss", "detail-id-5520164-from-rss"),
        ("https://a.example/c48210.html?from=rss", "c48210"),
        ("https://a.example/article.php", "article"),
        ("https://a.example/", "page"),
        ("https://a.example/北海", "page"),
    ],
)
def test_name_of_a_page(url: str, name: str) -> None:
    assert name_of(url) == name


FIRST = [(each, site(each).articles[0]) for each in written() if not site(each).articles[0].is_metadata]


@pytest.mark.parametrize(("source_id", "told"), FIRST, ids=[each for each, _ in FIRST])
def test_a_page_of_every_source_is_read_alike_when_it_is_masked(source_id: str, told: Told) -> None:
    source = SOURCES[source_id]
    before = Page(told.url, told.reply.body, FETCHED, headers=(("content-type", told.reply.type),))
    article = read_page(before, source)
    assert isinstance(article, Article)
    made = masked_page(before, source, article, reading_of(article))
    assert made.differing == ()
    after = read_page(made.page, source)
    assert isinstance(after, Article)
    assert after.title == article.title
    assert after.text != article.text
    assert [len(line) for line in after.text.split("\n")] == [len(line) for line in article.text.split("\n")]
