"""JSON out of a text that may be wrapped in a script."""

import json
import re

from pipeline.values import Drop

# `callback({…});`, `var list = […];`, `/**/ cb(…)`, `)]}'` before it: JSON begins after one of these,
# and not at the subscript of `window["list"] = {…}`.
START = re.compile(r"(?:^|[=(;/,'&|])\s{0,9}([{\[])")
LONGEST_WRAPPER = 300
LONGEST_INTEGER = 20


def read_json(text: str, what: str) -> object:
    """The value in the text; numbers that are no numbers (NaN, a thousand digits) are null."""
    text = text.lstrip("\ufeff \t\r\n")
    start = START.search(text[:LONGEST_WRAPPER])
    if start is None or "<" in text[: start.start(1)]:
        came = "HTML" if text.startswith("<") else repr(text[:40]) if text else "empty"
        raise Drop("no-text", f"not {what}: {came}")
    try:
        value: object
        value, _end = DECODER.raw_decode(text, start.start(1))
    except RecursionError as error:
        raise Drop("parser-limit", f"not {what}: JSON nested too deep") from error
    except ValueError as error:
        raise Drop("no-text", f"not {what}: {str(error)[:100]}") from error
    return value


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= LONGEST_INTEGER else None


def _nothing(_name: str) -> None:
    return None


DECODER = json.JSONDecoder(parse_int=_integer, parse_constant=_nothing, strict=False)
