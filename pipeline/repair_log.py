"""The log of what was repaired in one article, with a bound: a text of 20 MB can hold a million readings."""

from pipeline.values import Repair

LISTED = 1000
MORE = "more"  # the rule of a last entry, whose `after` is how many repairs are not listed


def listed(repairs: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """The first 1,000 repairs, and where there were more a last entry with their number; the same where all fit.

    The repairs may be those of several logs, with such an entry each.
    """
    each = tuple(repair for repair in repairs if repair.rule != MORE)
    more = sum(int(repair.after) for repair in repairs if repair.rule == MORE) + len(each[LISTED:])
    return (*each[:LISTED], unlisted_entry(more)) if more else repairs


def unlisted_entry(number: int) -> Repair:
    """The last entry of a log that lists not all: so many repairs more were made."""
    return Repair(MORE, "", 0, "", str(number))


def unlisted(log: tuple[Repair, ...]) -> int:
    """How many repairs were made that a log does not list; 0 for a whole log."""
    return int(log[-1].after) if log and log[-1].rule == MORE else 0
