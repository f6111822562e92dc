"""What a platform left in a text that is none of it: stubs of pictures, its own notice under the text."""

import re
from collections.abc import Iterator
from functools import cache

from config.rules import rules
from pipeline.clean import is_line, pictures_in
from pipeline.fold import fold, folded
from pipeline.repair_edits import Edit

MOST_LINES = 6
LONGEST = 600  # characters of a line that can be a notice


def pictures(text: str) -> Iterator[Edit]:
    """The edits that cut stubs of pictures, with their line where nothing else stands on it."""
    for found in pictures_in(text):
        yield Edit(found.start(), found.end() + (is_line(text, found) and found.end() < len(text)), "", "picture")


def notices(text: str) -> list[Edit]:
    """The edits that cut a platform's notices from the end of a text; its first line always stays."""
    edits: list[Edit] = []
    end = len(text)
    for _ in range(MOST_LINES):
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        if start == 0 or (line.strip() and not _notice("lines").fullmatch(folded(line[:LONGEST].strip()))):
            break
        if line.strip():
            edits.append(Edit(start - 1, end, "", "notice"))
        end = start - 1
    start = text.rfind("\n", 0, end) + 1
    start = max(start, end - LONGEST)
    plain = folded(text[start:end])
    if (found := _notice("ends").search(plain)) and found.end() == len(plain) and found.start():
        # Only here it matters which character a folded one came from; to know it takes much longer.
        edits.append(Edit(start + fold(text[start:end]).offsets[found.start()], end, "", "notice"))
    return edits[::-1]


@cache
def _notice(key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in rules("notices")[key]), re.IGNORECASE)
