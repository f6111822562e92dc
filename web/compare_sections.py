"""A comparison on the page: attention, outlets, lead and lag, names, and who retells whom."""

from collections.abc import Iterator, Mapping, Sequence

from config.source import Source
from pipeline.attention import Share
from pipeline.comparison import Comparison, Counted
from pipeline.newsrooms import name_of as outlet_name
from web.frame import source_name
from web.html import Child, Safe, tag, together
from web.side_chart import cell_bar, key, label, look

MOST_OUTLETS, MOST_NAMED, MOST_COLUMNS = 15, 15, 10
FEW = tag("span", "few", class_="badge", title="of so few that it may be chance")


def section(title: str, *children: Child) -> Safe:
    """A section under its head."""
    return tag("section", tag("h2", title), *children, class_="more compare")


def grid(heads: Sequence[Child], rows: Iterator[Sequence[Child]]) -> Safe:
    """A table that scrolls by itself where it is too wide."""
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", each, scope="col") for each in heads))),
            tag("tbody", (tag("tr", (tag("td", cell) for cell in row)) for row in rows)),
        ),
        class_="wide",
    )


def attention(of: Comparison, is_topical: bool) -> Safe:
    """What each side gives to what is asked for, of all that its sources published."""
    heads = ("side", "articles", "texts", *(("of all", "share", "", "95 of 100") if is_topical else ()), "outlets")

    def rows() -> Iterator[Sequence[Child]]:
        for each in of.attention:
            telling = sum(outlet.share.part > 0 for outlet in each.outlets)
            shares = share_cells(each.articles, look(each.side, of.sides)) if is_topical else ()
            numbers = (f"{each.articles.part:,}", f"{each.texts.part:,}")
            yield (key(each.side, of.sides), *numbers, *shares, f"{telling} of {len(each.outlets)}")

    return section("Attention", grid(heads, rows()))


def outlets(of: Comparison, sources: Mapping[str, Source], is_topical: bool) -> Safe:
    """The outlets of each side."""
    heads = ("outlet", "side", "articles", *(("of all", "share", "", "95 of 100") if is_topical else ()))

    def rows() -> Iterator[Sequence[Child]]:
        for side in of.attention:
            for each in side.outlets[:MOST_OUTLETS]:
                shares = share_cells(each.share, look(side.side, of.sides)) if is_topical else ()
                yield (source_name(each.source, sources), key(side.side, of.sides), f"{each.share.part:,}", *shares)

    return section("Outlets", grid(heads, rows()))


def share_cells(share: Share, kind: str) -> tuple[Child, ...]:
    """A share as cells: of how many, per cent, a bar with its bounds, the bounds."""
    if share.share is None or share.low is None or share.high is None:
        return ("0", "", "", "")
    percent = together(f"{share.share:.1%} ", FEW if share.is_small else None)
    return (
        f"{share.whole:,}",
        percent,
        cell_bar(share.share, kind, share.low, share.high),
        f"{share.low:.0%}–{share.high:.0%}",
    )


def firsts(of: Comparison) -> Safe:
    """Who told first the stories that both sides tell, and how long the other took."""
    counts = of.counts
    told = f"{counts.stories:,} stories, {counts.shared:,} of them told by several sides"
    told += f" and {counts.small:,} by one in too few texts to tell a gap." if counts.small else "."
    if not of.leads:
        return section("Lead and lag", tag("p", told, class_="quiet"))

    def rows() -> Iterator[Sequence[Child]]:
        for each in of.leads:
            few = FEW if each.is_small else None
            timed = each.median is not None and each.lower is not None and each.upper is not None
            yield (
                together(label(each.side), " – ", label(each.other)),
                f"{each.stories:,}",
                together(label(each.side), f" {each.side_first:,}"),
                together(label(each.other), f" {each.other_first:,}"),
                f"{each.undecided:,}",
                together(span(each.median or 0), " ", few) if timed else "",
                together(span(each.lower or 0), " … ", span(each.upper or 0)) if timed else "",
                f"{each.timed:,}",
            )

    heads = ("sides", "stories", "first", "first", "not known", "lag of the second", "middle half", "of")
    return section("Lead and lag", tag("p", told, class_="quiet"), grid(heads, rows()))


def span(seconds: float) -> str:
    """A length of time in its two largest units, with a minus where it is before."""
    minutes = round(abs(seconds) / 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (rest, "min")) if number][:2]
    return ("−" if seconds < 0 and minutes else "") + (" ".join(parts) or "0 min")


def named(title: str, rows: Sequence[Counted], of: Comparison) -> Safe | None:
    """Names with the texts of each side that have them, a bar for their share; None where there are none."""
    if not rows:
        return None

    def cells() -> Iterator[Sequence[Child]]:
        for each in rows[:MOST_NAMED]:
            shares = {side: each.texts.get(side, 0) / max(1, of.read.get(side, 0)) for side in of.sides}
            bars = (
                cell
                for side in of.sides
                for cell in (f"{each.texts.get(side, 0):,}", cell_bar(shares[side], look(side, of.sides)))
            )
            yield (tag("bdi", each.name), *bars)

    heads = ("", *(head for side in of.sides for head in (key(side, of.sides), "")))
    return section(
        title, tag("p", "Texts that have them, as a share of the side's.", class_="quiet"), grid(heads, cells())
    )


def relays(of: Comparison, sources: Mapping[str, Source]) -> Safe | None:
    """Who says that he retells whom: a row a source, a column an outlet; None where nobody does."""
    if not of.relays:
        return None
    columns = [each.id for each in of.cited][:MOST_COLUMNS]
    numbers = {(each.source, each.outlet): each.articles for each in of.relays}
    most = max(numbers.values())

    def rows() -> Iterator[Sequence[Child]]:
        for source in list(dict.fromkeys(each.source for each in of.relays))[: 2 * MOST_OUTLETS]:
            cells = (numbers.get((source, outlet), 0) for outlet in columns)
            others = sum(number for (its, outlet), number in numbers.items() if its == source and outlet not in columns)
            yield (source_name(source, sources), *(heat(number, most) for number in cells), f"{others or '·'}")

    heads = ("", *(tag("bdi", outlet_name(outlet)) for outlet in columns), "others")
    told = tag("p", "Articles of a source (row) that say they retell an outlet (column).", class_="quiet")
    return section("Who retells whom", told, grid(heads, rows()))


def heat(number: int, most: int) -> Safe:
    """A number, the darker the larger."""
    return tag("span", f"{number:,}" if number else "·", class_=f"heat{-(-4 * number // most)}")
