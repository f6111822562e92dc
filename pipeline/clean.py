"""Text made fit to store: no control characters, one kind of space, paragraphs parted by one line feed."""

import re
from functools import cache

from config.rules import rules, words
from pipeline.fold import folded

LONGEST_LINE = 2048  # bytes of a title or a name, cut before any pattern looks at it
LONGEST_AGENCY = 40
LONGEST_AMID = 100  # characters of a line that is no part of a text wherever it stands
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BLANK_CONTROLS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85"  # controls that a split takes for white space
# Also what turns the direction of the characters after it: in Chinese and English nobody prints it, and it hides words.
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\u00ad]")
# A stub of a picture: nothing or an address in its parentheses, and no quotation marks around it, in which a text on
# Markdown puts it. No bracket within it, so that of many that are open each ends at the next.
PICTURE = re.compile(
    r"(?<![`“\"「『‘'])!\[[^\[\]\n]{0,200}\]\("
    r"(?:[ \t]{0,4}|data:[^()\[\]\s]*+"
    r"|(?=[^()\[\]\n.:/]{0,100}[.:/])(?:[^()\[\]\n]|\([^()\[\]\n]{0,100}\)){0,500})"
    r"\)(?![`”\"」』’'])"
)
# Where a text shows how one is written, ![文字](地址), it writes others too; where it names Markdown it may, in a line.
PICTURE_SHOWN = re.compile(r"!\[[^\[\]\n]{0,200}\]\([ \t]{0,4}[^()\[\]\s.:/][^()\[\]\n.:/]{0,60}\)")
MARKDOWN = re.compile("markdown", re.IGNORECASE)


def clean_line(text: str) -> str:
    """One line: controls and invisible characters gone, white space made single spaces, at most 2 KB."""
    if len(text) > LONGEST_LINE:
        text = text[:LONGEST_LINE]
    if not text.isprintable():  # where it is, it has none of them
        text = INVISIBLE.sub("", CONTROL.sub(" ", text))
    text = " ".join(text.split())
    if text.isascii():
        return text
    return text.encode("utf-8")[:LONGEST_LINE].decode("utf-8", "ignore")


def clean_text(text: str) -> str:
    """Paragraphs parted by one line feed, with the letters and punctuation that were printed."""
    if "![" not in text and not any(blank in text for blank in BLANK_CONTROLS):
        lines = list(map(_single_spaced, text.splitlines()))
        if None not in lines:
            return "\n".join(filter(None, lines))
    text = INVISIBLE.sub("", _without_pictures(CONTROL.sub("", text)))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def pictures_in(text: str) -> list[re.Match[str]]:
    """The stubs of pictures in a text, in their order, but for those that it shows as examples."""
    if "![" not in text or PICTURE_SHOWN.search(text):
        return []
    found = list(PICTURE.finditer(text))
    if found and MARKDOWN.search(text):
        return [each for each in found if is_line(text, each)]
    return found


def _without_pictures(text: str) -> str:
    pieces: list[str] = []
    at = 0
    for found in pictures_in(text):
        pieces.append(text[at : found.start()])
        at = found.end()
    return "".join((*pieces, text[at:]))


def is_line(text: str, found: re.Match[str]) -> bool:
    """True for what is found on a line of its own."""
    return text[found.start() - 1 : found.start()] in ("", "\n") and text[found.end() : found.end() + 1] in ("", "\n")


def _single_spaced(line: str) -> str | None:
    """A line with its white space made single; None where it has controls or what is invisible."""
    if line.isprintable() and "  " not in line:  # of white space it then has single spaces alone
        return line.strip(" ")
    line = " ".join(line.split())  # quicker than a pattern, which stops at each single space
    return line if line.isprintable() else None


def cut_amid(text: str) -> str:
    """A text without the lines that are no part of one wherever they stand; as it was where nothing else is in it."""
    form = _lines("tails", "anywhere")
    lines = text.split("\n")
    kept = [line for line in lines if len(line) > LONGEST_AMID or not form.fullmatch(folded(line))]
    return "\n".join(kept) if 0 < len(kept) < len(lines) else text


def agency_of(line: str) -> str:
    """The news agency that a line names and nothing else, as printed without brackets; empty for any other line."""
    name = line.strip("()（）[]【】 ")
    return name if len(name) <= LONGEST_AGENCY and folded(name) in _agencies() else ""


@cache
def _agencies() -> frozenset[str]:
    return frozenset(map(folded, words("marks", "agencies")))


@cache
def _lines(name: str, key: str = "lines") -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in rules(name)[key]), re.IGNORECASE)
