"""Newsrooms by what they are called: whom a credit names, who is a news agency, who an institution and no newsroom."""

import re
from collections.abc import Iterable
from functools import cache

from config.rules import rules, words
from pipeline.dateline import agency_in
from pipeline.fold import folded, letters
from pipeline.outlets import outlets

LONGEST = 200  # characters of a credit that are looked at
MOST = 8
PARTS = re.compile(r"[、,，/;；&|]|\s(?:and|和|与|及)\s")
HAN = re.compile(r"[\u3400-\u9fff]")
LEAD = re.compile(r"^(?:据|综合|转自|转载自|来自|来源|文章来源|本文来源|by|via|from|source|©|copyright)\s?[:：]?\s?")
# What is said of a newsroom behind its name: where it published, who wrote, that it is its dispatch.
TAIL = re.compile(
    r"(?:[\s·_(（-]{0,3}(?:新闻)?(?:客户端|app|微信公众号|公众号|微信|官方微博|微博|网站|官网|官方网站|视频号|头条号|百家号"
    r"|综合|报道|消息|快讯|电|讯)[)）]?"
    r"|\s?(?:特约|首席)?(?:记者|编辑|通讯员|作者).{0,60}"
    r"|\s(?:in english|english(?: edition)?|international(?: edition)?|online|newspaper|news))$"
)


def newsrooms_of(credit: str) -> tuple[str, ...]:
    """The ids of the newsrooms that a credit names, in its order; none for the empty one.

    The id is the outlet's where its name is known, else the folded letters of the name.
    """
    whole = credit[:LONGEST].strip()
    if known := known_as(whole):
        return (known,)
    found = (newsroom(part) for part in PARTS.split(whole))
    return tuple(dict.fromkeys(each for each in found if each))[:MOST]


def newsroom(name: str) -> str:
    """The id of the newsroom of that name; empty where there is no letter in it."""
    plain = LEAD.sub("", folded(name[:LONGEST].strip()))
    if known := known_as(plain) or known_as(agency_in(plain)):  # 新华社北京10月12日电
        return known
    for _ in range(2):  # 新华社客户端记者张三
        plain = TAIL.sub("", plain)
        if known := known_as(plain):
            return known
    first = plain.split(" ", 1)[0]
    if HAN.search(first) and (known := known_as(TAIL.sub("", first))):
        return known
    return letters(plain) or letters(name)


def known_as(name: str) -> str:
    """The id of the outlet of exactly that name; empty where there is none."""
    return _names().get(letters(name), "")


def agency_of_dateline(dateline: str) -> str:
    """The id of the news agency that a dateline names; empty where it names none."""
    agency = agency_in(dateline) or agency_in(f"{dateline} — A")  # an English one is told by what follows it
    return newsroom(agency) if agency else ""


def is_agency(of: str) -> bool:
    """True for the id of a newsroom that is a news agency."""
    return of in _agencies()


def is_institution(of: str) -> bool:
    """True for the id of one that publishes releases and is no newsroom: an authority, a company, a university."""
    if not of or of in outlets():
        return False
    endings, inside, services = _institutions()
    return of in services or of.endswith(endings) or any(word in of for word in inside)


def name_of(of: str) -> str:
    """The first name of a newsroom in its id's stead where it is known, else the id."""
    known = outlets().get(of)
    return known.names[0] if known and known.names else of


def all_of(names: Iterable[str]) -> frozenset[str]:
    """The ids of the newsrooms of these names."""
    return frozenset(each for name in names if (each := newsroom(name)))


@cache
def _names() -> dict[str, str]:
    return {letters(name): each.id for each in outlets().values() for name in each.names}


@cache
def _agencies() -> frozenset[str]:
    return all_of(words("marks", "agencies"))


@cache
def _institutions() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    held = rules("institutions")
    endings, inside, services = (tuple(map(letters, held[key])) for key in ("endings", "words", "services"))
    return endings, inside, frozenset(services)
