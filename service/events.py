"""Events of a service: one a line on standard error, as JSON where no terminal reads it."""

import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any, TextIO

import structlog

from service.printable import printable, printable_json
from service.redacting import without_secrets

SHOWN = ("event", "source", "sources", "state")  # first in a line that a person reads
STAMPED: tuple[Callable[..., Any], ...] = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def log_events(level: int = logging.INFO) -> None:
    """Send events and the warnings of every library to standard error, one a line.

    Line breaks and what a terminal would obey are escaped in both forms, so no page's text can forge an event.
    """
    handler = Lines(sys.stderr)
    handler.setFormatter(form_of(person=sys.stderr.isatty()))
    # Scrapy sets the levels of its loggers when it starts, so the handler has to choose.
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name.startswith("duizhao."))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("duizhao").setLevel(level)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*STAMPED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def events(name: str) -> Any:
    """The logger of a part of the service; each call is an event with its facts as keywords."""
    return structlog.stdlib.get_logger(f"duizhao.{name}")


def form_of(person: bool) -> logging.Formatter:
    """How an event, or the warning of a library, becomes one line: for a person, or as JSON."""
    last: Any = readable if person else as_json
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*STAMPED, structlog.stdlib.add_logger_name],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, without_secrets, last],
    )


class Lines(logging.StreamHandler[TextIO]):
    """Writes events to a stream; one that can not be written ends nothing, and is no traceback on the terminal."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the name is the library's
        """Say in one line that a record could not be written; where nobody reads any more, write to nobody."""
        error = sys.exc_info()[1]
        try:
            if isinstance(error, BrokenPipeError):
                # Python would write what is left in the buffer at its end, and fail with exit code 120.
                nobody = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nobody, self.stream.fileno())
                os.close(nobody)
            else:
                told = {"event": "not_logged", "level": "error", "error": type(error).__name__}
                self.stream.write(json.dumps(told) + "\n")
                self.flush()
        except (OSError, ValueError):
            return


def as_json(logger: Any, method: str, event: dict[str, Any]) -> str:
    """One line of JSON, Chinese as it is."""
    text = structlog.processors.JSONRenderer(ensure_ascii=False)(logger, method, event)
    return printable_json(text if isinstance(text, str) else text.decode())


def readable(_logger: Any, _method: str, event: dict[str, Any]) -> str:
    """One line for a person: time, what happened, and the facts."""
    at, level = str(event.pop("timestamp", ""))[:19].replace("T", " "), str(event.pop("level", ""))
    event.pop("logger", None)
    ordered = {key: event.pop(key) for key in SHOWN if key in event} | event
    what = printable(str(ordered.pop("event", "")))
    facts = " ".join(f"{printable(key)}={fact(value)}" for key, value in ordered.items())
    loud = "" if level == "info" else f"{level.upper()} "
    return f"{at} {loud}{what} {facts}".rstrip()


def fact(value: object) -> str:
    """A value in one line; quoted where it is a text with blanks, so that none looks like two facts."""
    if isinstance(value, list | tuple):
        return ",".join(map(fact, value))
    if not isinstance(value, str):
        return printable(str(value))
    text = printable(value)
    return text if text and not set(text) & set(' "=') else '"' + text.replace('"', '\\"') + '"'
