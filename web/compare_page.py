"""The page that sets the sides of a cut side by side."""

from collections.abc import Collection, Mapping
from datetime import tzinfo

import sqlalchemy as sa

from config.paired_terms import paired_terms
from config.source import Source
from config.topics import shipped_topic
from pipeline.comparison import Comparison
from pipeline.gaps import shipped_enough
from storage.compared import Asked, compared
from storage.marking import topics_marked
from storage.queries import Selection, newest_at
from web.compare_gaps import gaps
from web.compare_parameters import CompareParameters, parse_comparison
from web.compare_sections import attention, firsts, named, outlets, relays
from web.compare_terms import pairs, terms
from web.frame import page
from web.html import Safe, tag, together
from web.pages import choice
from web.side_chart import NAMES, volume_chart

MOST_TEXTS = 1_000  # whose words are counted: a second and a half of CPU
MOST_GAPS = 25
CUTS = {"language": "language", "edited_in": "country where it is edited", "ownership": "ownership"}


def compare_page(connection: sa.Connection, query: str, sources: Mapping[str, Source], zone: tzinfo) -> str:
    """The comparison that a query asks for, as far as articles were looked at; raises BadParameter."""
    topic = shipped_topic()
    facets: dict[str, Collection[str]] = dict.fromkeys(topics_marked(connection), ()) | {topic.id: topic.facets}
    asked = parse_comparison(query, facets, zone, newest_at(connection))
    selection = Selection(since=asked.since, until=asked.until, topic=asked.topic, facet=asked.facet)
    what = Asked(
        selection, asked.cut, asked.by, zone, sources, topic, paired_terms(topic), shipped_enough(),
        story=asked.story, most_gaps=MOST_GAPS, most_texts=MOST_TEXTS,
    )  # fmt: skip
    found = compared(connection, what)
    is_topical = bool(asked.topic or asked.story)
    nothing = tag("p", "No articles in this period.", class_="found")
    return page(
        f"Compared by {CUTS[asked.cut]} – duizhao 对照",
        tag("h1", f"Compared by {CUTS[asked.cut]}", class_="compared"),
        form(asked, facets),
        sections(found, what, is_topical) if found.attention else nothing,
    )


def sections(found: Comparison, asked: Asked, is_topical: bool) -> Safe:
    """All that a comparison tells, a section each."""
    return together(
        volume_chart(found.volume, found.sides, found.by),
        attention(found, is_topical),
        outlets(found, asked.sources, is_topical),
        firsts(found),
        terms(found),
        named("Names", found.entities, found),
        named("Quoted", found.quoted, found),
        named("Outlets cited", found.cited, found),
        relays(found, asked.sources),
        pairs(found),
        gaps(found, asked),
        tag("p", notes(found), class_="quiet notes"),
    )


def notes(of: Comparison) -> str:
    """How to read the figures."""
    texts = " and ".join(f"{number:,} {NAMES.get(side, side)}" for side, number in sorted(of.read.items()))
    left = f" The oldest {of.unread:,} were not read." if of.unread else ""
    return (
        "Articles count each publication; texts count a family of copies once on each side. Words, names and pairs are "
        f"those of {texts or 'no'} texts.{left} “few” stands where a figure is of so few that it may be chance. "
        "What came since the last look for topics, stories and citations is left out until `duizhao compare` looks."
    )


def form(asked: CompareParameters, topics: Mapping[str, Collection[str]]) -> Safe:
    """The fields that say what is compared."""
    facets = topics.get(asked.topic, ())
    return tag(
        "form",
        choice("topic", "Topic", asked.topic, (("", "all articles"), *((each, each) for each in sorted(topics)))),
        choice("facet", "Facet", asked.facet, (("", "all facets"), *((each, each) for each in facets))),
        choice("cut", "Sides by", asked.cut, tuple(CUTS.items())),
        choice("by", "Slots", asked.by, (("day", "days"), ("week", "weeks"))),
        *(
            tag(
                "label",
                tag("span", name.capitalize()),
                tag("input", type="date", name=name, value=f"{at:%Y-%m-%d}" if at else ""),
            )
            for name, at in (("since", asked.since), ("until", asked.until))
        ),
        tag("input", type="hidden", name="story", value=asked.story) if asked.story else None,
        tag("button", "Compare"),
        method="get",
        action="/compare",
        class_="choose many",
    )
