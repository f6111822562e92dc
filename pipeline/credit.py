"""Who wrote an article and where it was taken from: byline, editor, credit and dateline."""

import re
from functools import cache

from config.rules import words
from pipeline.clean import agency_of, clean_line
from pipeline.metadata import Metadata
from pipeline.names import MOST_NAMES, is_chinese_name, is_full_name, is_person, people

HAN_NAME = r"[\u3400-\u9fff·]{2,8}(?![\u3400-\u9fff·]|\s?[：:])"
LATIN_NAME = r"[A-Z][\w'’.-]{0,20}(?: [A-Z][\w'’.-]{0,20}){0,3}"
BETWEEN = r"[ 、,，/＆&\u3000\xa0]{1,3}"
BY = re.compile(
    r"(?:^|\n)\W{0,3}(?:[Bb]y|BY|Written by|Posted by|WRITTEN BY)[ :\n]\s{0,4}"
    r"(" + LATIN_NAME + r"(?:(?:,|,? and| &|\n,|\nand)\s{1,3}" + LATIN_NAME + r"){0,5})"
)
# (Reporting by Jane Roe in Washington and Ann Lee; Editing by Tom Park): on one line, or in the text nodes of one.
# A full stop is part of an initial alone: another part of the line may follow it.
NAME = r"(?:(?:[A-Z]\.){1,3}|[A-Z][\w'’-]{0,20})"
PERSON = rf"{NAME}(?: {NAME}){{0,3}}"
PLACE = rf" in {PERSON}"
PERSONS = rf"{PERSON}(?:{PLACE})?(?:(?:,|,? and| &|\n,|\nand)\s{{1,3}}{PERSON}(?:{PLACE})?){{0,5}}"
BY_PERSONS = rf" by\s{{1,3}}(?P<names>{PERSONS})"
PART = r"(?:^|\n|[;.,(\[]\s?)"
REPORTING = re.compile(
    rf"{PART}(?:[Aa]dditional |with )?(?:[Rr]eporting|[Ww]riting)(?: and (?:writing|editing))?{BY_PERSONS}"
)
EDITING = re.compile(rf"{PART}(?:[Ee]diting|Edited|(?:[Rr]eporting|[Ww]riting) and editing){BY_PERSONS}")
IN_BRACKETS = re.compile(
    r"[（(](?:[^（）()\n]{0,14}(?:记者|記者|评论员|通讯员)|作者|文)[：:/ ]{0,3}(?P<names>[^（）()\n]{2,40})[)）]"
)
AT_END = re.compile(r"[（(](?P<names>[\u3400-\u9fff]{2,4}(?:[ 、]{1,2}[\u3400-\u9fff]{2,4}){0,3}) ?[)）]$")
DATELINE_ZH = re.compile(
    r"[（(【\[]?(?P<line>(?:[\u3400-\u9fff]{2,14}?\s?\d{1,2}月\d{1,2}日\s?(?:电|讯|消息|電|訊)"
    r"|(?:新华社|中新社|中新网|人民网|本报|本刊|央视网|[\u3400-\u9fff]{2,8}(?:报|网|社|財經|财经))"
    r"[\u3400-\u9fff]{0,8}(?:电|讯|快讯|電|訊)(?=[\s（(])))"
)
DATELINE_EN = re.compile(
    r"(?P<line>[A-Z][A-Z .,'’/-]{2,40}(?:,\s[A-Z][a-zA-Z .]{1,14}(?:\s\d{1,2})?)?\s?(?:\([A-Z][A-Za-z ]{1,18}\)\s?)?)"
    r"(?:--|—|–|-)\s"
)
DATE = re.compile(r"^(?:\d{4}\s?[-/.年]|\d+$)")


