"""Numbers and dates that differ where the words are the same: two bulletins from one template are not the same news."""

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.fold import folded, letters
from pipeline.shingles import HAN

MOST = 50  # differences that are told
MOST_TEXT = 100_000  # characters that are looked at
AROUND = {True: (4, 2), False: (10, 4)}  # letters before and after a number by which it is found again, in Han or not
DIGITS = r"\d零〇一二三四五六七八九十百千万亿两"
MONTH = (
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
DATES = (
    rf"[{DIGITS}]{{2,4}}年(?:[{DIGITS}]{{1,3}}月)?(?:[{DIGITS}]{{1,3}}[日号])?",
    rf"[{DIGITS}]{{1,3}}月(?:[{DIGITS}]{{1,3}}[日号])?",
    rf"[{DIGITS}]{{1,3}}[日号]",
    r"(?:星期|礼拜|周)[一二三四五六日天]",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    r"\d{1,2}[:时点]\d{1,2}",
    rf"{MONTH} \d{{1,2}}\b(?:, \d{{4}})?",
    rf"\d{{1,2}} {MONTH}(?: \d{{4}})?",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
)
NUMBERS = (
    r"\d++(?:[,.]\d++)*+ ?(?:%|[万亿]+|(?:thousand|million|billion|trillion|percent)\b)?",
    r"(?<=第)[一二三四五六七八九十百]+",
    r"[零〇一二三四五六七八九十百千万亿两]{2,20}",
    r"[一二三四五六七八九十百千两](?=[个名人例起次天年时分点成倍岁元吨米项])",
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|hundred)\b",
)
# With a look at the first character before the others, which takes a third of the time.
FIRST = rf"(?=[{DIGITS}星礼周]|\b[adefhjmnostw])"
TOKEN = re.compile(f"{FIRST}(?:({'|'.join(DATES)})|{'|'.join(NUMBERS)})")

Context = tuple[str, str]
Contexts = dict[Context, list[tuple[str, bool]]]


@dataclass(frozen=True, slots=True)
class Differing:
    """A number or a date that is another one in the other text, where the words around it are the same."""

    kind: Literal["number", "date"]
    here: str
    there: str


def differing(one: str, other: str) -> tuple[Differing, ...]:
    """The numbers and dates of a text that are others in the other, in their order and folded, 50 at most.

    A number is found again by the letters around it: what only one of the texts tells of is no difference.
    """
    return differing_in(in_contexts(one), in_contexts(other))


def differing_in(ours: Contexts, theirs: Contexts) -> tuple[Differing, ...]:
    """The same for the numbers of both texts in their contexts, for one that is compared with several."""
    found: list[Differing] = []
    for context, mine in ours.items():
        its = theirs.get(context, [])
        if sorted(number for number, _ in mine) == sorted(number for number, _ in its):
            continue  # the same ones, if in another order
        for (here, is_date), (there, _) in zip(mine, its, strict=False):
            if here != there:
                found.append(Differing("date" if is_date else "number", here, there))
    return tuple(found[:MOST])


def in_contexts(text: str) -> Contexts:
    """The numbers of a text by the letters around them, other numbers among these as #; True for a date."""
    text = folded(text[:MOST_TEXT])
    pieces: list[str] = []
    numbers: list[tuple[int, str, bool]] = []
    length = last = 0
    for token in TOKEN.finditer(text):
        between = letters(text[last : token.start()])
        length += len(between)
        numbers.append((length, token[0].replace(",", "").replace(" ", ""), token[1] is not None))
        pieces += (between, "#")
        length, last = length + 1, token.end()
    skeleton = "".join((*pieces, letters(text[last : last + 20])))
    found: Contexts = {}
    for at, number, is_date in numbers:
        before, after = AROUND[at > 0 and ord(skeleton[at - 1]) >= HAN]
        context = (skeleton[max(at - before, 0) : at], skeleton[at + 1 : at + 1 + after])
        found.setdefault(context, []).append((number, is_date))
    return found
