"""Charts of the sides of a cut: bars over time, and a bar in a cell."""

from collections.abc import Sequence
from datetime import timedelta

from pipeline.attention import Volume
from web.chart import HEIGHT, short
from web.html import Safe, tag, together

FEWEST_SLOTS, MOST_SLOTS = 14, 92
COLOURS = 8  # that the style has, for sides that are no language
NAMES = {"zh": "中文", "en": "English"}
ROOM = 10.0  # width of a slot


def look(side: str, sides: Sequence[str]) -> str:
    """The class that gives a side its colour."""
    if side in NAMES:
        return side
    return f"side{sides.index(side) % COLOURS}" if side in sides else "other"


def label(side: str) -> Safe:
    """The name of a side as it is shown."""
    return tag("span", NAMES.get(side, side), lang="zh-Hans" if side == "zh" else None)


def key(side: str, sides: Sequence[str], number: str = "") -> Safe:
    """The name of a side with its colour, and a number before it."""
    return tag("span", tag("b", number), " " if number else "", label(side), class_=f"key {look(side, sides)}")


def volume_chart(volume: Sequence[Volume], sides: Sequence[str], by: str) -> Safe:
    """The articles of each side over time, a bar a side and slot; nothing where there are none."""
    shown = padded(volume[-MOST_SLOTS:], by)
    most = max((number for slot in shown for number in slot.articles.values()), default=0)
    if not most:
        return Safe("")
    totals = {side: sum(slot.articles.get(side, 0) for slot in shown) for side in sides}
    told = ", ".join(f"{number} {NAMES.get(side, side)}" for side, number in totals.items())
    bars = tag(
        "svg",
        (_slot(number, slot, sides, most) for number, slot in enumerate(shown)),
        viewBox=f"0 0 {len(shown) * ROOM:g} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"Articles by {by}: {told}, at most {most} a {by}",
    )
    marks = dict.fromkeys((shown[0].start, shown[len(shown) // 2].start, shown[-1].start))
    keys = (key(side, sides, f"{number:,}") for side, number in totals.items())
    return tag(
        "figure",
        tag("figcaption", keys, tag("span", f"{len(shown)} {by}s, at most {most} a {by}", class_="quiet")),
        bars,
        tag("div", (tag("span", short(each)) for each in marks), class_="axis", aria_hidden="true"),
        class_="chart",
    )


def padded(volume: Sequence[Volume], by: str) -> Sequence[Volume]:
    """The slots, with empty ones before them where they are so few that their bars would be very wide."""
    if not volume:
        return volume
    step, first = timedelta(weeks=1) if by == "week" else timedelta(days=1), volume[0].start
    missing = min(FEWEST_SLOTS - len(volume), first.toordinal() // step.days - 1)  # there is no day before the year 1
    before = [first - number * step for number in range(missing, 0, -1)]
    return [*(Volume(start, {}, {}) for start in before), *volume]


def cell_bar(share: float, kind: str, low: float | None = None, high: float | None = None) -> Safe:
    """A bar for a cell, given as a share of its width; with bounds, a line between them."""
    pieces = [tag("rect", x=0, y=2, width=100, height=8, class_="pane")]
    if share > 0:
        pieces.append(tag("rect", x=0, y=2, width=round(max(0.8, min(share, 1.0) * 100), 2), height=8, class_=kind))
    if low is not None and high is not None:
        width = round(max(0.3, (high - low) * 100), 2)
        pieces.append(tag("rect", x=round(low * 100, 2), y=5.4, width=width, height=1.2, class_="whisker"))
    return tag(
        "svg", together(*pieces), viewBox="0 0 100 12", preserveAspectRatio="none", class_="cell", aria_hidden="true"
    )


def _slot(number: int, slot: Volume, sides: Sequence[str], most: int) -> Safe:
    """The bars of a slot, and a pane over its whole height that shows the numbers under the pointer."""
    left, width = number * ROOM, (ROOM - 3) / max(1, len(sides))
    told = ", ".join(f"{slot.articles.get(side, 0)} {NAMES.get(side, side)}" for side in sides)
    return tag(
        "g",
        tag("title", f"{short(slot.start)}: {told}"),
        tag("rect", x=f"{left:g}", y=0, width=ROOM, height=HEIGHT, class_="pane"),
        (
            _bar(left + 1.5 + at * width, width * 0.9, slot.articles.get(side, 0), most, look(side, sides))
            for at, side in enumerate(sides)
        ),
    )


def _bar(left: float, width: float, count: int, most: int, kind: str) -> Safe:
    if not count:
        return Safe("")
    height = max(3, round(count * HEIGHT / most))
    return tag("rect", x=f"{left:.2f}", y=HEIGHT - height, width=f"{width:.2f}", height=height, class_=kind)
