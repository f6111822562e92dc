"""The page of two articles beside each other: what a retelling kept of its original, left out and added."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Any

import sqlalchemy as sa

from config.source import Source
from config.topics import shipped_topic
from pipeline.beside import NOTES, Row, rows_of
from pipeline.pairs import Tie, shown
from pipeline.retelling import Retelling
from pipeline.sentences import Sentence
from pipeline.source_outlets import newsrooms_in
from storage.beside import Beside, beside
from storage.stored import StoredArticle
from storage.tied import tied
from web.frame import counted, language_of, page, published, source_name, titled
from web.html import Child, Safe, tag, together

TIES = 6  # terms of a pair that are shown


def beside_page(
    connection: sa.Connection, retelling_id: int, original_id: int, sources: Mapping[str, Source], zone: tzinfo
) -> str | None:
    """The page of an article beside the one that it retells, or None where either is not stored, or both are one."""
    found = beside(connection, retelling_id, original_id, shipped_topic()) if retelling_id != original_id else None
    if found is None:
        return None
    note = NOTES[tied(connection, retelling_id, original_id, newsrooms_in(sources))]
    of = found.told
    beside_what = "another" if note else "its original"
    title = f"{found.retelling.title or found.retelling.url} – beside {beside_what} – duizhao 对照"
    return page(
        title,
        tag(
            "section",
            tag("h1", "Kept, left out, added"),
            tag("p", note) if note else None,
            shares(of),
            class_="family",
        ),
        tag("section", heads(found, sources, zone), rows(found), class_="beside"),
        tag("section", tag("h2", "In one of them alone"), differences(found), class_="more"),
    )


def shares(of: Retelling) -> Safe:
    """How much of either text stands in sentences that tell the same, in words and as bars."""
    numbers = (f"{len(of.kept)} kept", f"{len(of.left_out)} left out", f"{len(of.added)} added")
    lines = (
        (of.share, "of the original was kept", "here"),
        (of.share_of_retelling, "of the retelling is from the original", "there"),
    )
    bars = (
        tag(
            "li",
            tag("meter", f"{share:.0%}", value=f"{share:.3f}", min="0", max="1"),
            tag("span", f" {share:.0%} {said}"),
            class_=side,
        )
        for share, said, side in lines
    )
    quiet = "By the length of sentences; those whose words tie them stand side by side. Who reads them judges better."
    return together(tag("p", " · ".join(numbers), class_="facts"), tag("ul", bars), tag("p", quiet, class_="quiet"))


def heads(of: Beside, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """Whose the two articles are, the original first."""
    return tag(
        "div",
        head(of.original, "original", sources, zone),
        head(of.retelling, "retelling", sources, zone),
        class_="row whose",
    )


def head(of: StoredArticle, what: str, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """Source, time and title of one of them."""
    facts: tuple[Safe | None, ...] = (
        tag("span", what, class_="badge"),
        source_name(of.source, sources),
        published(of, zone),
    )
    return tag(
        "div",
        tag("p", (each for each in facts if each), class_="facts"),
        tag("h2", tag("a", titled(of), href=f"/article/{of.id}")),
        class_=of.language,
    )


def rows(of: Beside) -> Safe:
    """The sentences, those that tell the same side by side."""
    return together(*(row(each, of) for each in rows_of(of.told)))


def row(of: Row, both: Beside) -> Safe:
    """One row, with the terms that tie its sentences."""
    here = sentences(both.told.original, of.here, both.original)
    there = sentences(both.told.retelling, of.there, both.retelling)
    if of.here and of.there:
        tied = tag("p", f"{of.score:.2f} · ", ties(of.ties, both), class_="quiet ties")
        return tag("div", tag("div", here), tag("div", there, tied), class_="row kept")
    kind = "aside" if of.is_aside else "left" if of.here else "come"
    word = {"aside": "no part of the report", "left": "left out", "come": "added"}[kind]
    empty = tag("div", tag("p", word, class_="quiet"), class_="empty")
    cells = (tag("div", here), empty) if of.here else (empty, tag("div", there))
    return tag("div", *cells, class_=f"row {kind}")


def sentences(found: Sequence[Sentence], chosen: Iterable[int], of: StoredArticle) -> Safe:
    """Some sentences of a text in its language."""
    return together(*(tag("p", found[at].text, lang=language_of(of), dir="auto") for at in chosen))


def ties(found: Sequence[Tie], both: Beside) -> Safe:
    """The terms that tie two sentences, each as both print it."""
    pieces: list[Child] = []
    for number, each in enumerate(shown(found, TIES)):
        pieces.append(", " if number else "")
        pieces.append(tag("bdi", each.here, lang=language_of(both.original)))
        if each.there != each.here:
            pieces += (" = ", tag("bdi", each.there, lang=language_of(both.retelling)))
    return together(*pieces)


def differences(of: Beside) -> Safe:
    """Numbers, names and quotations of one text alone, with their counts."""
    told = of.told
    parts: tuple[tuple[str, Sequence[Any], Sequence[Any]], ...] = (
        ("number", told.numbers.left_out, told.numbers.added),
        ("name", told.names.left_out, told.names.added),
        ("quotation", told.quotations.left_out, told.quotations.added),
    )
    return together(
        *(
            tag(
                "div",
                tag("div", tag("h3", f"{counted(len(left_out), name)} of the original"), listed(left_out, of.original)),
                tag("div", tag("h3", f"{counted(len(added), name)} of the retelling"), listed(added, of.retelling)),
                class_="row",
            )
            for name, left_out, added in parts
        )
    )


def listed(found: Sequence[Any], of: StoredArticle) -> Safe:
    """What stands in one text alone, in its order."""
    texts = (f"“{each.text}”" if hasattr(each, "text") else each.printed for each in found)
    return tag("ul", (tag("li", tag("bdi", text), lang=language_of(of)) for text in texts), class_="alone")
