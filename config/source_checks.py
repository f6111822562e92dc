"""Checks of values that only a source's file has: rhythm, hours, numbers a day, paywall."""

import re
from datetime import time

from yaml.nodes import Node, ScalarNode, SequenceNode

from config.checks import css
from config.errors import nearest
from config.hours import Hours
from config.kinds import STRING, Place, shown, whole

HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]|24(?=:00)):([0-5][0-9])")
LOOSE_HOURS = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(?:-|–|—|~|to)\s*([0-9]{1,2})(?:[:.]([0-9]{2}))?")


def every(node: Node, place: Place) -> int | str:
    """Minutes, or auto."""
    if isinstance(node, ScalarNode) and node.tag == STRING:
        if node.value == "auto":
            return "auto"
        right = None if node.value.isdigit() else nearest(node.value, ("auto",))
        place.wrong(node, f"{shown(node)!r} is neither minutes, such as 30 without quotes, nor auto", right)
        return "auto"
    return whole(node, place, least=1, most=525_600, words="minutes, such as 30, or auto")


def hours(node: Node, place: Place) -> Hours:
    """The time of day between two clocks, such as "01:00-06:00"; the end may lie behind midnight."""
    value = node.value if isinstance(node, ScalarNode) else ""
    found = HOURS.fullmatch(value)
    if found:
        start, end = (time(int(hour) % 24, int(minute)) for hour, minute in (found.group(1, 2), found.group(3, 4)))
        if start == end:
            place.wrong(node, "ends where it begins: a source that is never to be asked has no file")
        return Hours(start, end)
    loose = LOOSE_HOURS.fullmatch(value)
    right = None
    if loose:
        first, minute, last, other = (int(each or 0) for each in loose.groups())
        guess = f"{first:02}:{minute:02}-{last:02}:{other:02}"
        right = guess if HOURS.fullmatch(guess) else None
    shown_value = repr(shown(node)) if value else "nothing that is one"
    place.wrong(node, f'must be two times of a day such as "01:00-06:00", not {shown_value}', right)
    return Hours(time(), time())


def daily(node: Node, place: Place) -> tuple[int, int]:
    """The least and the most articles a day."""
    if not isinstance(node, SequenceNode) or len(node.value) != 2:
        place.wrong(node, "must be the least and the most articles a day, such as [20, 200]")
        return (0, 0)
    least, most = (whole(each, place.under(at), least=0, most=1_000_000) for at, each in enumerate(node.value))
    if least > most:
        place.wrong(node, f"the least, {least}, is more than the most, {most}", f"[{most}, {least}]")
    return (least, most)


def paywall(node: Node, place: Place) -> str:
    """A CSS selector, or hard."""
    if isinstance(node, ScalarNode) and node.value != "hard" and node.value.lower() == "hard":
        place.wrong(node, f"{shown(node)!r} is neither hard nor a CSS selector", "hard")
        return ""
    return css(node, place)
