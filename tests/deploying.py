"""The files by which duizhao is deployed, read for tests as Docker, Compose and systemd read them."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from configparser import ConfigParser
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import typer
import yaml

from service.cli import app

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = ROOT / "docker-compose.yml"
UNIT = ROOT / "docs" / "duizhao.service"
NEEDED = re.compile(r"\$\{(\w+):\?([^}]*)\}")  # the one form of a variable that the file may have


def compose(environment: Mapping[str, str]) -> dict[str, Any]:
    """The Compose file with its variables filled in; raises KeyError, with what Compose would say, for one not set."""

    def value(found: re.Match[str]) -> str:
        if not environment.get(found[1]):
            raise KeyError(f"{found[1]}: {found[2]}")
        return environment[found[1]]

    text = NEEDED.sub(value, COMPOSE.read_text(encoding="utf-8"))
    assert "$" not in text
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def dockerfile() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with their arguments, without comments, each in one line."""
    lines = [
        line for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")
    ]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()
    return [(instruction, argument) for instruction, _, argument in (line.partition(" ") for line in whole)]


def image_environment() -> dict[str, str]:
    """What the last stage of the Dockerfile sets for its processes, but for PATH."""
    found: dict[str, str] = {}
    for instruction, argument in dockerfile():
        if instruction == "FROM":
            found = {}
        elif instruction == "ENV":
            found |= dict(each.split("=", 1) for each in argument.split())
    del found["PATH"]
    return found


def comes_in(path: PurePosixPath) -> bool:
    """True where .dockerignore lets a path, or one below it, into the image: the last rule that fits has the word."""
    ignored = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        rule = line.removeprefix("!")
        if not line or line.startswith("#"):
            continue
        if any(fits(rule, each) for each in (path, *path.parents)):
            ignored = not line.startswith("!")
    return not ignored


def fits(rule: str, path: PurePosixPath) -> bool:
    """True where a rule, without its exclamation mark, names the path; a leading `**/` is any number of folders."""
    parts = rule.split("/")
    if parts[0] == "**":
        return len(path.parts) >= len(parts) - 1 and all(map(fnmatchcase, path.parts[1 - len(parts) :], parts[1:]))
    return len(path.parts) == len(parts) and all(map(fnmatchcase, path.parts, parts))


def context() -> Iterator[Path]:
    """The files that Docker would be sent, as paths below the root."""
    for top in ROOT.iterdir():
        if not comes_in(PurePosixPath(top.name)):
            continue
        for file in [top] if top.is_file() else top.rglob("*"):
            inside = file.relative_to(ROOT)
            if file.is_file() and comes_in(PurePosixPath(inside.as_posix())):
                yield inside


def lay(tree: Path) -> Path:
    """Lay the files of the image into a directory; return it."""
    for inside in context():
        (tree / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / inside, tree / inside)
    return tree


def unit() -> ConfigParser:
    """The systemd unit; a key that stands there twice keeps its last value."""
    parser = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#", ";"))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(UNIT, encoding="utf-8")
    return parser


def understand(arguments: Sequence[str]) -> None:
    """Read a command line as `duizhao` does, without running it; raises a usage error for one that it refuses."""
    command: Any = typer.main.get_command(app)
    context, rest = None, list(arguments)
    while hasattr(command, "resolve_command"):
        context = type(command).context_class(command, parent=context, info_name=command.name)
        _, command, rest = command.resolve_command(context, rest)
    command.make_context(command.name, rest, parent=context)
