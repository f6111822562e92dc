"""A topic: the terms we follow, what each stands for, and the queries that tell what is on it, as one YAML file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from yaml.nodes import MappingNode, Node

from config.checks import choice
from config.described import described, refuse
from config.kinds import Check, Place, list_of, number, record, string, table, whole
from config.nodes import line_of, pairs
from config.query import Query, QueryError, parse_query

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
SPELLINGS = ("zh", "en", "exact", "capitals")
REQUIRED = ("name", "marks", "queries", "facets", "terms")


@dataclass(frozen=True, slots=True)
class Term:
    """Something with names in either language, what it marks a sentence with, and the facets it belongs to."""

    id: str
    kind: str  # person, company, law …; what a trap's names cover is no other term
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()  # in any case, and with a plural s
    exact: tuple[str, ...] = ()  # Latin names found only as printed here
    capitals: tuple[str, ...] = ()  # as exact, but not in a line all in capitals
    marks: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A side of the topic: what it must weigh at least, and which share of the heaviest facet of the text."""

    id: str
    name: str
    least: float = 3.0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What a sentence weighs by its place."""

    title: float = 3.0
    lead: float = 2.0
    text: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """Everything a topic's file says; two are the same only where they are one object."""

    id: str
    name: str
    marks: Mapping[str, str]  # what each stands for
    queries: Mapping[Literal["zh", "en"], Query]
    facets: Mapping[str, Facet]
    terms: tuple[Term, ...]
    weights: Weights = Weights()
    lead: int = 2  # sentences at the beginning
    long: int = 30  # sentences: those of a longer text weigh together what so many do
    path: Path | None = None
    digest: str = ""  # of what the file says


def parse_topic(text: str, path: Path) -> Topic:
    """The topic a file's text describes, its id from the file's name; ConfigErrors with all mistakes in it."""
    mapping, place = described(text, path, "topic")
    marks, facets = (_names_under(mapping, key) for key in ("marks", "facets"))
    values = record(mapping, place, keys=_keys(marks, facets), required=REQUIRED)
    refuse(place)
    values["terms"] = tuple(Term(**held) for of_kind in values["terms"].values() for held in of_kind.values())
    values["facets"] = {name: Facet(id=name, **held) for name, held in values["facets"].items()}
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return Topic(id=path.stem, path=path, digest=digest, **values)


def _keys(marks: tuple[str, ...], facets: tuple[str, ...]) -> Mapping[str, Check]:
    """The checks of a file with these marks and facets."""
    weight = partial(number, least=0, most=1000)
    weights = dict.fromkeys(("title", "lead", "text"), weight)
    facet: dict[str, Check] = {"name": string, "least": weight, "share": partial(number, least=0, most=1)}
    query = partial(_query, marks=marks)
    seen: dict[str, tuple[int, str, str]] = {}  # folded name: line, term, as printed
    term: dict[str, Check] = {
        **{key: partial(list_of, check=partial(_spelling, key=key, seen=seen), example="芯片") for key in SPELLINGS},
        "marks": partial(list_of, check=partial(choice, options=marks), example="ai"),
        "facets": partial(list_of, check=partial(choice, options=facets), example="chips"),
    }
    return {
        "name": string,
        "marks": partial(table, check=string, example="us: the United States"),
        "weights": lambda node, place: Weights(**record(node, place, keys=weights, required=())),
        "lead": partial(whole, least=0, most=100),
        "long": partial(whole, least=1, most=10_000),
        "queries": partial(record, keys={"zh": query, "en": query}, required=("zh", "en")),
        "facets": partial(table, check=partial(record, keys=facet, required=("name",)), example="chips: {name: 芯片}"),
        "terms": partial(table, check=partial(_kind, keys=term), example="company:"),
    }


def _names_under(mapping: MappingNode, key: str) -> tuple[str, ...]:
    """The keys of the mapping under a key, whatever is wrong in it: what else refers to them is checked first."""
    held = [value for name, value in mapping.value if name.value == key and isinstance(value, MappingNode)]
    return tuple(name for each in held for _, name, _ in pairs(each, "", Path(), []))


def _kind(node: Node, place: Place, *, keys: Mapping[str, Check]) -> dict[str, Any]:
    """The terms of one kind by their ids, each as the fields of a Term."""
    kind = place.key.rpartition(".")[2]
    found = table(node, place, check=partial(_term, keys=keys), example="nvidia: {zh: [英伟达], en: [Nvidia]}")
    return {name: {"id": name, "kind": kind, **held} for name, held in found.items()}


def _term(node: Node, place: Place, *, keys: Mapping[str, Check]) -> dict[str, Any]:
    held = record(node, place, keys=keys, required=())
    if isinstance(node, MappingNode) and not any(held.get(key) for key in SPELLINGS):
        place.wrong(node, f"has no name: give one under {', '.join(SPELLINGS)}")
    return held


def _spelling(node: Node, place: Place, *, key: str, seen: dict[str, tuple[int, str, str]]) -> str:
    """A name that stands nowhere else; a Chinese one has a Han character, a Latin one none."""
    name = string(node, place)
    if not name:
        return ""
    is_han = bool(HAN.search(name))
    if (key == "zh") != is_han:
        message = "has a Han character: it belongs under zh" if is_han else "has no Han character: it belongs under en"
        place.wrong(node, f"{name[:60]!r} {message}")
    if len(name) < 2 and not is_han:
        place.wrong(node, f"{name!r} is one letter, which stands in too many texts")
    folded, term = name.lower().replace("-", " "), place.key.rsplit(".", 2)[0]
    line, of_term, printed = seen.setdefault(folded, (line_of(node), term, ""))
    # Names found only as printed may differ in their capitals alone: Llama, LLaMA.
    if printed and (of_term != term or key not in ("exact", "capitals") or printed == name):
        place.wrong(node, f"{name[:60]!r} stands twice, first on line {line} under {of_term}")
    seen[folded] = (line, of_term, name)
    return name


def _query(node: Node, place: Place, *, marks: tuple[str, ...]) -> Query | None:
    text = string(node, place)
    if not text:
        return None
    try:
        return parse_query(text, marks)
    except QueryError as error:
        place.wrong(node, error.message, error.right)
        return None
