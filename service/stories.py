"""The commands `stories` and `story`: events, who tells them on either side, and since when."""

from datetime import tzinfo
from functools import partial
from typing import cast, get_args

from rich.table import Table
from rich.text import Text

from config.errors import ConfigError
from config.topics import shipped_topic
from pipeline.sides import Cut, Side, sides_of
from service.output import console, jsonable, plural, print_json, span_text
from service.progress import progress
from service.selecting import Selected, one_of, zone_of
from service.tables import name_of, plain, when
from service.workplace import Workplace, open_workplace
from storage.database import consult, reading
from storage.storied import StoredStory, number_untold, stored_story, stories, tellers_of, was_told
from storage.stories import tell_stories
from storage.vectors import make_vectors, number_unmade


def show_stories(selected: Selected, cut: str, least: int, as_json: bool) -> None:
    """Print the stories that selected articles tell, the newest first; raises ConfigError where the cut is none."""
    one_of("--cut", cut, get_args(Cut))
    place = selected.place
    look_at_all(place)
    with reading(place.engine) as connection:
        found = stories(connection, selected.selection, least)
    sides = {each.id: sides_of(tellers_of(each.articles, place.catalogue.sources), cast("Cut", cut)) for each in found}
    if as_json:
        print_json({"cut": cut, "stories": [story_as_object(each, sides[each.id]) for each in found]})
        return
    at = console()
    if found:
        at.print(stories_table(found, sides, selected.zone))
    of = f" of {least} texts or more" if least > 1 else ""
    at.print(f"{plural(len(found), 'story', 'stories')}{of}", highlight=False)


def show_story(story_id: int, cut: str, zone: str, as_json: bool) -> None:
    """Print one story: its sides, its articles, and what happened to it; raises ConfigError where there is none."""
    one_of("--cut", cut, get_args(Cut))
    at, place = zone_of(zone), open_workplace()
    look_at_all(place)
    with reading(place.engine) as connection:
        found = stored_story(connection, story_id)
        is_left = found is None and was_told(connection, story_id)
    if found is None:
        why = "no article tells it any more, for those that did were revised" if is_left else "there is no such story"
        raise ConfigError(None, None, str(story_id), f"{why}; `duizhao stories` lists them")
    sides = sides_of(tellers_of(found.articles, place.catalogue.sources), cast("Cut", cut))
    if as_json:
        changes = [jsonable(each) for each in found.changes]
        articles = [jsonable(each) for each in found.articles]
        print_json(story_as_object(found, sides) | {"cut": cut, "articles": articles, "changes": changes})
        return
    to = console()
    if found.id != story_id:
        to.print(f"story {story_id} became a part of story {found.id}", highlight=False)
    to.print(sides_table(sides, place, at))
    to.print(articles_in(found, place, at))
    for each in found.changes:
        word = "became a part of" if each.kind == "merged" else "was left by"
        one, other = (each.other_id, each.story_id)
        to.print(f"{each.at:%Y-%m-%d %H:%M}: story {one} {word} story {other}", highlight=False)


def look_at_all(place: Workplace) -> None:
    """Look at the articles that are in no story yet, with a bar that shows how far that is."""
    from datetime import UTC, datetime

    topic = shipped_topic()
    with progress("terms", consult(place.engine, partial(number_unmade, topic=topic))) as step:
        make_vectors(place.engine, topic, step=step)
    with progress("stories", consult(place.engine, number_untold)) as step:
        tell_stories(place.engine, topic, datetime.now(UTC), step=step)


def stories_table(found: list[StoredStory], sides: dict[int, tuple[Side, ...]], zone: tzinfo) -> Table:
    """Stories, a line a side, the side that was first above."""
    table = plain("")
    table.add_column("story", justify="right", no_wrap=True)
    table.add_column("side", no_wrap=True)
    table.add_column("first", no_wrap=True)
    table.add_column("after", justify="right", no_wrap=True)
    table.add_column("articles", justify="right")
    table.add_column("texts", justify="right")
    table.add_column("sources", justify="right")
    table.add_column("headline", overflow="fold")
    for each in found:
        for number, side in enumerate(sides[each.id]):
            table.add_row(str(each.id) if not number else "", *_cells(side, zone), Text(side.headline))
        table.add_section()
    return table


def sides_table(sides: tuple[Side, ...], place: Workplace, zone: tzinfo) -> Table:
    """The sides of one story, a line each."""
    table = plain("")
    for head in ("side", "first", "after", "articles", "texts", "sources", "whose", "headline"):
        table.add_column(head, overflow="fold")
    for side in sides:
        whose = ", ".join(f"{name} {number}" for name, number in side.ownerships)
        table.add_row(*_cells(side, zone), Text(whose), Text(side.headline))
    return table


def articles_in(of: StoredStory, place: Workplace, zone: tzinfo) -> Table:
    """The articles of a story, the earliest first."""
    table = plain(f"Story {of.id}")
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("published", no_wrap=True)
    table.add_column("source", overflow="fold", max_width=18)
    table.add_column("title", overflow="fold")
    table.add_column("family", justify="right")
    for each in of.articles:
        family = "" if each.family_id is None else str(each.family_id)
        name = name_of(place.catalogue.sources, each.source)
        table.add_row(str(each.id), when(each, zone), Text(name), Text(each.title), family)
    return table


def _cells(side: Side, zone: tzinfo) -> tuple[str, ...]:
    lag = span_text(side.lag.total_seconds(), 2) if side.lag else ""
    first = f"{side.first_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return (side.name, first, lag, str(side.articles), str(side.texts), str(len(side.sources)))


def story_as_object(of: StoredStory, sides: tuple[Side, ...]) -> dict[str, object]:
    """A story for a JSON writer: its articles, and its sides with their lags."""
    told = [jsonable(each) | {"lag_seconds": each.lag.total_seconds()} for each in sides]
    return {"story": of.id, "article_ids": [each.id for each in of.articles], "sides": told}
