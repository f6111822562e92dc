"""The outlets that others name as their source: names in both languages, country, ownership."""

from dataclasses import dataclass
from functools import cache

from config.rules import rules


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newsroom that others name: its names in both languages, the country of its masthead, who owns it."""

    id: str
    names: tuple[str, ...]
    country: str  # ISO 3166-1 alpha-2
    ownership: str
    language: str  # ISO 639-1, that it is edited in

    @property
    def name(self) -> str:
        """Its first name in Latin letters, else its first."""
        return next((name for name in self.names if name.isascii()), self.names[0])


@cache
def outlets() -> dict[str, Outlet]:
    """All outlets that are known by name, by their id."""
    return {
        held["id"]: Outlet(
            held["id"],
            tuple(sorted((*held["names"], *held.get("marked", ())), key=str.isascii)),  # Chinese ones first
            held["country"],
            held["ownership"],
            held["language"],
        )
        for held in rules("outlets")["outlets"]
    }
