"""Who signed a Chinese report in the manner of Taiwan and Hong Kong: 〔記者林美玲、陳大文／台北報導〕."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from config.rules import rules, words
from pipeline.fold import fold, folded
from pipeline.names import is_chinese_name, is_person

HAN = r"[\u3400-\u9fff]"
NAMES = rf"{HAN}{{2,5}}(?:[、,. ]{{1,2}}{HAN}{{2,5}}){{0,4}}"
PLACES = rf"{HAN}{{0,8}}?(?:[、—–─\-·/╱ ]{{1,3}}{HAN}{{1,8}}?){{0,3}}"
DAY = r"(?:\d{1,2}月)?(?:\d{1,2}[日号])?"
BEFORE, BEHIND = r"(?:^|[\n【〔\[(|])", r"(?=[】〕\])\n:]|$)"
SLASH = r" ?[/╱|] ?"
PARTING = re.compile(r"[、，,.．／/ ]+")
MOST_MATCHES = 40
USUAL, DOUBLE = 3, 4  # characters of a name, and of one with a family name of two


def signers_in(text: str, outlets: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names of the first signature in some lines; empty where none is signed so."""
    if not _hint().search(text):
        return ()
    plain = folded(text)
    for form, is_marked in _forms():
        for found in islice(form.finditer(plain), MOST_MATCHES):
            run = _as_printed(text, plain, *found.span("names"))
            names = tuple(dict.fromkeys(_names_in(run)))
            if names and all(_is_name(name, outlets, is_marked=is_marked) for name in names):
                return names
    return ()


def _as_printed(text: str, plain: str, start: int, end: int) -> str:
    """What stands in a text where its folded form has these places."""
    if len(text) == len(plain):
        return text[start:end]
    offsets = fold(text).offsets
    return text[offsets[start] : offsets[end - 1] + 1]


def _names_in(run: str) -> Iterator[str]:
    """The names of a run, without the place behind the last: 林美玲台北, 林美玲、陳大文 台北."""
    names = PARTING.split(run)
    while len(names) > 1 and (_is_place(names[-1]) or _is_long_place(names)):
        names.pop()
    yield from names[:-1]
    yield _without_place(names[-1])


def _is_long_place(names: list[str]) -> bool:
    """True where the last of some names can be none, though those before it are: 张三 山东北海."""
    first, last = names[0], names[-1]
    return len(first) <= USUAL < len(last) and not is_chinese_name(last[:USUAL])


def _without_place(run: str) -> str:
    plain = folded(run)
    for place in (*words("signing", "ways"), *words("signing", "places")):
        if plain.endswith(place) and len(plain) - len(place) >= 2:
            return _without_place(run[: -len(place)])
    if len(run) <= DOUBLE:
        return run
    return run[: DOUBLE if plain[:2] in rules("marks")["double_surnames"] else USUAL]


def _is_name(name: str, outlets: tuple[str, ...], *, is_marked: bool) -> bool:
    if not 2 <= len(name) <= 5 or _is_place(name) or not is_person(name, outlets):
        return False
    return is_marked or (len(name) <= DOUBLE and is_chinese_name(name))


def _is_place(name: str) -> bool:
    plain = folded(name)
    return plain in _set("places") or plain in _set("ways")


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(words("signing", key))


@cache
def _hint() -> re.Pattern[str]:
    return re.compile("[报報][导導道]|[电電]|[编編][译譯]|[专專][访訪]|特稿")


@cache
def _forms() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """With a slash behind the names; without one, in brackets or a line; behind a desk; alone in brackets or a line."""
    who, endings, ways = ("|".join(words("signing", key)) for key in ("who", "endings", "ways"))
    end = rf"(?:{ways})?(?:{endings})"
    role = rf"(?:{who})[ :]?"
    desk = rf"{HAN}{{2,8}}(?:新闻|中心|频道|报|社|网)"
    lead = r"[^\n。,:]{0,10}?"  # 中央社, 〔財經
    return (
        (re.compile(rf"{role}(?P<names>{NAMES}){SLASH}{PLACES}{DAY}{end}"), True),
        (re.compile(rf"{BEFORE}{lead}{role}(?P<names>{NAMES}?(?:{HAN}{{2,8}}?)?) ?{DAY}{end}{BEHIND}"), True),
        (re.compile(rf"{BEFORE}{desk}{SLASH}(?P<names>{NAMES}) ?(?:{SLASH})?{PLACES}{end}{BEHIND}"), False),
        (re.compile(rf"{BEFORE}(?P<names>{NAMES}) (?:报导|报道){BEHIND}"), False),
        (re.compile(rf"{BEFORE}(?P<names>{NAMES}?){SLASH}{PLACES}{end}{BEHIND}"), False),
    )
