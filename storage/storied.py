"""Stories as they are asked for: their articles with what their sources say, and what happened to them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

import sqlalchemy as sa

from config.source import Source
from pipeline.sides import Cut, Teller, side_of, texts_in
from storage.details import with_ids
from storage.queries import Selection, selected
from storage.schema import article, story, story_change, telling
from storage.stored import Listed

IDS = "ids"
MEMBERS = sa.select(telling).where(telling.c.story_id.in_(sa.bindparam(IDS, expanding=True)))
WITHOUT = sa.select(telling.c.article_id)  # those that are in a story
INTO = sa.select(story.c.into_id).where(story.c.id == sa.bindparam("of_story"))
CHANGES = (
    sa.select(story_change)
    .where(
        sa.or_(story_change.c.story_id == sa.bindparam("of_story"), story_change.c.other_id == sa.bindparam("of_story"))
    )
    .order_by(story_change.c.id)
)


@dataclass(frozen=True, slots=True)
class StoryChange:
    """Another story became a part of one, or left it."""

    at: datetime
    kind: str  # merged, split
    story_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story with its articles, the earliest first."""

    id: int
    articles: tuple[Listed, ...]
    changes: tuple[StoryChange, ...] = ()


def stories(connection: sa.Connection, selection: Selection, least: int = 2) -> list[StoredStory]:
    """The stories that selected articles tell, the newest first, and of each all articles, selected or not.

    `selection.limit` counts stories; those with fewer texts than `least` are left out, a family of copies counted once.
    """
    query = selected(sa.select(telling.c.story_id).join(article, article.c.id == telling.c.article_id), selection)
    wanted = sorted(set(connection.execute(query).scalars()) - {None})
    found = [StoredStory(each, its) for each, its in _members(connection, wanted).items()]
    found = [each for each in found if texts_in(tellers_of(each.articles, {})) >= least]
    found.sort(key=lambda each: (max(one.at for one in each.articles), each.id), reverse=True)
    stop = None if selection.limit is None else selection.offset + selection.limit
    return found[selection.offset : stop]


def stored_story(connection: sa.Connection, story_id: int) -> StoredStory | None:
    """The story of that id, or the older one that it became a part of; None where there is none."""
    into = _into(connection, story_id)
    while into is not None and into.into_id is not None:
        story_id = into.into_id
        into = _into(connection, story_id)
    if into is None:
        return None
    members = _members(connection, [story_id]).get(story_id, ())
    changes = [
        StoryChange(row.at, row.kind, row.story_id, row.other_id)
        for row in connection.execute(CHANGES, {"of_story": story_id})
    ]
    return StoredStory(story_id, members, tuple(changes)) if members else None


def story_of(connection: sa.Connection, article_id: int) -> int | None:
    """The id of the story that an article tells; None where it was not looked at yet."""
    query = sa.select(telling.c.story_id).where(telling.c.article_id == article_id)
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found


def number_untold(connection: sa.Connection) -> int:
    """How many articles are in no story."""
    query = sa.select(sa.func.count()).select_from(article).where(article.c.id.not_in(WITHOUT))
    return int(connection.execute(query).scalar_one())


def was_told(connection: sa.Connection, story_id: int) -> bool:
    """True for the id of a story, whether an article tells it still or not."""
    return _into(connection, story_id) is not None


def _into(connection: sa.Connection, story_id: int) -> Any:
    """What became of the story of that id; None where there is none, as of a number that no id can be."""
    return connection.execute(INTO, {"of_story": story_id}).one_or_none() if abs(story_id) < 2**31 else None


def tellers_of(articles: Sequence[Listed], sources: Mapping[str, Source]) -> tuple[Teller, ...]:
    """The articles as those who tell a story, with the sides that they are on under every cut."""
    return tuple(
        Teller(each.id, each.title, each.at, each.source, each.family_id, _cuts(each, sources.get(each.source)))
        for each in articles
    )


def _cuts(of: Listed, source: Source | None) -> dict[Cut, str]:
    return {cut: side_of(cut, of.language, source) for cut in get_args(Cut)}


def _members(connection: sa.Connection, ids: Collection[int]) -> dict[int, tuple[Listed, ...]]:
    """The articles of each story, the earliest first."""
    by_story: dict[int, list[int]] = defaultdict(list)
    wanted = sorted(ids)
    for start in range(0, len(wanted), 1000):
        for article_id, story_id in connection.execute(MEMBERS, {IDS: wanted[start : start + 1000]}):
            by_story[story_id].append(article_id)
    listed: dict[int, Listed] = {}
    every = sorted(each for its in by_story.values() for each in its)
    for start in range(0, len(every), 1000):
        listed |= {each.id: each for each in with_ids(connection, tuple(every[start : start + 1000]))}
    return {
        story_id: tuple(sorted((listed[each] for each in its), key=lambda each: (each.at, each.id)))
        for story_id, its in by_story.items()
    }
