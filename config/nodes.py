"""A YAML text as a mapping of nodes that know their lines, with what no source file needs refused."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from config.errors import ConfigError

MOST_BYTES = 2**20
MOST_NODES = 10_000  # 250,000 nodes in one allowed megabyte take PyYAML five seconds
DEEPEST = 20  # PyYAML composes by recursion

Errors = list[ConfigError]


def text_of(path: Path) -> str:
    """The text of a file; ConfigError where it can not be read, is too large or is not UTF-8."""
    if not path.is_file():  # to open a pipe would wait for ever
        raise ConfigError(path, None, "", "is not a file")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(path, None, "", f"can not be read: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise ConfigError(path, None, "", "is larger than 1 MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(path, line, "", "is not UTF-8: save it as UTF-8") from None


def read_mapping(text: str, path: Path) -> MappingNode:
    """The mapping a YAML text is; ConfigError where it is none, is too large or is not plain YAML."""
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise ConfigError(path, None, "", "is larger than 1 MB")
    if "\t" in text:
        line = text.count("\n", 0, text.index("\t")) + 1
        raise ConfigError(path, line, "", "has a tab; YAML is indented with spaces")
    loader = None
    try:
        loader = _PlainLoader(text, path)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"is not YAML: {error.problem or error.context}"
        raise ConfigError(path, mark.line + 1 if mark else None, "", message) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigError(path, line, "", "has a character that YAML does not allow") from None
    except (ValueError, OverflowError):  # "\UFFFFFFFF" and %YAML 1.<5,000 digits> leave PyYAML as these
        place = None if loader is None else int(loader.line or 0) + 1
        raise ConfigError(path, place, "", "is not YAML: a number in it is out of range") from None
    if node is None:
        raise ConfigError(path, 1, "", "is empty; it needs at least name, home and language")
    if not isinstance(node, MappingNode):
        raise ConfigError(path, line_of(node), "", "must be a mapping, lines such as `name: 观察者网`")
    return node


def pairs(mapping: MappingNode, within: str, path: Path, errors: Errors) -> Iterator[tuple[ScalarNode, str, Node]]:
    """The keys of a mapping, each with its dotted name and value; what is no key, or doubled, goes to errors."""
    seen: dict[str, int] = {}
    for key, value in mapping.value:
        if not isinstance(key, ScalarNode):
            errors.append(ConfigError(path, line_of(key), within, "a key must be one word"))
            continue
        name = ".".join(part for part in (within, key.value[:60]) if part)
        if key.value in seen:
            message = f"stands twice, first on line {seen[key.value]}"
            errors.append(ConfigError(path, line_of(key), name, message))
            continue
        seen[key.value] = line_of(key)
        yield key, name, value


def line_of(node: Node) -> int:
    """The 1-based line a node begins on."""
    return node.start_mark.line + 1


class _PlainLoader(yaml.SafeLoader):
    """Composes nodes and refuses tags, anchors and aliases at the first one, before anything is built."""

    def __init__(self, text: str, path: Path) -> None:
        super().__init__(text)
        self.path = path
        self.nodes = 0
        self.depth = 0

    def compose_node(self, parent: Node | None, index: object) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # types-PyYAML leaves it bare
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None) is not None:  # an alias event carries one too
            raise ConfigError(self.path, line, "", "has a YAML anchor or alias (& or *); write the value out")
        if getattr(event, "tag", None) is not None:
            raise ConfigError(self.path, line, "", f"has a YAML tag ({event.tag}); tags are refused")
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise ConfigError(self.path, line, "", f"has more than {MOST_NODES:,} values")
        if self.depth >= DEEPEST:
            raise ConfigError(self.path, line, "", "is nested too deeply")
        self.depth += 1
        node = super().compose_node(parent, index)  # type: ignore[arg-type]  # the index may be a node
        self.depth -= 1
        return node
