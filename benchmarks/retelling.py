"""How right the product is about what a retelling kept, left out and added, and how long a pair takes.

    python -m benchmarks.retelling --pairs benchmarks/labelled/retelling-a.txt [--wrong]
    python -m benchmarks.retelling --made parallel.jsonl --half 0

A file of pairs has the form of benchmarks/labelled/retelling-a.txt. --made takes texts that exist in Chinese and
English line by line (a JSON object a line with id, zh and en), and makes retellings of every other one: a part of the
lines of either side is left out, paragraphs change places, lines are joined. Lines are then what is scored.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from benchmarks.retold_pairs import Labelled, labelled_in, made_of
from config.topics import shipped_topic
from pipeline.fold import letters
from pipeline.retelling import Retelling, retelling_of
from pipeline.sentences import Sentence


def main() -> None:
    """Print precision, recall and F1 of aligned sentences and of what differs, and the CPU time of a pair."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--made", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--wrong", action="store_true", help="print each sentence and part that is wrong")
    asked = parser.parse_args()
    pairs = labelled_in(asked.pairs) if asked.pairs else tuple(made_of(asked.made, asked.half))
    topic = shipped_topic()
    for each in pairs:  # dictionaries are read when first asked, which is no part of the time
        retelling_of(*each.texts, each.languages, topic)
    started = time.process_time()
    found = [retelling_of(*each.texts, each.languages, topic) for each in pairs]
    seconds = time.process_time() - started
    print(f"{len(pairs)} pairs, {1000 * seconds / max(1, len(pairs)):.1f} ms of CPU each")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pair, result in zip(pairs, found, strict=True):
        lines = links(pair, result)
        both = Counter(right=len(lines & pair.kept), ours=len(lines), theirs=len(pair.kept))
        counts["sentences"].update(both)
        counts[f"sentences {'→'.join(pair.languages)}"].update(both)
        for part, ours in differing(result):
            if pair.differs is not None:
                counts[part.split()[0]].update(scored(ours, pair.differs.get(part, ())))
        if asked.wrong:
            print("\n".join(wrong(pair, result, lines)))
    for name, count in counts.items():
        print(f"{name:20} {figures(count)}")


def links(pair: Labelled, result: Retelling) -> set[tuple[int, int]]:
    """The labelled lines that were aligned, by the sentences that stand in them."""
    here = lines_of(pair.original, pair.breaks[0], pair, 0, result.original)
    there = lines_of(pair.retelling, pair.breaks[1], pair, 1, result.retelling)
    return {
        (one, other)
        for each in result.kept
        for h in each.here
        for t in each.there
        for one in here[h]
        for other in there[t]
    }


def lines_of(
    lines: tuple[str, ...], breaks: frozenset[int], pair: Labelled, side: int, sentences: Iterable[Sentence]
) -> list[tuple[int, ...]]:
    """For each sentence the numbers of the lines with which it shares half of the shorter one."""
    space = 0 if pair.languages[side] == "zh" else 1
    gaps = [bool(at) * (1 if at in breaks else space) for at in range(len(lines))]
    ends = list(accumulate(len(line) + gap for line, gap in zip(lines, gaps, strict=True)))
    spans = [(end - len(line), end) for line, end in zip(lines, ends, strict=True)]
    return [
        tuple(
            at
            for at, (start, end) in enumerate(spans)
            if 2 * (min(end, each.end) - max(start, each.start)) > min(end - start, each.end - each.start)
        )
        for each in sentences
    ]


def differing(result: Retelling) -> Iterator[tuple[str, list[str]]]:
    """What the product says is in one text alone, by the names that a labelled file has for it."""
    yield "numbers left", [each.printed for each in result.numbers.left_out]
    yield "numbers added", [each.printed for each in result.numbers.added]
    yield "names left", [each.printed for each in result.names.left_out]
    yield "names added", [each.printed for each in result.names.added]
    yield "quotes left", [each.text for each in result.quotations.left_out]
    yield "quotes added", [each.text for each in result.quotations.added]


def scored(ours: list[str], theirs: tuple[str, ...]) -> Counter[str]:
    """How many of ours are among theirs: one is the other where one holds the letters of the other."""
    met_ours = sum(any(is_one(each, other) for other in theirs) for each in ours)
    met_theirs = sum(any(is_one(each, other) for other in ours) for each in theirs)
    return Counter(right=met_ours, ours=len(ours), found=met_theirs, theirs=len(theirs))


def is_one(one: str, other: str) -> bool:
    """True where the letters of either hold those of the other."""
    plain = letters(one), letters(other)
    return all(plain) and (plain[0] in plain[1] or plain[1] in plain[0])


def figures(count: Counter[str]) -> str:
    """Precision, recall and F1 with the numbers they are made of."""
    found = count["found"] if "found" in count else count["right"]
    precision, recall = count["right"] / max(1, count["ours"]), found / max(1, count["theirs"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    of = f"{count['right']}/{count['ours']}", f"{found}/{count['theirs']}"
    return f"P {precision:.3f} ({of[0]}) R {recall:.3f} ({of[1]}) F1 {f1:.3f}"


def wrong(pair: Labelled, result: Retelling, lines: set[tuple[int, int]]) -> Iterator[str]:
    """A line for each labelled pair missed (-), each too much (+), and each part that differs."""
    for sign, each in (("-", pair.kept - lines), ("+", lines - pair.kept)):
        for here, there in sorted(each):
            yield f"{pair.id} {sign} {pair.original[here]} | {pair.retelling[there]}"
    for part, ours in differing(result):
        theirs = (pair.differs or {}).get(part, ())
        missed = [each for each in theirs if not any(is_one(each, other) for other in ours)]
        more = [each for each in ours if not any(is_one(each, other) for other in theirs)]
        if pair.differs is not None and (missed or more):
            yield f"{pair.id} {part}: missed {missed}, too much {more}"


if __name__ == "__main__":
    main()
