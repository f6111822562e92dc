"""Where the numbers, days and times of day of a text stand, in whatever form they are written."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
SIZES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 1000, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12,
}  # fmt: skip

HAN = "[零〇一二三四五六七八九十百千万亿两]"
ANY = r"[\d零〇一二三四五六七八九十百千万亿两]"
PART = "(?:上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|晚间|夜间)"
MONTH = (
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
NTH = r"\d{1,2}(?:st|nd|rd|th)?\b"
DAYS = (
    rf"{ANY}{{2,4}}年(?:{ANY}{{1,3}}月)?(?:{ANY}{{1,3}}[日号])?",
    rf"{ANY}{{1,3}}月(?:{ANY}{{1,3}}[日号])?",
    rf"{ANY}{{1,3}}[日号]",
    r"(?:星期|礼拜|周)[一二三四五六日天]",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)",
    rf"{MONTH} {NTH}(?:,? \d{{4}}\b)?",
    rf"{MONTH} \d{{4}}\b",
    rf"{NTH}(?: of)? {MONTH}(?:,? \d{{4}}\b)?",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
)
CLOCKS = (
    rf"{PART} ?{ANY}{{1,3}}[时点:](?:{ANY}{{1,3}}分?|半|整)?",
    r"\d{1,2}(?::\d{2})? ?[ap]\.?m\b\.?",
    r"\d{1,2}[:时点](?:\d{1,2}分?(?!\d)|半|整)",
    rf"\d{{1,2}}时|{HAN}{{1,3}}[时点](?:{HAN}{{2,3}}分?|{HAN}分|半|整)",
)
SIZE = "hundred|thousand|million|billion|trillion"
PER_CENT = "percent|per cent"
WORD = "|".join(word for word in WORDS if word not in ("zero", "one"))
# A hyphen between two numbers, or within a name, is no sign.
SIGN = r"(?:(?<![\d%a-z)年月日号度元万亿个人吨米时点分])[-−]|零下 ?|负|\bminus )?"
TENTHS = "成(?![为立功员本果都长绩品交熟])"
HAN_SIZE = "(?:[十百千万亿]+(?<!千)|[十百千万亿]+(?![米克瓦伏赫卡帕焦字]))"  # 10千米 are ten of them
SIZED = rf"/\d+|(?:st|nd|rd|th)\b| ?(?:%|{HAN_SIZE}|(?:{SIZE}|{PER_CENT})\b)|(?:bn|tn|mn|[kmb])\b|{TENTHS}"
COUNTED = "[个名人例起次天年时分点倍岁元吨米项家种位座台块只条届期级周]"
NUMBERS = (
    rf"百分之{ANY}+(?:[.点]{ANY}+)?",
    rf"{ANY}{{1,4}}分之{ANY}{{1,4}}",
    rf"{SIGN}\d++(?>(?:[,.]\d++)*)(?:{SIZED})?",
    r"(?<=第)[一二三四五六七八九十百]+",
    rf"{HAN}{{2,20}}(?:{TENTHS})?",
    rf"[一二三四五六七八九两]{TENTHS}",
    rf"(?<!\d)[一二三四五六七八九十百千两](?={COUNTED})",
    rf"\b(?:{WORD}|one(?=[ -](?:{SIZE}|{PER_CENT})))(?:[ -](?:{WORD}|one|dozen|{SIZE}|{PER_CENT})\b)*\b",
    rf"\b(?:dozen|hundred|{'|'.join(ORDINALS)}|q[1-4])\b",
)
TOKEN = re.compile(f"(?P<day>{'|'.join(DAYS)})|(?P<clock>{'|'.join(CLOCKS)})|{'|'.join(NUMBERS)}")
# With what tokens begin. It is looked for in an array, and the pattern tried there alone: a search took thrice as long.
LATIN = (*MONTHS, *WEEKDAYS, *WORDS, *ORDINALS, "dozen", "hundred", "minus")
FIRST = np.zeros(2**16, np.bool_)
FIRST[[ord(each) for each in "0123456789零〇一二三四五六七八九十百千万亿两星礼周上早清凌中下傍晚夜负−-"]] = True
FIRST_THREE = np.zeros((26, 26, 26), np.bool_)  # letters of a Latin word
for _word in LATIN:
    FIRST_THREE[tuple(ord(each) - ord("a") for each in _word[:3])] = True
FIRST[ord("q")] = True
GAP = re.compile(r"[\s,(（]{1,3}")  # between a date and its weekday

WEEKDAY_OF = re.compile(r"(?:星期|礼拜|周)([一二三四五六日天])|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*day\b")

Kind = Literal["number", "date", "clock"]


class Token(NamedTuple):
    """A number, a day or a time of day where it stands in a folded text."""

    start: int
    end: int
    kind: Kind
    text: str  # as it is written, folded


def tokens_of(text: str) -> Iterator[Token]:
    """The numbers, days and times of a folded text, in their order; a weekday beside a date is a part of it."""
    last: Token | None = None
    for token in _alone(text):
        if last is not None and _belong(last, token, text):
            end = token.end + ("(" in text[last.end : token.start] and text.startswith(")", token.end))
            last = Token(last.start, end, "date", text[last.start : end])
            continue
        if last is not None:
            yield last
        last = token
    if last is not None:
        yield last


def _alone(text: str) -> Iterator[Token]:
    """The tokens before weekdays and dates are put together."""
    end = 0
    for start in _starts(text):
        if start >= end and (found := TOKEN.match(text, start)):
            end = found.end()
            yield Token(start, end, "date" if found["day"] else "clock" if found["clock"] else "number", found[0])


def _starts(text: str) -> list[int]:
    """Where a token may begin in a folded text."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4")
    if len(codes) < 3:
        return list(range(len(codes)))
    codes = np.minimum(codes, 2**16 - 1)  # what is beyond begins no token
    is_start = FIRST[codes]
    letter = codes - ord("a")
    is_letter = letter < 26
    words = np.flatnonzero(is_letter[1:-1] & is_letter[2:] & is_letter[:-2] & np.concatenate(([True], ~is_letter[:-3])))
    is_start[words[FIRST_THREE[letter[words], letter[words + 1], letter[words + 2]]]] = True
    found: list[int] = np.flatnonzero(is_start).tolist()
    return found


def _belong(last: Token, token: Token, text: str) -> bool:
    """True where a weekday and a date stand side by side."""
    if last.kind != "date" or token.kind != "date" or token.start - last.end > 3:
        return False
    if token.start > last.end and not GAP.fullmatch(text, last.end, token.start):
        return False
    return (WEEKDAY_OF.search(last.text) is None) != (WEEKDAY_OF.search(token.text) is None)
