"""Whom an article says it retells: the outlets it names as sources, with the day of their report and the sentences."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeline.citation_forms import Forms, forms_of
from pipeline.citation_judge import MARK, NOTHING, day_of, is_strict, verdict
from pipeline.citation_lines import Group, Line, Looked, lines_of, looked_at, with_days
from pipeline.dateline import agency_in, dateline_of
from pipeline.moments import zone_of
from pipeline.outlets import Outlet, outlets
from pipeline.values import Language

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
    looked = looked_at(text, language, day)
    if not looked.names:
        return ()
    forms = forms_of(language)
    own_ones = {own, _agency(looked)}
    found = _Found()

    def goes_on(plain: str) -> bool:
        return any(form.search(plain) for form in forms.again)

    for line in lines_of(looked, goes_on):
        found.since += 1
        _again(looked, line, forms, found)
        taken: set[int] = set()
        for group in line.groups:
            _judge(looked, line, group, forms, own_ones, taken, found)
        _report_day(looked, line, forms, found)
    return tuple(
        Citation(_outlet(outlet, said[0].name), found.days.get(outlet), tuple(said))
        for outlet, said in found.said.items()
    )


def _outlet(of: str, printed: str) -> Outlet:
    """The outlet of an id; one that the table does not have is known by its name alone."""
    return outlets().get(of) or Outlet(of, (printed.strip("《》「」 "),), "", "", "")


def _judge(
    looked: Looked, line: Line, group: Group, forms: Forms, own: set[str | None], taken: set[int], found: _Found
) -> None:
    """Note the outlets of a group where they are a source."""
    judged = verdict(line, group, forms)
    names = [name for name in group.names if name.outlet not in own]
    if not isinstance(judged, str):
        names = [name for name in names if name.is_sure or is_strict(line, group, judged)]
    if not names or isinstance(judged, str):
        found.last, found.open = (), None
        if names and judged == NOTHING and names[-1].is_sure:
            name = names[-1]
            found.open = _said(looked, line, name.start, name.end, "")
            found.last = (name.outlet,)
        elif judged == MARK and line.start == 0:
            own.update(name.outlet for name in names)
        return
    verb = looked.printed(line.start + judged[0], line.start + judged[1])
    day = day_of(line, group, forms, taken)
    for name in names:
        _note(found, name.outlet, _said(looked, line, name.start, name.end, verb))
        if day:
            found.days.setdefault(name.outlet, day)
    found.last, found.open, found.since = (names[-1].outlet,), None, 0


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


def _agency(looked: Looked) -> str | None:
    """The outlet of the text's dateline: what it is told there is its own."""
    line = dateline_of(looked.text)
    if not agency_in(looked.text) or REPORTED.search(looked.text, 0, HEAD):
        return None
    return next((name.outlet for name in looked.names if name.start < len(line) + 10), None)
