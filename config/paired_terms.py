"""Paired terms of a topic: what Chinese and English texts call the same thing, as one YAML file beside the topic's."""

from functools import cache, partial
from pathlib import Path
from typing import Any

from yaml.nodes import Node

from config.described import described, refuse
from config.kinds import Check, Place, list_of, record, string, table
from config.nodes import line_of, text_of
from config.topic import HAN, Term, Topic
from config.topics import FOLDER, SHIPPED

PAIRS = "pairs"  # the folder of these files, within that of the topics


@cache
def paired_terms(topic: Topic, sources: Path | None = None) -> Topic:
    """The pairs of a topic as a topic of their own, whose terms are the pairs; without terms where there is no file.

    The same object at every call; the user's own file stands in place of the shipped one. Raises ConfigErrors with
    the mistakes in the file.
    """
    own = sources / FOLDER / PAIRS if sources else None
    for folder in (own, SHIPPED / PAIRS):
        path = folder / f"{topic.id}.yml" if folder else None
        if path and path.is_file():
            return parse_pairs(text_of(path), path)
    return Topic(topic.id, topic.name, {}, {}, {}, ())


def parse_pairs(text: str, path: Path) -> Topic:
    """The pairs that a file's text describes; ConfigErrors with all mistakes in it."""
    mapping, place = described(text, path, "topic")
    seen: dict[str, tuple[int, str]] = {}
    keys: dict[str, Check] = {
        key: partial(list_of, check=partial(_name, key=key, seen=seen), example=example)
        for key, example in (("zh", "芯片战"), ("en", "chip war"))
    }
    check = partial(record, keys=keys, required=("zh", "en"))
    held: dict[str, dict[str, Any]] = table(
        mapping, place, check=check, example="chip-war: {zh: [芯片战], en: [chip war]}"
    )
    refuse(place)
    terms = tuple(Term(name, "pair", zh=names["zh"], en=names["en"]) for name, names in held.items())
    return Topic(path.stem, path.stem, {}, {}, {}, terms, path=path)


def _name(node: Node, place: Place, *, key: str, seen: dict[str, tuple[int, str]]) -> str:
    """A name of its language that stands in no other pair."""
    name = string(node, place)
    if name and (key == "zh") != bool(HAN.search(name)):
        place.wrong(node, f"{name[:60]!r} belongs under {'en' if key == 'zh' else 'zh'}")
    pair = place.key.split(".", 1)[0]
    line, of_pair = seen.setdefault(name.lower().replace("-", " "), (line_of(node), pair))
    if name and (line, of_pair) != (line_of(node), pair):
        place.wrong(node, f"{name[:60]!r} stands twice, first on line {line} under {of_pair}")
    return name
