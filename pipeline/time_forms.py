"""The forms in which pages, feeds and lists print a time, as patterns and tables."""

import re

from pipeline.zones import ZONE

# Which half of the day a clock of 12 hours means. A formatter prints 上午12:30 for half past midnight, 中午12:15 and
# 中午11:45 for noon; people say 晚上12:30 of the night that follows the evening, and 深夜1:20 of the one before.
HALVES = {
    "a": "morning", "am": "morning", "凌晨": "morning", "清晨": "morning", "早上": "morning", "早晨": "morning",
    "早间": "morning", "早間": "morning", "上午": "morning", "早": "morning",
    "中午": "noon", "正午": "noon", "午间": "noon", "午間": "noon",
    "p": "later", "pm": "later", "下午": "later", "午后": "later", "午後": "later", "傍晚": "later", "黄昏": "later",
    "黃昏": "later",
    "晚上": "night", "晚间": "night", "晚間": "night", "夜间": "night", "夜間": "night", "夜里": "night",
    "夜裡": "night", "夜晚": "night", "深夜": "night", "晚": "night", "夜": "night",
    "午夜": "midnight", "半夜": "midnight", "子夜": "midnight",
}  # fmt: skip
_PARTS = sorted((half for half in HALVES if half not in ("a", "p")), key=len, reverse=True)
PART = rf"(?:(?P<part>{'|'.join(_PARTS)})\s?)?"
CLOCK = (
    # A dot parts hour and minute only before a zone or a half of the day, or 1.25 would be a time.
    r"(?P<hour>[0-2]?\d)(?:[:：时時點点]|\.(?=[0-5]\d\s?(?:[ap]\.?m\b|BST|GMT|UTC|EDT|EST|CES?T)))(?P<minute>[0-5]\d|\d(?=分))分?"
    r"(?:[:：]?(?P<second>[0-5]\d|60)秒?(?:[.,]\d{1,9})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Twice the same mark, or the year and the hour of "June 3, 2026 - 4.12pm" would be a date of their own.
NUMERIC = re.compile(
    # v2018.12.25.1 is a version, and 978-7-2018-03-08 the number of a book; 2018.03.08.10:30 is a time.
    r"(?<!\d)(?:(?<![^a-z]v)(?<!^v)|(?=\d{4}年))(?<!-\d-)(?P<year>\d{4})\s?(?:(?P<mark>[-/.])|年)\s?(?P<month>\d{1,2})\s?"
    r"(?(mark)(?P=mark)|月)\s?(?P<day>\d{1,2})(?!\d|\.\d{1,2}(?![\d:]))[日号號]?"
    r"(?:[T\s,，]{0,3}(?:[(（]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?\s?)?"
    + PART
    # An hour alone, 下午3時, is one behind a whole date only.
    + rf"(?:{CLOCK}{ZONE}|(?P<sharp>[01]?\d|2[0-4])[时時点點](?!\d)))?",
    re.IGNORECASE | re.ASCII,
)
# 18-03-08 alone: amid a line it may be a score, a telephone, or the end of a range of times.
SHORT_DAY = re.compile(r"\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)
# In a line with other things with a clock behind it that no range of times begins, or with the word for what it is.
_SHORT = (
    r"(?P<year>\d{2})(?:(?P<mark>[-/.])|年)(?P<month>0?[1-9]|1[0-2])(?(mark)(?P=mark)|月)"
    r"(?P<day>[12]\d|3[01]|0?[1-9])"
)
SHORT_WITH_CLOCK = re.compile(
    # Amid a line 18.3.1 is a version or a price.
    r"(?<![a-z\d./-])(?<!\d:)(?:(?<!.)|(?!\d\d\.)|(?=\d\d\.\d\d\.\d\d))"
    + _SHORT
    + r"日?[T\s,，]{1,3}"
    + PART
    + CLOCK
    + r"(?![\d:]|\s?[-–—~至到]\s?\d)"
    + ZONE,
    re.IGNORECASE | re.ASCII,
)
SHORT_SAID = re.compile(
    r"(?:(?:发布|发表|發布|發表|發佈|发稿|录入|添加|上传|刊登|创建)(?:时间|日期|時間)?|(?<![\u3400-\u9fff])(?:时间|日期|時間))\s?[:：于於]?\s?"
    + _SHORT + r"(?![\d:./-])",
    re.ASCII,
)  # fmt: skip
OF_ANOTHER = re.compile(
    r"(?:比分|比赛|比賽|开赛|報名|报名|截止|截至|热线|熱線|电话|電話|分机|编号|編號|号码|拍摄|演出|活动|活動|会议|會議|考试|有效期|直播|回放|价格|版本)"
    r"(?:时间|時間|日期|是|为|為|于|於|至|到)?[\s:：]{0,3}$"
)
# On a line of its own, of what is no day.
LABELLED = re.compile(r"(?:号码|號碼|热线|熱線|电话|電話|编号|編號|比分)[:：]?$")
CHANGED = re.compile(r"(?:更新|修改|编辑)(?:时间|時間|日期)?(?:于|於)?[\s:：]{0,3}$")
# Posted 11/3/26 4:15 PM, where the month comes first.
SHORT_AMERICAN = re.compile(
    r"(?:^|(?P<said>\b(?:posted|published|created)(?:\s(?:on|at))?[:\s]\s{0,2})|^by(?:\s[\w.'’-]{1,20}){2,3}[\s,|]{1,3})"
    r"(?P<month>0?[1-9]|1[0-2])/(?P<day>[12]\d|3[01]|0?[1-9])/(?P<year>\d{2})(?![\d/])"
    r"(?:[\s,|·•–—-]{1,4}(?:at\s)?" + CLOCK + ZONE + ")?",
    re.IGNORECASE | re.ASCII,
)
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2}):?(?P<minute>[0-5]\d):?(?:(?P<second>[0-5]\d|60)(?:[.,]\d{1,9})?)?" + ZONE + ")?",
    re.ASCII,
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
WEEKDAY = (
    r"(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b)[.,]?"
)
WEEKDAY_IN = re.compile(rf"(?<![A-Za-z]){WEEKDAY}", re.IGNORECASE)
# A clock that a date stands behind: 11:52 PM · Oct 12, 2026; 14:05, Thu, 12 October 2026; 下午11:52 2026年10月12日.
CLOCK_BEFORE = re.compile(
    r"(?<![\d:：.])" + PART + CLOCK + ZONE + r"[)）]?[\s,，|·•–—-]{1,4}(?:on\s)?(?:" + WEEKDAY + r"\s)?$",
    re.IGNORECASE | re.ASCII,
)
# A clock at the end of a line whose date is further left: 2026-10-12 来源：北海日报 09:30.
CLOCK_LATER = re.compile(
    r"(?!.*(?:updat|modif|revis|更新|修改))\D{1,40}[\s|,，·]" + PART + CLOCK + ZONE + r"[)）]?$",
    re.IGNORECASE | re.ASCII,
)
# A clock or a weekday as a line of its own, beside the date that it belongs to.
ALONE = re.compile(
    r"[\s,，|·•–—(（-]{0,3}(?:at\s)?(?:" + PART + CLOCK + ZONE + "|" + WEEKDAY + r")[\s,，|·•–—)）-]{0,3}",
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
    r"(?P<word>刚刚|just now|今天|今日|today|昨天|昨日|yesterday|前天)(?:[\s,]{0,3}(?:at\s)?" + PART + CLOCK + ")?",
    re.IGNORECASE | re.ASCII,
)
THIS_YEAR = re.compile(
    # 18年3月8日 and 18-03-08 have a year of two figures before them, 115年10月12日 one of the Republic.
    r"(?<!\d)(?<!\d\d\d[-/.年])(?<!\D\d\d年)(?<!^\d\d年)(?!(?:(?<=\D\d\d[-/.])|(?<=^\d\d[-/.]))\d{1,2}[-/])"
    r"(?P<month>\d{1,2})[-/月](?P<day>\d{1,2})(?:日\s{0,2}|\s{1,2})" + PART + CLOCK,
    re.IGNORECASE | re.ASCII,
)
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
