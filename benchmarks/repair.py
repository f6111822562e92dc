"""How many runs of damaged texts come back, how many of those changed are right, and what a healthy text costs.

    python -m benchmarks.repair [--tables 40] [--texts FILE]

FILE is a JSON Lines file with the texts to damage under gold.text or text, instead of our own sentences.
"""

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from opencc import OpenCC

from pipeline.repair import repair
from tests.damage import Damaged, damaged_texts, sentences


@dataclass(frozen=True, slots=True)
class Figures:
    """Runs that were made, that were changed, and that came back exactly."""

    made: int
    changed: int
    right: int

    def __str__(self) -> str:
        back, precise = self.right / max(self.made, 1), self.right / max(self.changed, 1)
        changed = f"{self.changed} changed, {precise:.3f} of them right"
        return f"{self.made} runs, {self.right} came back ({back:.3f}), {changed}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, default=40, help="converters that damage each text")
    parser.add_argument("--texts", type=Path, help="JSON Lines of texts to damage")
    asked = parser.parse_args()
    halves = {"texts": lines_of(asked.texts)} if asked.texts else {
        "tuning half": sentences("sentences-tuning"), "reporting half": sentences("sentences")
    }  # fmt: skip
    for seed, (name, lines) in enumerate(halves.items()):
        damaged = damaged_texts(lines, asked.tables, seed)
        started = time.process_time()
        found = figures(damaged)
        each = (time.process_time() - started) / max(found.made, 1)
        print(f"{name}: {len(lines)} lines; {found}; {each * 1000:.0f} ms a run")
        print(f"{name}: a healthy text of 1,000 characters takes {healthy_cost(lines) * 1e6:.0f} µs")


def figures(damaged: Iterable[Damaged]) -> Figures:
    """The figures of repair on damaged texts; a run that many converters make alike counts once."""
    made: set[tuple[str, int, str]] = set()
    changed: set[tuple[str, int, str]] = set()
    right: set[tuple[str, int, str]] = set()
    for text in damaged:
        keys = {start: (text.came[:80], text.aligned[start], text.text[start : start + 20]) for start in text.starts}
        made.update(keys.values())
        for done in repair({"text": text.text}).repairs:
            if done.rule != "shift" or done.place not in keys:
                changed |= {(text.came[:80], done.place, done.before)} if done.rule == "shift" else set()
                continue
            changed.add(keys[done.place])
            if done.after == text.truth(done):
                right.add(keys[done.place])
    return Figures(len(made), len(changed), len(right))


def healthy_cost(lines: tuple[str, ...]) -> float:
    """Seconds for 1,000 characters of text that needs no repair."""
    text = "\n".join(lines)[:20_000]
    started = time.perf_counter()
    for _ in range(20):
        repair({"text": text})
    return (time.perf_counter() - started) / 20 / max(len(text), 1) * 1000


def lines_of(path: Path) -> tuple[str, ...]:
    """The lines of Chinese texts of a file, in traditional characters."""
    with path.open(encoding="utf-8") as file:
        held = [json.loads(line) for line in file]
    texts = (each.get("gold", each).get("text") or "" for each in held if each.get("lang", "zh") == "zh")
    lines = (line for text in texts for line in text.split("\n") if 20 <= len(line) <= 400)
    return tuple(OpenCC("s2t").convert("\n".join(lines)).split("\n"))


if __name__ == "__main__":
    main()
