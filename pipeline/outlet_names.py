"""Where outlets are named in a text: one pass over the folded text for all names, the longest first."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.fold import letters
from pipeline.outlet_table import Spelling, countries, is_latin, spellings
from pipeline.outlets import outlets
from pipeline.places import Placed
from pipeline.unlisted import unlisted

QUOTES = {"《": "》", "「": "」", "『": "』", "“": "”", "〈": "〉", '"': '"', "‘": "’", "'": "'"}
TITLES = "《「『〈"
BEFORE = 24  # characters before a name that can say its country, or that it is a magazine
# 联合报 is no outlet in 联合报告, 中央社 none in 中央社会.
ENDS = {"报": "告道导名表刊酬价警废复考销捷答应备送请批关检税效", "社": "会区保交科论群团", "网": "络友民约红点格"}
STILL = ("表示", "表明", "告诉", "告知")  # 新京报表示
JOURNAL = re.compile(r"(?:\bthe|day's|\bjournal|\bmagazine|杂志|周刊|网站|期刊|媒体)[ :]?$")
GOES_ON = re.compile(r"[ -](?:[A-Z][a-z]|[A-Z]{2}|of )|-[a-z]")
PART = re.compile(
    r"\b(?!(?:In|By|On|The|To|For|From|With|As|When|And|But|Via|Per|While|If|At|Both|Today|Magazine|[A-Z][a-z]+day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December) )[A-Z][a-z]+ $"
)  # Live Science
WEEKDAY = re.compile(
    r" (?:[A-Z][a-z]+day|Weekly|Magazine|Online|News|Daily|Sunday|Opinion|UK|US|Jan"
    r"|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
LEAD = re.compile(r"(?:据|对|向|由|经|从|告诉|引述|援引|接受|[,。、\s]|^)$")
SAID = re.compile(r"报道|报导|引述|查询|表示|记者|访问|专访|采访|独家|消息|、[^,。]{2,12}?等?(?:多家)?媒体")
# What belongs to the name behind it: 《明镜》周刊, 法新社(AFP).
TAIL = re.compile(
    r"(?:周刊|周报|杂志|期刊|网站|新闻网|中文网|英文网|电视台|电视网|通讯社|客户端|官网|公众号|微信公众号|微博|频道|日报|报纸|媒体)"
)
BRACKET = re.compile(r"(?<=\S) ?\([a-z0-9&.+' -]{2,32}\)")


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet named in a text, from `start` up to `end` in the folded text, with the marks around its name."""

    outlet: str
    start: int
    end: int
    is_sure: bool  # False for a name that is a common word too
    is_listed: bool = True  # False for an outlet that the table does not have


def named(text: str, whole: Placed, plain: str) -> tuple[Named, ...]:
    """The outlets named in a text, in their order; `plain` is its folded text with straight apostrophes."""
    automaton, names = spellings()
    taken = bytearray(len(plain))
    hits = [
        (names[index], start, end)
        for index, start, end in automaton.find_matches_as_indexes(plain, overlapping=True)
        if _is_whole(plain, start, end, names[index])
    ]
    none: dict[int, int] = {}  # words that are no outlets, by each place in them: where the word ends
    for name, start, end in hits:
        if _is_none(name):
            none.update((at, max(end, none.get(at, 0))) for at in range(start, end))
    kept: list[tuple[int, int, Spelling]] = []
    for name, start, end in sorted(hits, key=lambda hit: (hit[1] - hit[2], hit[1])):
        # What lies in such a word is no outlet, 新报 in 新报道; what only touches one is: 财新报道.
        if _is_none(name) or none.get(start, 0) >= end:
            continue
        if taken.find(1, start, end) >= 0 or not _is_printed(text, whole, start, end, name):
            continue
        taken[start:end] = b"\x01" * (end - start)
        kept.append((start, end, name))
    found: list[Named] = []
    last: dict[str, int] = {}  # outlet: how many names before it was named
    for start, end, name in sorted(kept, key=lambda hit: hit[0]):
        outlet = _whose(text, whole, plain, start, end, name, last)
        if not outlet:
            continue
        if found and start < found[-1].end:
            continue  # 法新社(AFP): one name in two spellings
        begin, stop, is_quoted = _marked(plain, start, end)
        is_sure = not name.is_marked or is_quoted or outlet in last or _is_journal(plain, start, end)
        if not is_sure and not name.begins_latin and not _is_told(plain, start, end, outlet):
            continue  # 财经 and 外交 are seldom outlets without title marks
        last[outlet] = len(found)
        found.append(Named(outlet, begin, stop, is_sure or not name.begins_latin or outlet in name.short))
    return tuple(sorted([*found, *_unlisted(text, whole, found)], key=lambda each: each.start))


