"""A bar chart of how many articles of each language there are a day."""

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from pipeline.compare import Slot, side_by_side
from storage.stored import Listed
from web.html import Safe, tag, together

FEWEST_DAYS, MOST_DAYS = 14, 31
HEIGHT = 100


def chart(newest: Sequence[Listed], zone: tzinfo, whole: bool) -> Safe:
    """The chart of the newest articles, up to 31 days; nothing where there are none.

    Where these are not the whole list, their oldest day is left out: it is not complete.
    """
    slots = [slot for slot in side_by_side(newest, "day", zone) if slot.zh or slot.en]
    if not whole and len(slots) > 1:
        slots.pop()
    if not slots:
        return Safe("")
    last = slots[0].start
    first = max(min(slots[-1].start, last - timedelta(days=FEWEST_DAYS - 1)), last - timedelta(days=MOST_DAYS - 1))
    by_day = {slot.start: slot for slot in slots if slot.start >= first}
    days = [first + timedelta(days=index) for index in range((last - first).days + 1)]
    return figure([by_day.get(day) or Slot(day) for day in days])


def figure(slots: Sequence[Slot[Listed]]) -> Safe:
    """Legend, bars and axis."""
    most = max(max(len(slot.zh), len(slot.en)) for slot in slots)
    zh, en = sum(len(slot.zh) for slot in slots), sum(len(slot.en) for slot in slots)
    bars = tag(
        "svg",
        (group(index, slot, most) for index, slot in enumerate(slots)),
        viewBox=f"0 0 {len(slots) * 10} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"Articles by day: {zh} Chinese and {en} English in {len(slots)} days, at most {most} a day",
    )
    marks = (slots[0], slots[len(slots) // 2], slots[-1])
    return tag(
        "figure",
        tag(
            "figcaption",
            tag("span", tag("b", str(zh)), " ", tag("span", "中文", lang="zh"), class_="key zh"),
            tag("span", tag("b", str(en)), " English", class_="key en"),
            tag("span", f"{len(slots)} days, at most {most} a day", class_="quiet"),
        ),
        bars,
        tag("div", (tag("span", short(slot.start)) for slot in marks), class_="axis", aria_hidden="true"),
        class_="chart",
    )


def group(index: int, slot: Slot[Listed], most: int) -> Safe:
    """The two bars of a day, and a pane over its whole height that shows the numbers under the pointer."""
    left = index * 10
    return tag(
        "g",
        tag("title", f"{short(slot.start)}: {len(slot.zh)} Chinese, {len(slot.en)} English"),
        tag("rect", x=left, y=0, width=10, height=HEIGHT, class_="pane"),
        together(bar(left + 2, len(slot.zh), most, "zh"), bar(left + 5.2, len(slot.en), most, "en")),
    )


def bar(left: float, count: int, most: int, side: str) -> Safe:
    """One bar; nothing for none, and never too low to be seen."""
    if not count:
        return Safe("")
    height = max(3, round(count * HEIGHT / most))
    return tag("rect", x=left, y=HEIGHT - height, width=2.8, height=height, class_=side)


def short(day: date) -> str:
    """A day as `12 Oct`."""
    return f"{day.day} {day:%b}"
