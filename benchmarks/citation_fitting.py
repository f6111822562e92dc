"""Fits the weights by which a text's mentions of outlets are judged, to labelled texts.

    python -m benchmarks.citation_fitting LABELLED... [--write]

Each LABELLED is a file as benchmarks.citations scores it, or of trial texts as tests/data/citations.txt. Printed is how
right weights are that were fitted to the other texts: of six parts, and of each file by the others; those fitted to all
are written to config/rules/citing_weights.yml. The fit is a logistic regression, drawn towards nothing, over the traits
of a mention. A label says of a text which outlets it cites, not where: of a source's mentions only the best one counts,
and which that is is asked again after each round.
"""

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.citations import outlet_of, read
from pipeline.citation_judge import is_mark, mentions, whole_of
from pipeline.citation_lines import looked_at
from pipeline.citations import agency_of
from pipeline.newsrooms import newsroom

PARTS = 6
HAN = re.compile(r"[\u3400-\u9fff]")
TRIED = "2025-08-27T02:00:00+00:00"  # when trial texts are published
PULL = 1.0  # towards nothing, of each weight
ROUNDS, STEPS, STEP = 6, 60, 0.7
# How much must speak for an outlet: between texts of several hands precision falls more than recall. At 0, English of
# one hand by the others came to P .87, R .98.
LEVEL = 0.6
TRIED_TIMES = 10  # a trial text is a rule of ours: so many labelled ones weigh as much
WEIGHTS = Path(__file__).parent.parent / "config" / "rules" / "citing_weights.yml"
HEAD = """\
# Fitted by benchmarks/citation_fitting.py to labelled texts: what each trait of config/rules/citing.yml and of
# pipeline/citation_traits.py says for an outlet as a source, in hundredths. Over 0 in all, it is one.
"""
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text as the fit sees it: its mentions with their traits, and which outlets it cites."""

    language: str
    mentioned: tuple[tuple[str, frozenset[str]], ...]
    cited: frozenset[str]


def labelled(row: dict[str, Any]) -> Labelled:
    """The mentions of a labelled text that are not its own outlet's and no marks."""
    whole = whole_of(looked_at(row["text"], row["lang"], datetime.fromisoformat(row["published"]).date()))
    own = {newsroom(row["outlet"]) if row.get("outlet") else None, agency_of(whole.looked)}
    found = [
        (each.name.outlet, each.traits)
        for at, line in enumerate(whole.lines)
        for group in line.groups
        if not is_mark(line, group, whole.forms)
        for each in mentions(whole, at, group)
        if each.name.outlet not in own
    ]
    return Labelled(
        row["lang"], tuple(found), frozenset(each.get("id") or outlet_of(each["outlet"]) for each in row["cites"])
    )


def repeated(texts: Iterable[tuple[Labelled, int]]) -> list[Labelled]:
    """The texts, each as often as it counts."""
    return [text for text, times in texts for _ in range(times)]


def read_any(path: Path) -> list[dict[str, Any]]:
    """The rows of a labelled file, or of trial texts as tests/data/citations.txt has them."""
    if path.suffix != ".txt":
        return read(path)
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        expected, _, text = line.partition("|")
        language = "zh" if HAN.search(text) else "en"
        cites = [{"id": each.partition("@")[0], "outlet": ""} for each in expected.split() if each != "-"]
        rows.append({"lang": language, "published": TRIED, "text": text, "cites": cites})
    return rows


def fitted(texts: Sequence[Labelled], language: str) -> Weights:
    """The weights of one language, fitted to texts; `LEVEL` is taken off what always counts."""
    rows = [
        (number, *mention)
        for number, text in enumerate(texts)
        if text.language == language
        for mention in text.mentioned
    ]
    names = ["always", *sorted({trait for *_, traits in rows for trait in traits})]
    seen = np.array([[name == "always" or name in traits for name in names] for *_, traits in rows], float)
    right = np.array([outlet in texts[number].cited for number, outlet, _ in rows], float)
    pull = np.array([0.01, *[PULL] * (len(names) - 1)])
    counts, weights = np.ones(len(rows)), np.zeros(len(names))
    for _ in range(ROUNDS):
        for _ in range(STEPS):
            chance = 1 / (1 + np.exp(-seen @ weights))
            slope = seen.T @ (counts * (chance - right)) + pull * weights
            bend = (seen.T * (counts * chance * (1 - chance))) @ seen + np.diag(pull)
            weights -= STEP * np.linalg.solve(bend, slope)
        counts = _counted(rows, right, seen @ weights)
    weights[0] -= LEVEL
    return dict(zip(names, (float(weight) for weight in weights), strict=True))


def _counted(rows: list[tuple[int, str, frozenset[str]]], right: Any, scores: Any) -> Any:
    """1 for each mention of an outlet that is no source, and for the best mention of each that is one."""
    best: dict[tuple[int, str], int] = {}
    for at, (number, outlet, _) in enumerate(rows):
        if right[at] and ((number, outlet) not in best or scores[at] > scores[best[number, outlet]]):
            best[number, outlet] = at
    chosen = set(best.values())
    return np.array([float(not right[at] or at in chosen) for at in range(len(rows))])


def found(text: Labelled, weights: Weights) -> set[str]:
    """The outlets that a text cites, by these weights."""
    return {
        outlet
        for outlet, traits in text.mentioned
        if weights["always"] + sum(weights.get(trait, 0.0) for trait in traits) > 0
    }


def tried(folds: Sequence[tuple[Sequence[Labelled], Sequence[Labelled]]], language: str) -> str:
    """Precision and recall on the second of each pair of texts, by weights fitted to the first."""
    both = ours = right = 0
    for known, unseen in folds:
        weights = fitted(known, language)
        for text in (text for text in unseen if text.language == language):
            cited = found(text, weights)
            both, ours, right = both + len(cited & text.cited), ours + len(cited), right + len(text.cited)
    return f"P {both / max(1, ours):.3f} ({both}/{ours}) R {both / max(1, right):.3f} ({both}/{right})"


def main() -> None:
    """Prints how right weights are on texts that they were not fitted to; writes them where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    files = [
        [(labelled(row), TRIED_TIMES if path.suffix == ".txt" else 1) for row in read_any(path)]
        for path in options.labelled
    ]
    texts = [text for file in files for text in file]
    parts = [
        (
            repeated(text for at, text in enumerate(texts) if at % PARTS != part),
            [each for each, _ in texts[part::PARTS]],
        )
        for part in range(PARTS)
    ]
    for language in ("zh", "en"):
        print(language, f"of {PARTS} parts", tried(parts, language))
        for path, file in zip(options.labelled, files, strict=True):
            others = repeated(text for other in files if other is not file for text in other)
            if others:
                print(language, path.name, "by the others", tried([(others, [text for text, _ in file])], language))
    if options.write:
        lines = [HEAD.rstrip()]
        for language in ("zh", "en"):
            weights = sorted(fitted(repeated(texts), language).items(), key=lambda each: -each[1])
            lines += [f"{language}:", *(f"  {trait}: {round(100 * weight)}" for trait, weight in weights)]
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
