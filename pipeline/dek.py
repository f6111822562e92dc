"""What a description tells of an article beside its title: many are the title again, with keywords or a site's name."""

import re

from pipeline.clean import clean_line
from pipeline.fold import letters

BEFORE = re.compile(r"[\s\-–—_|｜,，:：;；·•]*")
APART = re.compile(r"[\s\-–—_|｜]")  # what parts a title from a sentence; a comma goes on with it
SENTENCE = re.compile(r"[，。！？；!?;]|\.(?:\s|$)")  # between keywords stands an ASCII comma
CLOSED = ("？", "！", "。", "?", "!", "】", "]")
CLOSING = "？！。?!.…”’\"'」』）)】]"
HAN = re.compile(r"[\u3400-\u9fff]")
MOST_BESIDE = 8  # letters around a title that tell nothing


def told(description: str, title: str) -> str:
    """A description without the title at its beginning; empty where nothing is told but the title, or a part of it.

    A sentence that begins with the title stays whole.
    """
    line = clean_line(description)
    plain, own = letters(line), letters(title)
    if not plain or own.startswith(plain):
        return ""
    if not own or own not in plain:
        return line
    if len(plain) - len(own) <= MOST_BESIDE and plain.endswith(own):
        return ""
    if not plain.startswith(own):
        return line
    head = line[: _end_of(own, line)]
    rest = line[len(head) :]
    parted = BEFORE.match(rest)
    between = parted[0] if parted else ""
    body = rest[len(between) :]
    if HAN.search(title):
        if not SENTENCE.search(body):
            return ""  # keywords, or the names of site and section
        return body if APART.search(between) or head.endswith(CLOSED) else line
    return "" if APART.search(between.strip()) and not SENTENCE.search(body.rstrip(" !")) else line


def _end_of(plain: str, line: str) -> int:
    """Where in a line its first letters end that make up some others, with the mark that closes a sentence."""
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        if len(letters(line[:middle])) < len(plain):
            low = middle + 1
        else:
            high = middle
    while low < len(line) and line[low] in CLOSING:
        low += 1
    return low
