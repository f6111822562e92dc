"""Quiet hours: the time of day in which a source is asked nothing, by the clock on its own wall."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.hours import Hours
from config.source import Source

MINUTE = timedelta(minutes=1)
DAY = 24 * 60


def is_quiet(hours: Hours | None, zone: str, at: datetime) -> bool:
    """True where a time is in the quiet hours; their end is not part of them, and they may go over midnight."""
    if hours is None:
        return False
    wall = at.astimezone(ZoneInfo(zone)).time()
    if hours.start < hours.end:
        return hours.start <= wall < hours.end
    return wall >= hours.start or wall < hours.end


def quiet_until(hours: Hours | None, zone: str, at: datetime) -> datetime:
    """When the quiet hours that a time is in are over, to the minute; that time itself where it is in none.

    It is looked for minute by minute: where clocks are set, an hour of the wall is skipped or comes twice.
    """
    if not is_quiet(hours, zone, at):
        return at
    end = at.replace(second=0, microsecond=0)
    for _ in range(DAY + 120):
        end += MINUTE
        if not is_quiet(hours, zone, end):
            return end
    return end


def day_began(zone: str, at: datetime) -> datetime:
    """When the day that a time is in began, by the clock on the wall."""
    wall = ZoneInfo(zone)
    return datetime.combine(at.astimezone(wall).date(), time(), wall)


def is_quiet_at(source: Source, at: datetime) -> bool:
    """True where a source is asked nothing at that time."""
    return is_quiet(source.quiet, source.timezone, at)


def quiet_of(source: Source, at: datetime) -> datetime | None:
    """When the quiet hours of a source are over; None where it is in none."""
    return quiet_until(source.quiet, source.timezone, at) if is_quiet_at(source, at) else None
