"""Numbers, dates and percentages of a text, in one form for both languages: 1.2万亿 is 1.2 trillion."""

import re
from typing import NamedTuple

from config.rules import rules
from pipeline.han_numbers import DIGITS, UNITS, han_number

HAN = "".join((*DIGITS, *UNITS))
# Possessive, so that a long run of digits is read once.
CHINESE = re.compile(
    rf"(?=[\d{HAN}第])(百分之)?(第)?(\d++(?>(?:[.,]\d++)*))?([{HAN}]*+)(个百分点|[年月日号%‰元]|[个名人例起次天时分点倍岁吨米项家位届条种])?"
)
ENGLISH = re.compile(r"\d++(?>(?:[.,]\d++)*)")
MONTHS = {
    month: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for month in names.split()
}  # fmt: skip
NO_MONTH_ALONE = ("march", "may", "mar", "jan", "sep", "dec", "jun")  # also words or names
MONTH_BEHIND = re.compile(r"(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\b")
SCALES: dict[str, int] = rules("linking")["scales"]
BEHIND = re.compile(
    rf"(?:st|nd|rd|th|s)?(?:[ -]?({'|'.join(sorted(SCALES, key=len, reverse=True))})\b)?"
    r"( ?%| ?per ?cent\b| percentage point| pct\b)?"
)
LONGEST = 30  # characters of a number; a longer one is none
OF_A_NAME = re.compile(r"[a-z][-.]?$|[\d.]$")


class Quantity(NamedTuple):
    """A number or date in its one form, and where it is printed: in the text from `start` up to `end`."""

    form: str
    start: int
    end: int


def chinese_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a folded Chinese text in their order; a day of a month is found as both and as one."""
    found: list[Quantity] = []
    month: tuple[int, int] | None = None  # the number of the last month, and where it ended
    for match in CHINESE.finditer(text):
        percent, ordinal, digits, han, behind = match.groups()
        value = _chinese_value(digits, han, is_certain=bool(percent or ordinal or behind))
        if value is None:
            continue
        start, end = match.span()
        if digits and OF_A_NAME.search(text[max(0, start - 2) : start]):
            continue
        if behind == "月" and value in range(1, 13):
            month = int(value), end
            form = f"#m{value:.0f}"
        elif behind in ("日", "号") and value in range(1, 32):
            if month and month[1] == start:
                found.append(Quantity(f"#m{month[0]}d{value:.0f}", start, end))
            form = f"#d{value:.0f}"
        else:
            form = _form(value, is_percent=bool(percent) or behind in ("%", "个百分点"))
        found.append(Quantity(form, start, end))
    return tuple(found)


def english_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities printed in digits in an English text in lower case; numbers and months in words are words."""
    found: list[Quantity] = []
    for match in ENGLISH.finditer(text):
        start, end = match.span()
        value = None if start and OF_A_NAME.search(text, max(0, start - 2), start) else _value(match[0])
        if value is None:
            continue
        month = _month_beside(text, start, end) if end - start <= 2 and 1 <= value <= 31 else 0
        if month:
            found += (Quantity(form, start, end) for form in (f"#m{month}d{value:.0f}", f"#d{value:.0f}", f"#m{month}"))
            continue
        scale = percent = None
        behind = BEHIND.match(text, end)
        if behind:
            scale, percent = behind.groups()
            end = behind.end()
        found.append(Quantity(_form(value * SCALES.get(scale or "", 1), is_percent=bool(percent)), start, end))
    return tuple(found)


def _month_beside(text: str, start: int, end: int) -> int:
    """The number of the month in `Aug. 19` and `19th of August`; 0 where there is none."""
    before = text[max(0, start - 11) : start].rstrip(" .").rpartition(" ")[2]
    month = MONTHS.get(before.rpartition("\n")[2])
    if month:
        return month
    behind = MONTH_BEHIND.match(text, end)
    return MONTHS.get(behind[1], 0) if behind else 0


def _form(value: float, *, is_percent: bool = False) -> str:
    """Four digits of it: 1,234,567 in one text is 1.235 million in the other."""
    return f"#{float(f'{value:.4g}'):.15g}{'%' if is_percent else ''}"


def _value(digits: str) -> float | None:
    if len(digits) > LONGEST:
        return None
    whole = digits.replace(",", "")
    try:
        return float(whole)
    except ValueError:  # 1.2.3
        return None


def _chinese_value(digits: str | None, han: str, *, is_certain: bool) -> float | None:
    """The value of a number in digits, in characters or in both; None where it is none.

    One character is a number only before a measure word or behind 第: 三 in 三星 is none.
    """
    if len(han) > LONGEST:
        return None
    if digits:
        value = _value(digits)
        for character in han:
            if value is None or character in DIGITS:
                return None
            value *= UNITS[character]
        return value
    if not han or (len(han) == 1 and (not is_certain or han in "一百千万亿零〇")):
        return None
    if all(character in UNITS for character in han) and han[0] != "十":
        return None
    number = han_number(han)
    return None if number is None else float(number)


# The forms of the English words that are numbers or months.
FORMS = {
    **{word: _form(number) for word, number in rules("linking")["numbers"].items()},
    **{word: f"#m{month}" for word, month in MONTHS.items() if word not in NO_MONTH_ALONE},
}