def _is_none(name: Spelling) -> bool:
    return not (name.outlet or name.also or name.short)


def _unlisted(text: str, whole: Placed, listed: list[Named]) -> Iterator[Named]:
    """Outlets of which only the shape of their names is known; a Latin one is not sure."""
    last = 0
    ends = [0, *(each.end for each in listed)]
    for begin, stop, name in sorted(unlisted(text)):
        start, end = whole.folded_at(begin), whole.folded_at(stop)
        at = bisect_left(listed, end, key=lambda each: each.start)  # the listed ones that begin before its end
        if start >= last and ends[at] <= start:
            last = end
            yield Named(letters(name), start, end, not name.isascii(), is_listed=False)


def _is_told(plain: str, start: int, end: int, outlet: str) -> bool:
    """True for a Chinese paper without its marks, where what stands on both sides tells it: 向明報表示."""
    if outlets()[outlet].language != "zh":
        return False
    return bool(LEAD.search(plain[max(0, start - 3) : start]) and SAID.match(plain, end))


def _is_journal(plain: str, start: int, end: int) -> bool:
    return plain.startswith("the ", start, end) or bool(JOURNAL.search(plain[max(0, start - BEFORE) : start]))


def _is_whole(plain: str, start: int, end: int, name: Spelling) -> bool:
    if name.begins_latin and start and (is_latin(plain[start - 1]) or (name.is_marked and plain[start - 1] == "-")):
        return False
    after = plain[end : end + 1]
    if name.ends_latin:
        return not is_latin(after)
    return not after or after not in ENDS.get(plain[end - 1], "") or plain.startswith(STILL, end)


def _is_printed(text: str, whole: Placed, start: int, end: int, name: Spelling) -> bool:
    if not name.printed:
        return True
    begin, stop = whole.origin(start, end)
    printed = text[begin:stop].replace("’", "'")
    if printed not in name.printed:
        return False
    # The National Library, Nature Astronomy: a name that goes on is another.
    is_loose = name.is_marked or printed[:4] in ("the ", "The ")
    goes_on = GOES_ON.match(text, stop) and not WEEKDAY.match(text, stop)
    return not (is_loose and (goes_on or PART.search(text[max(0, begin - BEFORE) : begin])))


def _whose(text: str, whole: Placed, plain: str, start: int, end: int, name: Spelling, last: dict[str, int]) -> str:
    """The outlet of that name: by its country, by what the text named before, by its script, else the first."""
    if not name.also and not name.short:
        return name.outlet
    before = plain[max(0, start - BEFORE) : start].rstrip("《「『“〈\"' ").removesuffix(" the").removesuffix(" daily")
    for outlet in filter(None, (*name.also, name.outlet)):
        words = countries()[outlet]
        if before.endswith(words) or (plain.startswith(" in ", end) and plain.startswith(words, end + 4)):
            return outlet
    if known := [outlet for outlet in (*name.short, *name.also, name.outlet) if outlet in last]:
        return max(known, key=last.__getitem__)
    if name.also and name.begins_latin and (near := _where((name.outlet, *name.also), last)):
        return near
    if name.also and _is_traditional(text, whole, plain, start):
        there = {outlets()[outlet].country: outlet for outlet in name.also}
        return there.get("TW") or there.get("HK") or name.outlet
    return name.outlet


def _where(of: tuple[str, ...], last: dict[str, int]) -> str:
    """The outlet of several with one name in whose country, and in no other's, outlets were named before."""
    known = {outlets()[each].country for each in last}
    there = [each for each in filter(None, of) if outlets()[each].country in known]
    return there[0] if len(there) == 1 else ""


def _is_traditional(text: str, whole: Placed, plain: str, start: int) -> bool:
    begin, stop = whole.origin(start, min(len(plain), start + 4))
    return text[begin:stop].lower() != plain[start : start + 4]


def _marked(plain: str, start: int, end: int) -> tuple[int, int, bool]:
    """Where the name with its marks, its kind and its other spelling begins and ends, and whether it has marks."""
    opening = plain[start - 1 : start]
    is_quoted = bool(opening) and QUOTES.get(opening) == plain[end : end + 1]
    if is_quoted:
        start, end = start - 1, end + 1
    elif opening and opening in TITLES and (close := plain.find(QUOTES[opening], end, end + 8)) >= 0:
        start, end, is_quoted = start - 1, close + 1, True  # 《金融时报》, 《日经亚洲周刊》
    if tail := TAIL.match(plain, end):
        end = tail.end()
    if bracket := BRACKET.match(plain, end):
        end = bracket.end()
    return start, end, is_quoted
