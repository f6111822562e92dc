"""The page of one article: all its fields, its text, what changed in it, who carries the same."""

from collections.abc import Mapping
from datetime import tzinfo

import sqlalchemy as sa

from config.source import Source
from pipeline.compare import day_of, sentence_diff
from storage.details import ArchivedPage, Detail, article
from storage.queries import StoredArticle
from web.frame import counted, language_of, long_day, page, published, source_name, titled, when
from web.html import Child, Safe, outside, tag, together


def article_page(connection: sa.Connection, article_id: int, sources: Mapping[str, Source], zone: tzinfo) -> str | None:
    """The page of the article with that id, or None."""
    detail = article(connection, article_id)
    if detail is None:
        return None
    of = detail.article
    return page(
        f"{of.title or of.url} – duizhao 对照",
        tag("article", head(of, sources, zone), text(of), lang=language_of(of), class_=f"full {of.language}"),
        changes(detail, zone),
        copies(detail, sources, zone),
        tag("section", tag("h2", "All fields"), fields(detail, sources, zone), class_="more"),
        visits(detail, zone),
    )


def head(of: StoredArticle, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """Source, title, dek and byline."""
    names = tag("bdi", ", ".join(of.byline)) if of.byline else None
    facts = (source_name(of.source, sources), published(of, zone), names)
    return together(
        tag("p", (each for each in facts if each), class_="facts"),
        tag("h1", titled(of)),
        tag("p", tag("bdi", of.dek), class_="dek") if of.dek else None,
        tag("p", outside(of.url, "Read it at its source"), lang="en", class_="quiet") if of.url else None,
    )


def text(of: StoredArticle) -> Safe:
    """The text by paragraphs, or the note that there is none."""
    note = tag("p", "Only a stub is stored: the page did not give the whole text.", lang="en", class_="note")
    paragraphs = (tag("p", line, dir="auto") for line in of.text.split("\n") if line.strip())
    return tag("div", note if of.metadata_only else None, paragraphs, class_="text")


def changes(detail: Detail, zone: tzinfo) -> Safe | None:
    """What each text at this address changed in the one before it, newest first."""
    if not detail.revisions:
        return None
    texts = [(each.title, each.text) for each in detail.revisions] + [(detail.article.title, detail.article.text)]
    shown = [
        together(
            tag("h3", "Changed after ", when(each.fetched_at, zone)),
            difference(texts[index], texts[index + 1], language_of(detail.article)),
        )
        for index, each in enumerate(detail.revisions)
    ]
    heading = tag("h2", counted(len(shown), "change"))
    return tag("section", heading, reversed(shown), class_="more")


def difference(old: tuple[str, str], new: tuple[str, str], language: str) -> Safe:
    """The sentences taken out and put in, the title first."""
    found = [*(sentence_diff(old[0], new[0]) if old[0] != new[0] else ()), *sentence_diff(old[1], new[1])]
    if not found:
        return tag("p", "Only spaces or line breaks.", class_="quiet")
    names = {"removed": "del", "added": "ins"}
    each = (tag("li", tag(names[one.mark], one.sentence, lang=language), class_=one.mark) for one in found)
    return tag("ul", each, class_="difference")


def copies(detail: Detail, sources: Mapping[str, Source], zone: tzinfo) -> Safe | None:
    """The articles that carry the same letters."""
    if not detail.copies:
        return None
    each = (
        tag(
            "li",
            tag("p", source_name(one.source, sources), tag("span", long_day(day_of(one, zone))), class_="facts"),
            tag("h3", tag("a", titled(one), href=f"/article/{one.id}")),
        )
        for one in detail.copies
    )
    heading = tag("h2", counted(len(detail.copies), "copy", "copies"), tag("span", " the same letters", class_="quiet"))
    return tag("section", heading, tag("ul", each), class_="more")


def fields(detail: Detail, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """Every field with its value; what is unknown has a dash."""
    of, source, archived = detail.article, sources.get(detail.article.source), detail.page
    stands = f"{source.ownership}, of {source.country}, edited in {source.edited_in}" if source else ""
    evidence = (of.published_precision, of.published_from, of.published_zone)
    values: list[tuple[str, Child]] = [
        ("id", str(of.id)),
        ("source", (source_name(of.source, sources), f" · {stands}" if stands else "")),
        ("url", outside(of.url, of.url)),
        ("page url", outside(of.page_url, of.page_url) if of.page_url != of.url else "the same"),
        ("declared origin", outside(of.declared_origin, of.declared_origin)),
        ("byline", ", ".join(of.byline)),
        ("editor", ", ".join(of.editor)),
        ("credit", of.credit),
        ("dateline", of.dateline),
        ("section", of.section),
        ("language", language_of(of)),
        ("published", (published(of, zone) or "", "".join(f" · {each}" for each in evidence if each))),
        ("updated", when(of.updated_at, zone)),
        ("first seen", when(of.first_seen_at, zone)),
        ("fetched", when(of.fetched_at, zone)),
        ("earlier texts", str(of.revision)),
        ("whole text", "no, a stub" if of.metadata_only else "yes"),
        ("archived page", archived_text(archived, zone) if archived else ""),
    ]
    return tag("dl", (field(name, value) for name, value in values))


def archived_text(of: ArchivedPage, zone: tzinfo) -> str:
    """Where the page stands that an article was read from, or that it was thrown away."""
    if of.pruned_at is not None:
        return f"thrown away for its age, {when(of.pruned_at, zone)}; answer {of.status}"
    return f"{of.warc} at {of.offset}, answer {of.status}"


def field(name: str, value: Child) -> Safe:
    """A name with its value."""
    shown = together(value)
    return tag("div", tag("dt", name), tag("dd", tag("bdi", shown) if shown.strip() else "–"))


def visits(detail: Detail, zone: tzinfo) -> Safe | None:
    """The visits of the links that led to the article."""
    if not detail.visits:
        return None
    rows = (
        tag(
            "tr",
            tag("td", when(each.finished_at or each.due_at, zone)),
            tag("td", each.outcome or "due"),
            tag("td", str(each.status or "")),
            tag("td", each.detail),
        )
        for each in detail.visits
    )
    heads = (tag("th", name, scope="col") for name in ("when", "outcome", "answer", "detail"))
    table = tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows))
    return tag("section", tag("h2", "Visits"), tag("div", table, class_="wide"), class_="more")
