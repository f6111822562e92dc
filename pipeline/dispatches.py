"""Whose dispatch an article carries: the agency of its dateline, and the day that stands there."""

from dataclasses import dataclass
from datetime import date, datetime

from pipeline.citation_days import days_of
from pipeline.fold import folded
from pipeline.moments import zone_of
from pipeline.newsrooms import agency_of_dateline
from pipeline.values import Language


@dataclass(frozen=True, slots=True)
class Dispatch:
    """An agency's report that another outlet carries, and its day where that is printed."""

    outlet: str
    day: date | None


def dispatch_of(
    dateline: str, language: Language, published: datetime | None, zone: str, own: str | None
) -> Dispatch | None:
    """The dispatch that an article with this dateline carries; None where no other newsroom's stands there."""
    outlet = agency_of_dateline(dateline)
    if not outlet or outlet == own:
        return None
    day = published.astimezone(zone_of(zone)).date() if published else None
    return Dispatch(outlet, next((each.at for each in days_of(folded(dateline), language, day) if each.at), None))
