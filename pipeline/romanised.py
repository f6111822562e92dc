"""How a Chinese name is spelled in Latin letters: 王伯祥 is Wang Boxiang."""

from functools import lru_cache
from itertools import islice, product

from config.rules import rules
from pipeline.dictionary import is_surname, parts, readings
from pipeline.english import term_of

MOST = 3  # spellings of a given name whose characters have several readings
LONGEST = 4  # characters of a name
SURNAME_SHARE = 0.3  # so many have one family name that it says little
PLACE_SHARE = 0.5
# A word that the dictionary lacks, with one of these in it, is hardly ever a name: 一个, 本周, 想不出.
NO_NAME = frozenset(
    "一个本这那每两几多不没的了是在有和与及对为被把从到将会能可要想说看来去出上下中前后等们其该此某第各另也都就还又很最更"
)


@lru_cache(maxsize=1 << 14)
def spellings(name: str) -> tuple[tuple[str, float], ...]:
    """Terms for a name that no dictionary has, with their shares; empty for what is none or has no reading.

    A family name and a given name stand apart, all else is one word. A character with several readings gives several
    words: those that nobody prints meet nothing.
    """
    if not 2 <= len(name) <= LONGEST or not NO_NAME.isdisjoint(name):
        return ()
    length = 2 if len(name) > 3 and is_surname(name[:2]) else 1
    is_person = length == 2 or (len(name) < 4 and is_surname(name[0]))
    found: dict[str, float] = {}
    if is_person:
        surname, given = name[:length], name[length:]
        others = rules("linking")["family_names"].get(surname, ())
        for spelling in (*_surnames(surname), *others):
            found[term_of(spelling)] = SURNAME_SHARE
        for spelling in _joined(given):
            found[term_of(spelling)] = 1.0
    if len(name) == 2 or not (is_person or parts(name)):  # 寿北 is a place, if its first character is a family name too
        for spelling in _joined(name):
            found.setdefault(term_of(spelling), PLACE_SHARE if is_person else 1.0)
    return tuple((term, share) for term, share in found.items() if term)


def _surnames(surname: str) -> tuple[str, ...]:
    return readings(surname, as_surname=True) if len(surname) == 1 else tuple(_joined(surname))


def _joined(characters: str) -> list[str]:
    return ["".join(each) for each in islice(product(*map(readings, characters)), MOST)]
