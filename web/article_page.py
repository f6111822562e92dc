"""The page of one article: all its fields, its text, what changed in it, who carries the same."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

import sqlalchemy as sa

from config.source import Source
from pipeline.reservations import keeps_text
from pipeline.revisions import Difference, differences, told
from storage.details import Detail, article
from storage.stored import StoredArticle
from storage.storied import stored_story, story_of
from web.article_fields import fields
from web.article_repairs import repairs
from web.copies_section import copies
from web.frame import counted, joined, language_of, page, published, source_name, titled, when
from web.html import Safe, outside, tag, together
from web.relays_section import relays


def article_page(connection: sa.Connection, article_id: int, sources: Mapping[str, Source], zone: tzinfo) -> str | None:
    """The page of the article with that id, or None."""
    detail = article(connection, article_id)
    if detail is None:
        return None
    of = detail.article
    return page(
        f"{of.title or of.url} – duizhao 对照",
        gone(detail, zone),
        tag("article", head(of, sources, zone), text(of), lang=language_of(of), class_=f"full {of.language}"),
        changes(detail, zone),
        story(connection, of.id),
        relays(connection, detail, sources),
        family(of),
        copies(connection, detail, sources, zone),
        readings(detail, zone),
        repairs(of),
        tag("section", tag("h2", "All fields"), fields(detail, sources, zone), class_="more"),
        visits(detail, zone),
    )


def head(of: StoredArticle, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """Source, title, dek and byline."""
    names = tag("bdi", joined(of.byline, of)) if of.byline else None
    account = tag("bdi", of.account) if of.account and of.account not in of.byline else None
    facts = (source_name(of.source, sources), account, published(of, zone), names, *marks(of))
    return together(
        tag("p", (each for each in facts if each), class_="facts"),
        tag("h1", titled(of)),
        tag("p", tag("bdi", of.dek), class_="dek") if of.dek else None,
        tag("p", outside(of.url, "Read it at its source"), lang="en", class_="quiet") if of.url else None,
    )


def marks(of: StoredArticle) -> Iterator[Safe]:
    """What the page says of the article in one word."""
    if of.original:
        yield tag("span", "original", lang="en", class_="badge")
    if of.metadata_only or of.stub:
        yield tag("span", "stub only", lang="en", class_="badge")
    if of.reserved:
        yield tag("span", "rights reserved", lang="en", class_="badge")


def text(of: StoredArticle) -> Safe:
    """The text by paragraphs, or the note that there is none, or only its beginning."""
    said = "Only a stub is stored: the page did not give the whole text." if of.metadata_only else ""
    if of.metadata_only and not keeps_text(of.reserved):
        said = "Its text is not stored: the page or its site reserves what would be done with it."
    if of.stub and not of.metadata_only:
        said = "A paywall let only the beginning through."
    note = tag("p", said, lang="en", class_="note") if said else None
    paragraphs = (tag("p", line, dir="auto") for line in of.text.split("\n") if line.strip())
    return tag("div", note, paragraphs, class_="text")


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


def readings(detail: Detail, zone: tzinfo) -> Safe | None:
    """How the newest text was read before it was read again, newest first; its publisher changed nothing."""
    newest = [each for each in detail.readings if each.number == detail.article.revision]
    if not newest:
        return None
    texts = [(each.title, each.text) for each in newest] + [(detail.article.title, detail.article.text)]
    shown = [
        together(
            tag("h3", "Read again ", when(each.reread_at, zone)),
            difference(texts[index], texts[index + 1], language_of(detail.article)),
        )
        for index, each in enumerate(newest)
    ]
    heading = tag("h2", counted(len(shown), "other reading"), tag("span", " of the same page", class_="quiet"))
    return tag("section", heading, reversed(shown), class_="more")


def difference(old: tuple[str, str], new: tuple[str, str], language: str) -> Safe:
    """The sentences taken out, put in and changed, the title first."""
    found = [*told(differences(old[0], new[0])), *told(differences(old[1], new[1]))]
    if not found:
        return tag("p", "Only spaces, punctuation, counters or times.", class_="quiet")
    return tag("ul", (tag("li", sentence(each, language), class_=each.kind) for each in found), class_="difference")


def sentence(of: Difference, language: str) -> Safe:
    """A sentence with what was taken out of it and put into it."""
    if of.runs:
        names = {"kept": "span", "removed": "del", "added": "ins"}
        return tag("span", (tag(names[run.kind], run.text) for run in of.runs), lang=language)
    if of.new:
        return tag("ins", of.new.text, lang=language)
    return tag("del", of.old.text if of.old else "", lang=language)


def story(connection: sa.Connection, article_id: int) -> Safe | None:
    """The way to the story that the article tells, where another one tells it too."""
    story_id = story_of(connection, article_id)
    found = stored_story(connection, story_id) if story_id is not None else None
    if found is None or len(found.articles) < 2:
        return None
    said = f"Who else tells this story: {counted(len(found.articles) - 1, 'other article')}"
    return tag("p", tag("a", said, href=f"/story/{found.id}"), class_="quiet")


def family(of: StoredArticle) -> Safe | None:
    """The way to the family of the article."""
    if of.family_id is None:
        return None
    return tag("p", tag("a", "Who carries this text, since when", href=f"/family/{of.family_id}"), class_="quiet")


def gone(detail: Detail, zone: tzinfo) -> Safe | None:
    """That the article's page is gone."""
    if detail.tombstone is None:
        return None
    since, seen = when(detail.tombstone.gone_at, zone), when(detail.tombstone.last_seen_at, zone)
    return tag("p", "Its page is gone since ", since, ", last seen ", seen, ". This is its last text.", class_="note")


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
