"""A page masked for keeping, so that it is read as the page itself is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from config.source import Source
from pipeline.decode import decode
from pipeline.expected import unlike
from pipeline.masking import masked
from pipeline.skeleton import differing
from pipeline.values import Article, Drop, Page
from service.saved_pages import read_page


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked page, or in which fields it is read otherwise than the page itself."""

    page: Page
    differing: tuple[str, ...] = ()


def masked_page(page: Page, source: Source, article: Article | Drop, expected: Mapping[str, Any]) -> Masked:
    """The page masked, first all of it; where it is then read otherwise labels and notices around the article stay."""
    codec = decode(page.body, page.header("content-type")).encoding
    text = page.body.decode(codec, "surrogateescape")
    spared = spared_of(expected)
    own, notices = ("", ()) if isinstance(article, Drop) else (article.text, article.cut)
    wrong: tuple[str, ...] = ()
    for more, kept in (((), None), (notices, own)):
        body = masked(text, [*spared, *more], kept).encode(codec, "surrogateescape")
        made = replace(page, body=body)
        wrong = otherwise(article, read_page(made, source), expected, source.timezone)
        if not wrong:
            return Masked(made)
    return Masked(page, wrong)


def spared_of(expected: Mapping[str, Any]) -> list[str]:
    """The texts of expectations, which are to stay readable."""
    values = [each for value in expected.values() for each in (value if isinstance(value, list) else [value])]
    return [each for each in values if isinstance(each, str) and each]


def otherwise(
    article: Article | Drop, other: Article | Drop, expected: Mapping[str, Any], zone: str
) -> tuple[str, ...]:
    """In which fields a masked page is read otherwise than the page itself."""
    if isinstance(article, Drop) or isinstance(other, Drop):
        if isinstance(article, Drop) and isinstance(other, Drop):
            return () if article.reason == other.reason else (other.reason,)
        return (other.reason if isinstance(other, Drop) else "an article is read",)
    before, after = (unlike(expected, each, zone) for each in (article, other))
    changed = [name for name in expected if (name in before) != (name in after)]
    return tuple(dict.fromkeys([*differing(article, other), *changed]))
