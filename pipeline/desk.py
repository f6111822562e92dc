"""Who worked on an article at the desk: its editors, and the reporters that a closing line names."""

import re
from functools import cache
from itertools import islice

from config.rules import words
from pipeline.byline_roles import writers_in
from pipeline.names import MOST_NAMES, commonest_surnames, is_chinese_name, is_full_name, is_person, people

HAN_NAME = r"[\u3400-\u9fff·]{2,8}(?![\u3400-\u9fff·]|\s?[：:])"
BETWEEN = r"[ 、,，/＆&\u3000\xa0]{1,3}"
PARTING = re.compile(BETWEEN)
# (Reporting by Jane Roe in Washington and Ann Lee; Editing by Tom Park): on one line, or in the text nodes of one.
# A full stop is part of an initial alone: another part of the line may follow it.
NAME = r"(?:(?:[A-Z]\.){1,3}|[A-Z][\w'’-]{0,20})"
PERSON = rf"{NAME}(?: {NAME}){{0,3}}"
PLACE = rf" in {PERSON}"
PERSONS = rf"{PERSON}(?:{PLACE})?(?:(?:,|,? and| &|\n,|\nand)\s{{1,3}}{PERSON}(?:{PLACE})?){{0,5}}"
BY_PERSONS = rf" by\s{{1,3}}(?P<names>{PERSONS})"
PARTS = "\n;.,([ "  # what stands before a part of such a line
REPORTING = re.compile(rf"(?:[Rr]eporting|[Ww]riting)(?: and (?:writing|editing))?{BY_PERSONS}")
EDITING = re.compile(rf"(?:[Ee]diting|Edited){BY_PERSONS}")
EDITOR = re.compile(
    r"(?:^|[\n|])\s?(?:Web )?Editor:\s{1,3}(?P<names>[A-Za-z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,3})(?=$|[\n|])"
)
OPENING = ("（", "(", "[", "【", "|", "｜", "/", "／")
MOST_MATCHES = 200  # of 编辑 and a name that are looked at
BUTTONS = ("编辑", "編輯")
LEADS = ("additional ", "with ", "reporting and ", "writing and ")


def editor_of(page: str) -> tuple[str, ...]:
    """The desk editors that a page names after 责任编辑, else after 编辑, else after Editing by."""
    if "编" in page or "編" in page:
        for key in ("editor", "editor_any"):
            if names := _after_mark(_editor(key), page) or _after_space(key, page):
                return names
    if "Editor:" in page and (found := EDITOR.search(page)):  # huaxia, who edits all of Xinhua, is nobody
        return tuple(filter(is_full_name, people((found["names"],))))
    return _named(EDITING, page, ()) if "diting by" in page or "Edited by" in page else ()


def reporters_of(page: str, outlets: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The reporters that a closing line of the desk names."""
    return _named(REPORTING, page, outlets) if "ing by" in page or "editing by" in page else ()


def _named(part: re.Pattern[str], page: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    """The full names in that part of a desk's closing line, without the places they wrote from."""
    named = tuple(
        re.sub(PLACE, "", " ".join(found["names"].split()))
        for found in part.finditer(page)
        if _begins_part(page, found.start())
    )
    return tuple(name for name in people(named, outlets) if is_full_name(name))


def _begins_part(page: str, place: int) -> bool:
    """True at the start of a line or of a part of it, where Additional, With or Reporting and may stand before."""
    before = page[max(0, place - 24) : place]
    for lead in LEADS:
        if before.lower().endswith(lead):
            before = before[: -len(lead)]
    return not before or before[-1] in "\n;.,([" or (before[-1] == " " and before[-2:-1] in tuple(";.,(["))


def _after_mark(mark: re.Pattern[str], page: str) -> tuple[str, ...]:
    for found in mark.finditer(page):
        names = people((found["names"],)) if found["names"].isascii() else _split(found["names"])
        if names:
            return names
    return ()


def _after_space(key: str, page: str) -> tuple[str, ...]:
    """The editors of 责任编辑 张三 or 编辑 张三 校对 李四, by their family names: 编辑 is a button too."""
    for found in islice(_spaced(key).finditer(page), MOST_MATCHES):
        before = page[found.start() - 1] if found.start() else "\n"
        if not before.isspace() and before not in OPENING:
            continue
        names = [name for name in writers_in(found["run"]) if is_person(name) and is_chinese_name(name)]
        if not names or names[0] != found["first"]:
            continue
        is_sure = found["mark"] not in BUTTONS or before in OPENING or len(names[0]) > 2
        if is_sure or found["run"] != found["first"] or names[0][0] in commonest_surnames():
            return tuple(dict.fromkeys(names))[:MOST_NAMES]
    return ()


def _split(names: str) -> tuple[str, ...]:
    kept = [name for name in PARTING.split(names) if is_person(name) and len(name) <= 8]
    return tuple(dict.fromkeys(kept))[:MOST_NAMES]


@cache
def _spaced(key: str) -> re.Pattern[str]:
    marks = "|".join(map(re.escape, words("marks", key)))
    return re.compile(
        rf"(?P<mark>{marks})[ \u3000\xa0]{{1,3}}"
        rf"(?P<run>(?P<first>{HAN_NAME})(?:{BETWEEN}{HAN_NAME}){{0,4}})(?=$|[\n）)\]】\s|｜/／])"
    )


@cache
def _editor(key: str) -> re.Pattern[str]:
    name = r"[A-Za-z][\w.]{1,20}(?: [A-Z]\w{1,20})?"
    marks = "|".join(map(re.escape, words("marks", key)))
    return re.compile(
        rf"(?:{marks})\s?[：:丨|／/｜]\s{{0,6}}(?P<names>{HAN_NAME}(?>(?:{BETWEEN}{HAN_NAME}){{0,4}})|{name})(?![？?])"
    )
