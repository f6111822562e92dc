"""A service as its user starts it: serve and workers as processes, their sources, and what they cost."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import yaml

from benchmarks.beats import Beat
from benchmarks.processes import MIB, ROOT, children_of, environment, is_alive
from benchmarks.sites import MANNERS


@dataclass(slots=True)
class Member:
    """One process of a service, and what was seen of it."""

    name: str
    process: "subprocess.Popen[bytes]"
    memory: list[tuple[float, float]] = field(default_factory=list)  # monotonic seconds, MiB resident
    cpu: list[tuple[float, float]] = field(default_factory=list)  # monotonic seconds, CPU seconds so far

    def sample(self) -> None:
        """Note what the process itself holds and has used; not what its crawls do."""
        with suppress(psutil.NoSuchProcess):
            of, now = psutil.Process(self.process.pid), time.monotonic()
            times = of.cpu_times()
            self.memory.append((now, of.memory_info().rss / MIB))
            self.cpu.append((now, times.user + times.system))

    def slope(self) -> float:
        """MiB an hour by least squares over the second half of the samples: at first everything grows."""
        half = self.memory[len(self.memory) // 2 :]
        if len(half) < 3:
            return 0.0
        mean_x, mean_y = (sum(each) / len(half) for each in zip(*half, strict=True))
        square = sum((x - mean_x) ** 2 for x, _ in half)
        return float(3600 * sum((x - mean_x) * (y - mean_y) for x, y in half) / square)

    def share(self, since: float, until: float) -> float:
        """The share of one core that the process used between two times."""
        within = [each for each in self.cpu if since <= each[0] <= until]
        if len(within) < 2:
            return 0.0
        return (within[-1][1] - within[0][1]) / (within[-1][0] - within[0][0])


class Company:
    """Starts members, kills them, and ends them."""

    def __init__(self, base: Path, database: str, options: Sequence[str]) -> None:
        self.base = base
        self.database = database
        self.options = list(options)
        self.members: list[Member] = []
        self.log = base / "service.log"

    def surroundings(self) -> Mapping[str, str]:
        """The environment of every member."""
        made = environment(self.base / "data", self.base / "sources")
        return made | ({"DUIZHAO_DATABASE": self.database} if self.database else {})

    def start(self, command: str, name: str = "") -> Member:
        """Start `serve` or `work`, each in a session of its own."""
        with self.log.open("ab") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.paced", command, *self.options],
                cwd=ROOT,
                env=self.surroundings(),
                stdout=told,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        member = Member(name or command, process)
        self.members.append(member)
        return member

    def sample(self) -> None:
        """Note what every member holds and has used."""
        for each in self.members:
            each.sample()

    def crawls(self) -> list[psutil.Process]:
        """The crawls that run."""
        found = [each for member in self.members for each in children_of(member.process.pid)]
        return [each for each in found if is_crawl(each)]

    def stop(self, seconds: float) -> tuple[float, list[int]]:
        """Send SIGTERM to all; return the seconds until the last ended and the exit codes; what stays is killed."""
        family = [child for each in self.members for child in children_of(each.process.pid)]
        began = time.monotonic()
        for each in self.members:
            each.process.send_signal(signal.SIGTERM)
        for each in self.members:
            with suppress(subprocess.TimeoutExpired):
                each.process.wait(max(0.1, began + seconds - time.monotonic()))
        took = time.monotonic() - began
        codes = [each.process.poll() if each.process.poll() is not None else 999 for each in self.members]
        for each in self.members:
            each.process.kill()
        for child in family:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        return took, [code if code is not None else 999 for code in codes]


def is_crawl(process: psutil.Process) -> bool:
    """True for a crawl that a service started; its parsers have another name."""
    try:
        return is_alive(process) and process.name() == "duizhao-crawl"
    except psutil.Error:
        return False


def write_beats(directory: Path, sites: Sequence[Beat]) -> None:
    """Leave a source file for each site."""
    directory.mkdir(parents=True, exist_ok=True)
    for site in sites:
        said = {
            "name": site.id,
            "home": f"{site.home}/",
            "language": site.language,
            **MANNERS[site.language],
            "ownership": "commercial",
            "feeds": [f"{site.home}/feed.xml"],
            "delay": site.delay,
            "allow_private": True,
            "ports": [site.port],
        } | ({"every": site.fixed} if site.fixed else {})
        text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
        (directory / f"{site.id}.yml").write_text(text, encoding="utf-8")
