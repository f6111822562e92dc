"""What a route asks for between two looks at it: ttl, sy:updatePeriod, Cache-Control."""

import re

from pipeline.values import Page, RouteKind

HEAD = 20_000  # bytes of a feed in which its channel says how often it changes
TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,6})\s{0,20}</ttl>")  # RSS 2.0: minutes
PERIOD = re.compile(rb"<\w{1,20}:updatePeriod>\s{0,20}(\w{1,10})\s{0,20}</")  # RSS 1.0's module Syndication
FREQUENCY = re.compile(rb"<\w{1,20}:updateFrequency>\s{0,20}(\d{1,4})\s{0,20}</")  # times in a period, 1 if not said
PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}
MAX_AGE = re.compile(r"(?:^|[,\s])max-age=\"?(\d{1,9})", re.IGNORECASE)  # RFC 9111, 5.2.2.1: seconds
LONGEST = 86_400 * 365


def hint_of(page: Page, kind: RouteKind) -> int:
    """The seconds that a route wants to be left alone after this answer, the longest of what it says; 0 for none."""
    asked = [_fresh(page)]
    if kind == "feed":
        head = page.body[:HEAD]
        if ttl := TTL.search(head):
            asked.append(60 * int(ttl[1]))
        if period := PERIOD.search(head):
            frequency = FREQUENCY.search(head)
            times = max(1, int(frequency[1])) if frequency else 1
            asked.append(PERIODS.get(period[1].decode("ascii", "ignore").lower(), 0) // times)
    return min(max(asked), LONGEST)


def _fresh(page: Page) -> int:
    """How long the answer counts as fresh yet: asked for sooner, a cache would give the same again."""
    control = page.header("cache-control")[:500]
    found = MAX_AGE.search(control)
    if not found or re.search(r"no-(?:cache|store)", control, re.IGNORECASE):
        return 0
    age = page.header("age")
    return max(0, int(found[1]) - (int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0))
