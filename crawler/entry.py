"""Where a child process begins. The crawl imports this, and not the readers, which only its children use."""

from multiprocessing.connection import Connection
from typing import Any

from crawler.limits import Limits


def enter(pipe: "Connection[Any, Any]", limits: Limits) -> None:
    """Do one task after another until the crawl closes its end of the pipe or is no more."""
    from crawler.child import serve

    serve(pipe, limits)
