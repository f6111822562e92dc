"""Rules by host: where the pages of one platform keep their title, text and other fields, as one YAML file says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from yaml.nodes import MappingNode, Node

from config.checks import choice, css, jmes, pattern
from config.described import begun, refuse
from config.kinds import Check, Place, built, list_of, record, string

# The fields of an article that a host's rules can give beside its text, under the names that Article has for them.
FIELDS = (
    "title", "dek", "byline", "editor", "credit", "section", "published_at", "updated_at", "image", "account",
    "original", "stub",
)  # fmt: skip
HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}")
ATTRIBUTE = re.compile(r"(?P<css>.{1,500}) @(?P<name>[a-z][a-z-]{0,40})")


@dataclass(frozen=True, slots=True)
class Pick:
    """Where a value stands: CSS of its elements, an attribute in place of their text, the part that a pattern finds."""

    css: str
    attribute: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """Data inside a page's markup: what stands before it, how it is written, and JMESPath for what it holds."""

    marker: str
    # json: JSON at once after the marker. percent: JSON in percent-encoding. quoted: a string in single quotes.
    # object: a flat object of JavaScript, with strings in single quotes, numbers and true.
    form: Literal["json", "percent", "quoted", "object"] = "json"
    text: str = ""
    title: str = ""
    dek: str = ""
    byline: str = ""
    editor: str = ""
    credit: str = ""
    section: str = ""
    published_at: str = ""
    updated_at: str = ""
    image: str = ""
    account: str = ""
    original: str = ""
    stub: str = ""


@dataclass(frozen=True, slots=True)
class Host:
    """The rules of one platform; for each field the places where it may stand, the first that has it wins."""

    id: str  # the file's name
    name: str
    hosts: tuple[str, ...]  # each with all hosts below it
    text: tuple[str, ...] = ()  # CSS of the body
    cut: tuple[str, ...] = ()  # CSS of what is no part of the body, inside it
    order: str = ""  # attribute by which the paragraphs of the body are put back in their order
    data: tuple[Data, ...] = ()
    title: tuple[Pick, ...] = ()
    dek: tuple[Pick, ...] = ()
    byline: tuple[Pick, ...] = ()
    editor: tuple[Pick, ...] = ()
    credit: tuple[Pick, ...] = ()
    section: tuple[Pick, ...] = ()
    published_at: tuple[Pick, ...] = ()
    updated_at: tuple[Pick, ...] = ()
    image: tuple[Pick, ...] = ()
    account: tuple[Pick, ...] = ()
    original: tuple[Pick, ...] = ()
    stub: tuple[Pick, ...] = ()


def hosts_of_files() -> Mapping[str, tuple[str, ...]]:
    """The hosts that each file of config/rules/hosts names, by its id: enough to find the one that is needed."""
    return {stem: tuple(held["hosts"]) for stem, held in _held().items()}


@cache
def host(stem: str) -> Host:
    """The rules of one file of config/rules/hosts, taken as they stand.

    A test holds that they are what `parse_host` makes of them: that takes 2.3 ms a file, this next to nothing.
    """
    held = _held()[stem]
    values: dict[str, Any] = {name: tuple(map(_plain_pick, held.get(name, ()))) for name in FIELDS}
    values |= {name: tuple(held.get(name, ())) for name in ("hosts", "text", "cut")}
    data = tuple(Data(**rule) for rule in held.get("data", ()))
    return Host(id=stem, name=held["name"], order=held.get("order", ""), data=data, **values)


def parse_host(text: str, path: Path) -> Host:
    """The rules that a file's text describes; ConfigErrors with all mistakes in it."""
    mapping, place = begun(text, path)
    values = record(mapping, place, keys=KEYS, required=("name", "hosts"))
    refuse(place)
    return Host(id=path.stem, **values)


def _host_name(node: Node, place: Place) -> str:
    value = string(node, place)
    if value and not HOST.fullmatch(value):
        place.wrong(node, f"{value[:60]!r} is no host, such as news.example.org, in small letters")
    return value


def _pick(node: Node, place: Place) -> Pick | None:
    """CSS with an attribute after it where one is meant, or a mapping that has a pattern too."""
    if not isinstance(node, MappingNode):
        return _with_attribute(css_or_attribute(node, place))
    values = record(node, place, keys={"css": css_or_attribute, "pattern": pattern}, required=("css",))
    pick = _with_attribute(values.get("css", ""))
    return Pick(pick.css, pick.attribute, values.get("pattern", ""))


def css_or_attribute(node: Node, place: Place) -> str:
    """A CSS selector, after it ` @name` for the attribute that holds the value."""
    value = string(node, place)
    if found := ATTRIBUTE.fullmatch(value):
        css(yaml.ScalarNode(node.tag, found["css"], node.start_mark, node.end_mark), place)
        return value
    return css(node, place)


def _plain_pick(value: str | dict[str, str]) -> Pick:
    if isinstance(value, str):
        return _with_attribute(value)
    pick = _with_attribute(value["css"])
    return Pick(pick.css, pick.attribute, value.get("pattern", ""))


def _with_attribute(value: str) -> Pick:
    found = ATTRIBUTE.fullmatch(value)
    return Pick(found["css"], found["name"]) if found else Pick(value)


@cache
def _held() -> Mapping[str, dict[str, Any]]:
    """What each file holds, by its id, every scalar as a string."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    found = sorted(files("config").joinpath("rules", "hosts").iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".yml"): yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  strings
        for file in found
        if file.name.endswith(".yml")
    }


PICKS = partial(list_of, check=_pick, example="h1.title")
DATA_KEYS: dict[str, Check] = {
    "marker": string,
    "form": partial(choice, options=("json", "percent", "quoted", "object")),
}
DATA_KEYS |= dict.fromkeys(("text", *FIELDS), jmes)
DATA = partial(
    built,
    make=Data,
    keys=DATA_KEYS,
    required=("marker",),
)
KEYS: dict[str, Check] = {
    "name": string,
    "hosts": partial(list_of, check=_host_name, example="news.example.org"),
    "text": partial(list_of, check=css, example="div.article-body"),
    "cut": partial(list_of, check=css, example=".related"),
    "order": string,
    "data": partial(list_of, check=DATA, example="marker: window.DATA"),
}
KEYS |= dict.fromkeys(FIELDS, PICKS)
