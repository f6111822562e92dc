"""What a text that is read retells, and what of it is stored: its original, who carries it, what is nearest to it."""

from collections.abc import Sequence
from typing import Any

from config.topics import shipped_topic
from pipeline.citations import Citation
from pipeline.outlets import Outlet
from pipeline.relays import Relay
from pipeline.source_outlets import newsrooms_in
from pipeline.values import Article
from service.output import jsonable, plural
from service.stories import look_at_all
from service.tables import name_of, ties_text
from service.workplace import Workplace, open_workplace
from storage.database import reading
from storage.held_against import HeldAgainst, held_against
from storage.stored import Listed

TIES = 6  # terms that are printed


def held(article: Article, cited: Sequence[Citation], data: str) -> tuple[HeldAgainst, Workplace]:
    """A text beside what is stored in a directory, or where the environment says; an empty store where nothing is."""
    place = open_workplace(data=data)
    look_at_all(place)
    outlets = [(each.outlet.id, each.date) for each in cited]
    with reading(place.engine) as connection:
        newsrooms = newsrooms_in(place.catalogue.sources)
        return held_against(connection, article, outlets, newsrooms, shipped_topic()), place


def as_object(of: HeldAgainst, cited: Sequence[Citation]) -> dict[str, Any]:
    """What is stored beside a text, for a JSON writer."""
    retells = [
        {
            "outlet": each.outlet,
            "name": both_names(citation.outlet),
            "country": citation.outlet.country,
            "ownership": citation.outlet.ownership,
            "date": jsonable(each.date),
            "sentences": len(citation.said),
            "end": each.end,
            "kind": each.kind,
            "of": each.of,
            "score": each.score,
            "ties": jsonable(each.ties),
        }
        for each, citation in zip(of.relays, cited, strict=True)
    ]
    carried = [
        _of(each.article) | {"kind": each.copy.kind, "score": each.copy.score, "share": each.copy.share}
        for each in of.carriers
    ]
    told = [_of(each.article) | {"score": each.score, "ties": jsonable(each.ties)} for each in of.nearest]
    return {"retells": retells, "carried_by": carried, "nearest": told}


def retold_lines(of: HeldAgainst, cited: Sequence[Citation]) -> list[str]:
    """For each outlet whether its report is stored, with the terms that both have."""
    return [line for pair in zip(of.relays, cited, strict=True) for line in _relay_lines(*pair)]


def carried_lines(of: HeldAgainst, place: Workplace) -> list[str]:
    """Who carries the text, whole or in part."""
    return [
        f"{_named(each.article, place)}: {each.copy.kind}, score {each.copy.score:.2f}, {each.copy.share:.0%} of it"
        for each in of.carriers
    ]


def nearest_lines(of: HeldAgainst, place: Workplace) -> list[str]:
    """The articles nearest to the text, 1.0 being the median of two on one event, with the terms that both have."""
    return [f"{_named(each.article, place)}: {each.score:.1f}: {ties_text(each.ties, TIES)}" for each in of.nearest]


def both_names(outlet: Outlet) -> str:
    """The first name of an outlet in each language: 金融时报 alone is also the name of a paper in Beijing."""
    latin = (name for name in outlet.names if name.isascii())
    return " ".join(dict.fromkeys((outlet.names[0], *(name for name in latin if len(name) > 2))[:2]))


def _relay_lines(of: Relay, citation: Citation) -> list[str]:
    day = f" of {of.date}" if of.date else ""
    attributed = f"{plural(len(citation.said), 'sentence')} attributed to it"
    country = f" ({citation.outlet.country})" if citation.outlet.country else ""
    head = f"{both_names(citation.outlet)}{country}{day}, {attributed}"
    if of.of is None:
        return [f"{head}: {of.end}"]
    return [f"{head}: {of.end} to article {of.of}, a {of.kind}, score {of.score:.1f}", f"  {ties_text(of.ties, TIES)}"]


def _named(of: Listed, place: Workplace) -> str:
    at = "" if of.published_at is None else f", {of.published_at:%Y-%m-%d}"
    return f"{of.id} {name_of(place.catalogue.sources, of.source)}{at}: {of.title}"


def _of(article: Listed) -> dict[str, Any]:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "url": article.url,
        "published_at": jsonable(article.published_at),
    }
