"""The page of one story: its sides, its articles over time, whom they retell, and what became of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import tzinfo

import sqlalchemy as sa

from config.source import Source
from pipeline.sides import side_of, sides_of
from pipeline.source_outlets import newsrooms_in
from storage.relays import StoredRelay, relays_of
from storage.stored import Listed
from storage.storied import StoredStory, StoryChange, stored_story, tellers_of
from web.compare_sections import span
from web.frame import clock, counted, long_day, page, published, source_name, titled, when
from web.html import Safe, tag, together
from web.relays_page import entry
from web.side_chart import key
from web.stories_page import columns
from web.story_chart import story_chart


def story_page(connection: sa.Connection, story_id: int, sources: Mapping[str, Source], zone: tzinfo) -> str | None:
    """The page of the story with that id, or of the one that it became a part of; None where there is none."""
    of = stored_story(connection, story_id)
    if of is None:
        return None
    sides = sides_of(tellers_of(of.articles, sources), "language")
    names = tuple(each.name for each in sides)
    by_side: dict[str, list[Listed]] = {name: [] for name in ("zh", "en") if name in names}
    for each in of.articles:
        by_side[side_of("language", each.language, sources.get(each.source))].append(each)
    return page(
        f"{of.articles[0].title or f'Story {of.id}'} – duizhao 对照",
        tag("p", f"Story {story_id} became a part of this one.", class_="note") if of.id != story_id else None,
        tag("section", head(of, zone), class_="family"),
        tag("section", columns(of, sides, names, sources, zone), class_="story"),
        story_chart(by_side, names, zone),
        (articles(name, its, of, sources, zone) for name, its in by_side.items()),
        relays(connection, of, sources, zone),
        changes(of, zone),
    )


def head(of: StoredStory, zone: tzinfo) -> Safe:
    """How many tell it from when to when, and the way to what sets its sides apart."""
    first, last = (of.articles[at].at.astimezone(zone).date() for at in (0, -1))
    days = long_day(first) if first == last else f"{long_day(first)} – {long_day(last)}"
    outlets = len({each.source for each in of.articles})
    facts = (days, counted(len(of.articles), "article"), counted(outlets, "outlet"))
    return together(
        tag("p", (tag("span", each) for each in facts), class_="facts"),
        tag("h1", f"Story {of.id}"),
        tag("p", tag("a", "What sets its sides apart", href=f"/compare?story={of.id}"), class_="quiet"),
    )


def articles(side: str, its: Sequence[Listed], of: StoredStory, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """The articles of a side, the earliest first, with how long after the story's first each came."""
    families: dict[int, list[int]] = defaultdict(list)
    for each in of.articles:
        if each.family_id is not None:
            families[each.family_id].append(each.id)
    rows = (
        tag(
            "tr",
            tag("td", published(each, zone) or together("~", when(each.first_seen_at, zone))),
            tag("td", span((each.at - of.articles[0].at).total_seconds()) if clock(each, zone) else ""),
            tag("td", source_name(each.source, sources)),
            tag("td", tag("a", titled(each), href=f"/article/{each.id}"), family(each, families)),
        )
        for each in its
    )
    heads = (tag("th", name, scope="col") for name in ("published", "after the first", "outlet", "article"))
    table = tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows))
    return tag("section", tag("h2", key(side, ())), tag("div", table, class_="wide"), class_="more telling")


def family(of: Listed, families: Mapping[int, Sequence[int]]) -> Safe | None:
    """That others of the story carry the same text, with the way to them."""
    others = len(families.get(of.family_id or 0, ())) - 1
    if of.family_id is None or others < 1:
        return None
    said = f"same text as {counted(others, 'other')}"
    return together(" ", tag("a", said, href=f"/family/{of.family_id}", class_="badge"))


def relays(connection: sa.Connection, of: StoredStory, sources: Mapping[str, Source], zone: tzinfo) -> Safe | None:
    """Whose reports the articles of the story retell; None where they retell nobody."""
    rows = {each.id: each for each in of.articles}
    found: Sequence[StoredRelay] = [
        each for its in relays_of(connection, rows, newsrooms_in(sources)).values() for each in its
    ]
    if not found:
        return None
    items = (entry(each, rows[each.article_id], rows.get(each.relay.of or 0), sources, zone) for each in found)
    return tag("section", tag("h2", "Whose reports are retold"), tag("ul", items), class_="more")


def changes(of: StoredStory, zone: tzinfo) -> Safe | None:
    """What happened to the story since it began; None where nothing did."""
    if not of.changes:
        return None
    return tag(
        "section", tag("h2", "What became of it"), tag("ul", (change(each, zone) for each in of.changes)), class_="more"
    )


def change(of: StoryChange, zone: tzinfo) -> Safe:
    """Another story that became a part of one, or left it."""
    word = "became a part of" if of.kind == "merged" else "was left by"
    return tag("li", when(of.at, zone), f": story {of.other_id} {word} story {of.story_id}")
