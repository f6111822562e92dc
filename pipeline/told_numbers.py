"""The numbers that one text has and another has not, in one form for both languages: 1.2万亿 is 1.2 trillion."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from config.rules import rules
from pipeline.english import KNOWN, plain
from pipeline.fold import folded
from pipeline.quantities import chinese_quantities, english_quantities
from pipeline.values import Language

HAN_DIGITS = "一二三四五六七八九"
# 近四成, 占三成以上; but not 成立, 完成, 成为
TENTHS = re.compile(
    rf"(?<![第其这那{HAN_DIGITS}\d])([{HAN_DIGITS}两\d])成(?![立为果员长功本绩交都份分型像品色就因名熟效语])"
)
WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
# These months are words of other kinds too.
MONTH = re.compile(r"\b(?:in|since|until|by|from|of|last|this|next|early|late|mid|and) (May|March)\b")
CURRENCY = re.compile(r"\b(?:rmb|usd|cny|hkd|jpy|krw|eur|gbp|twd|us|hk|nt)(?=\d)", re.IGNORECASE)
MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DAY_PRINTED = re.compile(rf"\d\s?[日号號]|[十一二三四五六七八九][日号號]|{MONTHS}[a-z]{{0,6}}\.? \d|\d {MONTHS}")
YEAR_BESIDE = re.compile(
    r"[今去明前]年|(?:this|last|next|a|previous|same) year|years? (?:ago|earlier|before)", re.IGNORECASE
)
YEARS = range(1900, 2101)
SOME = re.compile(r"(?<=\d)([多余])([万亿])")  # 50多亿 is 50亿 and more
EDITION = re.compile(r"\d\.0")  # 工业4.0
RANKS = re.compile(r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)")
DAY = re.compile(r"#m(\d+)d(\d+)")
MONTH_BEFORE = re.compile(r"(?:[\d一二三四五六七八九十]{1,3}月|\b[A-Z][a-z]{2,8}\.? )$")
MOST_APART = 12  # characters between a month and its day
# A small number may be written as a word of any kind: 两家, 双方.
SMALL_HAN = {
    2: ("二", "两", "双", "both"),
    **{number: (word,) for number, word in enumerate("三四五六七八九十", 3)},
    11: ("十一",),
    12: ("十二",),
}
NEARLY = 0.05  # by which two numbers of one digit may differ: $7bn, 7.2亿
LARGE = 1000  # from which on a number of one digit is a round one


@dataclass(frozen=True, slots=True)
class Number:
    """A number, percentage or day as printed, from `start` up to `end`, and its form and value."""

    form: str
    value: float
    kind: str  # number, percent, day, month
    printed: str
    start: int
    end: int


def numbers_in(text: str, language: Language) -> tuple[Number, ...]:
    """The numbers of a text in their order, each with its place; those in a name and ranks are none."""
    small = folded(text) if language == "zh" else plain(text).lower()
    if len(small) != len(text):  # a ligature or the like: places are those of the folded text
        text = small
    small = SOME.sub(r"\2\1", small)
    small = CURRENCY.sub(lambda match: " " * len(match[0]), small)
    found: list[Number] = []
    last = 0
    for form, start, end in sorted(_quantities(text, small, language), key=lambda each: (each[1], -each[2])):
        if start >= last and not _is_of_a_name(text, small, start, end):
            if DAY.fullmatch(form) and (month := MONTH_BEFORE.search(text, max(last, start - 10), start)):
                start = month.start()
            found.append(Number(form, *_value(form), text[start:end].strip(), start, end))
            last = end
    return tuple(found)


def _quantities(text: str, small: str, language: Language) -> list[tuple[str, int, int]]:
    """Forms and places; of a day of a month the whole alone."""
    if language == "en":
        found = [(each.form, each.start, each.end) for each in english_quantities(small)]
        for word in WORD.finditer(small):
            form = KNOWN.get(word[0])
            if form and not RANKS.fullmatch(word[0]):
                found.append((form, *word.span()))
        found += [(f"#m{5 if match[1] == 'May' else 3}", *match.span(1)) for match in MONTH.finditer(text)]
        return _whole_days(found)
    found = [(each.form, each.start, each.end) for each in chinese_quantities(small)]
    for match in TENTHS.finditer(small):
        tenths = int(match[1]) if match[1].isdigit() else HAN_DIGITS.find(match[1]) + 1 or 2
        found = [each for each in found if each[2] <= match.start() or each[1] >= match.end()]
        found.append((f"#{10 * tenths}%", *match.span()))
    return _whole_days(found)


def _whole_days(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Without the month and the day of what is told as a day of a month."""
    whole = [(day, start) for form, start, _ in found if (day := DAY.fullmatch(form))]
    parts = {(f"#{kind}{day[number]}", start) for day, start in whole for number, kind in ((1, "m"), (2, "d"))}
    return [
        (form, start, end)
        for form, start, end in found
        if not form.startswith(("#m", "#d"))
        or DAY.fullmatch(form)
        or not any((form, at) in parts for at in range(start - MOST_APART, start + MOST_APART))
    ]


