"""The command `beside`: an article beside the one that it retells, sentence by sentence."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from config.errors import ConfigError
from config.topics import shipped_topic
from pipeline.beside import NOTES, Row, rows_of
from pipeline.retelling import Retelling
from pipeline.sentences import Sentence
from pipeline.source_outlets import Newsrooms, newsrooms_in
from service.output import console, jsonable, print_json
from service.relays import look_whom_they_cite
from service.selecting import zone_of
from service.showing import detail_of
from service.stories import look_at_all
from service.tables import name_of, plain, ties_text, when
from service.workplace import Workplace, open_workplace
from storage.beside import beside
from storage.database import reading
from storage.relays import relays_of
from storage.tied import tied

TIES = 6  # terms of a pair that are printed


def show_beside(article_id: int, other_id: int | None, zone: str, as_json: bool) -> None:
    """Print an article beside another, by default the original of its relay; raises ConfigError where there is none."""
    at, place = zone_of(zone), open_workplace()
    detail_of(place, article_id)
    look_at_all(place)
    newsrooms = newsrooms_in(place.catalogue.sources)
    look_whom_they_cite(place, newsrooms)
    if other_id is None:
        other_id = original_of(place, article_id, newsrooms)
    if other_id == article_id:
        raise ConfigError(
            None, None, "OTHER", f"{other_id} is the same article: name another, or none for its original"
        )
    detail_of(place, other_id)
    with reading(place.engine) as connection:
        found = beside(connection, article_id, other_id, shipped_topic())
        tie = tied(connection, article_id, other_id, newsrooms)
    if found is None:
        raise ConfigError(None, None, "ID", "the articles are gone")
    if as_json:
        print_json({"retelling": article_id, "original": other_id, "tied": tie} | as_object(found.told))
        return
    to = console()
    sources = place.catalogue.sources
    heads = [
        Text(f"{each.id} {name_of(sources, each.source)}, {when(each, at)}\n{each.title}")
        for each in (found.original, found.retelling)
    ]
    if note := NOTES[tie]:
        to.print(note, highlight=False)
    to.print(sentences_table(found.told, heads))
    to.print(differences_table(found.told))
    to.print(shares_line(found.told), highlight=False)


def original_of(place: Workplace, article_id: int, newsrooms: Newsrooms) -> int:
    """The stored article that one retells; of several the nearest. Raises ConfigError where none is known."""
    with reading(place.engine) as connection:
        found = relays_of(connection, [article_id], newsrooms).get(article_id, ())
    linked = [(each.relay.score, each.relay.of) for each in found if each.relay.of is not None]
    if not linked:
        ends = ", ".join(f"{each.relay.outlet}: {each.relay.end}" for each in found)
        message = f"article {article_id} retells nothing that is stored{f' ({ends})' if ends else ''}; name the other"
        raise ConfigError(None, None, "OTHER", message)
    return max(linked)[1]


def sentences_table(of: Retelling, heads: Sequence[Text]) -> Table:
    """The sentences of both, those that tell the same in one row."""
    table = plain("")
    table.add_column("", no_wrap=True)
    table.add_column("original", overflow="fold", ratio=1)
    table.add_column("retelling", overflow="fold", ratio=1)
    table.add_row("", *heads, style="bold")
    table.add_section()
    for row in rows_of(of):
        table.add_row(*_cells(row, of))
        table.add_section()
    return table


def differences_table(of: Retelling) -> Table:
    """What is in one of the texts alone."""
    table = plain("")
    table.add_column("", no_wrap=True)
    table.add_column("in the original alone", overflow="fold", ratio=1)
    table.add_column("in the retelling alone", overflow="fold", ratio=1)
    for name, left_out, added in (
        ("numbers", printed(of.numbers.left_out), printed(of.numbers.added)),
        ("names", printed(of.names.left_out), printed(of.names.added)),
        ("quotations", quoted(of.quotations.left_out), quoted(of.quotations.added)),
    ):
        table.add_row(name, Text(left_out or "–"), Text(added or "–"))
    return table


def shares_line(of: Retelling) -> str:
    """How much of either text stands in sentences that tell the same."""
    numbers = f"{len(of.kept)} kept, {len(of.left_out)} left out, {len(of.added)} added"
    shares = f"{of.share:.0%} of the original was kept, {of.share_of_retelling:.0%} of the retelling is from it"
    return f"{shares}, by the length of sentences ({numbers})"


def printed(found: Iterable[Any]) -> str:
    """Numbers or names in one line."""
    return "; ".join(each.printed for each in found)


def quoted(found: Iterable[Any]) -> str:
    """Quotations, a line each."""
    return "\n".join(f"“{each.text}”" for each in found)


def as_object(of: Retelling) -> dict[str, Any]:
    """What became of the original, for a JSON writer: sentences with their numbers and places."""
    kept = [
        {
            "original": _told(of.original, each.here),
            "retelling": _told(of.retelling, each.there),
            "score": each.score,
            "ties": jsonable(each.ties),
        }
        for each in of.kept
    ]
    return {
        "share": of.share,
        "share_of_retelling": of.share_of_retelling,
        "kept": kept,
        "left_out": _told(of.original, of.left_out),
        "added": _told(of.retelling, of.added),
        "numbers": jsonable(of.numbers),
        "names": jsonable(of.names),
        "quotations": jsonable(of.quotations),
    }


def _told(sentences: Sequence[Sentence], chosen: Iterable[int]) -> list[dict[str, Any]]:
    return [{"number": at} | jsonable(sentences[at]) for at in chosen]


def _cells(row: Row, of: Retelling) -> tuple[Text, Text, Text]:
    here, there = (
        "\n".join(sentences[at].text for at in chosen)
        for sentences, chosen in ((of.original, row.here), (of.retelling, row.there))
    )
    if row.here and row.there:
        ties = Text.assemble(there, (f"\n{ties_text(row.ties, TIES)}", "dim"))
        return Text(f"= {row.score:.2f}"), Text(here), ties
    if row.is_aside:
        return Text("·", "dim"), Text(here, "dim"), Text(there, "dim")
    if row.here:
        return Text("−", "red"), Text(here, "red"), Text("left out", "dim")
    return Text("+", "green"), Text("added", "dim"), Text(there, "green")
