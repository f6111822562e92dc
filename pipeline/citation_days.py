"""Days as a report prints them, resolved against the day of publication: 8月19日, 25日, 周二, yesterday, Aug. 19."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

HAN_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
WEEK = {word: number for number, word in enumerate("一二三四五六日")} | {"天": 6}
BACK = {"大前": 3, "前": 2, "昨": 1, "今": 0}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "a": 1}
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
HOURS = r"(?:早间|上午|凌晨|清晨|傍晚|晚间|深夜|下午|中午|午间|晚些时候|早些时候|稍早|稍晚|盘后|盘前|晚|早)?"
WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
ZH = re.compile(
    r"(?:(?:当地|北京|美东|美国东部|美西|欧洲|伦敦|东京|台北|台湾|香港)时间,?\s?)?(?:"
    rf"(?P<zweek>(?:本|这个?|上个?)?{WEEKDAY})(?:\s?\((?:{NUMBER}月)?{NUMBER}[日号]\))?"
    rf"|(?:(?P<zyear>\d{{4}}|[今去前]|[〇零一二三四五六七八九]{{4}})\s?年\s?)?(?P<zmonth>{NUMBER})\s?月\s?(?P<zday>{NUMBER})\s?[日号]"
    rf"(?:\s?\({WEEKDAY}\))?"
    rf"|(?P<zthis>本|上个?|这个?|当)月\s?(?P<zof>{NUMBER})\s?[日号]"
    rf"|(?<![\d月年第一二三四五六七八九十.-])(?P<zbare>{NUMBER})\s?(?:日(?!元|本|经|均|益|内|耳|线)|号(?![线楼机文店院码召称令房]))(?:\s?\({WEEKDAY}\))?"
    r"|(?P<zback>大前|前|昨|今)(?:日(?!美国|俄罗斯|印度|头条|》)|天|晚|晨|早|夜)|(?P<zyes>昨)(?=[\u3400-\u9fff])"
    r"|(?P<zago>[一两二三四五六七\d])[日天](?:之)?前"
    r"|(?P<zsame>当[日天]|同[日天](?!而语)|翌日|次日|前一[日天]|隔[日天])"
    r"|(?P<iyear>\d{4})[-/.](?P<imonth>\d{1,2})[-/.](?P<iday>\d{1,2})(?!\d)"
    rf"){HOURS}"
)
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
ORDER = r"(?:st|nd|rd|th)?"
EN = re.compile(
    rf"\b(?:(?:{DAY},? \(?)?(?P<month>{MONTH}) (?P<day>\d{{1,2}}){ORDER}(?!\d|:)\)?(?:,? (?P<year>(?:19|20)\d\d)\b)?"
    rf"|(?:{DAY},? \(?)?(?:the )?(?P<dday>\d{{1,2}}){ORDER}(?: of)? (?P<dmonth>{MONTH})\)?(?:,? (?P<dyear>(?:19|20)\d\d)\b)?"
    rf"|(?P<week>(?:next |last |this past |this |past |the previous )?{DAY})(?: (?:morning|afternoon|evening|night))?(?: local time| \(local time\))?"
    r"|(?P<back>the day before yesterday|yesterday|today|tonight|last night|this morning|this afternoon|this evening|earlier today|late yesterday)"
    r"(?: (?:morning|afternoon|evening))?"
    r"|(?P<ago>\d{1,2}|one|two|three|four|five|six|seven|a) days? ago"
    r"|(?P<same>the same day|that (?:same )?day|a day earlier|a day later|the day before|the day after|the previous day|the next day|the following day)"
    r"|(?:the|on the) (?P<bare>\d{1,2})(?:st|nd|rd|th)\b(?! (?:century|floor|anniversary|congress|street|generation|year|time|largest|most))"
    r"|(?P<iyear>\d{4})-(?P<imonth>\d{1,2})-(?P<iday>\d{1,2})\b)"
)
DAYS_BACK = {"the day before yesterday": 2, "yesterday": 1, "late yesterday": 1, "last night": 1}
STEPS = {
    "a day earlier": -1,
    "the day before": -1,
    "the previous day": -1,
    "前一日": -1,
    "前一天": -1,
    "a day later": 1,
    "the day after": 1,
    "the next day": 1,
    "the following day": 1,
    "翌日": 1,
    "次日": 1,
    "隔日": 1,
    "隔天": 1,
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed in a folded text, and which it is; None where the text does not say enough."""

    start: int
    end: int
    at: date | None


