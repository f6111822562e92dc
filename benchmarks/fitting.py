"""Fits the weights of the general reader to saved pages with a gold text.

    python -m benchmarks.fitting PAGES [--write]

PAGES is a directory with manifest.jsonl and the pages it names. Weights are fitted to each half of the hosts and tried
on the other, and those fitted to all are written to config/rules/weights.yml. The fit is that of a structured support
vector machine: the best wrong choice of runs, each wrong run counted by its share of the text, is pushed below the
right one; steps shrink by how often a weight was moved (AdaGrad), and all later weights are averaged.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.labels import Labelled, halves, labelled
from pipeline.general import EDGE, Weights, best_choice, scores_of
from pipeline.traits import NAMES, TRAITS

EPOCHS, FIRST_AVERAGED = 20, 6
PRICE = 120.0  # of a choice in which all is wrong
SHRINK = 0.9
STEP = 0.2
MOST_MOVED = 8
SEEDS = range(5)
WEIGHTS = Path(__file__).parent.parent / "config" / "rules" / "weights.yml"
HEAD = """\
# Fitted by benchmarks/fitting.py to saved pages with a gold text: what each value of each trait of pipeline/traits.py
# says for a run of text, in hundredths; and what a step into the text and one out of it cost, within a box, to the next
# box, further, and at the edges of the page.
"""
Key = tuple[int, int]  # a trait and its value; a step after all traits, into the text or out of it


@dataclass(slots=True)
class Fit:
    """Weights on the way, and how much each was moved."""

    values: dict[Key, float]
    moved: dict[Key, float]

    def weights(self) -> Weights:
        """The weights as the reader takes them."""
        traits = tuple(tuple(self.values[k, v] for v in range(size)) for k, size in enumerate(TRAITS.values()))
        steps = tuple(
            (self.values[len(NAMES) + step, 0], self.values[len(NAMES) + step, 1]) for step in range(EDGE + 1)
        )
        return Weights(traits, steps)


def fitted(pages: list[Labelled]) -> Weights:
    """The mean of the weights fitted in several orders of the pages."""
    fits = [fitted_once(pages, seed) for seed in SEEDS]
    return Fit({key: mean(values[key] for values in fits) for key in fits[0]}, {}).weights()


def fitted_once(pages: list[Labelled], seed: int) -> dict[Key, float]:
    """Weights fitted to pages in an order that the seed gives."""
    order = random.Random(seed)
    keys = [(k, v) for k, size in enumerate((*TRAITS.values(), *[2] * (EDGE + 1))) for v in range(size)]
    fit, sums = Fit(dict.fromkeys(keys, 0.0), dict.fromkeys(keys, 1e-3)), dict.fromkeys(keys, 0.0)
    pages = list(pages)
    for epoch in range(EPOCHS):
        order.shuffle(pages)
        for page in pages:
            move(fit, page)
        for key in keys:
            fit.values[key] *= SHRINK if key[0] < len(NAMES) else 1.0
            sums[key] += fit.values[key] if epoch >= FIRST_AVERAGED else 0.0
    return {key: total / (EPOCHS - FIRST_AVERAGED) for key, total in sums.items()}


def move(fit: Fit, page: Labelled) -> None:
    """Moves the weights away from the best wrong choice and towards the right one."""
    known = fit.weights()
    prices = [PRICE * weight * (-1 if right else 1) for weight, right in zip(page.shares, page.right, strict=True)]
    scores = [score + price for score, price in zip(scores_of(page.rows, known), prices, strict=True)]
    wrong = best_choice(scores, page.near, known.steps)
    if wrong == page.right:
        return
    change = counts(page, page.right)
    for key, count in counts(page, wrong).items():
        change[key] = change.get(key, 0) - count
    for key, count in change.items():
        if count:
            count = max(-MOST_MOVED, min(MOST_MOVED, count))
            fit.moved[key] += count * count
            fit.values[key] += STEP * count / fit.moved[key] ** 0.5


def counts(page: Labelled, chosen: list[bool]) -> dict[Key, int]:
    """How often a choice uses each weight."""
    used: dict[Key, int] = {}
    for row in (row for row, is_text in zip(page.rows, chosen, strict=True) if is_text):
        for key in enumerate(row):
            used[key] = used.get(key, 0) + 1
    steps = zip([EDGE, *page.near, EDGE], [False, *chosen], [*chosen, False], strict=True)
    for step, before, after in steps:
        if before != after:
            key = (len(NAMES) + step, int(before))
            used[key] = used.get(key, 0) + 1
    return used


def written(known: Weights) -> str:
    """The rules file of some weights."""
    lines = [
        f"  {name}: {[round(100 * value) for value in table]}" for name, table in zip(NAMES, known.traits, strict=True)
    ]
    steps = [f"  - {[round(100 * value) for value in step]}" for step in known.steps]
    return HEAD + "\n".join(["traits:", *lines, "steps:", *steps]) + "\n"


def tried(pages: list[Labelled], known: Weights) -> dict[str, list[float]]:
    """The F1 of each page by its group, with these weights."""
    found: dict[str, list[float]] = {}
    for page in pages:
        chosen = best_choice(scores_of(page.rows, known), page.near, known.steps)
        found.setdefault(page.group, []).append(page.f1(chosen))
    return found


def main() -> None:
    """Prints the mean F1 of each group on hosts that were not fitted to; writes the weights where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    pages = labelled(options.pages)
    for name, half, rest in zip(("first", "second"), halves(pages), halves(pages)[::-1], strict=True):
        for group, values in sorted(tried(half, fitted(rest)).items()):
            print(f"{name} half  {group:<10}{len(values):>5}{mean(values):>8.4f}")
    if options.write:
        WEIGHTS.write_text(written(fitted(pages)), encoding="utf-8")


if __name__ == "__main__":
    main()