def _is_of_a_name(text: str, small: str, start: int, end: int) -> bool:
    """True for a rank, an edition and a number that goes on with a capital: 第一, 4.0, 910C."""
    after = text[end : end + 1]
    return (
        small[start] == "第"
        or EDITION.fullmatch(small[start:end]) is not None
        or (after.isascii() and after.isupper() and text[end - 1].isdigit())
    )


def missing(numbers: Iterable[Number], other: tuple[Number, ...], other_text: str) -> tuple[Number, ...]:
    """Those numbers that another text does not have, not even rounded or in words, each form once."""
    small = folded(other_text)
    there = {(each.value, each.kind, "m" in each.form) for each in other}
    there |= {(_shares()[word], "percent", False) for word in _share_words().findall(small)}
    forms = {each.form for each in other}
    new = {each.form: each for each in reversed(list(numbers)) if each.form not in forms}
    return tuple(
        each
        for each in sorted(new.values(), key=lambda each: each.start)
        if not any(_same(each, *one) for one in there) and not _is_small_word(each, small)
    )


def said_otherwise(one: Number, partner: str) -> bool:
    """True where the sentence that tells the same says a day by its weekday or not at all, or a year as `this year`."""
    if not partner:
        return False
    if one.kind == "day":
        return DAY_PRINTED.search(partner) is None
    return one.kind == "number" and one.value in YEARS and YEAR_BESIDE.search(partner) is not None


def _value(form: str) -> tuple[float, str]:
    if day := DAY.fullmatch(form):
        return float(day[1]) * 100 + float(day[2]), "day"
    if form[1] in "dm":
        return float(form[2:]), "day" if form[1] == "d" else "month"
    return float(form[1:].rstrip("%")), "percent" if form.endswith("%") else "number"


def _same(one: Number, value: float, kind: str, has_month: bool) -> bool:
    if "month" in (one.kind, kind):
        return (one.kind, one.value) == (kind, value)
    if "day" in (one.kind, kind):
        # A day without a month may be of any; 14日至17日 is `14 to 17`.
        return one.value == value if "m" in one.form and has_month else one.value % 100 == value % 100
    if one.kind == kind:
        return _rounded(one.value, value)
    share, times = (one.value, value) if one.kind == "percent" else (value, one.value)
    return times < 100 and times % 1 > 0 and _rounded(share, 100 * times)  # 1.6倍, 160%


def _rounded(one: float, other: float) -> bool:
    if one == other:
        return True
    if not one or not other:
        return False
    digits, value, exact = min((_digits(one), one, other), (_digits(other), other, one))
    if digits == 1:
        return value >= LARGE and abs(value - exact) <= NEARLY * exact
    return float(f"{exact:.{digits}g}") == value and _digits(exact) > digits


@lru_cache(maxsize=1 << 12)
def _digits(value: float) -> int:
    """How many digits of a number count: 80,000 has one, 81,500 three."""
    return max(1, len(f"{value:.10e}".partition("e")[0].replace(".", "").rstrip("0")))


def _is_small_word(one: Number, small: str) -> bool:
    """True where a number up to twelve stands in the other text as a character or word that counts there as none."""
    if one.kind != "number" or one.value not in SMALL_HAN:
        return False
    return any(word in small for word in SMALL_HAN[int(one.value)])


@cache
def _shares() -> dict[str, float]:
    return {str(word): float(value) for word, value in rules("retelling")["shares"].items()}


@cache
def _share_words() -> re.Pattern[str]:
    words = sorted(_shares(), key=len, reverse=True)
    return re.compile("|".join(rf"\b{word}\b" if word.isascii() else word for word in words))
