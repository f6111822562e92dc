"""Which sources of a catalogue each outlet is, and the outlet of each source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from config.source import Source
from pipeline.newsrooms import known_as, newsroom


@dataclass(frozen=True, slots=True)
class Newsrooms:
    """Which sources each outlet is, and the time zone of each source."""

    by_outlet: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, str]

    @property
    def own(self) -> dict[str, str]:
        """The outlet of each source that is one."""
        return {source_id: outlet for outlet, ids in self.by_outlet.items() for source_id in ids}


def newsrooms_in(sources: Mapping[str, Source]) -> Newsrooms:
    """The newsrooms of a catalogue: an outlet is the sources with one of its names, or with its id.

    A source that the table of outlets does not have is one by itself, under its name and under its aliases.
    """
    names = {each.id: (each.name, *each.name.replace("·", " ").split(), each.id) for each in sources.values()}
    found: dict[str, list[str]] = defaultdict(list)
    for each in sources.values():
        for outlet in filter(None, map(newsroom, reversed((each.name, *each.aliases)))):
            found[outlet].append(each.id)
    listed = outlets_of(names)
    found |= {outlet: [*found.pop(outlet, ()), *ids] for outlet, ids in listed.items()}  # behind: `own` takes the last
    by_outlet = {outlet: tuple(dict.fromkeys(ids)) for outlet, ids in found.items()}
    return Newsrooms(by_outlet, {each.id: each.timezone for each in sources.values()})


def outlets_of(names: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The ids of the sources that are each outlet, given the names of each source."""
    found: dict[str, list[str]] = defaultdict(list)
    for source_id, its in names.items():
        for outlet in dict.fromkeys(filter(None, map(known_as, its))):
            found[outlet].append(source_id)
    return {outlet: tuple(ids) for outlet, ids in found.items()}
