"""The real commands for tests: each in a process of its own, with a directory of sources and a collection beside it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def run(*arguments: str, sources: Path) -> Ended:
    """The real command, with a directory of sources."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
    sources.mkdir(exist_ok=True)
    surroundings = kept | {
        "DUIZHAO_SOURCES": str(sources),
        "DUIZHAO_DATA": str(sources.parent / "data"),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "200",
    }
    command = [sys.executable, "-m", "service", *arguments]
    ended = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return Ended(ended.returncode, ended.stdout, ended.stderr)
