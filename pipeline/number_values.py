"""What numbers, days and times of day say: 三十亿 is 30亿, and Oct. 12 may be the Monday that another text names."""

import re
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pipeline.han_numbers import DIGITS, UNITS, han_number
from pipeline.number_forms import ANY, MONTHS, ORDINALS, SIZES, WEEKDAY_OF, WEEKDAYS, WORDS, Kind, Token

YEAR = re.compile(rf"({ANY}{{2,4}})年|\b(\d{{4}})\b")
MONTH_OF = re.compile(rf"({ANY}{{1,3}})月|\b({'|'.join(MONTHS)})[a-z]*")
DAY_OF = re.compile(rf"({ANY}{{1,3}})[日号]|(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\b(?![年月])")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
PRINTED = re.compile(r"\d+(?:[,.]\d+)*")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is told."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 0 is Monday


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as far as it is told; whether an hour up to twelve is of the afternoon may not be."""

    hour: int
    minute: int | None = None
    is_sure: bool = False  # True where the half of the day is told too


@dataclass(frozen=True, slots=True)
class Amount:
    """A number; `size` is None where its letters make none."""

    size: Decimal | Fraction | None
    is_share: bool = False  # per cent, or tenths
    text: str = ""  # where they make none


Value = Day | Clock | Amount


def same(one: Token, other: Token) -> bool:
    """True where two tokens say the same, or the one less than the other: 12日 and 10月12日, a date and a weekday."""
    if one.text == other.text:
        return True
    return agree(value_of(one.kind, one.text), value_of(other.kind, other.text))


def agree(one: Value, other: Value) -> bool:
    """The same for what they say."""
    match one, other:
        case Day(), Day():
            pairs = ((getattr(one, each.name), getattr(other, each.name)) for each in fields(Day))
            return all(mine is None or its is None or mine == its for mine, its in pairs)
        case Clock(), Clock():
            halves = 24 if one.is_sure and other.is_sure else 12
            minutes = one.minute is None or other.minute is None or one.minute == other.minute
            return one.hour % halves == other.hour % halves and minutes
        case Amount(), Amount():
            return one == other
        case Day(), Amount() | Clock():
            return isinstance(other, Amount) and other.size is not None and other.size in (one.day, one.year, one.month)
        case Amount(), Day():
            return agree(other, one)
    return False


@lru_cache(maxsize=4096)
def value_of(kind: Kind, text: str) -> Value:
    """What a token says."""
    if kind == "date":
        return _day(text)
    if kind == "clock":
        return _clock(text)
    return _amount(text)


def _day(text: str) -> Day:
    weekday = _weekday(text)
    if iso := ISO.search(text):
        return Day(int(iso[1]), int(iso[2]), int(iso[3]), weekday)
    year, month = YEAR.search(text), MONTH_OF.search(text)
    rest = text[: year.start()] + "," + text[year.end() :] if year else text
    day = DAY_OF.search(WEEKDAY_OF.sub("", rest))
    found = Day(
        _whole(year[1] or year[2]) if year else None,
        (_whole(month[1]) if month[1] else MONTHS.index(month[2]) + 1) if month else None,
        _whole(day[1] or day[2]) if day else None,
        weekday,
    )
    if found.year is not None and 10 <= found.year < 100 and found.month is not None:  # 26年10月
        return replace(found, year=2000 + found.year)
    return found


def _clock(text: str) -> Clock:
    hour, minute = 0, None
    numbers = re.findall(rf"{ANY}+", text)
    hour = _whole(numbers[0]) or 0
    if len(numbers) > 1:
        minute = _whole(numbers[1])
    elif text.endswith("半"):
        minute = 30
    elif text.endswith("整"):
        minute = 0
    is_late = text.startswith(("下午", "傍晚", "晚", "夜")) or bool(re.search(r"p\.?m", text))
    is_early = text.startswith(("上午", "早", "清", "凌")) or bool(re.search(r"a\.?m", text))
    if (is_late and hour < 12) or (is_early and hour == 12):
        hour = (hour + 12) % 24
    # Clocks of news count to 24 unless they say which half of the day it is; one to twelve may be of either.
    return Clock(hour, minute, is_late or is_early or hour > 12 or hour == 0)


def _amount(text: str) -> Amount:
    plain = text.strip()
    is_less = plain.startswith(("-", "−", "零下", "负", "minus "))
    plain = plain.removeprefix("minus ").lstrip("-−负").removeprefix("零下").strip()
    is_share = plain.endswith(("%", "percent", "per cent", "成")) or plain.startswith("百分之")
    tenths = 10 if plain.endswith("成") else 1
    plain = plain.removeprefix("百分之").removesuffix("per cent").removesuffix("percent").rstrip("%成").strip(" -")
    size: Decimal | Fraction | None = _fraction(plain) if "分之" in plain or "/" in plain else _size(plain)
    if size is None:
        return Amount(None, is_share, text)
    return Amount((-size if is_less else size) * tenths, is_share)


def _fraction(text: str) -> Fraction | None:
    below, above = text.split("分之") if "分之" in text else reversed(text.replace(",", "").split("/"))
    try:
        return Fraction(str(_size(above))) / Fraction(str(_size(below)))
    except (ValueError, ZeroDivisionError):
        return None


def _size(text: str) -> Decimal | None:
    """The number that digits with their size, Han numerals or English words make; None where they make none."""
    if digits := PRINTED.match(text):
        number = Decimal(_points(digits[0].replace(",", "")))
        for unit in _units(text[digits.end() :]):
            number *= unit
        return number
    if text[:1].isascii():
        return _in_words(text)
    whole, point, rest = text.partition("点")
    number_of = han_number(whole)
    if number_of is None or not point:
        return None if number_of is None else Decimal(number_of)
    if not rest or any(each not in DIGITS for each in rest):
        return None
    return Decimal(f"{number_of}.{''.join(str(DIGITS[each]) for each in rest)}")


def _points(text: str) -> str:
    """Digits with one point at most: 2.0.1 is a version, of which the first two numbers are told."""
    return ".".join(text.split(".")[:2])


def _units(text: str) -> list[int]:
    text = text.strip()
    if text in SIZES:
        return [SIZES[text]]
    return [UNITS[each] for each in text if each in UNITS]


def _in_words(text: str) -> Decimal | None:
    if text in ORDINALS:
        return Decimal(ORDINALS[text])
    if len(text) == 2 and text[0] == "q":
        return Decimal(text[1])
    total = current = 0
    for word in re.split("[ -]", text):
        if word in WORDS:
            current += WORDS[word]
        elif word in ("dozen", "hundred"):
            current = max(current, 1) * SIZES[word]
        elif word in SIZES:
            total, current = total + max(current, 1) * SIZES[word], 0
        else:
            return None
    return Decimal(total + current)


def _whole(text: str) -> int | None:
    """A whole number in digits or Han numerals; None where it is none."""
    size = _size(text)
    return int(size) if size is not None and size == int(size) else None


def _weekday(text: str) -> int | None:
    found = WEEKDAY_OF.search(text)
    if not found:
        return None
    return WEEKDAYS.index(found[2]) if found[2] else min("一二三四五六日天".index(found[1]), 6)
