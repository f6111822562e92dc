"""All fields of an article for its page, each with the layer of evidence that gave it."""

from collections.abc import Mapping
from datetime import tzinfo

from config.source import Source
from pipeline.reservations import told as reserved
from storage.details import ArchivedPage, Detail
from storage.stored import StoredArticle
from web.frame import joined, language_of, moment, published, source_name, when
from web.html import Child, Safe, outside, tag, together


def fields(detail: Detail, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """Every field with its value; what is unknown has a dash."""
    of, source, archived = detail.article, sources.get(detail.article.source), detail.page
    stands = f"{source.ownership}, of {source.country}, edited in {source.edited_in}" if source else ""
    published_by = evidence(of.published_precision, of.published_from, of.published_zone)
    updated_by = evidence(of.updated_precision, of.updated_from, of.updated_zone)
    values: list[tuple[str, Child]] = [
        ("id", str(of.id)),
        ("source", (source_name(of.source, sources), f" · {stands}" if stands else "")),
        ("url", outside(of.url, of.url)),
        ("page url", outside(of.page_url, of.page_url) if of.page_url != of.url else "the same"),
        ("declared origin", outside(of.declared_origin, of.declared_origin)),
        ("title", told(of, "title", of.title)),
        ("dek", told(of, "dek", of.dek)),
        ("byline", told(of, "byline", joined(of.byline, of))),
        ("editor", told(of, "editor", joined(of.editor, of))),
        ("account", told(of, "account", of.account)),
        ("credit", told(of, "credit", of.credit)),
        ("dateline", told(of, "dateline", of.dateline)),
        ("section", told(of, "section", of.section)),
        ("language", told(of, "language", language_of(of))),
        ("published", (published(of, zone) or "", published_by)),
        ("updated", (moment(of.updated_at, of.updated_precision, of.updated_zone, zone) or "", updated_by)),
        ("lead image", told(of, "image", outside(of.image, of.image))),
        ("original work", told(of, "original", "marked as such") if of.original else ""),
        ("words", f"{of.words:,}" if of.words is not None else ""),
        ("text read by", dict(of.layers).get("text", "")),
        ("reserved", reserved_text(of)),
        ("boilerplate", f"lines of its host were cut, version {of.learned}" if of.learned else ""),
        ("first seen", when(of.first_seen_at, zone)),
        ("fetched", when(of.fetched_at, zone)),
        ("earlier texts", str(of.revision)),
        ("whole text", whole(of)),
        ("archived page", archived_text(archived, zone) if archived else ""),
    ]
    return tag("dl", (field(name, value) for name, value in values))


def told(of: StoredArticle, name: str, value: str) -> Child:
    """The value of a field in the article's language, and beside it the layer of evidence that gave it."""
    if not value:
        return None
    layer = dict(of.layers).get(name)
    shown = value if isinstance(value, Safe) else tag("span", value, lang=language_of(of))
    return (shown, tag("span", f" · {layer}", class_="quiet")) if layer else shown


def evidence(*parts: str | None) -> Safe | str:
    """How a time is known: its precision, its layer, its zone."""
    known = "".join(f" · {each}" for each in parts if each)
    return tag("span", known, class_="quiet") if known else ""


def reserved_text(of: StoredArticle) -> str:
    """What the page or its site reserves, by which signs."""
    return "not looked at" if of.reserved is None else reserved(of.reserved)


def whole(of: StoredArticle) -> str:
    """Whether all of the text is there."""
    if of.metadata_only:
        return "no, a stub"
    return "no, a paywall let only the beginning through" if of.stub else "yes"


def archived_text(of: ArchivedPage, zone: tzinfo) -> str:
    """Where the page stands that an article was read from, or that it was thrown away."""
    if of.pruned_at is not None:
        return f"thrown away for its age, {when(of.pruned_at, zone)}; answer {of.status}"
    return f"{of.warc} at {of.offset}, answer {of.status}"


def field(name: str, value: Child) -> Safe:
    """A name with its value."""
    shown = together(value)
    return tag("div", tag("dt", name), tag("dd", tag("bdi", shown) if shown.strip() else "–"))
