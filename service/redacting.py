"""Events without passwords, and of a bounded length, whatever an error message repeats."""

import re
from collections.abc import Mapping
from typing import Any

LONGEST = 2_000  # letters of a value
LONGEST_TRACEBACK = 8_000
LONGEST_KEY = 200
MOST = 100  # values of a list
DEEP = 4  # lists in lists
HIDDEN = "***"
# In the URL of a page a password ends before the path, where an @ is no rarity. In any other URL, as that of a
# database, it may hold a slash that should have been escaped. The bounds keep a hostile text from taking its square.
OF_PAGE = re.compile(r"(https?://[^\s/?#:@]{0,200}):[^\s/?#@]{0,1000}@", re.IGNORECASE)
OF_OTHER = re.compile(r"((?<!http)(?<!https)://[^\s/?#:@]{0,200}):[^\s'\"]{0,1000}@", re.IGNORECASE)
NAMED = re.compile(
    r"(password['\"]?\s{0,9}[=:]\s{0,9})(?:'[^']{0,1000}'|\"[^\"]{0,1000}\"|[^\s&'\",;)]{1,1000})", re.IGNORECASE
)


def without_secrets(_logger: Any, _method: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """The event with its passwords hidden and its long values cut: the last step before it is written."""
    return {
        cut(redacted(printed(key)), LONGEST_KEY): shortened(
            value, LONGEST_TRACEBACK if key in ("exception", "stack") else LONGEST
        )
        for key, value in event.items()
    }


def shortened(value: Any, most: int, depth: int = 0) -> Any:
    """A value as numbers, texts, lists and mappings of them, none too long."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping) and depth < DEEP:
        pairs = list(value.items())[:MOST]
        return {cut(redacted(printed(key)), LONGEST_KEY): shortened(each, most, depth + 1) for key, each in pairs}
    if isinstance(value, list | tuple | set | frozenset) and depth < DEEP:
        left = [f"… {len(value) - MOST} more"] if len(value) > MOST else []
        return [shortened(each, most, depth + 1) for each in list(value)[:MOST]] + left
    return cut(redacted(printed(value)), most)


def redacted(text: str) -> str:
    """The text without the passwords of the URLs in it, and without those that are named so."""
    if "://" in text:
        text = OF_OTHER.sub(rf"\1:{HIDDEN}@", OF_PAGE.sub(rf"\1:{HIDDEN}@", text))
    return NAMED.sub(rf"\1{HIDDEN}", text)


def cut(text: str, most: int) -> str:
    """The beginning and the end of a text that is too long, for the cause of an error stands at its end."""
    if len(text) <= most:
        return text
    half = most // 2
    return f"{text[:half]} … {len(text) - 2 * half} letters … {text[-half:]}"


def printed(value: object) -> str:
    """The value as a text; what can not be printed is no reason to lose the event."""
    if isinstance(value, str):
        return value
    try:
        return str(value)
    except Exception as error:
        return f"<{type(value).__name__} that can not be printed: {type(error).__name__}>"
