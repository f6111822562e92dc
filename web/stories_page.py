"""The page that lists stories: what each side calls an event, since when, and who tells it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo

import sqlalchemy as sa

from config.source import Source
from config.topics import shipped_topic
from pipeline.sides import Side, sides_of
from storage.marking import topics_marked
from storage.queries import Selection, newest_at
from storage.storied import StoredStory, stories, tellers_of
from web.compare_page import CUTS
from web.compare_sections import span
from web.event_parameters import EventParameters, address, parse_stories
from web.frame import counted, long_day, page, source_name, titled
from web.html import Safe, tag, together
from web.pages import choice
from web.side_chart import key

PAGE = 50
TOLD = (("", "any side"), ("several", "several sides"), ("one", "one side alone"))
Sides = tuple[Side, ...]


def stories_page(connection: sa.Connection, query: str, sources: Mapping[str, Source], zone: tzinfo) -> str:
    """The list that a query asks for, the newest story first; raises BadParameter."""
    topics = topics_known(connection)
    asked = parse_stories(query, topics, zone, newest_at(connection))
    selection = Selection(since=asked.since, until=asked.until, topic=asked.topic, facet=asked.facet)
    told = ((each, sides_of(tellers_of(each.articles, sources), asked.cut)) for each in stories(connection, selection))
    found = [(each, its) for each, its in told if asked.told in ("", "several" if len(its) > 1 else "one")]
    start = (asked.page - 1) * PAGE
    shown = found[start : start + PAGE]
    names = tuple(sorted({side.name for _, its in found for side in its}))  # so that one has one colour all over
    return page(
        "Stories – duizhao 对照",
        tag("h1", "Stories", class_="compared"),
        form(asked, topics),
        tag("p", number(found, start, len(shown), zone), class_="found"),
        (item(each, its, names, sources, zone) for each, its in shown),
        None if shown else nothing("/stories", asked, "No story of two texts or more."),
        paging("/stories", asked, start + PAGE < len(found)),
    )


def topics_known(connection: sa.Connection) -> dict[str, Collection[str]]:
    """The topics that articles are marked with, and the one that ships, each with its facets as far as known."""
    topic = shipped_topic()
    return dict.fromkeys(topics_marked(connection), ()) | {topic.id: topic.facets}


def form(asked: EventParameters, topics: Mapping[str, Collection[str]]) -> Safe:
    """The fields that narrow the list down."""
    return tag(
        "form",
        topic_fields(asked, topics),
        choice("told", "Told by", asked.told, TOLD),
        choice("cut", "Sides by", asked.cut, tuple(CUTS.items())),
        day_field("since", asked.since),
        day_field("until", asked.until),
        tag("button", "Show"),
        method="get",
        action="/stories",
        class_="choose many",
    )


def topic_fields(asked: EventParameters, topics: Mapping[str, Collection[str]]) -> Safe:
    """The fields of topic and facet."""
    facets = topics.get(asked.topic, ())
    return together(
        choice("topic", "Topic", asked.topic, (("", "all articles"), *((each, each) for each in sorted(topics)))),
        choice("facet", "Facet", asked.facet, (("", "all facets"), *((each, each) for each in facets))),
    )


def day_field(name: str, at: datetime | None) -> Safe:
    """The field of a day."""
    value = f"{at:%Y-%m-%d}" if at else ""
    return tag("label", tag("span", name.capitalize()), tag("input", type="date", name=name, value=value))


def number(found: Collection[tuple[StoredStory, Sides]], start: int, shown: int, zone: tzinfo) -> Safe:
    """How many stories there are, how many of them several sides tell, and which are shown."""
    several = sum(len(its) > 1 for _, its in found)
    here = f", {start + 1:,} to {start + shown:,} here" if 0 < shown < len(found) else ""
    told = f" · {several:,} told by several sides" if found else ""
    return together(counted(len(found), "story", "stories"), " of two texts or more", here, told, f" · times in {zone}")


def nothing(path: str, asked: EventParameters, said: str) -> Safe:
    """What to do where a list is empty; the command of the same name looks at what came."""
    if asked.page > 1:
        way = tag("a", "To its beginning", href=address(path, asked))
        return tag("p", "The list ends before this page. ", way)
    command = tag("code", f"duizhao {path.removeprefix('/')}")
    return tag("p", f"{said} What came since the last look waits until ", command, " looks.")


def item(of: StoredStory, its: Sides, names: Sequence[str], sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """A story: its day, and its sides beside each other."""
    first = of.articles[0].at.astimezone(zone)
    facts = (
        tag("time", long_day(first.date()), datetime=first.date().isoformat()),
        tag("span", counted(len(of.articles), "article")),
        tag("a", f"story {of.id}", href=f"/story/{of.id}"),
    )
    return tag("section", tag("p", facts, class_="facts"), columns(of, its, names, sources, zone), class_="story")


def columns(of: StoredStory, its: Sides, names: Sequence[str], sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """The sides of a story; by language Chinese left and English right, else the first to tell it first."""
    if not set(names) <= {"zh", "en"}:
        return tag("div", (block(each, of, names, sources, zone) for each in its), class_="sides many")
    by_name = {each.name: each for each in its}
    return tag(
        "div",
        (block(by_name[side], of, names, sources, zone) if side in by_name else absent(side) for side in ("zh", "en")),
        class_="sides",
    )


def block(side: Side, of: StoredStory, names: Sequence[str], sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """One side: how it names the event, since when, how long after the other, and who tells it."""
    article = next(each for each in of.articles if each.id == side.article_id)
    at = tag("time", f"{side.first_at.astimezone(zone):%d %b %H:%M}", datetime=side.first_at.isoformat())
    lag = tag("span", f"{span(side.lag.total_seconds())} later" if side.lag else "first", class_="badge")
    whose = ", ".join(f"{name} {many}" for name, many in side.ownerships)
    tellers = (together(", " if at else "", source_name(each, sources)) for at, each in enumerate(side.sources))
    return tag(
        "div",
        tag("p", key(side.name, names), at, None if side.articles == len(of.articles) else lag, class_="facts"),
        tag("h3", tag("a", titled(article), href=f"/article/{article.id}")),
        tag("p", tellers, class_="tellers"),
        tag("p", f"{counted(len(side.sources), 'outlet')}: {whose} · {counted(side.texts, 'text')}", class_="quiet"),
        class_=side.name if side.name in ("zh", "en") else "side",
    )


def absent(side: str) -> Safe:
    """The place of a side of which no article that tells a story is stored; whether it told it is another question."""
    return tag("p", f"no {'Chinese' if side == 'zh' else 'English'} article is stored", class_=f"{side} none")


def paging(path: str, asked: EventParameters, more: bool) -> Safe | None:
    """Links to the pages before and after."""
    newer = tag("a", "← newer", href=address(path, asked, asked.page - 1), rel="prev") if asked.page > 1 else None
    older = tag("a", "older →", href=address(path, asked, asked.page + 1), rel="next") if more else None
    return tag("nav", newer, older, class_="paging", aria_label="pages") if newer or older else None
