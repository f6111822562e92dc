"""ConfigError for one mistake in a source file or a setting, ConfigErrors for all mistakes of one file."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


class ConfigError(Exception):
    """A mistake in what the user may change: where it stands, what is wrong, and the nearest right word."""

    def __init__(self, path: Path | None, line: int | None, key: str, message: str, nearest: str | None = None) -> None:
        super().__init__(path, line, key, message, nearest)
        self.path = path
        self.line = line  # 1-based
        self.key = key
        self.message = message
        self.nearest = nearest

    @property
    def errors(self) -> tuple["ConfigError", ...]:
        """Every mistake this error stands for, at least one."""
        return (self,)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        text = ": ".join(part for part in (place, self.key, self.message) if part)
        if self.nearest:
            text += f" (did you mean {self.nearest}?)"
        # A file's own text is in the message: what a terminal would obey, or break the line at, is cut.
        return " ".join("".join(character if character.isprintable() else " " for character in text).split())


class ConfigErrors(ConfigError):
    """All mistakes of one file; as text one line each."""

    def __init__(self, *errors: ConfigError) -> None:
        first = errors[0]
        super().__init__(first.path, first.line, first.key, first.message, first.nearest)
        self.args = errors  # what pickle hands to __init__ on the other side
        self._errors = errors

    @property
    def errors(self) -> tuple[ConfigError, ...]:
        """Every mistake this error stands for, at least one."""
        return self._errors

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self._errors)


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option most like the word, or None; upper and lower case are alike."""
    by_folded = {option.casefold(): option for option in options}
    # difflib takes time by the product of both lengths, and no key or zone is longer than this.
    close = get_close_matches(word[:64].casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None
