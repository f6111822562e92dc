"""The steps of an address's path, and the name that a page below a front has by them."""

import re
from urllib.parse import urlsplit

FRONTS = frozenset({"index", "default", "home", "main", ""})
ENDING = re.compile(r"\.(?:[sp]?html?|php\d?|aspx?|jspx?|cgi|do)$")  # of a page; science.harbour is a whole name


def steps_of(url: str) -> list[str]:
    """The steps of an address's path in small letters; none of an address that is broken."""
    try:
        return [step for step in urlsplit(url).path.lower().split("/") if step]
    except ValueError:
        return []


def name_of(url: str) -> str:
    """What the last step of an address names, without the ending of a page; empty for a front page."""
    names = (ENDING.sub("", step) for step in reversed(steps_of(url)))
    return next((name for name in names if name not in FRONTS), "")


def is_under(name: str, url: str) -> bool:
    """True for an address that has a name as a step before its last."""
    return bool(name) and name in steps_of(url)[:-1]
