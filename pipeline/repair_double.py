"""UTF-8 that was read as windows-1252 and written as UTF-8 again: ä¸­å›½ for 中国, â€™ for ’."""

import re
from collections.abc import Iterator

from pipeline.repair_edits import Edit

# The characters that windows-1252 makes of the bytes 80 to BF, or latin-1 where it has none.
_HIGH = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_TAIL = re.escape(_HIGH)
LEADS = "ÂÃâäåæçèéï"  # one of them begins nearly every part; to look for one costs next to nothing
# One look at this tells nearly every healthy text.
# As bytes, since a page is searched so more quickly: the letters \xc2 to \xf4 all begin with one byte.
HINT = re.compile(b"\xc3[\x82-\xb4](?:" + b"|".join(re.escape(letter.encode()) for letter in _HIGH) + b")")
ONE = re.compile(f"[\xc2-\xdf][{_TAIL}]|[\xe0-\xef][{_TAIL}]{{2}}|[\xf0-\xf4][{_TAIL}]{{3}}")
RUN = re.compile(f"(?:{ONE.pattern})+")
WESTERN = re.compile(f"[\xc0-\xff{_TAIL}]")
# A text on the matter shows it: 乱码样例：ä¸­å›½.
MATTER = re.compile("乱码|亂碼|mojibake|double[ -]encod|双重编码|雙重編碼", re.IGNORECASE)
LEAST = 3  # characters in a row or apart: one alone can be meant
_BYTES = {ord(character): byte for byte, character in enumerate(_HIGH, 0x80)}


def undouble(text: str) -> Iterator[Edit]:
    """The edits that read such parts of a text once less; none where western letters stand alone or it is the topic."""
    if (
        text.isascii()
        or not any(letter in text for letter in LEADS)
        or not HINT.search(text.encode("utf-8", "replace"))
    ):
        return
    singles = ONE.findall(text)
    if len(singles) < LEAST or sum(map(len, singles)) * 10 < len(WESTERN.findall(text)) * 9:
        return
    if MATTER.search(text):
        return
    for run in RUN.finditer(text):
        after = _undoubled(run[0])
        if after and after != run[0]:
            yield Edit(run.start(), run.end(), after, "encoding")


def _undoubled(part: str) -> str:
    body = bytes(_BYTES.get(ord(character), ord(character) & 0xFF) for character in part)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return ""
