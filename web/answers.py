"""What the browser is answered: bytes, their kind and their headers."""

from dataclasses import dataclass
from http import HTTPStatus
from importlib.resources import files

from web.frame import page
from web.html import tag

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: status, body, kind of content."""

    status: HTTPStatus
    body: bytes
    kind: str = HTML


def stylesheet() -> bytes:
    """The style of all pages."""
    return (files("web") / "templates" / "style.css").read_bytes()


def encoded(text: str) -> bytes:
    """The page in UTF-8; no database holds a lone surrogate, but a query could."""
    return text.encode("utf-8", "replace")


def refusal(status: HTTPStatus, reason: str) -> Answer:
    """A page that says why there is none."""
    back = tag("p", tag("a", "To the list", href="/"))
    return Answer(status, encoded(page(status.phrase, tag("h1", status.phrase), tag("p", reason), back)))
