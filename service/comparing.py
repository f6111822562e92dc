"""The command `compare`: what sets the sides of a cut apart, in tables or as one JSON value."""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, cast, get_args

from config.errors import ConfigError
from config.paired_terms import paired_terms
from config.topics import load_topic, shipped_topic
from pipeline.compare import side_by_side
from pipeline.comparison import Comparison
from pipeline.gaps import Enough, shipped_enough
from pipeline.sides import Cut
from pipeline.source_outlets import newsrooms_in
from service.comparison_tables import comparison_tables
from service.output import console, jsonable, print_json
from service.progress import progress
from service.relays import look_whom_they_cite
from service.selecting import Selected, one_of
from service.stories import look_at_all
from service.tables import sides_table
from storage.compared import Asked, compared
from storage.database import reading
from storage.queries import listed, number
from storage.storied import stored_story


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed beside the selection; what is None is as it ships."""

    cut: str = "language"
    by: str = "day"
    story: int | None = None
    titles: int = 200
    gaps: int = 20
    least: int = 2
    healthy: int | None = None
    share: float | None = None

    def enough(self) -> Enough:
        """The rule of gaps."""
        shipped = shipped_enough()
        return replace(
            shipped,
            sources=shipped.sources if self.healthy is None else self.healthy,
            share=shipped.share if self.share is None else self.share,
        )


def show_comparison(selected: Selected, wanted: Wanted, as_json: bool) -> None:
    """Print what sets the sides apart; raises ConfigError where there is no such cut or story."""
    one_of("--cut", wanted.cut, get_args(Cut))
    place, by = selected.place, cast("Literal['day', 'week']", wanted.by)
    look_at_all(place)
    look_whom_they_cite(place, newsrooms_in(place.catalogue.sources))
    topic = (
        load_topic(selected.selection.topic, place.settings.sources) if selected.selection.topic else shipped_topic()
    )
    asked = Asked(
        selected.selection, cast("Cut", wanted.cut), by, selected.zone, place.catalogue.sources,
        topic, paired_terms(topic, place.settings.sources), wanted.enough(), least=wanted.least, most_gaps=wanted.gaps,
    )  # fmt: skip
    with reading(place.engine) as connection:
        if wanted.story is not None:
            story = stored_story(connection, wanted.story)
            if story is None:
                message = "there is no such story; `duizhao stories` lists them"
                raise ConfigError(None, None, "--story", f"{wanted.story}: {message}")
            asked = replace(asked, story=story.id)
        total = number(connection, selected.selection)
        newest = replace(selected.selection, limit=wanted.titles)
        rows = tuple(listed(connection, newest)) if wanted.titles and asked.story is None else ()
        with progress("texts", total) as step:
            found = compared(connection, asked, step)
    slots = side_by_side(rows, by, selected.zone)
    if as_json:
        told = [jsonable(slot) | {"counts": {"zh": len(slot.zh), "en": len(slot.en)}} for slot in slots]
        titles = {"shown": len(rows), "of": total}
        print_json({"by": by, "slots": told, "titles": titles, "enough": jsonable(asked.enough)} | plainly(found))
        return
    at = console()
    if not found.attention:
        at.print("no articles in this period")
        return
    if rows and asked.cut == "language":
        at.print(sides_table(slots, place.catalogue.sources, by))
        if len(rows) < total:
            at.print(f"the newest {len(rows)} of {total} articles; --titles shows more", highlight=False)
    for each in comparison_tables(found, asked, wanted.gaps):
        at.print(each, highlight=False)


def plainly(of: Comparison) -> dict[str, Any]:
    """A comparison as what JSON can say, with `is_small` beside each figure of few."""
    told: dict[str, Any] = _plainly(of)
    return told


def _plainly(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        told = {field.name: _plainly(getattr(value, field.name)) for field in fields(value)}
        return told | ({"is_small": value.is_small} if hasattr(value, "is_small") else {})
    if isinstance(value, tuple):
        return [_plainly(each) for each in value]
    return jsonable(value)
