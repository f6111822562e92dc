"""What reading any configuration file begins and ends with: its mapping, its id, and the mistakes in it."""

import re
from pathlib import Path

from yaml.nodes import MappingNode

from config.errors import ConfigError, ConfigErrors
from config.kinds import Place
from config.nodes import read_mapping

ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def described(text: str, path: Path, what: str) -> tuple[MappingNode, Place]:
    """The mapping in the text of a file of one `what`, and its place, which holds a mistake where the name is no id.

    Raises ConfigErrors where the text is no mapping.
    """
    mapping, place = begun(text, path)
    if not ID.fullmatch(path.stem):
        message = f"a file's name is its {what}'s id: small letters a-z, digits and hyphens"
        place.errors.append(ConfigError(path, None, "id", message, _as_id(path.stem)))
    return mapping, place


def begun(text: str, path: Path) -> tuple[MappingNode, Place]:
    """The mapping in the text of a file, and its place; raises ConfigErrors where the text is no mapping."""
    try:
        return read_mapping(text, path), Place(path, "", [])
    except ConfigError as error:
        raise ConfigErrors(error) from None


def refuse(place: Place) -> None:
    """Raise ConfigErrors with all mistakes that were noted, by their lines, where there are any."""
    if place.errors:
        raise ConfigErrors(*sorted(place.errors, key=lambda error: error.line or 0))


def _as_id(stem: str) -> str | None:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or None
