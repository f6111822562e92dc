"""The spellings of outlets' names, folded and ready to be found, and what each tells."""

from dataclasses import dataclass
from functools import cache
from itertools import chain

from ahocorasick_rs import AhoCorasick

from config.rules import rules
from pipeline.fold import folded, letters

LATIN_END = "\u0250"  # the first character after the Latin letters


@dataclass(frozen=True, slots=True)
class Spelling:
    """A folded name: whose it is first, whose else by country, whose short name, and how it must be printed."""

    outlet: str = ""
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    is_marked: bool = False
    printed: frozenset[str] = frozenset()  # empty where any case will do
    begins_latin: bool = False
    ends_latin: bool = False


@cache
def spellings() -> tuple[AhoCorasick, tuple[Spelling, ...]]:
    """The automaton of all names, and what each is; names that are nothing have no outlet."""
    names: dict[str, dict[str, list[str]]] = {}
    for each in rules("outlets")["outlets"]:
        for key in ("names", "marked", "also", "short"):
            for name in each.get(key, ()):
                printed = f"the {name}" if key == "short" else str(name)
                held = names.setdefault(folded(printed).replace("’", "'"), {})
                held.setdefault(key, []).append(each["id"])
                held.setdefault("printed", []).append(printed)
    for name in chain.from_iterable(rules("outlets")["nothing"]):
        names[folded(name)] = {"printed": [name]}
    return AhoCorasick(names), tuple(_name(plain, held) for plain, held in names.items())


@cache
def countries() -> dict[str, tuple[str, ...]]:
    """The words that say an outlet's country, by its id."""
    held = rules("outlets")
    return {each["id"]: tuple(held["countries"].get(each["country"], ())) for each in held["outlets"]}


def outlet_called(name: str) -> str:
    """The id of the outlet whose whole name this is, in either script and any case; empty where it is none's."""
    return _ids().get(letters(name), "")


@cache
def _ids() -> dict[str, str]:
    held = rules("outlets")["outlets"]
    return {
        letters(str(name)): each["id"] for each in held for key in ("marked", "names") for name in each.get(key, ())
    }


def is_latin(character: str) -> bool:
    """True for a letter or figure that is no Han character."""
    return character < LATIN_END and character.isalnum()


def _name(plain: str, held: dict[str, list[str]]) -> Spelling:
    first = (*held.get("names", ()), *held.get("marked", ()))
    has_case = plain.isascii() or not any("\u3400" <= character <= "\u9fff" for character in plain)
    forms = {form.replace("’", "'") for name in held["printed"] for form in _forms(name)} if has_case else ()
    return Spelling(
        first[0] if first else "",
        tuple(held.get("also", ())),
        tuple(held.get("short", ())),
        "names" not in held and "marked" in held,
        frozenset(forms),
        is_latin(plain[0]),
        is_latin(plain[-1]),
    )


def _forms(name: str) -> tuple[str, ...]:
    """How a Latin name can be printed: as it is, in capitals, with a small or a capital article."""
    rest = name[4:] if name[:4].lower() == "the " else ""
    return (name, name.upper(), *((f"the {rest}", f"The {rest}") if rest else ()))
