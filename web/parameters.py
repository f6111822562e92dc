"""What the query of a list's address asks for."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import cast, get_args
from urllib.parse import parse_qsl, urlencode

from pipeline.values import Language

MOST_LETTERS = 200
MOST_FIELDS = 10


class BadParameter(ValueError):
    """A query that can not be answered; its text is meant for the reader."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Source, language, words and page of a list; empty means all."""

    source: str = ""
    language: Language | None = None
    words: str = ""
    page: int = 1


def parse(query: str, sources: Collection[str]) -> Parameters:
    """The parameters of a query; raises BadParameter for what is unknown, doubled or out of bounds."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadParameter("The query can not be read.") from None
    fields = dict(pairs)
    if len(fields) < len(pairs) or fields.keys() - {"source", "language", "words", "page"}:
        raise BadParameter("The query takes source, language, words and page, each once.")
    source, language = fields.get("source", ""), fields.get("language", "")
    words, page = fields.get("words", "").strip(), fields.get("page", "1")
    if source and source not in sources:
        raise BadParameter("There is no such source.")
    if language and language not in get_args(Language):
        raise BadParameter("The language is zh or en.")
    if len(words) > MOST_LETTERS:
        raise BadParameter(f"The words are longer than {MOST_LETTERS} letters.")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", page):
        raise BadParameter("The page is a number from 1.")
    return Parameters(source, cast("Language | None", language or None), words, int(page))


def address(of: Parameters, page: int = 1) -> str:
    """The address of a page of the same list."""
    of = replace(of, page=page)
    fields = {"source": of.source, "language": of.language, "words": of.words}
    given = {key: value for key, value in fields.items() if value}
    if page > 1:
        given["page"] = str(page)
    return "/?" + urlencode(given) if given else "/"
