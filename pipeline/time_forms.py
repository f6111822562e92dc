"""The forms in which pages, feeds and lists print a time, as patterns and tables."""

import re

CLOCK = (
    # A dot parts hour and minute only before a zone or a half of the day, or 1.25 would be a time.
    r"(?P<hour>[0-2]?\d)(?:[:：时點点]|\.(?=[0-5]\d\s?(?:[ap]\.?m\b|BST|GMT|UTC|EDT|EST|CES?T)))(?P<minute>[0-5]\d)分?"
    r"(?:[:：]?(?P<second>[0-5]\d|60)秒?(?:[.,]\d{1,9})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
)
ZONE = (
    r"\s{0,2}\(?(?P<zone>Z\b|UTC|GMT(?:[+-]\d{1,2})?|[+-]\d{2}:?\d{2}\b|[+-]\d{2}\b"
    r"|[ECMP][SD]?T\b|HKT\b|BST\b|CES?T\b|JST\b|KST\b|SGT\b|AE[SD]T\b|北京时间)?"
)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Twice the same mark, or the year and the hour of "June 3, 2026 - 4.12pm" would be a date of their own.
NUMERIC = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?(?:(?P<mark>[-/.])|年)\s?(?P<month>\d{1,2})\s?(?(mark)(?P=mark)|月)\s?"
    r"(?P<day>\d{1,2})(?!\d)[日号]?"
    r"(?:[T\s,，]{0,3}(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?\s?)?"
    r"(?:(?P<part>上午|下午|晚上|晚间|凌晨|早上|中午)\s?)?" + CLOCK + ZONE + ")?",
    re.IGNORECASE | re.ASCII,
)
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?"
    + ZONE
    + ")?"
)
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(NAMES, start=1)}
MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
AFTER = r"(?:[\s,|•·–—-]{0,4}(?:at\s)?" + CLOCK + ZONE + ")?"
MONTH_FIRST = re.compile(
    r"\b" + MONTH + r"\s?(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{0,2}(?P<year>\d{4})\b" + AFTER,
    re.IGNORECASE | re.ASCII,
)
DAY_FIRST = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\sof)?[\s-]" + MONTH + r",?[\s-](?P<year>\d{4})\b" + AFTER,
    re.IGNORECASE | re.ASCII,
)
CLOCK_FIRST = re.compile(
    CLOCK + ZONE + r"\)?[,\s]{1,3}(?:on\s)?" + MONTH + r"\s(?P<day>\d{1,2}),?\s(?P<year>\d{4})\b",
    re.IGNORECASE | re.ASCII,
)
SLASHED = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<then>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2})(?!\d)" + AFTER,
    re.IGNORECASE | re.ASCII,
)
MONTH_ONLY = (
    re.compile(r"(?P<year>(?:19|20)\d{2})\s?[-/.年]\s?(?P<month>1[0-2]|0?[1-9])月?", re.ASCII),
    re.compile(MONTH + r",?\s(?P<year>(?:19|20)\d{2})", re.IGNORECASE | re.ASCII),
)
EPOCH = re.compile(r"[0-9]{9,10}|[0-9]{13}")
UNIX = re.compile(
    MONTH + r"\s(?P<day>\d{1,2})\s" + CLOCK + r"\s(?P<zone>[A-Z]{3,4}|[+-]\d{4})\s(?P<year>\d{4})",
    re.IGNORECASE | re.ASCII,
)
AGO = re.compile(
    r"(?P<count>\d{1,3}|an?|half an)\s{0,2}"
    r"(?P<unit>秒钟?|分钟|个?小时|天|周|sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?)\s{0,2}(?:之?前|以前|ago)",
    re.IGNORECASE | re.ASCII,
)
WORDED = re.compile(
    r"(?P<word>刚刚|just now|今天|今日|today|昨天|昨日|yesterday|前天)(?:[\s,]{0,3}(?:at\s)?" + CLOCK + ")?",
    re.IGNORECASE | re.ASCII,
)
THIS_YEAR = re.compile(r"(?<!\d)(?P<month>\d{1,2})[-/月](?P<day>\d{1,2})日?\s{1,2}" + CLOCK, re.ASCII)
DAYS_BACK = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
UNITS = {
    "秒": 1,
    "sec": 1,
    "分": 60,
    "min": 60,
    "小": 3600,
    "hou": 3600,
    "hr": 3600,
    "天": 86400,
    "day": 86400,
    "周": 604800,
    "wee": 604800,
}
# Hours east of Greenwich. CST is China's on the pages we read and the Midwest's on others: it is left to the
# zone of the source.
OFFSETS = {
    "z": 0.0,
    "utc": 0.0,
    "gmt": 0.0,
    "est": -5.0,
    "edt": -4.0,
    "mst": -7.0,
    "mdt": -6.0,
    "pst": -8.0,
    "pdt": -7.0,
    "cdt": -5.0,
    "hkt": 8.0,
    "bst": 1.0,
    "cet": 1.0,
    "cest": 2.0,
    "jst": 9.0,
    "kst": 9.0,
    "sgt": 8.0,
    "aest": 10.0,
    "aedt": 11.0,
    "北京时间": 8.0,
}
REGIONS = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
LATER_HALF = {"下午", "晚上", "晚间"}
