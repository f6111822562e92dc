"""On which day a report of an outlet was, as far as the line that names it says so."""

from datetime import date

from pipeline.citation_forms import OUTLET, Forms
from pipeline.citation_lines import Group, Line
from pipeline.citation_traits import OPENING


def day_of(line: Line, group: Group, forms: Forms, taken: set[int]) -> date | None:
    """The day of the report of a group's outlets, as far as the line says it; it is noted as taken."""
    masked = line.masked
    after = [(at, day) for at, day in enumerate(line.days) if day.start >= group.end and at not in taken]
    for at, day in after[:2]:
        between, rest = masked[group.end : day.start], masked[day.end : day.end + 60]
        if OUTLET in between and not between.startswith(","):  # ..., citing a report in another, said on Monday
            break
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
