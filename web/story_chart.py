"""A chart of one story: when each article of each side came."""

from collections.abc import Mapping, Sequence
from datetime import timedelta, tzinfo

from storage.stored import Listed
from web.html import Safe, tag, together
from web.side_chart import NAMES, key, look

WIDTH, EDGE, LANE = 1000, 12, 44
RADIUS = 7.0
LEAST = timedelta(hours=6)  # that the chart shows, for a story of an hour is no story of half a page


def story_chart(articles: Mapping[str, Sequence[Listed]], names: Sequence[str], zone: tzinfo) -> Safe:
    """A lane a side with a dot an article, which shows its time and title under the pointer; nothing of none."""
    times = [each.at for its in articles.values() for each in its]
    if not times:
        return Safe("")
    first, length = min(times), max(LEAST, max(times) - min(times))
    height = LANE * len(articles)
    lanes = (
        _lane(at, side, its, first.timestamp(), length.total_seconds(), names, zone)
        for at, (side, its) in enumerate(articles.items())
    )
    told = ", ".join(f"{len(its)} {NAMES.get(side, side)}" for side, its in articles.items())
    label = f"Articles from {first.astimezone(zone):%d %b %H:%M}: {told}"
    marks = (first + length * part for part in (0.0, 0.5, 1.0))
    return tag(
        "figure",
        tag("figcaption", (key(side, names, f"{len(its)}") for side, its in articles.items())),
        tag("svg", lanes, viewBox=f"0 0 {WIDTH} {height}", role="img", aria_label=label, class_="lanes"),
        tag("div", (tag("span", f"{each.astimezone(zone):%d %b %H:%M}") for each in marks), class_="axis"),
        class_="chart",
    )


def _lane(
    at: int, side: str, its: Sequence[Listed], first: float, length: float, names: Sequence[str], zone: tzinfo
) -> Safe:
    middle = at * LANE + LANE // 2
    dots = (
        tag(
            "circle",
            tag("title", f"{each.at.astimezone(zone):%d %b %H:%M} {each.title}"),
            cx=f"{EDGE + (each.at.timestamp() - first) / length * (WIDTH - 2 * EDGE):.1f}",
            cy=middle,
            r=RADIUS,
        )
        for each in its
    )
    line = tag("line", x1=EDGE, x2=WIDTH - EDGE, y1=middle, y2=middle)
    return tag("g", line, together(*dots), class_=look(side, names))
