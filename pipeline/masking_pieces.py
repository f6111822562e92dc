"""A page as pieces: markup, which is never touched, and text: between tags, in attributes, in data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import count

TAG = re.compile(
    r"<!--|<!\[CDATA\[|\]\]>|<[!/?]?[A-Za-z](?>(?:[^<>\"']++|\"[^\"<>]*+\"|'[^'<>]*+'|\"[^\"]{0,20000}+\"|'[^']{0,20000}+')*)>"
    r"|<[!/?]?[A-Za-z][^<>]*>"
)
NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
     "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
     "u", "var", "wbr"]
)  # fmt: skip
ATTRIBUTE = re.compile(
    r"""\s(?:content|alt|title|placeholder|value|summary|label|aria-label|data-[\w-]+)\s*=\s*(?:"([^"]*+)"|'([^']*+)')""",
    re.IGNORECASE,
)
IN_STRING = re.compile(r"\\.|[\"'`\n]", re.DOTALL)
QUOTED = re.compile(r"(?:&quot;|&#34;)((?>(?:(?!&quot;|&#34;).)*))(?:&quot;|&#34;)", re.DOTALL)
# A character as markup or a string of a script may write it: &#21271; &#x5317; &amp; \u5317 \n
UNIT = re.compile(
    r"&#([0-9]{1,7});?|&#[xX]([0-9a-fA-F]{1,6});?|&[A-Za-z][A-Za-z0-9]{1,30};|\\u([0-9a-fA-F]{4})|\\(.)|(.)", re.DOTALL
)
RAW = ("script", "style")
BACKSLASHED = {"n": "\n", "r": "\r", "t": "\t", "b": " ", "f": " "}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page: markup, where `run` is 0, or text of one run."""

    raw: str
    run: int = 0
    is_data: bool = False  # backslashes escape in it


def pieces(page: str) -> list[Piece]:
    """The parts of a page in their order; together they are the page. Text that only inline tags part is one run."""
    fresh = count(1)
    if page.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return list(in_data(page, fresh))
    found: list[Piece] = []
    run, at, raw_until = next(fresh), 0, ""
    for start, end in tags(page):
        tag = page[start:end]
        if raw_until:  # within a script or a style nothing else is a tag
            if not tag.lower().startswith(raw_until):
                continue
            held = page[at:start]
            found += in_data(held, fresh) if raw_until == "</script" else [Piece(held)]
            raw_until = ""
        elif start > at:
            found.append(Piece(page[at:start], run))
        found += in_comment(tag, fresh) if tag.startswith("<!--") else in_tag(tag, fresh)
        name = NAME.match(tag)
        kind = name[2].lower() if name else ""
        run = run if kind in INLINE else next(fresh)
        raw_until = f"</{kind}" if kind in RAW and name and not name[1] and not tag.endswith("/>") else ""
        at = end
    if at < len(page):
        found += in_data(page[at:], fresh) if raw_until else [Piece(page[at:], run)]
    return found


def tags(page: str) -> Iterator[tuple[int, int]]:
    """Where the tags and comments of a page stand; a comment that is never closed is none. In linear time."""
    until, last = 0, page.rfind("-->")
    for found in TAG.finditer(page):
        start, end = found.span()
        if start < until:
            continue
        if found[0] == "<!--":
            end = page.find("-->", end) + 3 if end <= last else 0
        if end:
            until = end
            yield start, end


def strings(data: str) -> Iterator[tuple[int, int]]:
    """Where the insides of strings stand in a script; one that its line does not close is none. In linear time."""
    quote, start = "", 0
    for found in IN_STRING.finditer(data):
        if not quote and found[0] in "\"'`":
            quote, start = found[0], found.end()
        elif quote and found[0] == quote:
            yield start, found.start()
            quote = ""
        elif found[0] == "\n" and quote != "`":
            quote = ""


def in_tag(tag: str, fresh: Iterator[int]) -> Iterator[Piece]:
    """A tag as pieces: the values of attributes that may hold text are text."""
    at = 0
    for found in ATTRIBUTE.finditer(tag):
        start, end = found.span(1) if found[1] is not None else found.span(2)
        value = tag[start:end]
        if "://" in value[:12] or not value:
            continue
        if QUOTED.search(value):  # data, with its quotes as markup writes them
            for string in QUOTED.finditer(value):
                yield Piece(tag[at : start + string.start(1)])
                yield Piece(string[1], next(fresh), is_data=True)
                at = start + string.end(1)
        else:
            yield Piece(tag[at:start])
            yield Piece(value, next(fresh))
            at = end
    yield Piece(tag[at:])


def in_comment(comment: str, fresh: Iterator[int]) -> Iterator[Piece]:
    """A comment as pieces; what it comments out is text, its tags are markup."""
    inner, run, at = comment[4:-3], next(fresh), 0
    yield Piece(comment[:4])
    for start, end in tags(inner):
        yield Piece(inner[at:start], run)
        yield Piece(inner[start:end])
        at = end
    yield Piece(inner[at:], run)
    yield Piece(comment[-3:])


def in_data(data: str, fresh: Iterator[int]) -> Iterator[Piece]:
    """A script as pieces: what its strings hold is text, and what stands between them where it is no ASCII."""
    at = 0
    for start, end in strings(data):
        yield from between(data[at:start], fresh)
        yield Piece(data[start:end], next(fresh), is_data=True)
        at = end
    yield from between(data[at:], fresh)


def between(code: str, fresh: Iterator[int]) -> Iterator[Piece]:
    """Code, which is markup here, and comments in it that are not in ASCII."""
    yield Piece(code) if code.isascii() else Piece(code, next(fresh), is_data=True)


def characters(piece: Piece) -> list[tuple[str, str]]:
    """The characters of a piece, each with how it is written there; what stands for none of one is a blank."""
    told = []
    for unit in UNIT.finditer(piece.raw):
        decimal, hexadecimal, escaped, behind, plain = unit.groups()
        raw = unit[0]
        if plain is not None:
            told.append((plain, raw))
        elif raw.startswith("\\") and not piece.is_data:
            told += [(each, each) for each in raw]
        elif decimal or hexadecimal or escaped:
            code = int(decimal or hexadecimal or escaped, 10 if decimal else 16)
            told.append((chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " ", raw))
        elif behind is not None:
            told.append((BACKSLASHED.get(behind, behind), raw))
        else:
            meant = unescape(raw)
            told.append((meant if len(meant) == 1 else " ", raw))
    return told


def written(character: str, raw: str) -> str:
    """A character written in the way in which another one was."""
    if raw.startswith("&#"):
        code = f"x{ord(character):x}" if raw[2:3] in "xX" else str(ord(character))
        return f"&#{code};" if raw.endswith(";") else f"&#{code}"
    if raw.startswith("\\u"):
        return f"\\u{ord(character):04x}"
    return raw if len(raw) > 1 else character
