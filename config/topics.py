"""The topics that ship and the user's own, each read once."""

from functools import cache
from pathlib import Path

from config.errors import ConfigError, nearest
from config.nodes import text_of
from config.topic import Topic, parse_topic

SHIPPED = Path(__file__).parent / "topics"
FOLDER = "topics"  # within the directory of a user's own sources
DEFAULT = "us-china-ai"
ENDINGS = (".yml", ".yaml")


@cache
def shipped_topic() -> Topic:
    """The topic that ships, the same object at every call."""
    return load_topic(DEFAULT)


def load_topic(name: str, sources: Path | None = None) -> Topic:
    """The topic of that id, the user's own in place of a shipped one.

    `sources` is the directory of the user's sources; their topics stand in its folder `topics`. Raises ConfigErrors
    with the mistakes in the file, ConfigError with the nearest id where there is none.
    """
    files = topic_files(sources)
    if name not in files:
        raise ConfigError(None, None, name, "there is no such topic", nearest(name, files))
    return parse_topic(text_of(files[name]), files[name])


def topic_files(sources: Path | None = None) -> dict[str, Path]:
    """The file of each topic by its id; raises ConfigError where two files of one directory have the same id."""
    own = sources / FOLDER if sources else None
    return _files(SHIPPED) | (_files(own) if own and own.is_dir() else {})


def _files(directory: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for file in sorted(directory.iterdir()):
        if file.suffix.lower() not in ENDINGS or file.name[0] == ".":
            continue
        if file.stem in found:
            raise ConfigError(file, None, "id", f"is the same topic as {found[file.stem]}: keep one of the files")
        found[file.stem] = file
    return found
