"""Events of a service: one a line on standard error, as JSON where no terminal reads it."""

import logging
import sys
from typing import Any

import structlog

SHOWN = ("event", "source", "sources", "state")  # first in a line that a person reads


def log_events(level: int = logging.INFO) -> None:
    """Send events and the warnings of every library to standard error, one a line.

    Line breaks and what a terminal would obey are escaped in both forms, so no page's text can forge an event.
    """
    stamped: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    person = sys.stderr.isatty()
    last: Any = readable if person else structlog.processors.JSONRenderer(ensure_ascii=False)
    form = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*stamped, structlog.stdlib.add_logger_name],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(form)
    # Scrapy sets the levels of its loggers when it starts, so the handler has to choose.
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name.startswith("duizhao."))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("duizhao").setLevel(level)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*stamped, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def events(name: str) -> Any:
    """The logger of a part of the service; each call is an event with its facts as keywords."""
    return structlog.stdlib.get_logger(f"duizhao.{name}")


def readable(_logger: Any, _method: str, event: dict[str, Any]) -> str:
    """One line for a person: time, what happened, and the facts."""
    at, level = str(event.pop("timestamp", ""))[:19].replace("T", " "), str(event.pop("level", ""))
    event.pop("logger", None)
    ordered = {key: event.pop(key) for key in SHOWN if key in event} | event
    what = plain(ordered.pop("event", ""))
    facts = " ".join(f"{key}={plain(value)}" for key, value in ordered.items())
    loud = "" if level == "info" else f"{level.upper()} "
    return f"{at} {loud}{what} {facts}".rstrip()


def plain(value: object) -> str:
    """A value in one line of printable characters; what has blanks is quoted where it is a fact."""
    text = value if isinstance(value, str) else str(value)
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