def days_of(plain: str, language: str, published: date | None, before: date | None = None) -> tuple[Day, ...]:
    """The days printed in a folded text, none later than the day of publication where one is told without its year.

    `before` is the day told last before the text, which `that day` takes up.
    """
    found: list[Day] = []
    last = before
    for match in (ZH if language == "zh" else EN).finditer(plain):
        if not match[0]:
            continue
        at = _at(match, language, published, last)
        last = at or last
        found.append(Day(match.start(), match.end(), at))
    return tuple(found)


def _at(match: re.Match[str], language: str, published: date | None, last: date | None) -> date | None:
    part = match.groupdict()
    if part["iyear"]:
        return _day(int(part["iyear"]), int(part["imonth"]), int(part["iday"]))
    return _chinese(part, published, last) if language == "zh" else _english(part, published, last)


def _chinese(part: dict[str, str | None], published: date | None, last: date | None) -> date | None:
    if month := part["zmonth"]:
        return _of_year(part["zyear"], _number(month), _number(part["zday"] or ""), published)
    if same := part["zsame"]:
        return last + timedelta(days=STEPS.get(same, 0)) if last else None
    if published is None:
        return None
    if week := part["zweek"]:
        return _weekday(WEEK[week[-1]], published, is_last=week.startswith("上"))
    if this := part["zthis"]:
        first = published.replace(day=1)
        month_of = first if not this.startswith("上") else (first - timedelta(days=1)).replace(day=1)
        return _day(month_of.year, month_of.month, _number(part["zof"] or ""))
    if bare := part["zbare"]:
        return _of_month(_number(bare), published)
    if back := part["zback"] or part["zyes"]:
        return published - timedelta(days=BACK[back])
    ago = part["zago"] or ""
    return published - timedelta(days=_number(ago))


def _english(part: dict[str, str | None], published: date | None, last: date | None) -> date | None:
    month, day = part["month"] or part["dmonth"], part["day"] or part["dday"]
    if month and day:
        return _of_year(part["year"] or part["dyear"], MONTHS.index(month[:3]) + 1, int(day), published)
    if same := part["same"]:
        return last + timedelta(days=STEPS.get(same, 0)) if last else None
    if published is None:
        return None
    if week := part["week"]:
        if week.startswith("next"):
            return None
        number = WEEKDAYS.index(week.rpartition(" ")[2])
        return _weekday(number, published, is_last=week.startswith(("last", "the previous")))
    if bare := part["bare"]:
        return _of_month(int(bare), published)
    if ago := part["ago"]:
        return published - timedelta(days=int(ago) if ago.isdigit() else COUNTS[ago])
    return published - timedelta(days=DAYS_BACK.get(part["back"] or "", 0))


def _of_year(year: str | None, month: int, day: int, published: date | None) -> date | None:
    """The day of the year printed, else the latest that is not after publication."""
    if year and year not in "今去前":
        number = int(year) if year.isdigit() else int("".join(str(HAN_DIGITS[digit]) for digit in year))
        return _day(number, month, day)
    if published is None:
        return None
    if year:
        return _day(published.year - "今去前".index(year), month, day)
    years = range(published.year, published.year - 5, -1)  # 29 February
    return next((at for each in years if (at := _day(each, month, day)) and at <= published), None)


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
