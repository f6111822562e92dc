"""The rules that ship as YAML in config/rules, each read once."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def rules(name: str) -> dict[str, Any]:
    """What config/rules/<name>.yml holds, the same object at every call: it is for reading only."""
    text = files("config").joinpath("rules", f"{name}.yml").read_text(encoding="utf-8")
    held = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are the safe loader
    if not isinstance(held, dict):
        raise ValueError(f"rules/{name}.yml must be a mapping")
    return held


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """A list of words in a rules file, the longest first, so that an alternation tries it first."""
    return tuple(sorted((str(word) for word in rules(name)[key]), key=len, reverse=True))
