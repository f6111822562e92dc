"""The dateline (电头) at the head of a text: place, day and agency."""

import re

from pipeline.clean import agency_of

LONGEST = 200  # characters of a first line that can hold it
ZH_NAME = r"[\u3400-\u9fffA-Za-z0-9]"
ZH_DAY = r"\d{1,2}月\d{1,2}日"
# 新华社北京8月19日电, 中新网8月19日电, 本报讯, 据新华社拉萨电, 央视网消息, 参考消息网8月19日报道,
# 中央社記者林美玲台北1日電
ZH = re.compile(
    r"[（(【〔\[]?(?P<line>"
    rf"(?:{ZH_NAME}{{2,14}}?\s?{ZH_DAY}\s?(?:电|讯|消息|電|訊)"
    rf"|(?!据){ZH_NAME}{{2,14}}?\s?{ZH_DAY}\s?报道(?=[：:，, ])"
    r"|[\u3400-\u9fff]{1,5}社[\u3400-\u9fff、]{1,22}?(?:\d{1,2}月)?\d{1,2}[日号號](?:[综綜]合外|[专專])?[电電](?:[报報][导導道])?(?=[\s（()），,：:】〕]|$)"
    r"|(?:新华社|中新社|中新网|人民网|本报|本刊|本社|央视网|[\u3400-\u9fff]{2,8}(?:报|网|社|網|報|財經|财经))"
    r"[\u3400-\u9fff]{0,8}(?:电|讯|快讯|消息|電|訊)(?=[\s（(，,：:】]|$)))"
)
CITY = r"[A-Z][A-Z.'’-]{1,20}(?:[ /][A-Z][A-Z.'’-]{0,20}){0,3}"
PLACE = r"[A-Z][a-z.'’-]{1,20}(?:[ /][A-Z][a-z.'’-]{1,20}){0,3}"
REGION = r"(?:, (?:[A-Z][a-z]{1,14}\.?(?: [A-Z][a-z]{1,14})?|(?:[A-Z]\.){2}|[A-Z]{2}))?"
DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?"
AGENCY = r"\s?(?:\((?P<agency{0}>[A-Z][\w &.-]{{1,30}})\)|/(?P<wire{0}>[A-Z][\w ]{{2,20}})/)"
EN = re.compile(
    rf"(?P<line>{CITY}{REGION}(?:,? {DAY})?(?:{AGENCY.format(1)})?"  # WASHINGTON (AP) —, LONDON —
    rf"|{PLACE}{REGION}(?:,? {DAY})?{AGENCY.format(2)}"  # Beijing (AFP) –
    rf"|{DAY}{AGENCY.format(3)}"  # Aug 19 (Reuters) -
    r"|\((?P<alone>[A-Z][\w &.-]{1,30})\))"  # (Bloomberg) --, of an agency alone
    r"\s?(?:--|—|–|-)\s?(?=[A-Z“\"'‘\d])"
)
LEAST_CITY = 4  # letters: AI – and US – are no places


def dateline_of(text: str) -> str:
    """The dateline as printed; empty where a text has none."""
    found = _found(text)
    return found["line"].strip(" ,-—–") if found else ""


def agency_in(text: str) -> str:
    """The news agency that the dateline of a text names; empty where it names none."""
    found = _found(text)
    if found is None:
        return ""
    if found.re is EN:
        named = next(filter(None, (found[key] for key in found.re.groupindex if key != "line")), "")
        return agency_of(named)
    line = found["line"].removeprefix("据")
    return next((line[:size] for size in range(len(line), 1, -1) if agency_of(line[:size])), "")


def _found(text: str) -> re.Match[str] | None:
    first = text[:LONGEST].split("\n", 1)[0]
    if found := ZH.match(first):
        return found
    found = EN.match(first)
    if found is None or len(found["line"].split(" (")[0]) < LEAST_CITY:
        return None
    return None if found["alone"] and not agency_of(found["alone"]) else found
