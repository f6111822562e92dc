"""The dictionary parsed whole and kept for other processes, in the folder where programs of a person keep such things.

To parse a word takes 30 µs, and 424 news texts ask for 23,000: a quarter of what linking them takes. What is kept is
text, so that it can be read by nothing but itself; its name tells which dictionary and which parser it is of, and its
first line what is in it, so that a file cut short is made anew. Where none can be kept, words are parsed when asked.
"""

import shutil
import tempfile
import time
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

import platformdirs
import Stemmer

import pipeline.dictionary_lines
import pipeline.dictionary_senses
import pipeline.english
from pipeline.dictionary_lines import packed, places
from pipeline.dictionary_senses import shares_of

FORM = "duizhao dictionary 1"
BETWEEN = "\t"
MAKING = "making-"  # what the folder of one that is being made begins with
AN_HOUR = 3600  # seconds, in which it is made many times over
NOT_KEPT = (OSError, ValueError, RuntimeError)  # RuntimeError: nobody knows where the home of this user is


@cache
def parsed() -> dict[str, str] | None:
    """For each word its terms and their shares in turn, parted by tabs; None where that is not kept."""
    try:
        head, _, held = _path().read_text(encoding="utf-8").partition("\n")
        if head != _head(held):
            return None
        rows = (line.partition(BETWEEN) for line in held.split("\n"))
        return {word: shares for word, _, shares in rows}
    except NOT_KEPT:
        return None


def prepare() -> None:
    """Parse the dictionary and keep it, which takes 3 s, where it is not kept already and can be."""
    if parsed() is not None:
        return
    # A disk that is full or read-only, no home: words are parsed when asked for, as before.
    with suppress(*NOT_KEPT):
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=MAKING) as room:
            made = Path(room, path.name)
            made.touch()  # before the work, for where nothing can be written there is none to do
            held = "\n".join(BETWEEN.join((word, *_told(shares_of(word)))) for word in places())
            made.write_text(f"{_head(held)}\n{held}", encoding="utf-8")
            made.replace(path)  # another process may have kept the same meanwhile
        _clear(path)
    parsed.cache_clear()


def _clear(path: Path) -> None:
    """Remove what older releases kept, and what processes left that were killed at it."""
    for older in path.parent.glob("dictionary-*.txt"):
        if older != path:
            older.unlink(missing_ok=True)
    for room in path.parent.glob(f"{MAKING}*"):
        if room.stat().st_mtime < time.time() - AN_HOUR:
            shutil.rmtree(room, ignore_errors=True)


def _told(shares: dict[str, float]) -> list[str]:
    return [part for term, share in shares.items() for part in (term, repr(share))]


def _head(held: str) -> str:
    return f"{FORM} {blake2b(held.encode(), digest_size=16).hexdigest()}"


@cache
def _path() -> Path:
    """Where it is kept: the name has a digest of the dictionary and of all that parses it."""
    digest = blake2b(packed(), digest_size=16)
    for module in (pipeline.dictionary_lines, pipeline.dictionary_senses, pipeline.english):
        digest.update(Path(str(module.__file__)).read_bytes())
    # The words that tell nothing and those that stand for numbers are data of other files.
    digest.update(f"{sorted(pipeline.english.KNOWN.items())} {Stemmer.version()}".encode())
    return platformdirs.user_cache_path("duizhao") / f"dictionary-{digest.hexdigest()}.txt"
