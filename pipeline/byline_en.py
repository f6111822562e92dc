"""The authors of an English article, declared first, else printed."""

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.byline_places import NEAR, Places
from pipeline.claims import Claim
from pipeline.desk import reporters_of
from pipeline.fold import letters
from pipeline.info_line import joined_parts, signer_in
from pipeline.names import is_full_name, people
from pipeline.time_forms import NAMES, YEAR

# No month before its day, and no day of the week: By Jane Roe, March 4, 2026.
DAY = (
    rf"(?i:(?:{'|'.join(NAMES)})[a-z]{{0,6}}\.? \d"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)"
)
WORD = rf"(?!AND\b|{DAY})[A-ZÀ-Þ][\w'’.-]{{0,20}}"
LATIN_NAME = rf"{WORD}(?: (?:(?:de|da|del|di|du|dos|la|van|von|der|den|bin|al|el) ){{0,2}}{WORD}){{0,3}}"
PLACED = rf"{LATIN_NAME}(?:,? in {LATIN_NAME})?"  # By Jane Roe in Beijing and Ann Lee in Washington
BY = re.compile(
    r"(?:^|\n)\W{0,3}(?:[Bb]y|BY|(?:Written|Posted|Authored|Reported|WRITTEN|Words|Story|Text|Analysis|Opinion|Interview"
    r"|Commentary)(?: and (?:photos|photographs|pictures|video))? (?:[Bb]y|BY)):?[ :\n]\s{0,4}"
    # By Xinhua writers Li Wei and Wang Fang
    r"(?:(?:[A-Z]\w{1,20} ){0,2}(?:[Ss]taff )?(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?) (?=[A-Z]))?"
    rf"({PLACED}(?:(?:,|,? (?:and|AND|with)| &|\n,|\nand|\n&)\s{{1,3}}{PLACED}){{0,5}})"
)
MAILED = re.compile(rf"({LATIN_NAME})[\s,|·•]{{1,4}}[\w.+-]{{1,40}}@[\w-]{{1,40}}(?:\.[\w-]{{1,20}}){{1,3}}")
STAFF = re.compile(r" [Ss]taff (?:[Rr]eporter|[Ww]riter)s?")  # By GT staff reporters
# By Jane Roe Staff Writer, By Jane Roe Special to the Harbour Post; not by AP Sports Writer.
ROLED = re.compile(
    rf"^((?![A-Z]{{2,4}} [A-Z][a-z]){WORD} {WORD}(?: {WORD})??) "
    r"(?i:(?:(?:staff|senior|contributing|guest|chief|special) )?"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor|producer)|special|for|from)\b(?: [A-Z][\w.’'-]*)*"
)
# Where reporters of the two countries and of agencies write from, of one word.
CITIES = frozenset(
    [
        "Beijing", "Shanghai", "Shenzhen", "Guangzhou", "Hangzhou", "Wuhan", "Chengdu", "Taipei", "Hongkong", "Macau",
        "Washington", "Boston", "Chicago", "Seattle", "Houston", "Ottawa", "Toronto", "London", "Paris", "Berlin",
        "Brussels", "Geneva", "Vienna", "Moscow", "Tokyo", "Seoul", "Singapore", "Bangkok", "Hanoi", "Manila",
        "Jakarta", "Delhi", "Mumbai", "Dubai", "Sydney", "Canberra",
    ]
)  # fmt: skip
JOINS = frozenset(["", "and", "&", "with"])
MARKS = frozenset(["by", "written by", "posted by", "authored by", "reported by", "author", "authors", "words by"])
ANNOUNCED = frozenset(["published", "updated", "posted", "published on", "posted on", "date", "|", "•", "·", "-", "–"])
ROLE_LINE = re.compile(r"(?:[A-Z][\w&-]* ){0,3}(?:reporter|correspondent|editor|writer|columnist)\b", re.IGNORECASE)
LONGEST = 60
MOST_MATCHES = 40  # in lines around a title


def english_claims(places: Places) -> Iterator[Claim[tuple[str, ...]]]:
    """The authors by each layer: in English what is declared is better than what is printed."""
    metadata, head, near, outlets = places.metadata, places.head, places.near, places.outlets
    for layer, values in (
        ("json-ld", metadata.json_ld.authors),
        ("meta", metadata.authors),
        ("route", (places.claim,)),
    ):
        if names := people(values, outlets):
            yield Claim(names, layer)
    printed = _after_by("\n".join(head), outlets, places), _signed(places.signed, head, outlets)
    first = tuple(value for value in places.signed if value.partition("\n")[0] in near)
    for found in (
        _signed(first, head, outlets),
        _whole(_after_by("\n".join(near), outlets)),
        _whole(printed[0]),
        printed[1],
        printed[0],
        _beside_time(near, outlets),
        _mailed(near, outlets),
        tuple(filter(None, (signer_in(joined_parts(near[1:]), outlets),))),
        _after_by(places.text[:300], outlets),
        reporters_of(places.page, outlets),
    ):
        if found:
            yield Claim(found, "text")
    # A desk, an agency or the site itself signs where nobody else does; a blog has the name of its author.
    for layer, values in (("json-ld", metadata.json_ld.authors), ("meta", metadata.authors)):
        if names := people(values, outlets, is_strict=False):
            yield Claim(names, layer)
    if names := _after_by("\n".join(near), outlets, is_strict=False):
        yield Claim(names, "text")


def _whole(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if any(map(is_full_name, names)) else ()


def _signed(values: tuple[str, ...], head: tuple[str, ...], outlets: tuple[str, ...]) -> tuple[str, ...]:
    """The full names in the first signature near the title, else in the first that has any."""
    lines = set(head)
    for value in sorted(values, key=lambda value: value.partition("\n")[0] not in lines):
        parts = value.split("\n")
        if names := run_of(parts, outlets):
            places = [place for place, line in enumerate(head) if line == parts[0]][:1]
            return max([names, *(run_of(head[place : place + NEAR], outlets) for place in places)], key=len)
    return ()


def run_of(lines: tuple[str, ...] | list[str], outlets: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The full names that begin these lines, as far as `and`, `&` or a comma joins them."""
    found: dict[str, None] = {}
    joined = True
    for line in lines[:12]:
        bare = line.strip(" ,|•·:/").lower()
        if bare in MARKS:
            continue
        if line.startswith("in ") and line[3:4].isupper():  # Jane Roe in Beijing and
            joined = line.rstrip().endswith((",", " and", "&"))
            continue
        if bare in JOINS:
            joined = True
            continue
        if not joined or len(line) > LONGEST:
            break
        names = people((line.removesuffix(" and"),), outlets)
        if not names or not all(map(is_full_name, names)):
            break
        found.update(dict.fromkeys(names))
        joined = line.rstrip().endswith((",", " and", "&"))
    return tuple(found)


def _beside_time(lines: tuple[str, ...], outlets: tuple[str, ...]) -> tuple[str, ...]:
    """A full name on a line of its own before a time, a @handle or a role: it is no section where its page has none.

    The name of the site and Published may stand between the name and the time.
    """
    for place, line in enumerate(lines[1:-1], start=1):
        after = next((each for each in lines[place + 1 : place + 4] if not _is_between(each, outlets)), "")
        is_signed = len(after) <= LONGEST and bool(
            after.startswith("@") or YEAR.search(after) or ROLE_LINE.match(after)
        )
        if is_signed and len(line) <= LONGEST and (names := run_of((line,), outlets)):
            return names
    return ()


def _mailed(lines: tuple[str, ...], outlets: tuple[str, ...]) -> tuple[str, ...]:
    """The full name on the first line that is one with an address of mail."""
    found = next(filter(None, map(MAILED.fullmatch, lines)), None)
    return run_of((found[1],), outlets) if found else ()


def _is_between(line: str, outlets: tuple[str, ...]) -> bool:
    return line.strip(" :").lower() in ANNOUNCED or letters(line) in map(letters, filter(None, outlets))


def _without_places(names: tuple[str, ...], run: str) -> tuple[str, ...]:
    """Names without the city that a comma parts from them: By Jane Roe, Beijing."""
    if not is_full_name(names[0]):
        return names
    return tuple(name for name in names if name not in CITIES or f", {name}" not in run)


def _after_by(
    place: str, outlets: tuple[str, ...], places: Places | None = None, *, is_strict: bool = True
) -> tuple[str, ...]:
    for found in islice(BY.finditer(place), MOST_MATCHES):
        if places and places.is_anothers(place, found.start(1)):
            continue
        run = ROLED.sub(r"\1", found[1].replace("\n", " "), count=1)
        if staff := STAFF.match(place, found.end()):
            run += staff[0]  # by which the last of the names is told to be a desk
        if names := people((run,), outlets, is_strict=is_strict):
            return _without_places(names, run)
    return ()
