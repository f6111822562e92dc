"""UTF-8 that was read as windows-1252 or latin-1 and written as UTF-8 again: ä¸­å›½ for 中国, â€™ for ’."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.repair_edits import Edit

# The characters that the bytes 80 to BF become: in windows-1252, and in latin-1, which has controls for 80 to 9F.
_BYTES = {ord(bytes((byte,)).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0xC0)}
_HIGH = "".join(map(chr, {*_BYTES, *range(0x80, 0xA0)}))
_TAIL = re.escape(_HIGH)
LEADS = "ÂÃâäåæçèéï"  # one of them begins nearly every part; to look for one costs next to nothing
# One look at this tells nearly every healthy text.
# As bytes, since a page is searched so more quickly: the letters \xc2 to \xf4 all begin with one byte.
HINT = re.compile(
    b"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|"
    + b"|".join(re.escape(letter.encode()) for letter in _HIGH if letter > "\xbf")
    + b")"
)
ONE = re.compile(f"[\xc2-\xdf][{_TAIL}]|[\xe0-\xef][{_TAIL}]{{2}}|[\xf0-\xf4][{_TAIL}]{{3}}")
RUN = re.compile(f"(?:{ONE.pattern})+")
WESTERN = re.compile(f"[\xc0-\xff{_TAIL}]")
# One of which the last byte was lost on the way, as windows-1252 has no character for five of them.
CUT = re.compile(f"[\xe0-\xef][{_TAIL}]\ufffd")
# One alone is enough: within a word, or with a control character, which nobody prints.
CERTAIN = re.compile(f"[A-Za-z]â€™[a-z]|â\x80[{_TAIL}]|[ÂÃ][\x80-\x9f]")
# A text on the matter shows it: 乱码样例：ä¸­å›½.
MATTER = re.compile("乱码|亂碼|mojibake|double[ -]encod|双重编码|雙重編碼", re.IGNORECASE)
LEAST = 3  # characters in a row or apart: one alone can be meant
MOST_TIMES = 3  # that a text was encoded once too often
SHORT = 16  # characters of a part that may come again


def undouble(text: str) -> Iterator[Edit]:
    """The edits that read such parts of a text once less; none where western letters stand alone or it is the topic."""
    if not is_doubled(text):
        return
    for run in RUN.finditer(text):
        part = run[0]
        after = _known(part) if len(part) <= SHORT else _undoubled(part)
        if after and after != part:
            yield Edit(run.start(), run.end(), after, "encoding")


def is_doubled(text: str, utf8: bytes = b"") -> bool:
    """True for a text that was encoded twice, and does not talk of such texts; `utf8` is it in UTF-8, where at hand."""
    # To look for the first byte alone takes a tenth of what the pattern takes.
    if text.isascii() or (utf8 and not (b"\xc3" in utf8 and HINT.search(utf8))):
        return False
    if not any(letter in text for letter in LEADS):
        return False
    if not utf8 and not HINT.search(text.encode("utf-8", "replace")):
        return False
    singles = ONE.findall(text)
    if len(singles) < LEAST and not CERTAIN.search(text):
        return False
    letters = sum(map(len, singles)) + 2 * len(CUT.findall(text))
    return letters * 10 >= len(WESTERN.findall(text)) * 9 and not MATTER.search(text)


@lru_cache(maxsize=2048)
def _known(part: str) -> str:
    return _undoubled(part)


def _undoubled(part: str) -> str:
    try:
        return part.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
