"""Whether a paywall let only the beginning of an article through."""

from functools import cache

from config.rules import words
from pipeline.claims import Claim
from pipeline.metadata import Metadata
from pipeline.words import number_of_words

MOST_WORDS = 200  # of a beginning, in Han characters and words
FEW_WORDS = 120  # where only what the page prints speaks for it: a site may sell itself beside a short article too
BEGINNINGS = (400, 1500)  # characters that tell of nearly every Chinese text that it has more, and of every English one
LONGEST_PAGE = 200_000


def stub_of(metadata: Metadata, text: str, page: str, given: Claim[str] | None = None) -> Claim[bool] | None:
    """That a short text is a stub, by the layer that says so; None where it is whole, however much is paid for."""
    if any(number_of_words(text[:size]) > MOST_WORDS for size in BEGINNINGS):
        return None
    size = number_of_words(text)
    if size > MOST_WORDS:
        return None
    if given and given.value:
        return Claim(True, given.layer)
    if metadata.json_ld.is_paid:
        return Claim(True, "json-ld")
    lower = page[:LONGEST_PAGE].lower()
    return Claim(True, "text") if size <= FEW_WORDS and any(mark in lower for mark in _marks()) else None


@cache
def _marks() -> tuple[str, ...]:
    return tuple(mark.lower() for mark in words("marks", "paywall"))