def byline_of(
    metadata: Metadata,
    head: str,
    text: str,
    page: str,
    language: str,
    outlets: tuple[str, ...] = (),
    claim: str = "",
    signed: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """The reporters or authors: in Chinese first what is printed after 记者 or 作者, in English what is declared.

    `head` is what stands around the title, `page` all short text of the page, `outlets` are names that are no
    person's here, `claim` is what the route says, `signed` the text of elements whose class says author.
    """
    declared = people(metadata.json_ld.authors, outlets) or people(metadata.authors, outlets)
    if language == "en":
        return (
            declared
            or people((claim,), outlets)
            or _signed(signed, outlets)
            or _after_by(head, outlets)
            or _after_by(text[:300], outlets)
            or _desk(REPORTING, page, outlets)
        )
    ends = "\n".join((head, text[:300], text[-300:]))
    return (
        _in_brackets(ends, outlets)
        or _after_reporter(ends, outlets)
        or _after_mark(_author(), ends, outlets)
        or _after_mark(_author(), page, outlets)
        or _after_reporter(page, outlets)
        or declared
        or people((claim, *signed[:1]), outlets)
        or _at_end(text)
    )


def editor_of(page: str) -> tuple[str, ...]:
    """The desk editors that a page names after 责任编辑, else after 编辑, else after Editing by."""
    return (
        _after_mark(_editor("editor"), page, ())
        or _after_mark(_editor("editor_any"), page, ())
        or _desk(EDITING, page, ())
    )


def credit_of(metadata: Metadata, head: str, text: str, page: str, lead: tuple[str, ...] = ()) -> str:
    """Whom the page names as its 来源 or source; empty where it names none.

    `lead` are the lines cut from the head of the text: an agency that stands there alone is named too.
    """
    for place in (head, text[-300:], text[:200], page):
        for found in _credit().finditer(place):
            if credit := _outlet(found["name"]):
                return credit
    if agency := next(filter(None, map(agency_of, lead)), ""):
        return agency
    return _outlet(metadata.first("source", "copyfrom", "mediaid", "og:article:source", "contentsource"))


def dateline_of(text: str) -> str:
    """The place, day and agency at the head of a text as printed; empty where it has none."""
    first = text[:200].split("\n", 1)[0]
    found = DATELINE_ZH.match(first) or DATELINE_EN.match(first)
    return found["line"].strip(" ,-—–") if found else ""


def _in_brackets(place: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    """（记者 张三 李四）, （新京报记者张三）, 电（记者戴小河、印朋）."""
    for found in IN_BRACKETS.finditer(place):
        names = people((re.split(r"[，,。]\s?(?:系|为)", found["names"])[0],), outlets)
        if kept := tuple(name for name in names if len(name) <= 4 or "·" in name):
            return kept
    return ()


def _after_reporter(place: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    """Names after 记者 and a space; in a running sentence only what begins with a family name."""
    for found in _reporter().finditer(place):
        names = [name for name in re.split(BETWEEN, found["names"]) if is_person(name, outlets)]
        if names and is_chinese_name(names[0]):
            return tuple(dict.fromkeys(name for name in names if is_chinese_name(name)))[:MOST_NAMES]
    return ()


def _after_mark(mark: re.Pattern[str], place: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    for found in mark.finditer(place):
        if names := people((found["names"],), outlets) if found["names"].isascii() else _split(found["names"], outlets):
            return names
    return ()


def _split(names: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    kept = [name for name in re.split(BETWEEN, names) if is_person(name, outlets) and len(name) <= 8]
    return tuple(dict.fromkeys(kept))[:MOST_NAMES]


def _at_end(text: str) -> tuple[str, ...]:
    """（张三 李四） as the last words of a text."""
    found = AT_END.search(text[-80:])
    names = re.split(r"[ 、]+", found["names"]) if found else []
    return tuple(names) if names and all(map(is_chinese_name, names)) else ()


def _signed(values: tuple[str, ...], outlets: tuple[str, ...]) -> tuple[str, ...]:
    """The full names in the first signature that has any."""
    for value in values:
        parts = tuple(part for part in value.split("\n") if len(part) <= 60)
        if names := tuple(name for name in people(parts, outlets) if is_full_name(name)):
            return names
    return ()


def _after_by(place: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    for found in BY.finditer(place):
        if names := people((found[1].replace("\n", " "),), outlets):
            return names
    return ()


def _desk(part: re.Pattern[str], page: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    """The full names in that part of a desk's closing line, without the places they wrote from."""
    named = tuple(re.sub(PLACE, "", " ".join(found["names"].split())) for found in part.finditer(page))
    return tuple(name for name in people(named, outlets) if is_full_name(name))


def _outlet(value: str) -> str:
    value = clean_line(value[:200]).split("（")[0].split(" (")[0].strip("：:|-—_《》〈〉[]【】()（） ")
    if not 2 <= len(value) <= 30 or DATE.match(value) or "http" in value or value in ("网络", "互联网", "未知", "转载"):
        return ""
    return value


def _either(key: str) -> str:
    return "|".join(map(re.escape, words("marks", key)))


@cache
def _reporter() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_either('reporter')})[ /：:丨｜|\u3000]{{1,3}}(?P<names>{HAN_NAME}(?:{BETWEEN}{HAN_NAME}){{0,5}})"
    )


@cache
def _author() -> re.Pattern[str]:
    """作者：张三, 文/张三, 作者 on a line of its own; 本文作者 too, but not 图文 or 中文."""
    return re.compile(
        rf"(?:^|[\s|丨【（(\[—])(?:本文)?(?:{_either('author')})(?:\s?[：:/／丨|｜]\s{{0,6}}|\n)"
        rf"(?:[\u3400-\u9fff]{{2,12}}(?:作者|记者) )?(?P<names>{HAN_NAME}(?:{BETWEEN}{HAN_NAME}){{0,5}})"
    )


@cache
def _editor(key: str) -> re.Pattern[str]:
    name = r"[A-Za-z][\w.]{1,20}(?: [A-Z]\w{1,20})?"
    return re.compile(
        rf"(?:{_either(key)})\s?[：:丨|／/｜]\s{{0,6}}(?P<names>{HAN_NAME}(?:{BETWEEN}{HAN_NAME}){{0,4}}|{name})"
    )


@cache
def _credit() -> re.Pattern[str]:
    """来源：北海日报 up to the next field, such as 本报记者 张三 or 作者：张三; none where that follows at once."""
    marks = "|".join(map(_either, ("reporter", "editor", "editor_any")))
    # 文 is a part of other words too: it needs a space before it.
    field = rf"(?:{marks}|作者|撰文|发布时间|时间|時間|日期)\s?[：:]"
    return re.compile(
        rf"(?:(?:{_either('credit')})\s{{0,3}}[：:丨|](?!\s{{0,6}}{field})\s{{0,6}}"
        rf"|(?:^|\n)(?:{_either('credit_en')}):\s{{1,3}})"
        r"(?P<name>[^\n。；;|]{2,60}?)"
        r"(?=$|\n|[|)）】\]]|\s{2,}|\s(?:作者|编辑|责编|责任编辑|时间|日期|发布|20\d\d)|20\d\d[-年/]"
        rf"|\s?{field}|\s[\u3400-\u9fff]{{0,2}}(?:{_either('reporter')})|\s(?:{_either('author')})[\s/：:])"
    )
