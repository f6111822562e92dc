"""The real commands for tests: each in a process of its own, with a directory of sources and a collection beside."""

import os
from pathlib import Path

from tests import warm
from tests.crawling import ROOT
from tests.warm import Ended


def run(*arguments: str, sources: Path, given: str = "") -> Ended:
    """The real command, with a directory of sources, and on standard input what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
    sources.mkdir(exist_ok=True)
    surroundings = kept | {
        "DUIZHAO_SOURCES": str(sources),
        "DUIZHAO_DATA": str(sources.parent / "data"),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "200",
    }
    ended = warm.run(arguments, surroundings, ROOT, given)
    assert "Traceback" not in ended.errors, ended.errors
    return ended
