"""The options of `stories`, `story`, `relays` and `beside`, each a command of its own."""

from typing import Annotated

import typer

from service.keeping import Json

Zone = Annotated[str, typer.Option("--tz", help="Time zone of bare dates and of the times shown.")]
CutOption = Annotated[str, typer.Option(help="What makes the sides: language, edited_in or ownership.")]


def stories(
    topic: Annotated[str, typer.Option("--topic", help="Only stories with an article on this topic.")] = "",
    facet: Annotated[str, typer.Option(help="Only those with this facet of the topic.")] = "",
    since: Annotated[str, typer.Option(help="First day or time, as 2026-10-12 or 2026-10-12T09:00.")] = "",
    until: Annotated[str, typer.Option(help="End of the period, not part of it itself.")] = "",
    words: Annotated[str, typer.Option(help="Words that must all be in title or text, in either script.")] = "",
    source: Annotated[list[str] | None, typer.Option("--source", help="Told by this source; may be repeated.")] = None,
    cut: CutOption = "language",
    least: Annotated[int, typer.Option(min=1, help="How many texts at the least, copies counted once.")] = 2,
    limit: Annotated[int, typer.Option(min=1, help="How many at the most, newest first.")] = 50,
    zone: Zone = "UTC",
    json_: Json = False,
) -> None:
    """List stories: the events that articles of both languages tell, and which side told them first."""
    from service.selecting import select
    from service.stories import show_stories

    selected = select(source or [], "", [], since, until, words, limit, zone, topic, facet)
    show_stories(selected, cut, least, as_json=json_)


def story(
    story_id: Annotated[int, typer.Argument(metavar="STORY", help="Number of a story.")],
    cut: CutOption = "language",
    zone: Zone = "UTC",
    json_: Json = False,
) -> None:
    """Show one story: its sides, its articles, and what became of it."""
    from service.stories import show_story

    show_story(story_id, cut, zone, as_json=json_)


def relays(
    topic: Annotated[str, typer.Option("--topic", help="Only articles on this topic.")] = "",
    since: Annotated[str, typer.Option(help="First day or time, as 2026-10-12 or 2026-10-12T09:00.")] = "",
    until: Annotated[str, typer.Option(help="End of the period, not part of it itself.")] = "",
    source: Annotated[list[str] | None, typer.Option("--source", help="Only articles of this source.")] = None,
    outlet: Annotated[str, typer.Option(help="Only those that retell this outlet, in any of its names.")] = "",
    end: Annotated[str, typer.Option(help="Only linked, known-not-collected or not-found.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many articles are looked at, newest first.")] = 200,
    zone: Zone = "UTC",
    json_: Json = False,
) -> None:
    """List relays: articles that say whose report they retell, and its original where that is stored."""
    from service.relays import show_relays
    from service.selecting import select

    selected = select(source or [], "", [], since, until, "", limit, zone, topic)
    show_relays(selected, outlet, end, as_json=json_)


def beside(
    article_id: Annotated[int, typer.Argument(metavar="ID", help="Number of the article that retells.")],
    other_id: Annotated[
        int | None, typer.Argument(metavar="OTHER", help="Of the original; without it, what its relay was linked to.")
    ] = None,
    zone: Zone = "UTC",
    json_: Json = False,
) -> None:
    """Set an article beside the one that it retells: what it kept, left out and added."""
    from service.beside import show_beside

    show_beside(article_id, other_id, zone, as_json=json_)
