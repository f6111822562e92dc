"""Dates in Han numerals or counted by the years of the Republic of China, written as the other forms are."""

import re

_HAN = "〇零○一二三四五六七八九"
_TENS = "一二三四五六七八九十廿卅"
# A line that is a date: 二〇二六年十月十二日. In a sentence such a date is history, or the day of a law.
_NUMERALS = re.compile(
    rf"(?P<before>^\W{{0,3}}(?:[\u3400-\u9fff]{{2,6}}[：:\s]\s{{0,3}})?)(?P<year>[{_HAN}]{{4}})年"
    rf"(?P<month>[{_TENS}]{{1,3}})月(?P<day>[{_TENS}]{{1,3}})[日号號](?=\W|星期|$)"
)
_REPUBLIC = re.compile(
    r"(?:中華|中华)?(?:民國|民国)\s?(?P<year>\d{2,3}|[〇零○一二三四五六七八九十百]{2,5})\s?(?=[年/.-])"
)
# 發布日期：115/03/04. Without a label three numbers may be anything.
_LABEL = r"(?:日期|[時时][間间]|[發发][布佈][於于]?|更新[於于]?|[張张][貼贴]|刊登|公告)"
_YEAR = r"(?<!\d)(?P<year>1\d\d)(?=(?:[/.-]\d{1,2}[/.-]|年\d{1,2}月)\d{1,2}(?!\d))"
_LABELLED = re.compile(rf"(?P<before>{_LABEL}\W{{0,4}}){_YEAR}")
_BEGINNING = re.compile(rf"^(?P<before>\W{{0,4}}){_YEAR}")
# 107/03/08 10:20: three numbers and a clock are a time.
_CLOCKED = re.compile(
    r"(?P<before>(?<![\d/.-]))(?P<year>1\d\d)(?=(?:([/.-])\d{1,2}\3|年\d{1,2}月)\d{1,2}日?\s{1,2}\d{1,2}:\d{2}(?!\d))"
)
_WIDE = re.compile("[０-９－／]")
_NARROW = str.maketrans("０１２３４５６７８９－／．：", "0123456789-/.:")
_FIRST_YEAR = 1911  # the year before the first of the Republic
_DIGITS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def with_digits(line: str, *, is_labelled: bool = False) -> str:
    """The line with such a date in digits, and as it is where it has none; 民國115年10月12日 becomes 2026年10月12日.

    `is_labelled` says that the line before announces a time.
    """
    if not line.isascii() and _WIDE.search(line):
        line = line.translate(_NARROW)
    if "1" in line and (is_labelled or not line.isascii()):
        form = _BEGINNING if is_labelled else _LABELLED
        line = form.sub(lambda found: f"{found['before']}{_FIRST_YEAR + int(found['year'])}", line, count=1)
    if "1" in line and ":" in line:
        line = _CLOCKED.sub(lambda found: str(_FIRST_YEAR + int(found["year"])), line, count=1)
    if "年" not in line and "民" not in line:
        return line
    if "民國" in line or "民国" in line:
        line = _REPUBLIC.sub(lambda found: str(_FIRST_YEAR + number_of(found["year"])), line, count=1)
        line = re.sub(rf"(?<=\d年)([{_TENS}]{{1,3}})月([{_TENS}]{{1,3}})(?=[日号號])", _month_and_day, line, count=1)
    if "月" in line and not line.isascii() and (found := _NUMERALS.search(line)):
        year = "".join(str(_DIGITS[numeral]) for numeral in found["year"])
        date = f"{year}年{number_of(found['month'])}月{number_of(found['day'])}日"
        line = f"{found['before']}{date}{line[found.end() :]}"
    return line


def number_of(numerals: str) -> int:
    """The number up to 199 that digits or Han numerals make: 十二, 廿三, 一一五, 一百一十五; 0 where they make none."""
    if numerals.isascii():
        return int(numerals) if numerals.isdigit() else 0
    if not set(numerals) & set("十廿卅百"):
        return int("".join(str(_DIGITS.get(numeral, 0)) for numeral in numerals) or 0)
    total = 0
    number = 0
    for numeral in numerals:
        if numeral in _DIGITS:
            number = _DIGITS[numeral]
        else:
            total += {"十": 10, "廿": 20, "卅": 30, "百": 100}[numeral] * (number or 1)
            number = 0
    return total + number


def _month_and_day(found: re.Match[str]) -> str:
    return f"{number_of(found[1])}月{number_of(found[2])}"
