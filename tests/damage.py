"""The converter that damages Chinese texts, played again on texts of our own: see docs/choices.md, "Repairing"."""

from collections.abc import Mapping
from dataclasses import dataclass

CODEC = "gb18030"
FIRST_PRIVATE, LAST_PRIVATE = "\ue000", "\uf8ff"


@dataclass(frozen=True, slots=True)
class Damaged:
    """What the converter makes of a text, and how many pairs of bytes it struck across two characters."""

    text: str
    struck: int


def damage(text: str, readings: Mapping[str, str]) -> Damaged:
    """A text as it comes out of the converter: on the bytes of GBK it looks for the characters it has readings of.

    It puts the reading behind each pair of bytes that it finds, wherever the pair begins, and reads the result
    again as GBK. Lines are converted one by one.
    """
    table = {_encoded(character): f"({reading})".encode(CODEC) for character, reading in readings.items()}
    lines = [_damaged(line, table) for line in text.split("\n")]
    return Damaged("\n".join(line.text for line in lines), sum(line.struck for line in lines))


def _damaged(line: str, table: Mapping[bytes, bytes]) -> Damaged:
    body = b"".join(map(_encoded, line))
    borders = set()
    at = 0
    for character in line:
        borders.add(at)
        at += len(_encoded(character))
    out, at, struck = bytearray(), 0, 0
    while at < len(body):
        pair = body[at : at + 2]
        if pair in table:
            out += pair + table[pair]
            struck += at not in borders
            at += 2
        else:
            out.append(body[at])
            at += 1
    return Damaged(_read(bytes(out)), struck)


def _read(body: bytes) -> str:
    """GBK as the converter read it: no sense is a question mark, a pair of the user's own vanishes."""
    out, at = [], 0
    while at < len(body):
        byte = body[at]
        if byte < 0x80:
            out.append(chr(byte))
            at += 1
        elif byte in (0x80, 0xFF):
            out.append("€" if byte == 0x80 else "?")
            at += 1
        else:
            out.append(_pair(body[at : at + 2]))
            at += 2
    return "".join(out)


def _pair(pair: bytes) -> str:
    if len(pair) < 2 or not (0x40 <= pair[1] <= 0xFE and pair[1] != 0x7F):
        return "?"
    try:
        character = pair.decode(CODEC)
    except UnicodeDecodeError:
        return ""
    return "" if FIRST_PRIVATE <= character <= LAST_PRIVATE else character


def _encoded(character: str) -> bytes:
    """One character in GBK; a full stop in the place of one that has no two bytes there."""
    body = character.encode(CODEC)
    return body if len(body) <= 2 else b"."
