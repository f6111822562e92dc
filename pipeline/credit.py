"""Whom an article was taken from (来源): as its page prints or declares it, or as its dateline says."""

import re
from collections.abc import Iterator
from functools import cache

from config.rules import words
from pipeline.claims import Claim
from pipeline.clean import agency_of, clean_line
from pipeline.dateline import agency_in
from pipeline.metadata import Metadata

DATE = re.compile(r"^(?:\d{4}\s?[-/.年]|\d+$)")
DECLARED = (
    "source",
    "copyfrom",
    "og:article:source",
    "article:source",
    "contentsource",
    "original-source",
    "news_source",
)
NOBODY = frozenset(
    [
        "网络", "互联网", "未知", "转载", "综合", "本站", "原创", "本站原创", "原创文章", "网络整理", "网络综合",
        "网络转载", "综合整理",
    ]
)  # fmt: skip
TITLED = re.compile(r"《[^《》]+》")
COUNTS = "阅读|浏览|点击|访问|人气|评论|字体|字号|分享|收藏|打印|点赞|转发|关注|查看"


def credit_of(metadata: Metadata, head: str, text: str, page: str, lead: tuple[str, ...] = ()) -> Claim[str] | None:
    """Whom the page names as its 来源 or source by the most trusted layer; None where it names none."""
    return next(credit_claims(metadata, head, text, page, lead), None)


def credit_claims(
    metadata: Metadata, head: str, text: str, page: str, lead: tuple[str, ...] = ()
) -> Iterator[Claim[str]]:
    """The credit by each layer that names one, the most trusted first.

    `lead` are the lines cut from the head of the text: an agency that stands there alone is named too.
    """
    for place in (head, text[-300:], text[:200], page):
        if credit := _printed(place):
            yield Claim(credit, "text")
    named = (name for line in lead for name in (agency_of(line), agency_in(line)))
    if agency := next(filter(None, named), "") or agency_in(text):
        yield Claim(agency, "text")
    if declared := _outlet(metadata.first(*DECLARED)):
        yield Claim(declared, "meta")
    # Agencies sign their copy as its author.
    for layer, names in (("json-ld", metadata.json_ld.authors), ("meta", metadata.authors)):
        if agency := next(filter(None, map(agency_of, names)), ""):
            yield Claim(agency, layer)


def _printed(place: str) -> str:
    if not any(mark in place for mark in (*words("marks", "credit"), *words("marks", "credit_en"))):
        return ""
    return next(filter(None, (_outlet(found["name"]) for found in _credit().finditer(place))), "")


def _outlet(value: str) -> str:
    value = clean_line(value[:200]).split("（")[0].split(" (")[0].strip("：:|-—_〈〉[]【】()（） ")
    if TITLED.fullmatch(value) or not TITLED.search(value):  # not of 《财经》杂志
        value = value.strip("《》")
    if not 2 <= len(value) <= 30 or DATE.match(value) or "http" in value or "\ufffd" in value or value in NOBODY:
        return ""
    return value


def _either(key: str) -> str:
    return "|".join(map(re.escape, words("marks", key)))


@cache
def _credit() -> re.Pattern[str]:
    """来源：北海日报 up to the next field, such as 本报记者 张三 or 作者：张三; none where that follows at once."""
    marks = "|".join(map(_either, ("reporter", "editor", "editor_any")))
    # 文 is a part of other words too: it needs a space before it.
    field = rf"(?:{marks}|作者|撰文|发布时间|时间|時間|日期)\s?[：:]"
    return re.compile(
        rf"(?:(?:{_either('credit')})(?:\s{{0,3}}[：:丨|｜]|于\s)(?!\s{{0,6}}{field})\s{{0,6}}"
        rf"|(?:^|\n)(?:{_either('credit_en')}):\s{{1,3}})"
        r"(?P<name>[^\n。；;|｜]{2,60}?)"
        rf"(?=$|\n|[|｜)）】\]]|\s{{2,}}|\s(?:作者|编辑|责编|责任编辑|时间|日期|发布|{COUNTS}|20\d\d|\d{{1,2}}[-/月:])|20\d\d[-年/]"
        rf"|\s?{field}|\s[\u3400-\u9fff]{{0,2}}(?:{_either('reporter')})|\s(?:{_either('author')})[\s/：:])"
    )
