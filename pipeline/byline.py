"""Who wrote an article: the reporters and authors that its page prints or declares."""

from pipeline.byline_en import english_claims
from pipeline.byline_places import Places
from pipeline.byline_zh import chinese_claims
from pipeline.claims import Claim
from pipeline.metadata import Metadata
from pipeline.moments import Moment


def byline_of(
    metadata: Metadata,
    head: tuple[str, ...],
    text: str,
    page: str,
    language: str,
    outlets: tuple[str, ...] = (),
    claim: str = "",
    signed: tuple[str, ...] = (),
    published: Moment | None = None,
) -> Claim[tuple[str, ...]] | None:
    """The reporters or authors by the most trusted layer that names any; None where none does.

    `head` are the lines around the title, `page` is all short text of the page, `outlets` are names that are no
    person's here, `claim` is what the route says, `signed` the text of elements whose class says author,
    `published` when the article was: a name beside another day is another story's.
    """
    claims = english_claims if language == "en" else chinese_claims
    return next(claims(Places(metadata, head, text, page, outlets, claim, signed, published)), None)
