"""The crawl as a child process: started as a user starts it, its memory sampled, what outlives it found."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
EVERY = 0.5  # seconds between two samples of the memory; looking for children costs the measured crawl 5 ms of CPU
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Peak:
    """The most memory in MiB that was resident: of the process, of its children together, of all at one moment."""

    crawl: float
    children: float
    sum: float


@dataclass(frozen=True, slots=True)
class Ran:
    """A process that came to its end."""

    code: int
    output: str
    seconds: float
    peak: Peak


def command(ids: Sequence[str]) -> list[str]:
    """The real command that crawls these sources."""
    return [sys.executable, "-m", "service", "crawl", "--json", *ids]


def environment(data: Path, sources: Path) -> dict[str, str]:
    """This process's environment with a data directory and sources of the benchmark's own, and without a proxy.

    Saved pages are read whole, whatever their publishers reserved: it is the reading that is measured.
    """
    other = ("DUIZHAO_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")  # which Scrapy as it comes obeys, on loopback too
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(other)}
    return kept | {"DUIZHAO_DATA": str(data), "DUIZHAO_SOURCES": str(sources), "DUIZHAO_RESERVED": "full"}


def run(arguments: Sequence[str], surroundings: Mapping[str, str]) -> Ran:
    """Run a command to its end, and sample the memory of it and its children on the way."""
    began = time.monotonic()
    process = subprocess.Popen(arguments, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True)
    samples: list[tuple[int, int]] = []
    sampler = threading.Thread(target=sample, args=(process, samples), daemon=True)
    sampler.start()
    output, _ = process.communicate()
    seconds = time.monotonic() - began
    sampler.join()
    return Ran(process.returncode, output, seconds, peak_of(samples))


def sample(process: "subprocess.Popen[str]", samples: list[tuple[int, int]]) -> None:
    """Note what the process and what its children hold, until it ends."""
    try:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            samples.append((watched.memory_info().rss, sum(map(resident, watched.children(recursive=True)))))
            time.sleep(EVERY)
    except psutil.NoSuchProcess:
        return


def resident(process: psutil.Process) -> int:
    """The bytes that a process holds; none where it has ended."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def peak_of(samples: Sequence[tuple[int, int]]) -> Peak:
    """The peaks of the samples; memory that processes share is counted in each of them."""
    taken = samples or [(0, 0)]
    peaks = (max(own for own, _ in taken), max(other for _, other in taken), max(map(sum, taken)))
    return Peak(*(round(each / MIB, 1) for each in peaks))


def begin(arguments: Sequence[str], surroundings: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """Start a command in a session of its own, by which whatever it starts can be found again."""
    with log.open("ab") as told:
        return subprocess.Popen(
            arguments, cwd=ROOT, env=surroundings, stdout=told, stderr=subprocess.STDOUT, start_new_session=True
        )


def kill(process: "subprocess.Popen[bytes]", patience: float) -> int:
    """Kill a process of `begin`, and it alone; return how many of its children still live after so many seconds."""
    family = children_of(process.pid)
    process.kill()
    process.wait()
    until = time.monotonic() + patience
    while left := [each for each in {*family, *in_session(process.pid)} if is_alive(each)]:
        if time.monotonic() > until:
            return len(left)
        time.sleep(0.05)
    return 0


def children_of(pid: int) -> list[psutil.Process]:
    """All processes below this one."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def in_session(leader: int) -> list[psutil.Process]:
    """All processes of the session that this process leads or led."""
    return [each for each in psutil.process_iter() if session_of(each.pid) == leader]


def session_of(pid: int) -> int:
    """The session of a process; -1 where it has ended."""
    try:
        return os.getsid(pid)
    except OSError:
        return -1


def is_alive(process: psutil.Process) -> bool:
    """True where a process still runs; a zombie does not, it only waits to be counted by its parent."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
