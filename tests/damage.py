"""The converter that damages Chinese texts, played again on texts of our own: see docs/choices.md, "Parsing"."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from opencc import OpenCC

from config.rules import rules
from pipeline.values import Repair

CODEC = "gb18030"
FIRST_PRIVATE, LAST_PRIVATE = "\ue000", "\uf8ff"
SENTENCES = Path(__file__).with_name("data")
SIZES = (45, 90, 180, 360)  # of a converter's table; that of the converter we know is among the smallest
TOGETHER = 16  # sentences of one text


@dataclass(frozen=True, slots=True)
class Damaged:
    """What the converter makes of a text: where runs begin that are read one byte off, and what stands where."""

    came: str
    text: str
    starts: tuple[int, ...]
    aligned: dict[int, int] = field(repr=False)  # places of `text` that are whole again, with their place in `came`

    def truth(self, repair: Repair) -> str:
        """What stood where a repair was made; empty where it ends inside of a run."""
        end = repair.place + len(repair.before)
        if repair.place not in self.starts or end not in self.aligned:
            return ""
        return self.came[self.aligned[repair.place] : self.aligned[end]]


def damage(text: str, readings: Mapping[str, str]) -> Damaged:
    """A text as it comes out of the converter: on the bytes of GBK it looks for the characters it has readings of.

    It puts the reading behind each pair of bytes that it finds, wherever the pair begins, and reads the result
    again as GBK. Lines are converted one by one.
    """
    table = {_encoded(character): f"({reading})".encode(CODEC) for character, reading in readings.items()}
    out: list[str] = []
    starts: list[int] = []
    aligned: dict[int, int] = {}
    came = place = 0
    for line in text.split("\n"):
        made = _damaged(line, table)
        out.append(made.text)
        starts += [place + start for start in made.starts]
        aligned |= {place + there: came + here for there, here in made.aligned.items()}
        place += len(made.text) + 1
        came += len(line) + 1
    return Damaged(text, "\n".join(out), tuple(starts), aligned)


def sentences(name: str) -> tuple[str, ...]:
    """The sentences of a file of ours, in traditional characters."""
    lines = (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").split()
    return tuple(OpenCC("s2t").convert("\n".join(lines)).split("\n"))


def damaged_texts(lines: tuple[str, ...], tables: int, seed: int) -> list[Damaged]:
    """The texts that lines make together, each damaged by so many converters with tables of their own."""
    chosen = random.Random(seed)
    texts = ["\n".join(lines[at : at + TOGETHER]) for at in range(0, len(lines), TOGETHER)]
    readings = {entry[0]: entry[1:].split(",")[0] for entry in rules("readings")["readings"].split()}
    seen = sorted({character for line in lines for character in line if character in readings})
    others = [character for character in _common() if character in readings and character not in seen]
    found: list[Damaged] = []
    for at in range(tables):
        size = SIZES[at % len(SIZES)]
        drawn = chosen.sample(seen, min(size // 2, len(seen))) + chosen.sample(others, min(size // 2, len(others)))
        found += [damage(text, {character: readings[character] for character in drawn}) for text in texts]
    return found


@cache
def _common() -> tuple[str, ...]:
    """The traditional forms of the commoner half of simplified characters, those of the first level of GB 2312."""
    level = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    simple = [pair.decode(CODEC) for pair in level if pair < b"\xd7\xfa"]
    return tuple(dict.fromkeys(OpenCC("s2t").convert("\n".join(simple)).split("\n")))


def _damaged(line: str, table: Mapping[bytes, bytes]) -> Damaged:
    body = b"".join(map(_encoded, line))
    borders: dict[int, int] = {}
    at = 0
    for index, character in enumerate(line):
        borders[at] = index
        at += len(_encoded(character))
    out = bytearray()
    sources: list[int] = []
    at = 0
    while at < len(body):
        put = body[at : at + 2] if body[at : at + 2] in table else body[at : at + 1]
        out += put
        sources += range(at, at + len(put))
        if len(put) == 2:
            out += table[put]
            sources += [-1] * len(table[put])
        at += len(put)
    return _read(line, bytes(out), sources, borders)


def _read(line: str, body: bytes, sources: list[int], borders: dict[int, int]) -> Damaged:
    """GBK as the converter read it: what makes no sense is a question mark, a pair of the user's own vanishes."""
    out: list[str] = []
    starts: list[int] = []
    aligned: dict[int, int] = {}
    at = place = 0
    while at < len(body):
        is_aligned = sources[at] in borders
        if is_aligned:
            aligned.setdefault(place, borders[sources[at]])
        piece, size = _piece(body, at)
        if is_aligned and piece == "?" and size == 2 and body[at + 1 : at + 2] == b"(":
            starts.append(place)
        out.append(piece)
        place += len(piece)
        at += size
    aligned[place] = len(line)
    return Damaged(line, "".join(out), tuple(starts), aligned)


def _piece(body: bytes, at: int) -> tuple[str, int]:
    byte = body[at]
    if byte < 0x80:
        return chr(byte), 1
    if byte in (0x80, 0xFF):
        return "€" if byte == 0x80 else "?", 1
    pair = body[at : at + 2]
    if len(pair) < 2 or not (0x40 <= pair[1] <= 0xFE and pair[1] != 0x7F):
        return "?", 2
    try:
        character = pair.decode(CODEC)
    except UnicodeDecodeError:
        return "", 2
    return "" if FIRST_PRIVATE <= character <= LAST_PRIVATE else character, 2


def _encoded(character: str) -> bytes:
    """One character in GBK; a full stop in the place of one that has no two bytes there."""
    body = character.encode(CODEC)
    return body if len(body) <= 2 else b"."
