"""Quiet hours where a person or cron asks: what `check`, `try` and `save` would ask waits until they are over."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from config.errors import ConfigError
from config.source import Source
from pipeline.quiet import quiet_of
from service.output import moment_text


def require_awake(source: Source) -> None:
    """Raise ConfigError where a source is in its quiet hours."""
    if until := quiet_of(source, datetime.now(UTC)):
        raise ConfigError(source.path, None, "quiet", f"{quiet_text(until)}; nothing is asked")


def parted(sources: Sequence[Source]) -> tuple[tuple[Source, ...], dict[str, datetime]]:
    """The sources that may be asked, and when the quiet hours of the others are over."""
    now = datetime.now(UTC)
    quiet = {each.id: until for each in sources if (until := quiet_of(each, now))}
    return tuple(each for each in sources if each.id not in quiet), quiet


def quiet_lines(quiet: Mapping[str, datetime]) -> list[str]:
    """A line for each source in its quiet hours."""
    return [f"{source_id}: {quiet_text(until)}; nothing is asked." for source_id, until in sorted(quiet.items())]


def quiet_text(until: datetime) -> str:
    """How long quiet hours last."""
    return f"quiet hours until {moment_text(until, UTC)}"
