"""The real commands for tests: each in a process of its own, with a directory of sources and a collection beside."""

import os
import subprocess
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


def asked(*arguments: str, data: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The real command on a data directory, in an environment that has nothing but what is given."""
    settings = {"DUIZHAO_DATA": str(data), "PATH": "", "LANG": "C.UTF-8", **environment}
    ended = warm.run(arguments, settings, ROOT)
    return subprocess.CompletedProcess(list(arguments), ended.code, ended.output, ended.errors)
