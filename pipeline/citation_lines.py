"""A text as lines to be judged: each sentence folded, with its outlets and days as one character repeated."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.citation_days import Day, days_of
from pipeline.citation_forms import DAY, OUTLET
from pipeline.outlet_names import Named, named
from pipeline.places import Placed, placed
from pipeline.sentences import sentences
from pipeline.values import Language

LONGEST = 1200  # characters of a line: a text without full stops is cut
FIRST = 6  # characters of white space and marks before the first sentence of a paragraph
PARAGRAPH = re.compile(r"[^\n]+")
EARLIER = 400  # characters before a line in which the day told last is looked for
LONE = re.compile("[\ud800-\udfff\ufdd0\ufdd1]")  # the automaton takes no half of a pair, and the marks are ours
# What stands between the outlets of one list: 路透社、法新社和彭博社; Reuters, the FT and Bloomberg.
LIST = re.compile(
    r"(?:|、|(?:、|，)?(?:和|与|及|以及|暨)|·| ?[/&+] ?|\)?、\(?"
    r"|,? (?:and|or|as well as) (?:from |by |in )?(?:the )?"
    r"(?:(?:state )?(?:broadcaster|newspaper|daily|website|magazine|agency|rival|tabloid|local) )?)"
)
COMMA = re.compile(r", (?:the )?")
COUNTRY = re.compile(
    r"(?:英国|美国|法国|德国|日本|韩国|俄罗斯|香港|台湾|新加坡|中国|印度|英媒|美媒|日媒|韩媒|台媒|港媒|媒体)"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Outlets that stand in a row, from `start` up to `end` in their line."""

    names: tuple[Named, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: `masked` has its outlets and days as marks, as long as what was printed."""

    masked: str
    groups: tuple[Group, ...]
    days: tuple[Day, ...]
    start: int  # in the folded text
    sentence: tuple[int, int]  # in the original
    is_first: bool  # of its paragraph


@dataclass(frozen=True, slots=True)
class Looked:
    """A text and what was found of names in it."""

    text: str
    whole: Placed
    plain: str
    names: tuple[Named, ...]
    language: Language
    published: date | None
    latest: date | None = None  # the day that it was elsewhere then

    def printed(self, start: int, end: int) -> str:
        """What stands in the original for a part of the folded text."""
        if end <= start:
            return ""
        begin, stop = self.whole.origin(start, end)
        return self.text[begin:stop]


def looked_at(text: str, language: Language, published: date | None, latest: date | None = None) -> Looked:
    """The text folded, with the outlets named in it."""
    whole = placed(text)
    plain = LONE.sub(" ", whole.text).replace("’", "'").replace("\xa0", " ")
    return Looked(text, whole, plain, named(text, whole, plain), language, published, latest)


def lines_of(looked: Looked, goes_on: Callable[[str], bool]) -> Iterator[Line]:
    """The sentences of the paragraphs that name an outlet, or go on with it, in their order; long ones in pieces."""
    at, names, is_near = 0, looked.names, False
    for paragraph in PARAGRAPH.finditer(looked.text):
        first, last = (looked.whole.folded_at(place) for place in paragraph.span())
        is_named = at < len(names) and names[at].start < last
        if not is_named and not (at and (is_near or goes_on(looked.plain[first:last]))):
            continue
        is_near = is_named
        for sentence in sentences(paragraph[0]):
            begin, stop = paragraph.start() + sentence.start, paragraph.start() + sentence.end
            start, end = looked.whole.folded_at(begin), looked.whole.folded_at(stop)
            is_first = sentence.start < FIRST
            while start < end:
                piece = min(end, start + LONGEST)
                inside: list[Named] = []
                while at < len(names) and names[at].start < piece:
                    if names[at].start >= start:
                        inside.append(names[at])
                        piece = max(piece, min(end, names[at].end))
                    at += 1
                yield _line(looked, start, piece, inside, (begin, stop), is_first)
                start, is_first = piece, False


def _line(looked: Looked, start: int, end: int, inside: list[Named], sentence: tuple[int, int], is_first: bool) -> Line:
    masked = looked.plain[start:end]
    if not inside:
        return Line(masked, (), (), start, sentence, is_first)
    groups = _groups(masked, start, inside)
    pieces, last = [], 0
    for group in groups:
        pieces += [masked[last : group.start], OUTLET * (group.end - group.start)]
        last = group.end
    masked, days = with_days(looked, "".join([*pieces, masked[last:]])[: end - start], start)
    return Line(masked, groups, days, start, sentence, is_first)


def with_days(looked: Looked, masked: str, start: int) -> tuple[str, tuple[Day, ...]]:
    """The line with its days masked too, and the days."""
    days = days_of(masked, looked.language, looked.published, None, looked.latest)
    if any(day.at is None for day in days):  # `that day` may take up one of an earlier sentence
        earlier = days_of(
            looked.plain[max(0, start - EARLIER) : start], looked.language, looked.published, None, looked.latest
        )
        before = next((day.at for day in reversed(earlier) if day.at), None)
        days = days_of(masked, looked.language, looked.published, before, looked.latest)
    pieces, last = [], 0
    for day in days:
        pieces += [masked[last : day.start], DAY * (day.end - day.start)]
        last = day.end
    return "".join([*pieces, masked[last:]]), days


def _groups(masked: str, start: int, inside: list[Named]) -> tuple[Group, ...]:
    """The outlets of a line, those that stand in one list together."""
    groups: list[Group] = []
    for name in inside:
        begin, stop = name.start - start, min(len(masked), name.end - start)
        if groups:
            last = groups[-1]
            between = COUNTRY.sub("", masked[last.end : begin])
            if LIST.fullmatch(between) or (COMMA.fullmatch(between) and _goes_on(masked, start, stop, inside)):
                groups[-1] = Group((*last.names, name), last.start, stop)
                continue
        groups.append(Group((name,), begin, stop))
    return tuple(groups)


def _goes_on(masked: str, start: int, stop: int, inside: list[Named]) -> bool:
    """True where a list with commas goes on behind a name and ends with an `and`: Reuters, the FT and Bloomberg."""
    at = bisect_right(inside, start + stop - 1, key=lambda each: each.start)
    if at >= len(inside):
        return False
    between = masked[stop : inside[at].start - start]
    return bool(LIST.fullmatch(between) or COMMA.fullmatch(between))
