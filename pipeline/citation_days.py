"""Days as a report prints them, resolved against the day of publication: 8月19日, 25日, 周二, yesterday, Aug. 19."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.day_forms import BACK, COUNTS, DAYS_BACK, EN, HAN_DIGITS, MONTHS, STEPS, WEEK, WEEKDAYS, ZH


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed in a folded text, and which it is; None where the text does not say enough."""

    start: int
    end: int
    at: date | None


def days_of(
    plain: str, language: str, published: date | None, before: date | None = None, latest: date | None = None
) -> tuple[Day, ...]:
    """The days printed in a folded text, none later than the day of publication where one is told without its year.

    `before` is the day told last before the text, which `that day` takes up. `latest` is the day that it was elsewhere
    when the text was published: in the evening of Washington a report from Beijing is of tomorrow.
    """
    latest = latest or published
    found: list[Day] = []
    last = before
    for match in (ZH if language == "zh" else EN).finditer(plain):
        if not match[0]:
            continue
        at = _at(match, language, published, last, latest)
        last = at or last
        found.append(Day(match.start(), match.end(), at))
    return tuple(found)


def _at(
    match: re.Match[str], language: str, published: date | None, last: date | None, latest: date | None
) -> date | None:
    part = match.groupdict()
    if part["iyear"]:
        return _day(int(part["iyear"]), int(part["imonth"]), int(part["iday"]))
    return (_chinese if language == "zh" else _english)(part, published, last, latest)


def _chinese(
    part: dict[str, str | None], published: date | None, last: date | None, latest: date | None
) -> date | None:
    if month := part["zmonth"]:
        return _of_year(part["zyear"], _number(month), _number(part["zday"] or ""), published, latest)
    if same := part["zsame"]:
        return last + timedelta(days=STEPS.get(same, 0)) if last else None
    if later := part["zlater"]:
        at = last + timedelta(days=_number(later)) if last else None
        return at if at and not (published and at > published) else None
    if published is None or latest is None:
        return None
    if week := part["zweek"]:
        is_last = week.startswith("上")
        return _weekday(WEEK[week[-1]], published if is_last else latest, is_last=is_last)
    if this := part["zthis"]:
        first = published.replace(day=1)
        month_of = first if not this.startswith("上") else (first - timedelta(days=1)).replace(day=1)
        return _day(month_of.year, month_of.month, _number(part["zof"] or ""))
    if bare := part["zbare"]:
        return _of_month(_number(bare), latest)
    if back := part["zback"] or part["zyes"]:
        return published - timedelta(days=BACK[back])
    ago = part["zago"] or ""
    return published - timedelta(days=_number(ago))


def _english(
    part: dict[str, str | None], published: date | None, last: date | None, latest: date | None
) -> date | None:
    month, day = part["month"] or part["dmonth"], part["day"] or part["dday"]
    if month and day:
        return _of_year(part["year"] or part["dyear"], MONTHS.index(month[:3]) + 1, int(day), published, latest)
    if same := part["same"]:
        return last + timedelta(days=STEPS.get(same, 0)) if last else None
    if published is None or latest is None:
        return None
    if week := part["week"]:
        if week.startswith("next"):
            return None
        number = WEEKDAYS.index(week.rpartition(" ")[2])
        is_last = week.startswith(("last", "the previous"))
        return _weekday(number, published if is_last else latest, is_last=is_last)
    if bare := part["bare"]:
        return _of_month(int(bare), latest)
    if ago := part["ago"]:
        return published - timedelta(days=int(ago) if ago.isdigit() else COUNTS[ago])
    return published - timedelta(days=DAYS_BACK.get(part["back"] or "", 0))


def _of_year(year: str | None, month: int, day: int, published: date | None, latest: date | None) -> date | None:
    """The day of the year printed, else the latest that is not after publication."""
    if year and year not in "今去前":
        number = int(year) if year.isdigit() else int("".join(str(HAN_DIGITS[digit]) for digit in year))
        return _day(number, month, day)
    if published is None or latest is None:
        return None
    if year:
        return _day(published.year - "今去前".index(year), month, day)
    years = range(latest.year, latest.year - 5, -1)  # 29 February
    return next((at for each in years if (at := _day(each, month, day)) and at <= latest), None)


def _of_month(day: int, published: date) -> date | None:
    """The latest day of that number that is not after publication."""
    first = published.replace(day=1)
    for _ in range(4):
        at = _day(first.year, first.month, day)
        if at and at <= published:
            return at
        first = (first - timedelta(days=1)).replace(day=1)
    return None


def _weekday(number: int, published: date, *, is_last: bool) -> date:
    """The latest such day not after publication, or that of the week before, which begins on a Monday."""
    if is_last:
        return published - timedelta(days=published.weekday() + 7 - number)
    return published - timedelta(days=(published.weekday() - number) % 7)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """A number up to 99 in figures or Han digits."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return HAN_DIGITS.get(text[-1:], 0) if len(text) == 1 else 0
    return (HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (HAN_DIGITS.get(ones, 0) if ones else 0)
