"""The forms in which a report prints a day, as patterns and tables: 8月19日, 上周二, Aug. 19, a day earlier."""

import re

HAN_DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
WEEK = {word: number for number, word in enumerate("一二三四五六日")} | {"天": 6}
BACK = {"大前": 3, "前": 2, "昨": 1, "今": 0}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "a": 1}
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
HOURS = r"(?:早间|上午|凌晨|清晨|傍晚|晚间|深夜|下午|中午|午间|晚些时候|早些时候|稍早|稍晚|盘后|盘前|晚|早)?"
WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
CLOCKS = r"[\u3400-\u9fff]{2,4}时间"
# Houses have numbers and papers have parts: 5号线, 二十日元, 今日美国.
ZH = re.compile(
    rf"(?:{CLOCKS},?\s?)?(?:"
    rf"(?P<zweek>(?:本|这个?|上个?)?{WEEKDAY})(?:\s?\((?:{NUMBER}月)?{NUMBER}[日号]\))?"
    r"|(?:(?P<zyear>\d{4}|[今去前]|[〇零一二三四五六七八九]{4})\s?年\s?)?"
    rf"(?P<zmonth>{NUMBER})\s?月\s?(?P<zday>{NUMBER})\s?[日号](?:\s?\({WEEKDAY}\))?"
    rf"|(?P<zthis>本|上个?|这个?|当)月\s?(?P<zof>{NUMBER})\s?[日号]"
    rf"|(?<![\d月年第一二三四五六七八九十.-])(?P<zbare>{NUMBER})\s?"
    rf"(?:日(?!元|本|经|均|益|内|耳|线)|号(?![线楼机文店院码召称令房]))(?:\s?\({WEEKDAY}\))?"
    rf"|(?P<zback>大前|前|昨|今)(?:日(?!美国|俄罗斯|印度|头条|》)|天|晚|晨|早|夜|\s?\({NUMBER}\)\s?[日天])|(?P<zyes>昨)(?=[\u3400-\u9fff])"
    r"|(?P<zago>[一两二三四五六七\d])[日天](?:之)?前"
    r"|(?P<zsame>当[日天晚夜]|同一?[日天](?!而语)|翌日|次日|[此之]?前一[日天]|隔[日天])"
    r"|(?P<zlater>[一两二三四五六七八九十\d]{1,2})[日天](?:之|以)?后"
    r"|(?P<iyear>\d{4})[-/.](?P<imonth>\d{1,2})[-/.](?P<iday>\d{1,2})(?!\d)"
    rf"){HOURS}"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
ORDER = r"(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
NO_DAY = "century|floor|anniversary|congress|street|generation|year|time|largest|most"
EN = re.compile(
    rf"\b(?:(?:{DAY},? \(?)?(?P<month>{MONTH}) (?P<day>\d{{1,2}}){ORDER}(?!\d|:)\)?(?:,? (?P<year>{YEAR})\b)?"
    rf"|(?:{DAY},? \(?)?(?:the )?(?P<dday>\d{{1,2}}){ORDER}(?: of)? (?P<dmonth>{MONTH})\)?"
    rf"(?:,? (?P<dyear>{YEAR})\b)?"
    rf"|(?P<week>(?:next |last |this past |this |past |the previous )?{DAY})(?: (?:morning|afternoon|evening|night))?"
    r"(?: local time| \(local time\))?"
    r"|(?P<back>the day before yesterday|yesterday|today(?! (?:programme|program|show)\b)|tonight|last night"
    r"|this morning|this afternoon|this evening|earlier today|late yesterday)(?: (?:morning|afternoon|evening))?"
    r"|(?P<ago>\d{1,2}|one|two|three|four|five|six|seven|a) days? ago"
    r"|(?P<same>the same day|that (?:same )?day|a day earlier|a day later|the day before|the day after"
    r"|the previous day|the next day|the following day)"
    rf"|(?:the|on the) (?P<bare>\d{{1,2}})(?:st|nd|rd|th)\b(?! (?:{NO_DAY}))"
    r"|(?P<iyear>\d{4})-(?P<imonth>\d{1,2})-(?P<iday>\d{1,2})\b)"
)
DAYS_BACK = {"the day before yesterday": 2, "yesterday": 1, "late yesterday": 1, "last night": 1}
STEPS = {
    "a day earlier": -1,
    "the day before": -1,
    "the previous day": -1,
    "此前一日": -1,
    "此前一天": -1,
    "之前一日": -1,
    "之前一天": -1,
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
