"""The shapes of YAML a source file is made of: each gives the value of a node, or notes what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from config.errors import ConfigError, nearest
from config.nodes import line_of, pairs

STRING, BOOLEAN, NULL = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "bool", "null"))
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")  # YAML reads 010 as 8 and 10:30 as 630
NUMBER = re.compile(rf"{WHOLE.pattern}(?:\.[0-9]{{1,9}})?")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
LONGEST = 2083  # as long as the longest URL that is fetched
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, and the list its mistakes are added to."""

    path: Path
    key: str
    errors: list[ConfigError]

    def under(self, key: str | int) -> "Place":
        """The place of a value inside this one."""
        return Place(self.path, f"{self.key}.{key}" if self.key else str(key), self.errors)

    def wrong(self, node: Node, message: str, right: str | None = None) -> None:
        """Notes a mistake; the value its check then gives is never used."""
        self.errors.append(ConfigError(self.path, line_of(node), self.key, message, right))


Check = Callable[[Node, Place], Any]


def string(node: Node, place: Place) -> str:
    """One line of text."""
    if not isinstance(node, ScalarNode):
        return _wrong_kind(node, place, "text")
    if node.tag == NULL:
        place.wrong(node, "has no value: write one or leave the key out")
    elif node.tag != STRING:
        kind = f"YAML's {_truth(node)}" if node.tag == BOOLEAN else "no text to YAML"
        place.wrong(node, f'{shown(node)} without quotes is {kind}: write "{shown(node)}"')
    elif not node.value.strip():
        place.wrong(node, "is empty: write a value or leave the key out")
    elif len(node.value) > LONGEST:
        place.wrong(node, f"is {len(node.value)} characters long, at most {LONGEST} are allowed")
    elif UNPRINTABLE.search(node.value):
        place.wrong(node, "has a line break or a character that can not be printed")
    else:
        return str(node.value)
    return ""


def flag(node: Node, place: Place) -> bool:
    """True or False."""
    if not isinstance(node, ScalarNode) or node.tag != BOOLEAN:
        _wrong_kind(node, place, "true or false")
        return False
    return _truth(node) == "true"


def number(node: Node, place: Place, *, least: int, most: int) -> float:
    """A number within bounds."""
    if not isinstance(node, ScalarNode) or node.style or not NUMBER.fullmatch(node.value):
        _wrong_kind(node, place, "a number such as 1.5")
        return 0.0
    value = float(node.value)
    if not least <= value <= most:
        place.wrong(node, f"{node.value} is not between {least} and {most}")
    return value


def whole(node: Node, place: Place, *, least: int, most: int, words: str = "a whole number such as 30") -> int:
    """A whole number within bounds."""
    if not isinstance(node, ScalarNode) or node.style or not WHOLE.fullmatch(node.value):
        _wrong_kind(node, place, words)
        return least
    value = int(node.value)
    if not least <= value <= most:
        place.wrong(node, f"{value} is not between {least} and {most}")
    return value


def list_of(node: Node, place: Place, *, check: Check, example: str) -> tuple[Any, ...]:
    """A list, each of its values held to the check."""
    if isinstance(node, ScalarNode) and node.tag != NULL and node.value:
        place.wrong(node, f"must be a list, a line to each: write `{place.key}:` and below it `- {shown(node)}`")
    elif not isinstance(node, SequenceNode):
        place.wrong(node, f"must be a list: write `{place.key}:` and below it `- {example}`")
    elif not node.value:
        place.wrong(node, "is an empty list: leave the key out")
    else:
        return tuple(check(each, place.under(at)) for at, each in enumerate(node.value))
    return ()


def record(node: Node, place: Place, *, keys: Mapping[str, Check], required: tuple[str, ...]) -> dict[str, Any]:
    """A mapping of known keys, each of its values held to the check of its key."""
    if not isinstance(node, MappingNode):
        place.wrong(node, f"must be a mapping with {', '.join(required)}, one to a line")
        return {}
    values: dict[str, Any] = {}
    meant = set[str | None]()
    for key, name, value in pairs(node, place.key, place.path, place.errors):
        inner = Place(place.path, name, place.errors)
        if key.value in keys:
            values[key.value] = keys[key.value](value, inner)
        else:
            right = nearest(key.value, keys)
            meant.add(right)
            inner.wrong(key, "no such key" if right else f"no such key; there are {', '.join(keys)}", right)
    for key_name in required:
        # A slip of the pen is one mistake, not an unknown key and a missing one.
        if key_name not in values and key_name not in meant:
            place.under(key_name).wrong(node, "is missing")
    return values


def table(node: Node, place: Place, *, check: Check, example: str) -> dict[str, Any]:
    """A mapping of names of the writer's own, at least one, each of its values held to the check."""
    if not isinstance(node, MappingNode) or not node.value:
        place.wrong(node, f"must be a mapping: write `{place.key}:` and below it `{example}`")
        return {}
    values: dict[str, Any] = {}
    for key, name, value in pairs(node, place.key, place.path, place.errors):
        inner = Place(place.path, name, place.errors)
        if not NAME.fullmatch(key.value):
            inner.wrong(key, "a name here is of small letters a-z, digits and hyphens")
        values[key.value] = check(value, inner)
    return values


def built(node: Node, place: Place, *, make: Callable[..., object], **shape: Any) -> object:
    """A mapping of known keys as the value that is made of it, or None where something is wrong in it."""
    before = len(place.errors)
    values = record(node, place, **shape)
    return make(**values) if len(place.errors) == before else None


def shown(node: Node) -> str:
    """The beginning of a value, for a message."""
    return str(node.value)[:60]


def _wrong_kind(node: Node, place: Place, expected: str) -> str:
    found = repr(shown(node)) if node.value else "nothing"
    if not isinstance(node, ScalarNode):
        found = "a list" if isinstance(node, SequenceNode) else "a mapping"
    quoted = " in quotes" if isinstance(node, ScalarNode) and node.style in ("'", '"') else ""
    place.wrong(node, f"must be {expected}, not {found}{quoted}")
    return ""


def _truth(node: ScalarNode) -> str:
    return "true" if node.value.lower() in ("true", "yes", "on") else "false"
