"""A comparison in the terminal: how much, who first, who is named, who retells whom."""

from collections.abc import Callable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.attention import Share
from pipeline.comparison import Comparison, Counted
from pipeline.lags import Lead
from pipeline.newsrooms import name_of as outlet_name
from service.comparison_terms import MOST_DRAWN, NAMES, beside, drawn, gap_tables, pairs_table, terms_tables
from service.output import plural, span_text
from service.tables import name_of, plain
from storage.compared import Asked

WIDTH = 16  # columns of a bar
MOST_SLOTS, MOST_OUTLETS, MOST_COLUMNS, MOST_NAMED = 60, 12, 8, 12
FEW = "few"  # behind a figure of few: it may be chance


def comparison_tables(of: Comparison, asked: Asked, gaps: int) -> Iterator[RenderableType]:
    """The tables of a comparison, those that have a row."""
    sources = asked.sources
    yield attention_table(of, is_topical=bool(asked.selection.topic or asked.selection.words or asked.story))
    yield volume_table(of)
    yield outlets_table(of, lambda each: name_of(sources, each))
    if of.leads:
        yield leads_table(of.leads)
    yield stories_line(of)
    yield from terms_tables(of)
    for title, rows in (("Names", of.entities), ("Quoted", of.quoted), ("Outlets cited", of.cited)):
        if rows:
            yield counted_table(title, rows, of)
    if of.relays:
        yield relays_table(of, lambda each: name_of(sources, each))
    if of.pairs:
        yield pairs_table(of)
    yield from gap_tables(of, asked, gaps)
    yield Text(notes(of), style="dim")


def attention_table(of: Comparison, is_topical: bool) -> Table:
    """A line a side: what is asked for of all that its sources published."""
    table = plain(f"Attention, by {of.cut}")
    heads = ("side", "articles", "texts", "of all", "share", "95 of 100", "", "outlets")
    for head in heads if is_topical else ("side", "articles", "texts", "outlets"):
        table.add_column(head, justify="left" if head in ("side", "") else "right", no_wrap=True)
    for each in of.attention:
        telling = sum(outlet.share.part > 0 for outlet in each.outlets)
        cells: list[RenderableType] = [NAMES.get(each.side, each.side), str(each.articles.part), str(each.texts.part)]
        if is_topical:
            cells += [str(each.articles.whole), percent(each.articles), between(each.articles)]
            cells += [drawn(each.side, each.articles.share or 0, WIDTH)]
        table.add_row(*cells, f"{telling} of {len(each.outlets)}")
    return table


def volume_table(of: Comparison) -> Table:
    """A line a day or week, a bar a side."""
    table = plain(f"Articles by {of.by}")
    table.add_column(of.by, no_wrap=True)
    for side in of.sides:
        table.add_column(NAMES.get(side, side), justify="right", no_wrap=True)
        if len(of.sides) <= MOST_DRAWN:
            table.add_column("", min_width=WIDTH, no_wrap=True)
    shown = of.volume[-MOST_SLOTS:]
    most = max((max(slot.articles.values(), default=0) for slot in shown), default=0)
    for slot in shown:
        numbers = {side: slot.articles.get(side, 0) for side in of.sides}
        values = {side: (str(number or "·"), number / max(1, most)) for side, number in numbers.items()}
        table.add_row(slot.start.isoformat(), *beside(values, WIDTH))
    return table


def outlets_table(of: Comparison, name: Callable[[str], str]) -> Table:
    """The outlets of each side with their articles, and their share of all that each published."""
    table = plain("Outlets")
    for head in ("side", "outlet", "articles", "of all", "share", "95 of 100"):
        table.add_column(head, justify="left" if head in ("side", "outlet") else "right", no_wrap=head != "outlet")
    for side in of.attention:
        for number, each in enumerate(side.outlets[:MOST_OUTLETS]):
            label = "" if number else NAMES.get(side.side, side.side)
            numbers = (str(each.share.part), str(each.share.whole), percent(each.share), between(each.share))
            table.add_row(label, Text(name(each.source)), *numbers)
        if len(side.outlets) > MOST_OUTLETS:
            table.add_row("", f"and {len(side.outlets) - MOST_OUTLETS} more")
        table.add_section()
    return table


