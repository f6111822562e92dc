"""Where the times of a page are looked for, and which of them are of its own article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement

from pipeline.claims import Claim
from pipeline.moments import Moment, zone_of
from pipeline.printed import Printed, days_in


@dataclass(frozen=True, slots=True)
class Place:
    """Where the times of a page are looked for, and how they are read."""

    zone: str
    fetched_at: datetime
    url: str = ""
    printed: Printed = field(default_factory=Printed)
    page: str = ""  # short text of the page
    tree: HtmlElement | None = None
    own: Sequence[str] = ()  # text nodes of the article, and those about other stories below it
    beyond: Sequence[str] = ()


def own_claims(place: Place, claims: Iterator[Claim[Moment]]) -> Iterator[Claim[Moment]]:
    """The claims that are not of a day which the page prints beside other stories alone."""
    return (claim for claim in claims if is_own(place, claim.value))


def is_own(place: Place, moment: Moment) -> bool:
    """False for a moment of a day that is printed beside other stories alone."""
    if not place.beyond:
        return True
    day = moment.at.astimezone(zone_of(place.zone)).date()
    beside = (days_in(nodes, place.zone, place.fetched_at) for nodes in (place.beyond, place.own))
    return day not in next(beside) or day in next(beside)


def is_within(moment: Moment, whole: Moment) -> bool:
    """True for a moment in a day or month of the same zone."""
    zone = zone_of(whole.zone)
    one, other = moment.at.astimezone(zone), whole.at.astimezone(zone)
    is_in_month = (one.year, one.month) == (other.year, other.month)
    return is_in_month and (whole.precision == "month" or one.day == other.day)
