"""The outlets that a text names as the source of what it tells, with the sentences that say so."""

import re
from dataclasses import dataclass
from functools import cache

from config.rules import rules
from pipeline.fold import fold, folded

AROUND = 120  # characters on either side of a name that can say it is a source
LONGEST = 500  # characters of a sentence that are shown
SENTENCE = re.compile(r"[。！？!?；\n]+[”」』）)\"]?|(?<=[a-z0-9”\"’)])\.(?=\s+[A-Z“\"‘(]|$)[”\"]?")
LATIN = re.compile(r"[a-z]")
# 联合报 is no outlet in 联合报告, 中央社 none in 中央社会.
ENDS = {"报": "(?![告道名表])", "社": "(?![会区保交科])", "网": "(?![络友民])", "视": "", "观": ""}
QUOTES = {"《": "》", "「": "」", "『": "』", "“": "”", "〈": "〉"}


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newsroom that others name: its names in both languages, the country of its masthead, who owns it."""

    id: str
    names: tuple[str, ...]
    country: str  # ISO 3166-1 alpha-2
    ownership: str


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence that names an outlet, or goes on with it, as the source of what is told."""

    name: str  # as printed: 《金融時報》, 該報
    sentence: str
    place: int  # of the name in the text


@dataclass(frozen=True, slots=True)
class Cited:
    """An outlet that a text names as a source, and where."""

    outlet: Outlet
    said: tuple[Said, ...]


def cited_outlets(text: str) -> tuple[Cited, ...]:
    """The outlets that a text names as its sources, in the order of their first sentence."""
    whole = fold(text)
    bounds = _sentences(text)
    found: dict[str, list[Said]] = {}
    last, at = "", 0
    events = sorted([*_names(text, whole.text, whole.offsets), *_again(whole.text, whole.offsets)])
    for start, end, outlet in events:
        outlet = outlet or last
        if not outlet:
            continue
        last = outlet
        while bounds[at][1] <= start and at + 1 < len(bounds):
            at += 1
        # Cut first: a text without full stops is one sentence, and is not copied for each name in it.
        begin, stop = bounds[at]
        sentence = text[begin : min(stop, begin + 2 * LONGEST)].strip()[:LONGEST]
        said = found.setdefault(outlet, [])
        if not said or said[-1].sentence != sentence:
            said.append(Said(text[start:end], sentence, start))
    return tuple(Cited(outlets()[outlet], tuple(said)) for outlet, said in found.items())


@cache
def outlets() -> dict[str, Outlet]:
    """All outlets that are known by name, by their id."""
    return {
        held["id"]: Outlet(held["id"], (*held["names"], *held.get("marked", ())), held["country"], held["ownership"])
        for held in rules("outlets")["outlets"]
    }


def _names(text: str, plain: str, offsets: tuple[int, ...]) -> list[tuple[int, int, str]]:
    """Where an outlet is named as a source: start and end in the text, and its id."""
    by_name, forms = _table()
    found: list[tuple[int, int, str]] = []
    for name in (name for form in forms for name in form.finditer(plain)):
        start, end = offsets[name.start()], offsets[name.end() - 1] + 1
        held = by_name[name[0]]
        is_quoted = QUOTES.get(text[start - 1 : start] or " ") == text[end : end + 1]
        if held.is_marked and not is_quoted and not _is_journal(plain[max(0, name.start() - 12) : name.start()]):
            continue
        if LATIN.search(name[0]) and text[start:end] not in held.printed:
            continue
        if _is_source(plain, name.start(), name.end()):
            found.append((start - is_quoted, end + is_quoted, held.outlet))
    return found


def _is_source(plain: str, start: int, end: int) -> bool:
    """True where what stands around a name says that it told what is told."""
    before, after = plain[max(0, start - AROUND) : start], plain[end : end + AROUND]
    before = re.split(r"[。\n]", before)[-1].rstrip("《「『“〈")
    before = re.sub(r"\bthe $", "", before)
    after = re.split(r"[。\n]", after, maxsplit=1)[0]
    forms = _forms()
    if any(form.search(after) for form in forms["neither"]):
        return False
    if any(form.search(before) for form in forms["before"]) or any(form.search(after) for form in forms["after"]):
        return True
    pairs = zip(forms["both_before"], forms["both_after"], strict=True)
    return any(one.search(before) and other.search(after) for one, other in pairs)


def _is_journal(before: str) -> bool:
    return before.endswith(("the ", "journal ", "magazine ", "杂志"))


def _again(plain: str, offsets: tuple[int, ...]) -> list[tuple[int, int, str]]:
    """Where a sentence goes on with the outlet named last."""
    found = (mark for form in _forms()["again"] for mark in form.finditer(plain))
    return [(offsets[mark.start()], offsets[mark.end() - 1] + 1, "") for mark in found]


def _sentences(text: str) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    start = 0
    for end in SENTENCE.finditer(text):
        bounds.append((start, end.end()))
        start = end.end()
    return [*bounds, (start, len(text))]


@dataclass(frozen=True, slots=True)
class _Name:
    outlet: str
    printed: frozenset[str]
    is_marked: bool


@cache
def _table() -> tuple[dict[str, _Name], tuple[re.Pattern[str], re.Pattern[str]]]:
    """The names in folded form with what they are, and the patterns that find the longest first."""
    names: dict[str, _Name] = {}
    for held in rules("outlets")["outlets"]:
        for key in ("names", "marked"):
            for name in held.get(key, ()):
                plain = folded(name)
                known = names[plain].printed if plain in names else frozenset()
                names[plain] = _Name(
                    held["id"], known | {name, name.upper(), re.sub("^The ", "the ", name)}, key == "marked"
                )
    longest = sorted(names, key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in longest if _is_latin(name))
    han = (re.escape(name) + ENDS.get(name[-1], "") for name in longest if not _is_latin(name))
    return names, (re.compile(rf"(?<![a-z0-9])(?:{latin})(?![a-z0-9])"), re.compile("|".join(han)))


def _is_latin(name: str) -> bool:
    return name[0].isascii() or name[-1].isascii()


@cache
def _forms() -> dict[str, tuple[re.Pattern[str], ...]]:
    held = rules("outlets")
    forms = {key: tuple(re.compile(form) for form in held[key]) for key in ("before", "after", "neither", "again")}
    for at, key in enumerate(("both_before", "both_after")):
        forms[key] = tuple(re.compile(pair[at]) for pair in held["both"])
    return forms
