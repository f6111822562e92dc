"""The reporters of a Chinese article, printed first, else declared."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from config.rules import words
from pipeline.byline_places import Places
from pipeline.byline_roles import OTHER, writers_in
from pipeline.byline_signed import signers_in
from pipeline.claims import Claim
from pipeline.desk import BETWEEN, HAN_NAME
from pipeline.info_line import joined_parts, signer_in
from pipeline.names import MOST_NAMES, is_chinese_name, is_full_name, is_person, people

IN_BRACKETS = re.compile(
    r"[（(](?P<run>(?:[^（）()\n]{0,14}?(?:记者|記者|评论员|通讯员)|作者|文[：:/ ])[^（）()\n]{2,60})[)）]"
)
AT_END = re.compile(
    r"[（(](?P<names>[\u3400-\u9fff]{2,4}(?:[ 、]{1,2}[\u3400-\u9fff]{2,4}){0,3}?)"
    r"(?:[ 、][\u3400-\u9fff]{2,4}(?:综合)?报道)? ?[)）]$"
)
CLAUSE = re.compile(r"[，,。]\s?(?:系|为)")
BETWEEN_NAMES = re.compile(r"[ 、　]+")
MOST_MATCHES = 200  # of 记者 and a name that are looked at: a page can hold thousands
PICTURED = ("摄影", "攝影", "视觉", "图片")  # before 记者: a photographer


def chinese_claims(places: Places) -> Iterator[Claim[tuple[str, ...]]]:
    """The authors by each layer: in Chinese what is printed after 记者 or 作者 is better than what is declared."""
    metadata, text, outlets = places.metadata, places.text, places.outlets
    ends = "\n".join((*places.head, text[:300], text[-300:]))
    for found in _printed(ends, places):
        if found:
            yield Claim(found, "text")
    for layer, names in (("json-ld", metadata.json_ld.authors), ("meta", metadata.authors)):
        if kept := tuple(name for name in people(names, outlets) if _is_declared(name)):
            yield Claim(kept, layer)
    if names := people((places.claim,), outlets):
        yield Claim(names, "route")
    if name := signer_in(joined_parts(places.near[1:]), outlets):
        yield Claim((name,), "text")
    first = tuple(value.partition("\n")[0] for value in places.signed[:1])
    for found in (
        tuple(name for name in people(first, outlets) if _is_declared(name)),
        _alone(places.near[1:]),
        _at_end(text),
    ):
        if found:
            yield Claim(found, "text")


def _printed(ends: str, places: Places) -> Iterator[tuple[str, ...]]:
    yield _in_brackets(ends, places.outlets)
    yield signers_in(ends, places.outlets) or signers_in("".join(places.near[1:]), places.outlets)
    yield _after_reporter(ends, places)
    yield _after_author(ends, places)
    yield _after_author(places.page, places)
    yield _after_reporter(places.page, places)


def _in_brackets(place: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    """（记者 张三 李四）, （新京报记者张三）, 电（记者陈立新、何青）."""
    for found in IN_BRACKETS.finditer(place):
        run = CLAUSE.split(found["run"])[0]
        names = people(writers_in(run, role=OTHER), outlets)
        if kept := tuple(name for name in names if len(name) <= 4 or "·" in name):
            return kept
    return ()


def _after_reporter(place: str, places: Places) -> tuple[str, ...]:
    """Names after 记者 and a space; in a running sentence only what begins with a family name."""
    for found in islice(_reporter().finditer(place), MOST_MATCHES):
        if place.endswith(PICTURED, 0, found.start()) or places.is_anothers(place, found.start()):
            continue
        names = [name for name in writers_in(found["run"]) if is_person(name, places.outlets)]
        if names and is_chinese_name(names[0]):
            return tuple(dict.fromkeys(name for name in names if is_chinese_name(name)))[:MOST_NAMES]
    return ()


def _after_author(place: str, places: Places) -> tuple[str, ...]:
    """作者：张三, 文/张三, 作者 on a line of its own; 本文作者 too, but not 图文 or 中文."""
    for found in _author().finditer(place):
        before = place[max(0, found.start() - 2) : found.start()]
        is_parted = not before or before == "本文" or _parts(before[-1])
        # 本文来自北海日报，作者：王小明
        if not is_parted and not (before[-1] in "，,；;" and found[0].startswith(("作者：", "作者:"))):
            continue
        kept = [name for name in writers_in(found["run"]) if is_person(name, places.outlets) and len(name) <= 8]
        if kept:
            return tuple(dict.fromkeys(kept))[:MOST_NAMES]
    return ()


def _parts(character: str) -> bool:
    return character.isspace() or character in "|丨【（([—》"


def _alone(lines: tuple[str, ...]) -> tuple[str, ...]:
    """张三、李四 as a line of its own near the title; one name alone may be any other word."""
    for line in lines:
        names = BETWEEN_NAMES.split(line) if 5 <= len(line) <= 30 else []
        if 2 <= len(names) <= MOST_NAMES and all(len(name) in (2, 3) and is_chinese_name(name) for name in names):
            return tuple(names)
    return ()


def _at_end(text: str) -> tuple[str, ...]:
    """（张三 李四） or （张三 上海报道） as the last words of a text."""
    found = AT_END.search(text[-80:])
    names = BETWEEN_NAMES.split(found["names"]) if found else []
    return tuple(names) if names and all(map(is_chinese_name, names)) else ()


def _is_declared(name: str) -> bool:
    """True for what can be an author's name on a Chinese page: a name, a pen name, or a whole foreign one."""
    return is_full_name(name) if name.isascii() else len(name) <= 8 or "·" in name


def _either(key: str) -> str:
    return "|".join(map(re.escape, words("marks", key)))


@cache
def _reporter() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_either('reporter')})[ /：:丨｜|\u3000\xa0]{{1,3}}"
        rf"(?P<run>{HAN_NAME}(?:{BETWEEN}{HAN_NAME}){{0,5}}(?:[ 、/／]{{0,2}}[摄攝图圖文](?![\u3400-\u9fff]))?)"
    )


@cache
def _author() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_either('author')})(?:\s?[：:/／丨|｜]\s{{0,6}}|\n| (?=[\u3400-\u9fff]{{2,3}}\n))"
        rf"(?:[\u3400-\u9fff]{{2,12}}(?:作者|记者) )?(?P<run>{HAN_NAME}(?:{BETWEEN}{HAN_NAME}){{0,5}})"
    )
