"""What a word of the dictionary means in English: the terms of its senses, each with its share of them."""

import re
from collections.abc import Iterator

from pipeline.dictionary_lines import entries
from pipeline.english import terms_of

# A measure word and another reading are no meaning of the word.
NO_MEANING = ("CL:", "also pr", "Taiwan pr", "also written", "erhua ")
REFERENCE = re.compile(
    r"(?:^|(?<=/)|(?<=; ))(?:\([^)]*\) )?"
    r"(?:abbr\. (?:for|of)|see(?: also)?|(?:old |archaic )?variant of|same as|also called) ([^\s\[/]+)\[[^\]]*\]"
)
READ = re.compile(r"[^\s\[/]*\[[^\]]*\]")
NOTE = re.compile(r"\([^)]*\)")


def shares_of(word: str) -> dict[str, float]:
    """English terms for a word of the dictionary and the share of its senses that each stands for."""
    shares: dict[str, float] = {}
    senses = dict.fromkeys(_senses(word))
    for terms in senses:
        share = 1 / (len(terms) * len(senses))
        for term in terms:
            shares[term] = shares.get(term, 0.0) + share
    return shares


def _senses(word: str) -> list[tuple[str, ...]]:
    """The terms of each sense; what a word refers to is followed once."""
    found: list[tuple[str, ...]] = []
    for _, glosses in entries(word):
        if "[" in glosses:
            for name in REFERENCE.findall(glosses):
                for _, its in entries(name.rpartition("|")[2].lower()):
                    found += map(terms_of, plain_senses(REFERENCE.sub("", its)))
            glosses = REFERENCE.sub("", glosses)
        found += map(terms_of, plain_senses(glosses))
    return list(filter(None, found))


def plain_senses(glosses: str) -> Iterator[str]:
    """The senses without notes, readings, measure words and what tells who a person is."""
    if "(" in glosses:
        glosses = NOTE.sub("", glosses)
    if "[" in glosses:
        glosses = READ.sub("", glosses)
    for sense in glosses.replace("; ", "/").split("/"):
        if sense.isalpha():  # half of all
            yield sense
        elif sense and not sense.startswith(NO_MEANING):
            sense = sense.lstrip().removeprefix("surname ")
            yield sense.partition(",")[0] if sense[:1].isupper() else sense
