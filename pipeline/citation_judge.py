"""Whether an outlet in a line is named as the source of what stands there, and on which day its report was."""

import re
from datetime import date

from pipeline.citation_forms import OUTLET, Forms
from pipeline.citation_lines import Group, Line

BEFORE, AFTER = 110, 200  # characters on either side that are looked at
# Behind a name that is a common word too: Fortune reported, in a Fortune interview.
STRICT = re.compile(
    r"(?:'s news\b|(?: magazine)?,? (?:has |had |first |later |also ){0,2}"
    r"(?:report|writes?\b|wrote|magazine|said\b|says\b|interview|stor(?:y|ies)\b|analys|survey|poll\b|tally|review|article"
    r"|cover\b|investigation|scoop|the [a-z]+ (?:journal|magazine|daily|weekly|newsletter)))"
)
OPENING = "《「『“〈\"'‘"
MARK, NEVER, NOTHING = "mark", "never", "nothing"


def verdict(line: Line, group: Group, forms: Forms) -> tuple[int, int] | str:
    """Where the verb stands in the line that makes the outlets of a group a source; else why none does.

    MARK is a mark or a credit of the text's own, NEVER an outlet that is the news itself, NOTHING one of which nothing
    is said.
    """
    masked = line.masked
    if _is_mark(line, group, forms):
        return MARK
    begin = max(0, group.start - BEFORE)
    before = masked[begin : group.start].rstrip(OPENING).removesuffix("the ")
    after = masked[group.end : group.end + AFTER]
    if forms.never_before.search(before) or any(form.search(after) for form in forms.never_after):
        return NEVER
    for form in forms.source:
        if found := form.search(before):
            return _span(found.re.groupindex and found.span("verb"), begin)
    for one, other in forms.both:
        if (found := other.search(after)) and one.search(before):
            return _span(found.span("verb"), group.end)
    if any(form.search(after) for form in forms.not_after):
        return NOTHING
    for form in forms.says:
        if found := form.search(after):
            return _span(found.span("verb"), group.end)
    return NOTHING


def is_strict(line: Line, group: Group, verb: tuple[int, int]) -> bool:
    """True where a name that is a common word too stands so that only an outlet can."""
    if 0 < verb[1] <= group.start:
        return True
    before = line.masked[max(0, group.start - 8) : group.start]
    return bool(STRICT.match(line.masked, group.end)) and not before.endswith((" for ", " of ", " and ", " in ", " & "))


def day_of(line: Line, group: Group, forms: Forms, taken: set[int]) -> date | None:
    """The day of the report of a group's outlets, as far as the line says it; it is noted as taken."""
    masked = line.masked
    after = [(at, day) for at, day in enumerate(line.days) if day.start >= group.end and at not in taken]
    for at, day in after[:2]:
        between, rest = masked[group.end : day.start], masked[day.end : day.end + 60]
        if any(one.search(between) and other.search(rest) for one, other in forms.day_after):
            taken.add(at)
            return day.at
    before = [(at, day) for at, day in enumerate(line.days) if day.end <= group.start and at not in taken]
    for at, day in before[::-1][:2]:
        head, between = masked[max(0, day.start - 60) : day.start], masked[day.end : group.start]
        if OUTLET in between:
            break
        between = between.rstrip(OPENING)
        if any(one.search(head) and other.search(between) for one, other in forms.day_before):
            taken.add(at)
            return day.at
    return None


def _is_mark(line: Line, group: Group, forms: Forms) -> bool:
    """True for an agency's mark at the head of a paragraph, and for a line of credits."""
    if not line.is_first or group.start > 80:
        return False
    head = line.masked[: group.end + AFTER]
    return any((found := form.search(head)) and found.end() >= group.end for form in forms.mark)


def _span(span: tuple[int, int] | object, begin: int) -> tuple[int, int]:
    return (span[0] + begin, span[1] + begin) if isinstance(span, tuple) and span[0] >= 0 else (0, 0)
