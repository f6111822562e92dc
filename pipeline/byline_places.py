"""Where the names of who wrote an article can stand on its page, in either language."""

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.dates import parse_time
from pipeline.metadata import Metadata
from pipeline.moments import Moment, zone_of
from pipeline.time_forms import YEAR

LONGEST, ALONE = 100, 30  # characters of a line of time and names, and of one with a time alone
NEAR = 10  # lines after the title: a name stands there, further down it is another story's


@dataclass(frozen=True, slots=True)
class Places:
    """What the page declares, its lines around the title, its text, all its short text, and who is told elsewhere."""

    metadata: Metadata
    head: tuple[str, ...]
    text: str
    page: str
    outlets: tuple[str, ...] = ()  # names that are no person's here
    claim: str = ""  # what the route says
    signed: tuple[str, ...] = ()  # the text of elements whose class says author
    published: Moment | None = None

    @property
    def near(self) -> tuple[str, ...]:
        """The lines right after the title."""
        return self.head[:NEAR]

    def is_anothers(self, text: str, at: int) -> bool:
        """True where a name in a text stands beside the day of another story, further down than right after the title.

        That day stands on its line, or alone on the line before or after.
        """
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        line = text[start : stop if stop >= 0 else len(text)]
        if self.published is None or line in self.near:
            return False
        after = text[stop + 1 : stop + 1 + LONGEST].partition("\n")[0] if stop >= 0 else ""
        before = text[max(0, start - 1 - LONGEST) : max(0, start - 1)].rpartition("\n")[2]
        return any(
            self._is_of_another_day(beside) for beside in (line, before, after) if beside is line or len(beside) < ALONE
        )

    def _is_of_another_day(self, line: str) -> bool:
        if self.published is None or len(line) > LONGEST or not YEAR.search(line):
            return False
        zone, limit = self.published.zone, self.published.at + timedelta(days=366)
        other = parse_time(line, zone, limit, relative=False)
        return other is not None and other.at.astimezone(zone_of(zone)).date() != self._day()

    def _day(self) -> date | None:
        return self.published.at.astimezone(zone_of(self.published.zone)).date() if self.published else None
