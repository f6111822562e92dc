"""The command `topic check`: how often each term of a topic matched, with samples, and how right its queries are."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.text import Text

from config.errors import ConfigError, nearest
from config.topics import load_topic
from pipeline.language import language_of
from pipeline.topics import topics_of
from pipeline.values import Language
from service.output import console, plural, print_json
from service.scoring import Counts, Judged, Scores, scored
from service.tables import plain
from service.workplace import Workplace, open_workplace
from storage.database import reading
from storage.queries import Selection, articles

SAMPLES = 3
AROUND = 18  # characters on either side of a term in a sample


@dataclass(frozen=True, slots=True)
class Read:
    """A text to look at, with its labels where it has any."""

    language: Language | None
    title: str
    text: str
    on_topic: bool | None = None
    facets: frozenset[str] | None = None


@dataclass(slots=True)
class Tally:
    """How often a term matched, in how many texts, and the first samples."""

    times: int = 0
    texts: int = 0
    samples: list[str] = field(default_factory=list)


def run_check(file: Path | None, name: str, as_json: bool) -> None:
    """Print how often each term matched in the file's texts, or in all stored articles, and the scores of labels.

    Raises ConfigError with file, line and key where the file has a mistake, or where there is no such topic.
    """
    place = open_workplace()
    topic = load_topic(name, place.settings.sources)
    tallies: dict[str, Tally] = defaultdict(Tally)
    judged: list[Judged] = []
    for each in _of_file(file, topic.facets) if file else _stored(place):
        found = topics_of(each.title, each.text, each.language, topic)
        judged.append((each.language or "en", each.on_topic, found.on_topic, each.facets, found.facets))
        for term in {match.term for match in found.found}:
            tallies[term].texts += 1
        for match in found.found:
            tally = tallies[match.term]
            tally.times += 1
            if len(tally.samples) < SAMPLES:
                tally.samples.append(_sample(each.title if match.within == "title" else each.text, match.place))
    kinds = {term.id: term.kind for term in topic.terms if term.kind != "trap"}
    on_topic = sum(told for _, _, told, _, _ in judged)
    scores = scored(judged)
    if as_json:
        terms = [_term_object(term, kind, tallies) for term, kind in kinds.items()]
        print_json({"texts": len(judged), "on_topic": on_topic, "terms": terms, "scores": _scores_object(scores)})
        return
    if not file:
        place.tell()
    _show(kinds, tallies, scores)
    console().print(f"{on_topic} of {plural(len(judged), 'text')} on the topic {topic.id}", highlight=False)


def _stored(place: Workplace) -> Iterator[Read]:
    with reading(place.engine) as connection:
        for each in articles(connection, Selection()):
            yield Read(each.language, each.title, each.text)


def _of_file(path: Path, facets: Collection[str]) -> Iterator[Read]:
    """The texts of a file with a JSON object a line; on_topic and facets may be missing."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # splitlines() parts a line at U+2028, too
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, None, "", f"can not be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(line, path, number, facets)


def _read(line: str, path: Path, number: int, facets: Collection[str]) -> Read:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        raise ConfigError(path, number, "", "is no JSON") from None
    if not isinstance(held, dict):
        raise ConfigError(path, number, "", "must be an object with id, lang, title and text")
    wanted: dict[str, tuple[type, ...]] = {"text": (str,), "title": (str,), "on_topic": (bool,), "facets": (list,)}
    for key, kinds in wanted.items():
        if not isinstance(held.get(key, kinds[0]()), kinds):
            raise ConfigError(path, number, key, f"must be {kinds[0].__name__}")
    if held.get("lang") not in ("zh", "en", None):
        raise ConfigError(path, number, "lang", "must be zh or en")
    if not (held.get("title") or held.get("text")):
        near = nearest("text", held) or nearest("title", held)
        raise ConfigError(path, number, "text", "is missing, and title too: nothing is there to look at", near)
    for key in held.keys() - {*wanted, "lang", "id"}:
        if near := nearest(key, {*wanted, "lang"} - held.keys()):
            raise ConfigError(path, number, key, "is no key of a text", near)
    for facet in held.get("facets", ()):
        if facet not in facets:
            raise ConfigError(
                path, number, "facets", f"{facet!r} is no facet of the topic", nearest(str(facet), facets)
            )
    title, text = held.get("title", ""), held.get("text", "")
    told = frozenset(held["facets"]) if "facets" in held else None
    return Read(held.get("lang") or language_of(f"{title}\n{text}"), title, text, held.get("on_topic"), told)


def _sample(text: str, place: int) -> str:
    return " ".join(text[max(0, place - AROUND) : place + 2 * AROUND].split())


def _term_object(term: str, kind: str, tallies: dict[str, Tally]) -> dict[str, Any]:
    tally = tallies.get(term, Tally())
    return {"term": term, "kind": kind, "times": tally.times, "texts": tally.texts, "samples": tally.samples}


def _scores_object(scores: Scores | None) -> dict[str, Any] | None:
    if scores is None:
        return None
    rows = {**scores.queries, "facets": scores.facets}
    return {
        name: {"precision": each.precision, "recall": each.recall, "f1": each.f1, "labelled": each.labelled}
        for name, each in rows.items()
    }


def _show(kinds: dict[str, str], tallies: dict[str, Tally], scores: Scores | None) -> None:
    table = plain("Terms, the commonest first")
    table.add_column("term", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("times", justify="right")
    table.add_column("texts", justify="right")
    table.add_column("samples", overflow="fold")
    for term in sorted(tallies, key=lambda each: (-tallies[each].times, each)):
        tally = tallies[term]
        table.add_row(term, kinds[term], str(tally.times), str(tally.texts), Text("\n".join(tally.samples)))
    at = console()
    at.print(table)
    unmatched = len(kinds) - len(tallies)
    at.print(f"{unmatched} of {plural(len(kinds), 'term')} matched nowhere", highlight=False)
    if scores is not None:
        _show_scores({"zh": scores.queries["zh"], "en": scores.queries["en"], "facets": scores.facets}.items())


def _show_scores(rows: Iterable[tuple[str, Counts]]) -> None:
    table = plain("Scores against the labels")
    table.add_column("query")
    for head in ("labelled", "found", "right", "precision", "recall", "F1"):
        table.add_column(head, justify="right")
    for name, each in rows:
        figures = [f"{value:.3f}" if each.labelled else "·" for value in (each.precision, each.recall, each.f1)]
        table.add_row(name, str(each.labelled), str(each.found), str(each.right), *figures)
    console().print(table)
