"""Whom an article says it retells: the outlets it names as sources, with the day of their report and the sentences."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from pipeline.citation_dates import day_of
from pipeline.citation_forms import Forms
from pipeline.citation_judge import NEARLY, Whole, is_mark, mentions, weighed, whole_of
from pipeline.citation_lines import Line, Looked, looked_at, with_days
from pipeline.dateline import agency_in, dateline_of
from pipeline.moments import zone_of
from pipeline.outlets import Outlet, outlets
from pipeline.values import Language

FARTHEST = timezone(timedelta(hours=9))  # Tokyo and Seoul: no newsroom that is often cited has its day earlier
SHOWN = 500  # characters of a sentence that are shown
HEAD = 60  # characters in which a text begins with a report of another: 路透社12月3日报道，
REPORTED = re.compile(r"^[^，。\n]{2,30}(?:报道|報道|報導|消息)[，,]")
MOST = 200  # sentences of one outlet that are kept


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence that names an outlet, or goes on with it, as the source of what is told."""

    name: str  # as printed: 《金融時報》, 該報
    verb: str  # as printed: 報道, according to
    sentence: str
    place: int  # of the name in the text


@dataclass(frozen=True, slots=True)
class Citation:
    """An outlet that a text names as a source, the day of its report where that is told, and where it says so."""

    outlet: Outlet
    date: date | None
    said: tuple[Said, ...]

    @property
    def verb(self) -> str:
        """The first verb that makes it a source, as printed."""
        return next((each.verb for each in self.said if each.verb), "")


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    said: dict[str, list[Said]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    last: tuple[str, ...] = ()  # the outlets that `the paper` would be
    open: Said | None = None  # an outlet that was named last and of which nothing was said yet
    since: int = 0  # lines since an outlet was cited


def citations_of(
    text: str, language: Language, published: datetime | None = None, zone: str = "UTC", own: str | None = None
) -> tuple[Citation, ...]:
    """The outlets that a text names as the source of what it tells, in the order of their first sentence.

    Days are resolved against the day of publication in its zone; `own` is the id of the article's own outlet, which
    is no source of it. The agency of its dateline is none either.
    """
    day = published.astimezone(zone_of(zone)).date() if published else None
    looked = looked_at(text, language, day, published.astimezone(FARTHEST).date() if published else None)
    if not looked.names:
        return ()
    whole, own_ones, found = whole_of(looked), {own, agency_of(looked)}, _Found()
    for at, line in enumerate(whole.lines):
        found.since += 1
        _again(looked, line, whole.forms, found)
        _judge(whole, at, own_ones, found)
        _report_day(looked, line, whole.forms, found)
    return tuple(
        Citation(_outlet(outlet, said[0].name), found.days.get(outlet), tuple(said))
        for outlet, said in found.said.items()
    )


def _outlet(of: str, printed: str) -> Outlet:
    """The outlet of an id; one that the table does not have is known by its name alone."""
    return outlets().get(of) or Outlet(of, (printed.strip("《》「」 "),), "", "", "")


def _judge(whole: Whole, at: int, own: set[str | None], found: _Found) -> None:
    """Note the outlets of a line where they are a source."""
    looked, line, taken = whole.looked, whole.lines[at], set[int]()
    for group in line.groups:
        if is_mark(line, group, whole.forms):
            if line.start == 0:
                own.update(name.outlet for name in group.names)
            found.last, found.open = (), None
            continue
        scored = [
            (weighed(each, looked.language), each) for each in mentions(whole, at, group) if each.name.outlet not in own
        ]
        sources = [each for score, each in scored if score > 0]
        if not sources:
            found.last, found.open = (), None
            if scored and scored[-1][0] > NEARLY and scored[-1][1].name.is_sure:
                name = scored[-1][1].name
                found.open, found.last = _said(looked, line, name.start, name.end, ""), (name.outlet,)
            continue
        day = day_of(line, group, whole.forms, taken)
        for each in sources:
            verb = looked.printed(line.start + each.verb[0], line.start + each.verb[1])
            _note(found, each.name.outlet, _said(looked, line, each.name.start, each.name.end, verb))
            if day:
                found.days.setdefault(each.name.outlet, day)
        found.last, found.open, found.since = (sources[-1].name.outlet,), None, 0


def _again(looked: Looked, line: Line, forms: Forms, found: _Found) -> None:
    """Note a sentence that goes on with the outlet named last."""
    if not found.last:
        return
    for form in forms.again:
        for mark in form.finditer(line.masked):
            whose = mark.groupdict().get("outlet")
            if found.open and not whose:
                continue  # `the report said` makes no source of an outlet that was only named
            if line.groups and line.groups[0].start < mark.start():
                continue
            start, end = mark.span("outlet") if whose else mark.span()
            outlet = found.last[0]
            if found.open:
                _note(found, outlet, found.open)
                found.open = None
            verb = looked.printed(line.start + mark.start("verb"), line.start + mark.end("verb"))
            _note(found, outlet, _said(looked, line, line.start + start, line.start + end, verb))
            found.since = 0
            return


def _report_day(looked: Looked, line: Line, forms: Forms, found: _Found) -> None:
    """Note the day of the report where a sentence tells it apart: The interview aired on Sunday."""
    if not found.last or found.open or found.since > 2 or found.last[0] in found.days:
        return
    masked, days = (line.masked, line.days) if line.groups else with_days(looked, line.masked, line.start)
    if not days:
        return
    for form in forms.report_day:
        if told := form.search(masked):
            day = next((day for day in days if day.start == told.start("day")), None)
            if day and day.at:
                found.days[found.last[0]] = day.at
                return


def _note(found: _Found, outlet: str, said: Said) -> None:
    held = found.said.setdefault(outlet, [])
    if len(held) < MOST and (not held or held[-1].sentence != said.sentence):
        held.append(said)


def _said(looked: Looked, line: Line, start: int, end: int, verb: str) -> Said:
    begin, stop = line.sentence
    place, last = looked.whole.origin(start, end)
    if stop - begin > 2 * SHOWN:  # a text without full stops is not copied for each name in it
        begin = max(begin, place - SHOWN // 2)
    sentence = looked.text[begin : min(stop, begin + 2 * SHOWN)].strip()[:SHOWN]
    return Said(looked.text[place:last].strip(), verb, sentence, place)


def agency_of(looked: Looked) -> str | None:
    """The outlet of the text's dateline: what it is told there is its own."""
    line = dateline_of(looked.text)
    if not agency_in(looked.text) or REPORTED.search(looked.text, 0, HEAD):
        return None
    return next((name.outlet for name in looked.names if name.start < len(line) + 10), None)
