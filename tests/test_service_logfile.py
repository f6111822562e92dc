"""The log of a crawl by hand: JSON lines in the data directory, one older file kept."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.logfile import MOST, log_to, put_aside


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The handlers and levels of the test's own logging, brought back."""
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for each in [each for each in root.handlers if each not in before]:
        root.removeHandler(each)
        each.close()
    logging.captureWarnings(False)


def test_warnings_are_json_lines(tmp_path: Path) -> None:
    log_to(tmp_path / "data")
    logging.getLogger("crawler.crawl").warning("星海\nlost %s", "postgresql://d:secret@db")
    logging.getLogger("crawler.crawl").info("not loud enough")
    logging.getLogger("py.warnings").warning("old")  # where a test's own warnings would go, were they no errors
    lines = (tmp_path / "data" / "duizhao.log").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert [each["logger"] for each in told] == ["crawler.crawl", "py.warnings"]
    assert told[0]["event"] == "星海\nlost postgresql://d:***@db"
    assert "星海" in lines[0]


@pytest.mark.parametrize(
    ("size", "left"), [(0, ["duizhao.log"]), (MOST, ["duizhao.log"]), (MOST + 1, ["duizhao.log.1"])]
)
def test_a_large_file_is_put_aside(tmp_path: Path, size: int, left: list[str]) -> None:
    with (tmp_path / "duizhao.log").open("wb") as file:
        file.truncate(size)
    put_aside(tmp_path / "duizhao.log")
    assert [each.name for each in tmp_path.iterdir()] == left
    put_aside(tmp_path / "duizhao.log")  # also where there is none


def test_one_older_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "duizhao.log.1").write_text("older")
    with (tmp_path / "duizhao.log").open("wb") as file:
        file.truncate(MOST + 1)
    log_to(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["duizhao.log", "duizhao.log.1"]
    assert (tmp_path / "duizhao.log").stat().st_size == 0
    assert (tmp_path / "duizhao.log.1").stat().st_size == MOST + 1
