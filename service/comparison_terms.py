"""A comparison in the terminal: distinctive terms with their sentences, paired terms, and gaps with their evidence."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.comparison import Comparison, Gap
from pipeline.gaps import Enough, Evidence
from pipeline.paired_terms import Rate
from service.bars import bar
from service.output import span_text
from service.tables import name_of, plain
from storage.compared import Asked

WIDTH = 12
MOST_PAIRS = 25
MOST_DRAWN = 3  # sides that have bars; of more the numbers alone fit
NAMES = {"zh": "中文", "en": "English"}
LOOKS = {"zh": "red", "en": "blue"}
BASES = {
    "zh": "Chinese words",
    "en": "English words",
    "shared": "what both languages can say: names, pairs, words tied by the dictionary",
}


def terms_tables(of: Comparison) -> Iterator[RenderableType]:
    """A table for each language and for what languages share: the terms of each side, the surest first."""
    for basis in BASES:
        sides = [each for each in of.distinctive if each.basis == basis and each.terms]
        if not sides:
            continue
        table = plain(f"Distinctive terms by {BASES[basis]}")
        for head in ("side", "term", "z", "here", "there", "texts"):
            table.add_column(head, justify="left" if head in ("side", "term") else "right", overflow="fold")
        table.add_column("as in (article)", overflow="fold", ratio=1)
        for side in sides:
            for number, each in enumerate(side.terms):
                label = "" if number else NAMES.get(side.side, side.side)
                few = Text("" if each.is_sure else " chance?", "dim") + Text(" few" if each.is_small else "", "dim")
                sentence = Text.assemble(each.example, (f" ({each.article_id})", "dim"))
                numbers = (f"{each.z:.1f}", str(each.here), str(each.there), str(each.texts))
                table.add_row(label, Text(each.term) + few, *numbers, sentence)
            table.add_section()
        yield table


def pairs_table(of: Comparison) -> Table:
    """A line a pair: how often each side says it per 10,000 of its words."""
    table = plain("Paired terms, per 10,000 words (times)")
    table.add_column("pair", overflow="fold", min_width=18, max_width=40)
    most = max((rate.rate or 0 for each in of.pairs for rate in each.rates), default=0)
    for side in of.sides:
        table.add_column(NAMES.get(side, side), justify="right", no_wrap=True)
        if len(of.sides) <= MOST_DRAWN:
            table.add_column("", min_width=WIDTH, no_wrap=True)
    for each in of.pairs[:MOST_PAIRS]:
        by_side = {rate.side: rate for rate in each.rates}
        values = {side: (_rate(by_side.get(side)), _value(by_side.get(side)) / (most or 1)) for side in of.sides}
        table.add_row(Text(f"{each.zh[0]} = {each.en[0]}"), *beside(values, WIDTH))
    return table


def beside(values: Mapping[str, tuple[str, float]], width: int) -> Iterator[RenderableType]:
    """The cells of a line: for each side a number, and where there are few sides its bar, given as a share of all."""
    for side, (number, share) in values.items():
        yield number
        if len(values) <= MOST_DRAWN:
            yield drawn(side, share, width)


def drawn(side: str, share: float, width: int) -> Text:
    """A bar in the look of its side."""
    return Text(bar(share, 1, width), LOOKS.get(side, ""))


def gap_tables(of: Comparison, asked: Asked, most: int) -> Iterator[RenderableType]:
    """The stories of one side alone with what is known of the others, and the rule by which that is said."""
    if not of.counts.verdicts:
        return
    verdicts = ", ".join(f"{number} {verdict}" for verdict, number in sorted(of.counts.verdicts.items()))
    table = plain(f"Gaps: stories of one side alone ({verdicts})")
    for head in ("story", "first", "told by", "texts"):
        table.add_column(head, justify="right" if head in ("story", "texts") else "left", no_wrap=True)
    table.add_column("headline (article)", overflow="fold", ratio=2)
    table.add_column("on the other side", overflow="fold", ratio=3)
    for each in of.gaps[:most]:
        headline = Text.assemble(each.headline, (f" ({each.article_id})", "dim"))
        first = f"{each.first_at.astimezone(asked.zone):%Y-%m-%d %H:%M}"
        side = NAMES.get(each.side, each.side)
        table.add_row(str(each.story), first, side, str(each.texts), headline, _others(each, asked))
    if of.gaps and most:
        yield table
    yield Text(rule_of(asked.enough), style="dim")


def rule_of(enough: Enough) -> str:
    """When `not covered` is said, in words."""
    return (
        f"`not covered` is said where at least {enough.sources} sources and at least {enough.share:.0%} of those "
        f"followed on the other side were healthy from {span_text(enough.before.total_seconds())} before the first "
        f"article of a story until {span_text(enough.after.total_seconds())} after its last: a route answered at least "
        f"every {span_text(enough.silence.total_seconds())}, and {enough.readable:.0%} of each day's pages could be "
        "read. Else it is `not known`."
    )


def evidence_of(of: Evidence, side: str) -> str:
    """A verdict with how many sources were healthy, of how many, in which window."""
    window = f"{of.since:%Y-%m-%d %H:%M} to {of.until:%Y-%m-%d %H:%M} UTC"
    unlooked = f"; {of.untold} of its articles not looked at" if of.untold else ""
    healthy = f"{of.healthy} of {len(of.sources)} sources healthy, {of.needed} needed, from {window}"
    return f"{side}: {of.verdict}; {healthy}{unlooked}"


def _others(of: Gap, asked: Asked) -> Text:
    told = Text()
    for number, each in enumerate(of.others):
        style = "bold" if each.verdict == "not covered" else ""
        told.append("\n" if number else "")
        told.append(evidence_of(each, NAMES.get(each.side, each.side)), style)
        healthy = [name_of(asked.sources, source.source) for source in each.sources if source.is_healthy]
        if healthy:
            told.append(f"\nhealthy: {', '.join(healthy)}", "dim")
        others = [source for source in each.sources if not source.is_healthy]
        for source in others[:4]:
            told.append(f"\n{name_of(asked.sources, source.source)}: {source.reason}", "dim")
        if len(others) > 4:
            told.append(f"\nand {len(others) - 4} more that were not healthy", "dim")
    return told


def _value(of: Rate | None) -> float:
    return (of.rate or 0.0) if of else 0.0


def _rate(of: Rate | None) -> str:
    if of is None or of.rate is None:
        return ""
    return f"{of.rate:.2f} ({of.times}){' few' if of.times and of.is_small else ''}" if of.times else "·"
