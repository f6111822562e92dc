"""Tables for the terminal: articles, sides by day, outcomes, copies, changes."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from config.source import Source
from pipeline.compare import Slot, printed_zone
from pipeline.pairs import Tie, shown
from pipeline.revisions import Difference, differences, told
from pipeline.values import KEPT, OUTCOMES
from service.fitting import Column, fitted, texts
from service.printable import printable
from storage.reports import Change, CopyPair
from storage.stored import Listed

SHOWN: Mapping[str | None, str] = {"month": "%Y-%m", "day": "%Y-%m-%d"}  # of a time that is known no more precisely

SHOWN_IDS = 5
LEAST_TITLE = 28  # columns; with less room for a title others are left out


def plain(title: str) -> Table:
    """An empty table in the look of all tables."""
    return Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)


def name_of(sources: Mapping[str, Source], source_id: str) -> str:
    """A source's name; its id where no file names it any more."""
    return sources[source_id].name if source_id in sources else source_id


def articles_table(rows: Sequence[Listed], sources: Mapping[str, Source], zone: tzinfo, width: int) -> Table:
    """Articles, a line each; copies and revisions have a column where there are any, and where there is room for it."""
    columns = [
        Column("id", texts([row.id for row in rows]), justify="right"),
        Column("published", texts([when(row, zone) for row in rows])),
        Column("source", texts([name_of(sources, row.source) for row in rows]), leave=1, least=8, most=18),
        Column("title", [_headline(row) for row in rows], least=LEAST_TITLE),
    ]
    if any(row.copies for row in rows):
        columns.append(Column("same as", texts([few(row.copies) for row in rows]), leave=3, justify="right"))
    if any(row.revision for row in rows):
        columns.append(Column("revisions", texts([row.revision or "" for row in rows]), leave=2, justify="right"))
    return fitted(columns, width)


def _headline(row: Listed) -> Text:
    return Text.assemble(
        printable(row.title),
        (" (metadata only)" if row.metadata_only else "", "dim"),
        (" (gone)" if row.gone_at else "", "dim"),
    )


def few(ids: Sequence[int]) -> str:
    """The first ids of a list, and how many there are beside them: of 300 copies each would name 299."""
    rest = len(ids) - SHOWN_IDS
    return ", ".join(map(str, ids[:SHOWN_IDS])) + (f" and {rest} more" if rest > 0 else "")


def when(row: Listed, zone: tzinfo) -> str:
    """The time an article goes by, in the zone, a bare day as printed; ~ where it is when it was first seen."""
    at = row.at.astimezone(printed_zone(row) or zone)
    if row.published_at is None:
        return f"~{at:%Y-%m-%d %H:%M}"
    return f"{at:{SHOWN.get(row.published_precision, '%Y-%m-%d %H:%M')}}"


def outcomes_table(columns: Mapping[str, Mapping[str, int]]) -> Table:
    """Outcomes by crawl: one row a word that occurs, one column a crawl."""
    table = plain("Outcomes: what became of each visit")
    table.add_column("outcome")
    for head in columns:
        table.add_column(head, justify="right")
    for word in OUTCOMES:
        numbers = [each.get(word, 0) for each in columns.values()]
        if any(numbers):
            style = "" if word in KEPT else "yellow"
            table.add_row(Text(word, style=style), *(str(number or "·") for number in numbers))
    table.add_section()
    table.add_row("visits", *(str(sum(each.values())) for each in columns.values()), style="bold")
    return table


def copies_table(pairs: Sequence[CopyPair], sources: Mapping[str, Source]) -> Table:
    """Exact copies: the article, and the one with the same letters that it repeats."""
    table = plain("Exact copies: the same letters at another address")
    table.add_column("article", overflow="fold")
    table.add_column("repeats", overflow="fold")
    for pair in pairs:
        table.add_row(
            Text(f"{pair.id} {name_of(sources, pair.source)}: {pair.title}"),
            Text(f"{pair.of_id} {name_of(sources, pair.of_source)}: {pair.of_title}"),
        )
    return table


def changes_table(changes: Sequence[Change], sources: Mapping[str, Source]) -> Table:
    """What changed: sentences taken out and put in, by article."""
    table = plain("Revisions: what changed at the same address")
    table.add_column("article", overflow="fold", ratio=1)
    table.add_column("sentences out and in", overflow="fold", ratio=2)
    for change in changes:
        article = Text(f"{change.id} {name_of(sources, change.source)}: {change.new_title}")
        table.add_row(article, difference(change))
    return table


def difference(change: Change) -> Text:
    """What a change did, a line a sentence: red those taken out, green those put in, both in one that was changed."""
    titles = told(differences(change.old_title, change.new_title))
    lines = [sentence_line(each) for each in (*titles, *told(differences(change.old_text, change.new_text)))]
    return Text("\n").join(lines)


def sentence_line(of: Difference) -> Text:
    """A sentence that was taken out, put in or changed, with the words of it that were."""
    if of.runs:
        looks = {"kept": "", "removed": "red strike", "added": "green"}
        marks = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
        pieces = ((f"{marks[run.kind][0]}{run.text}{marks[run.kind][1]}", looks[run.kind]) for run in of.runs)
        return Text.assemble("~", *pieces)
    return Text(f"+{of.new.text}", "green") if of.new else Text(f"−{of.old.text if of.old else ''}", "red")


def sides_table(slots: Sequence[Slot[Listed]], sources: Mapping[str, Source], by: str) -> Table:
    """Both languages side by side, a row a day or week."""
    table = plain(f"Side by side, by {by}")
    table.add_column(by, no_wrap=True)
    table.add_column("中文", overflow="fold", ratio=1)
    table.add_column("English", overflow="fold", ratio=1)
    for slot in slots:
        table.add_row(slot.start.isoformat(), side(slot.zh, sources), side(slot.en, sources))
        table.add_section()
    return table


def side(rows: Sequence[Listed], sources: Mapping[str, Source]) -> Text:
    """One side of a slot: how many, and each article's source and title."""
    head = Text(str(len(rows)) if rows else "none", style="bold")
    lines = [Text.assemble((f"{name_of(sources, row.source)}  ", "dim"), row.title) for row in rows]
    return Text("\n").join([head, *lines])


def ties_text(ties: Sequence[Tie], most: int) -> str:
    """The terms that tie two texts, as both print them."""
    return ", ".join(f"{tie.here} = {tie.there}" if tie.here != tie.there else tie.here for tie in shown(ties, most))
