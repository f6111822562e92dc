"""What the demo tells of events: stories of both sides, whose reports are retold, and what one side alone tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table
from rich.text import Text

from config.paired_terms import paired_terms
from config.source import Source
from config.topics import shipped_topic
from pipeline.comparison import Comparison
from pipeline.gaps import shipped_enough
from pipeline.newsrooms import name_of as outlet_name
from pipeline.sides import Side, sides_of
from pipeline.source_outlets import newsrooms_in
from service.beside import as_object as beside_as_object
from service.beside import shares_line
from service.comparison_terms import gap_tables
from service.output import jsonable
from service.relays import relay_as_object
from service.stories import stories_table, story_as_object
from service.tables import name_of, plain, ties_text
from storage.beside import Beside, beside
from storage.compared import Asked, compared
from storage.queries import Selection, listed
from storage.relays import StoredRelay, relays_of
from storage.stored import Listed
from storage.storied import StoredStory, stories, tellers_of

MOST_GAPS = 10
MOST_KEPT = 2  # sentences of a retelling that are shown beside their originals
TIES = 4


@dataclass(frozen=True, slots=True)
class Events:
    """The stories with their sides, the relays, the linked one beside its original, and what sets the sides apart."""

    stories: tuple[tuple[StoredStory, tuple[Side, ...]], ...]
    articles: Mapping[int, Listed]
    relays: tuple[StoredRelay, ...]
    linked: Beside | None
    asked: Asked
    compared: Comparison


def events_of(connection: sa.Connection, sources: Mapping[str, Source]) -> Events:
    """What a crawl of these sources tells of events; each part is empty where there is nothing of it."""
    topic, newsrooms = shipped_topic(), newsrooms_in(sources)
    found = stories(connection, Selection())
    articles = {each.id: each for each in listed(connection, Selection())}
    relays = tuple(each for its in relays_of(connection, articles, newsrooms).values() for each in its)
    linked = max((each for each in relays if each.relay.of), key=lambda each: each.relay.score, default=None)
    asked = Asked(
        Selection(), "language", "day", UTC, sources, topic, paired_terms(topic), shipped_enough(),
        most_gaps=MOST_GAPS, most_texts=0,
    )  # fmt: skip
    return Events(
        tuple((each, sides_of(tellers_of(each.articles, sources), "language")) for each in found),
        articles,
        relays,
        beside(connection, linked.article_id, linked.relay.of, topic) if linked and linked.relay.of else None,
        asked,
        compared(connection, asked),
    )


def as_object(of: Events) -> dict[str, Any]:
    """The same for a JSON writer."""
    both = of.linked
    told = beside_as_object(both.told) if both else {}
    ids = {"retelling": both.retelling.id, "original": both.original.id} if both else {}
    return {
        "stories": [story_as_object(*each) for each in of.stories],
        "relays": [relay_as_object(each, of.articles[each.article_id]) for each in of.relays],
        "beside": ids | told,
        "enough": jsonable(of.asked.enough),
        "gaps": jsonable(of.compared.gaps),
    }


def show_events(console: Console, of: Events, sources: Mapping[str, Source]) -> None:
    """Print them: tables, those that have a row."""
    both = [each for each, its in of.stories if len(its) > 1]
    if both:
        table = stories_table(both, {each.id: its for each, its in of.stories}, UTC)
        table.title = "Stories that both sides tell, the side that was first above"
        console.print(table)
    if of.relays:
        console.print(relays_table(of, sources))
    if of.linked:
        console.print(retelling_table(of.linked, sources))
        console.print(shares_line(of.linked.told), highlight=False)
        console.print()
    for each in gap_tables(of.compared, of.asked, MOST_GAPS):
        console.print(each, highlight=False)
    console.print()


def relays_table(of: Events, sources: Mapping[str, Source]) -> Table:
    """Whose reports are retold, each with its original or why there is none."""
    table = plain("Relays: whose report is retold")
    for head in ("article", "retells", "of day", "original"):
        table.add_column(head, overflow="fold", no_wrap=head == "of day")
    for each in of.relays:
        article, relay = of.articles[each.article_id], each.relay
        original = of.articles.get(relay.of or 0)
        table.add_row(
            Text(f"{article.id} {name_of(sources, article.source)}: {article.title}"),
            Text(outlet_name(relay.outlet)),
            str(relay.date or ""),
            Text(f"{original.id} {name_of(sources, original.source)}: {original.title}" if original else relay.end),
        )
    return table


def retelling_table(of: Beside, sources: Mapping[str, Source]) -> Table:
    """Some sentences that a retelling kept, and all that it left out and added."""
    table = plain("Kept, left out, added: the relay beside its original")
    table.add_column("", no_wrap=True)
    for head, each in (("original", of.original), ("retelling", of.retelling)):
        table.add_column(f"{head}: {each.id} {name_of(sources, each.source)}", overflow="fold", ratio=1)
    for row in _rows(of):
        table.add_row(*row)
    return table


def _rows(of: Beside) -> Iterator[tuple[Text, Text, Text]]:
    told = of.told
    for each in told.kept[:MOST_KEPT]:
        here, there = (
            "\n".join(its[at].text for at in chosen)
            for its, chosen in ((told.original, each.here), (told.retelling, each.there))
        )
        yield Text(f"= {each.score:.2f}"), Text(here), Text.assemble(there, (f"\n{ties_text(each.ties, TIES)}", "dim"))
    more = len(told.kept) - MOST_KEPT
    if more > 0:
        yield Text("=", "dim"), Text(f"and {more} more", "dim"), Text()
    for at in told.left_out:
        yield Text("−", "red"), Text(told.original[at].text, "red"), Text("left out", "dim")
    for at in told.added:
        yield Text("+", "green"), Text("added", "dim"), Text(told.retelling[at].text, "green")
