"""The catalogue: the shipped sources and the user's own, with the mistakes found in their files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from config.errors import ConfigError, ConfigErrors, nearest
from config.nodes import text_of
from config.source import Source, parse_source

SHIPPED = Path(__file__).parent / "sources"
ENDINGS = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sources that can run by id, every mistake in the files of the others, and whose shipped file is replaced."""

    sources: Mapping[str, Source]
    errors: tuple[ConfigError, ...] = ()
    overridden: tuple[str, ...] = ()

    def select(self, ids: Iterable[str] = ()) -> tuple[Source, ...]:
        """The sources with these ids, each once, in the order asked for; all of them where no id is given."""
        asked = tuple(dict.fromkeys(ids))
        wrong = [self._unknown(each) for each in asked if each not in self.sources]
        if wrong:
            raise ConfigErrors(*wrong)
        return tuple(self.sources[each] for each in asked or self.sources)

    def _unknown(self, wanted: str) -> ConfigError:
        for error in self.errors:
            if error.path and error.path.stem == wanted:
                return ConfigError(error.path, None, wanted, "this source can not run, its file has mistakes in it")
        return ConfigError(None, None, wanted, "there is no such source", nearest(wanted, self.sources))


def load_catalogue(own: Path | None = None, shipped: Path = SHIPPED) -> Catalogue:
    """All sources sorted by id, the user's own in place of shipped ones with the same id.

    A file with mistakes leaves the other sources as they are. Where it is the user's own, the shipped source of that
    id does not run in its place: the user would take its articles for the work of the file that was changed.
    """
    sources, errors = _read_directory(shipped)
    overridden: list[str] = []
    if own is not None:
        own_sources, own_errors = _read_directory(own)
        broken = {error.path.stem.casefold(): error.path for error in own_errors if error.path and error.path != own}
        errors += own_errors
        for name in sorted(sources.keys() & (own_sources.keys() | broken.keys())):
            overridden.append(name)
            del sources[name]
            if name in broken:
                message = "replaces the shipped source of this id, so neither runs until the file is right"
                errors.append(ConfigError(broken[name], None, name, message))
        sources |= own_sources
    return Catalogue(dict(sorted(sources.items())), tuple(errors), tuple(overridden))


def _read_directory(directory: Path) -> tuple[dict[str, Source], list[ConfigError]]:
    try:
        # A leading dot marks what editors and file systems leave behind.
        files = sorted(
            (each for each in directory.iterdir() if each.suffix.lower() in ENDINGS and each.name[0] != "."),
            key=lambda each: (each.stem.casefold(), each.name),
        )
    except OSError as error:
        return {}, [ConfigError(directory, None, "", f"can not be read: {error.strerror}")]
    sources: dict[str, Source] = {}
    errors: list[ConfigError] = []
    for _, same in groupby(files, key=lambda each: each.stem.casefold()):
        first, *others = same
        if others:
            # Neither is right by being read first.
            message = f"is the same source as {', '.join(str(each) for each in others)}: keep one of the files"
            errors.append(ConfigError(first, None, "id", message))
            continue
        try:
            sources[first.stem] = parse_source(text_of(first), first)
        except ConfigError as error:
            errors += error.errors
    return sources, errors