def leads_table(leads: Sequence[Lead]) -> Table:
    """A line for each two sides: who told the stories first that both tell, and by how much."""
    table = plain("Lead and lag: stories that both tell")
    for head in ("sides", "stories", "first", "", "not known", "the second side's lag", "middle half", "of"):
        table.add_column(head, justify="right" if head in ("stories", "not known", "of") else "left", no_wrap=True)
    for each in leads:
        one, two = (NAMES.get(name, name) for name in (each.side, each.other))
        few = f" {FEW}" if each.is_small else ""
        median = "" if each.median is None else signed(each.median) + few
        half = "" if each.lower is None or each.upper is None else f"{signed(each.lower)} … {signed(each.upper)}"
        first = (f"{one} {each.side_first}", f"{two} {each.other_first}")
        table.add_row(f"{one}, {two}", str(each.stories), *first, str(each.undecided), median, half, str(each.timed))
    return table


def counted_table(title: str, rows: Sequence[Counted], of: Comparison) -> Table:
    """Names with the texts of each side that have them, and their share."""
    table = plain(f"{title}: texts that have them")
    table.add_column("", overflow="fold", max_width=36)
    for side in of.sides:
        table.add_column(NAMES.get(side, side), justify="right", no_wrap=True)
        if len(of.sides) <= MOST_DRAWN:
            table.add_column("", min_width=WIDTH, no_wrap=True)
    for each in rows[:MOST_NAMED]:
        shares = {side: each.texts.get(side, 0) / max(1, of.read.get(side, 0)) for side in of.sides}
        values = {side: (str(each.texts.get(side, 0) or "·"), share) for side, share in shares.items()}
        table.add_row(Text(each.name), *beside(values, WIDTH))
    return table


def relays_table(of: Comparison, name: Callable[[str], str]) -> Table:
    """Who says that he retells whom: a row a source, a column an outlet, the commonest alone."""
    outlets = [each.id for each in of.cited][:MOST_COLUMNS]
    edges = {(each.source, each.outlet): each.articles for each in of.relays}
    sources = list(dict.fromkeys(each.source for each in of.relays))
    table = plain("Who retells whom: articles of a source that cite an outlet")
    table.add_column("", overflow="fold")
    for outlet in outlets:
        table.add_column(outlet_name(outlet), justify="right", overflow="fold", max_width=12)
    table.add_column("others", justify="right")
    for source in sources[: 2 * MOST_OUTLETS]:
        others = sum(number for (its, outlet), number in edges.items() if its == source and outlet not in outlets)
        numbers = [edges.get((source, outlet), 0) for outlet in outlets]
        table.add_row(Text(name(source)), *(str(number or "·") for number in (*numbers, others)))
    return table


def stories_line(of: Comparison) -> Text:
    """How many stories there are, and how many of them one side tells alone."""
    counts = of.counts
    alone = ", ".join(f"{number} {NAMES.get(side, side)} alone" for side, number in sorted(counts.alone.items()))
    told = f"{plural(counts.stories, 'story', 'stories')}: {counts.shared} told by several sides"
    return Text(f"{told}{', ' if alone else ''}{alone}, {counts.small} of one side with too few texts to tell a gap")


def notes(of: Comparison) -> str:
    """How to read the figures."""
    texts = ", ".join(f"{number} {NAMES.get(side, side)}" for side, number in sorted(of.read.items()))
    left = f"; the oldest {of.unread} were not read" if of.unread else ""
    return (
        "Articles count each publication; texts count a family of copies once on each side. Words, names and pairs are "
        f"those of {texts or 'no'} texts{left}. {FEW}: of so few that it may be chance. chance?: a term that by itself "
        "is sure in 95 of 100 cases, but of so many words some would be without any difference."
    )


def percent(share: Share) -> str:
    """A share in per cent, marked where it is of few."""
    return "" if share.share is None else f"{share.share:.1%}{f' {FEW}' if share.is_small else ''}"


def between(share: Share) -> str:
    """Between what a share lies."""
    return "" if share.low is None or share.high is None else f"{share.low:.0%}–{share.high:.0%}"


def signed(seconds: float) -> str:
    """A lag in its two largest units; one before has a minus."""
    return ("−" if seconds < 0 else "") + span_text(abs(seconds), 2)
