"""The real commands for tests: each in a process of its own, with a directory of sources and a collection beside."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import warm
from tests.crawling import ROOT


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that came to its end."""

    code: int
    output: str
    errors: str

    @property
    def told(self) -> dict[str, Any]:
        """The object that it printed."""
        told: dict[str, Any] = json.loads(self.output)
        return told


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
    return Ended(ended.code, ended.output, ended.errors)
