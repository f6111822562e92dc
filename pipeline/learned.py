"""What is learned of the lines that a host prints on many pages, and an article without them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from pipeline.boilerplate import Boilerplate, hashes_of_lines, without_boilerplate
from pipeline.fold import folded, hash_of, letters, letters_of_lines
from pipeline.signature import Signature, signature_of
from pipeline.values import Article
from pipeline.words import number_of_words

NEWEST = 300  # articles of a host that are looked at
# Of 62 saved pages of one host 6 lines stood on two to four of them, and none was of an article's own content. So it is
# few articles that must be guarded against, not small shares.
FEWEST = 5
SHARE = 0.05
OWN = 0.2  # of an article's lines no other has; one with fewer is the same text again, as a report that is added to
NOTHING = Boilerplate()
MOST_CUT = 0.5  # of a text's letters; where the known lines are more of it, they are what it tells


@dataclass(frozen=True, slots=True)
class Reading:
    """An article without the lines of its host, and what is stored beside it, which is best made where it is read."""

    article: Article
    letters: str | None  # hash of the folded letters of its text in hexadecimal; None where it has none
    searched: str  # its title, dek and text, folded
    lines: tuple[int, ...] = ()  # hashes of those lines that may be its host's, as they came
    signature: Signature | None = None  # by which its copies are found; None where its text is too short to have any


def reading_of(article: Article, boilerplate: Boilerplate) -> Reading:
    """The reading of an article, with the lines cut that are known as its host's; `learned` says where any was."""
    plain = letters_of_lines(article.text)
    found = "".join(plain)
    lines = hashes_of_lines(article.text, plain) if article.text else ()
    text, cut = without_boilerplate(article.text, boilerplate)
    if cut and len(left := letters(text)) >= (1 - MOST_CUT) * len(found):
        words = article.words - number_of_words("\n".join(cut)) if article.words else 0
        article = replace(article, text=text, words=max(words, 0), learned=boilerplate.version)
        found = left
    searched = folded("\n".join((article.title, article.dek, article.text)))
    return Reading(article, hash_of(found).hex() if found else None, searched, lines, signature_of(found))


def common_lines(pages: Sequence[Collection[int]]) -> dict[int, int]:
    """The lines that are a host's own, each with on how many pages; `pages` are the lines of its newest articles.

    An article that is nearly all lines of others does not count: many versions of one report make it no boilerplate.
    """
    on = Counter(line for lines in pages for line in lines)
    counted = [lines for lines in pages if sum(on[line] == 1 for line in lines) >= OWN * len(lines)]
    number = Counter(line for lines in counted for line in lines)
    return {line: times for line, times in number.items() if times >= max(FEWEST, SHARE * len(pages))}


def boilerplate_of(lines: Iterable[int]) -> Boilerplate:
    """The lines as a value; its version follows from them alone."""
    known = sorted(set(lines))
    if not known:
        return Boilerplate()
    version = blake2b(b"".join(line.to_bytes(8, "big", signed=True) for line in known), digest_size=4).hexdigest()
    return Boilerplate(version, frozenset(known))
