"""Commands in processes that are forked from one with their imports done, as their parsers are: these take most CPU.

That a command runs from nothing is tested where services, the demo and the command line are.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crawler.forking import SIGNALS, fork_server

ROOT = Path(__file__).resolve().parent.parent
MODULES = (
    "service.preload",
    "crawler.errand",
    "service.cli",
    "service.crawling",
    "service.listing",
    "service.reading",
    "tests.warm",
)
COMMAND = "from service.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that came to its end."""

    code: int
    output: str
    errors: str

    @property
    def told(self) -> dict[str, Any]:
        """The object that it printed."""
        told: dict[str, Any] = json.loads(self.output)
        return told

    @property
    def peak(self) -> int:
        """The most memory in MiB that the crawl's own process had resident."""
        return int(self.errors.split()[-1])


def serve() -> None:
    """Run a command for each line of standard input: print its process id, and at its end its exit code."""
    context = fork_server(*MODULES)
    for line in sys.stdin:
        process = context.Process(target=enter, args=(json.loads(line),))
        process.start()
        sys.stdout.write(f"{process.pid}\n")
        sys.stdout.flush()
        process.join()
        sys.stdout.write(f"{process.exitcode}\n")
        sys.stdout.flush()


def enter(asked: dict[str, Any]) -> None:
    """Run the script in a forked process as if it had been started from nothing, with files for its streams."""
    os.setsid()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    for number, path in enumerate(asked["files"]):
        os.dup2(os.open(path, os.O_RDWR), number)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["directory"])
    sys.argv = ["duizhao", *asked["arguments"]]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  for as long as the process
    try:
        exec(asked["script"], {"__name__": "__main__"})
    finally:
        atexit._run_exitfuncs()


@cache
def server() -> "subprocess.Popen[str]":
    """The process that forks, started at the first use, ended with this one."""
    started = subprocess.Popen(
        [sys.executable, "-c", "from tests.warm import serve; serve()"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("DUIZHAO_")}
        | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(end, started)
    return started


def end(started: "subprocess.Popen[str]") -> None:
    """Kill the process, and close the pipes to it."""
    started.kill()
    started.communicate()


def run(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    directory: Path,
    given: str = "",
    script: str = COMMAND,
    seconds: float = 120,
) -> Ended:
    """Run a script, by default the command itself, to its end; raises TimeoutError where it takes longer."""
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place) / name for name in ("given", "output", "errors")]
        for each, text in zip(files, (given, "", ""), strict=True):
            each.write_text(text, encoding="utf-8")
        asked = {
            "arguments": list(arguments),
            "environment": dict(environment),
            "directory": str(directory),
            "files": [str(each) for each in files],
            "script": script,
        }
        code = _answer(json.dumps(asked), seconds)
        return Ended(code, *(each.read_text(encoding="utf-8") for each in files[1:]))


def _answer(line: str, seconds: float) -> int:
    at = server()
    assert at.stdin is not None
    assert at.stdout is not None
    at.stdin.write(line + "\n")
    at.stdin.flush()
    child = int(at.stdout.readline())

    def too_long(_number: int, _frame: object) -> None:
        os.killpg(child, signal.SIGKILL)
        raise TimeoutError(f"the process took over {seconds:g} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return int(at.stdout.readline())
    except TimeoutError:
        at.kill()  # it would answer for this one when the next is asked
        server.cache_clear()
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
