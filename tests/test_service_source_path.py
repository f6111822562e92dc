"""A stranger's path, from `new` to a stored article, and the finder and reader of one's own that `new` scaffolds."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from service.newsroom import Newsroom
from tests.commanding import run
from tests.crawling import ROOT


def spent() -> float:
    """The CPU seconds of all commands up to now."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_from_new_to_a_stored_article_in_four_commands(tmp_path: Path) -> None:
    own = tmp_path / "own"
    began = spent()
    with Newsroom() as newsroom:
        home = newsroom.homes["demo-harbor"]
        new = run("new", f"{home}/", "--id", "harbor", sources=own)
        tried = run("try", "harbor", "--number", "1", sources=own)
        crawled = run("crawl", "harbor", "--json", sources=own)
    listed = run("articles", "--source", "harbor", "--json", sources=own)
    assert (new.code, tried.code, crawled.code, listed.code) == (3, 0, 0, 0)
    assert crawled.told["sources"]["harbor"]["outcomes"] == {"stored": 4}
    assert len(listed.told["articles"]) == 4
    assert spent() - began < 45  # and 8 s at the most are waited between requests; a busy machine's clock tells nothing


def test_a_finder_and_a_reader_come_with_tests_that_pass(tmp_path: Path) -> None:
    own = tmp_path / "own"
    with Newsroom() as newsroom:
        ended = run(
            "new", f"{newsroom.homes['demo-keji']}/", "--id", "keji", "--spider", "--reader", "--json", sources=own
        )
    written = [Path(each).relative_to(own).as_posix() for each in json.loads(ended.output)["written"]]
    assert written == [
        "keji.yml",
        "spiders/keji.py",
        "tests/test_keji_spider.py",
        "readers/keji.py",
        "tests/test_keji_reader.py",
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(own / "tests")]
    tests = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert tests.returncode == 0, tests.stdout
    assert "2 passed" in tests.stdout
