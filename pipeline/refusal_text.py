"""The details of refusals as a person reads them."""

import re

CLASS = re.compile(r"\b[A-Z]\w{2,60}(?:Error|Address|Failed|Large|Received|Timeout): ")


def plainly(detail: str) -> str:
    """A detail without the names of classes, and without the dots at its end."""
    return CLASS.sub("", detail).rstrip(". ")
