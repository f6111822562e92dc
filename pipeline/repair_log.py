"""The log of what was repaired in one article, with a bound: a text of 20 MB can hold a million readings."""

from pipeline.values import Repair

LISTED = 1000
MORE = "more"  # the rule of a last entry, whose `after` is how many repairs are not listed


def listed(repairs: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """The first 1,000 repairs, and where there were more a last entry with their number; the same where all fit."""
    if len(repairs) <= LISTED:
        return repairs
    return (*repairs[:LISTED], Repair(MORE, "", 0, "", str(len(repairs) - LISTED)))


def unlisted(log: tuple[Repair, ...]) -> int:
    """How many repairs were made that a log does not list; 0 for a whole log."""
    return int(log[-1].after) if log and log[-1].rule == MORE else 0
