"""The forms that tell an outlet from a source: `config/rules/citations.yml`, compiled."""

import re
from dataclasses import dataclass
from functools import cache

from config.rules import rules
from pipeline.values import Language

OUTLET, DAY = "\ufdd0", "\ufdd1"  # no characters: they stand for an outlet and a day in a line
NAME = re.compile(r"\{([A-Za-z]+)\}")

Form = re.Pattern[str]
Pair = tuple[Form, Form]


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one language, each list in the order in which it is tried."""

    mark: tuple[Form, ...]
    again: tuple[Form, ...]
    report_day: tuple[Form, ...]
    day_after: tuple[Pair, ...]
    day_before: tuple[Pair, ...]


@cache
def forms_of(language: Language) -> Forms:
    """The forms of a language."""
    held = rules("citations")[language]
    parts = parts_of(language)

    def each(listed: list[str]) -> tuple[Form, ...]:
        return tuple(re.compile(filled(text, parts)) for text in listed)

    def pairs(listed: list[list[str]]) -> tuple[Pair, ...]:
        return tuple((re.compile(filled(one, parts)), re.compile(filled(two, parts))) for one, two in listed)

    return Forms(
        mark=each(held["mark"]),
        again=each(held["again"]),
        report_day=each(held["report_day"]),
        day_after=pairs(held["day_after"]),
        day_before=pairs(held["day_before"]),
    )


@cache
def parts_of(language: Language) -> dict[str, str]:
    """The parts that forms of a language are put together from."""
    parts = {"O": f"(?:{OUTLET}+)", "D": f"(?:{DAY}+)", "o": OUTLET, "d": DAY}
    for name, text in rules("citations")[language]["parts"].items():
        parts[name] = filled(text, parts)
    return parts


def filled(text: str, parts: dict[str, str]) -> str:
    """A form with its parts in their place; KeyError for a part that is none."""
    return NAME.sub(lambda found: parts[found[1]], text)
