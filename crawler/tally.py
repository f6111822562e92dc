"""What a crawl did so far, for a progress bar while it runs and a table after it."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.values import KEPT

MOST_REFUSED = 200  # of one source; all of them are in the log and in the database

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class SourceTally:
    """Counts of one source in one crawl."""

    found: int = 0  # links named by its routes
    new: int = 0  # of these, not known before
    outcomes: Counter[str] = field(default_factory=Counter)
    withheld: int = 0  # visits that kept no text because it is reserved
    routes: list[tuple[str, str, str]] = field(default_factory=list)  # URL, outcome, detail of those that gave no links
    refused: list[tuple[str, str, str]] = field(default_factory=list)  # the same of visits that kept nothing


@dataclass(slots=True)
class Tally:
    """Counts of a crawl by source; `changed` is called after every step."""

    sources: dict[str, SourceTally] = field(default_factory=dict)
    due: int = 0  # visits that were pending and due when the crawl began
    held: int = 0  # visits left pending for a host that asked for patience, or that another crawl was asking
    taken: list[str] = field(default_factory=list)  # sources that another crawl had
    quiet: dict[str, datetime] = field(default_factory=dict)  # sources in their quiet hours, with the end of these
    spent: dict[str, int] = field(default_factory=dict)  # sources whose budget of the day is spent: visits left due
    changed: Callable[[], None] = lambda: None

    def of(self, source_id: str) -> SourceTally:
        """The counts of one source."""
        return self.sources.setdefault(source_id, SourceTally())

    def found(self, source_id: str, found: int, new: int) -> None:
        """Count the links of one route."""
        self.of(source_id).found += found
        self.of(source_id).new += new
        self.changed()

    def route(self, source_id: str, url: str, outcome: str, detail: str) -> None:
        """Note a route that gave no links."""
        self.of(source_id).routes.append((url, outcome, detail))
        self.changed()

    def visit(self, source_id: str, outcome: str, url: str = "", detail: str = "") -> None:
        """Count the outcome of one visit; one that kept nothing is noted with its reason, and told to the log."""
        of = self.of(source_id)
        of.outcomes[outcome or "lost claim"] += 1
        of.withheld += outcome == "metadata" and detail.startswith("reserved: ")
        if outcome not in KEPT:
            detail = " ".join(detail.split())
            logger.warning("%s: %s: %s: %s", source_id, url, outcome or "lost claim", detail)
            if len(of.refused) < MOST_REFUSED:
                of.refused.append((url, outcome or "lost claim", detail))
        self.changed()

    def finished(self) -> int:
        """How many visits have their outcome."""
        return sum(each.outcomes.total() for each in self.sources.values())

    def known(self) -> int:
        """How many visits there are, as far as is known by now."""
        return self.due + sum(each.new for each in self.sources.values())
