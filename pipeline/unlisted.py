"""Outlets that the table does not have, told by the shape of their names and by what calls them outlets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache

from config.rules import rules
from pipeline.citation_forms import filled

BEFORE = 48  # characters before a name in which that is looked for which calls it an outlet
HAN = re.compile("[\u3400-\u9fff]")
INDEFINITE = re.compile(r"\b[Aa]n? \Z")  # an Abu Dhabi daily
ENGLISH = 4  # a text of which no more than every fourth character is Han is looked through as English too


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms in config/rules/unlisted.yml, compiled."""

    marked: re.Pattern[str]
    han_bare: re.Pattern[str]
    latin_in_han: re.Pattern[str]
    phrase: re.Pattern[str]
    shaped: re.Pattern[str]
    call: re.Pattern[str]
    called: re.Pattern[str]
    reports: re.Pattern[str]
    calls: re.Pattern[str]
    lead: re.Pattern[str]
    of: re.Pattern[str]
    between: re.Pattern[str]
    other: re.Pattern[str]
    nation: re.Pattern[str]
    day: re.Pattern[str]
    generic: re.Pattern[str]


def unlisted(text: str) -> Iterator[tuple[int, int, str]]:
    """Where an outlet of that shape is named in a text: start, end, and the name; some are of other kinds."""
    forms, han = _forms(), len(HAN.findall(text))
    for form in (forms.marked, forms.han_bare, forms.latin_in_han) if han else ():
        for found in form.finditer(text):
            start, end = found.span(found.lastgroup or "")
            if name := _name(text[start:end], forms)[0]:
                marks = int(form is forms.marked)
                yield start - marks, start + len(name) + marks, name
    if ENGLISH * han < len(text):
        yield from _english(text, forms)


def _english(text: str, forms: Forms) -> Iterator[tuple[int, int, str]]:
    """The unlisted outlets of an English text: each capitalised phrase is looked at once."""
    for found in forms.phrase.finditer(text):
        start, end = found.span()
        reports = forms.reports.match(text, end)
        if not (
            reports
            or forms.called.match(text, end)
            or forms.shaped.search(found[0])
            or forms.call.fullmatch(found[0])
            or forms.calls.search(text[max(0, start - BEFORE) : start])
        ):
            continue
        for part in forms.between.split(found[0]):
            at = text.find(part, start, end)
            name, begin = _name(part, forms)
            if reports and "s " in part[:begin]:  # The Verge's Tom Warren reports
                continue
            if name and (forms.shaped.search(name) or not INDEFINITE.search(text, 0, at + begin)):
                yield at + begin, at + begin + len(name), name


def _name(printed: str, forms: Forms) -> tuple[str, int]:
    """The name without what leads to it (On Friday, Bulgaria's), and where it begins; empty for what is no outlet's."""
    begin = 0
    while lead := forms.lead.match(printed, begin) or forms.of.match(printed, begin):
        begin = lead.end()
    name = printed[begin:].rstrip(".'’").removesuffix("'s").removesuffix("’s")
    if not name or forms.other.fullmatch(name.rsplit(" ", 1)[-1]) or forms.day.match(name):
        return "", 0
    if forms.lead.match(f"{name} A"):  # One newspaper says so
        return "", 0
    return ("", 0) if forms.generic.fullmatch(name) or forms.nation.fullmatch(name) else (name, begin)


@cache
def _forms() -> Forms:
    held = rules("unlisted")
    parts: dict[str, str] = {}
    for name, text in held["parts"].items():
        parts[name] = filled(text, parts)
    return Forms(**{each.name: re.compile(filled(held[each.name], parts)) for each in fields(Forms)})
