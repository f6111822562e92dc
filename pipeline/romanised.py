"""How a Chinese name is spelled in Latin letters: 王伯祥 is Wang Boxiang."""

from functools import lru_cache
from itertools import islice, product

from config.rules import rules
from pipeline.dictionary import is_surname, readings
from pipeline.english import term_of

MOST = 4  # spellings of a given name whose characters have several readings
LONGEST = 4  # characters of a name
SURNAME_SHARE = 0.3  # so many have one family name that it says little


@lru_cache(maxsize=1 << 14)
def spellings(name: str) -> tuple[tuple[str, float], ...]:
    """Terms for a name that no dictionary has, with their shares; empty where its characters have no reading.

    A family name and a given name stand apart, all else is one word. A character with several readings gives several
    words: those that nobody prints meet nothing.
    """
    if not 2 <= len(name) <= LONGEST:
        return ()
    length = 2 if len(name) > 3 and is_surname(name[:2]) else 1 if is_surname(name[0]) else 0
    found: dict[str, float] = {}
    if length and len(name) > length:
        surname = name[:length]
        own = readings(surname, as_surname=True) if length == 1 else tuple(_joined(surname))
        others = rules("linking")["family_names"].get(surname, ())
        for spelling in (*own, *others):
            found[term_of(spelling)] = SURNAME_SHARE
    for spelling in _joined(name[length:] if len(name) > length else name):
        found[term_of(spelling)] = 1.0
    if length:  # 寿北 begins with a family name and is a place
        for spelling in _joined(name):
            found.setdefault(term_of(spelling), 0.5)
    return tuple((term, share) for term, share in found.items() if term)


def _joined(characters: str) -> list[str]:
    return ["".join(each) for each in islice(product(*map(readings, characters)), MOST)]
