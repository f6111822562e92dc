"""An article put together from the text of a page and what it says beside it."""

from datetime import datetime

from config.source import Source
from pipeline.byline import byline_of
from pipeline.clean import clean_line
from pipeline.credit import credit_claims
from pipeline.dateline import dateline_of
from pipeline.desk import editor_of
from pipeline.fields import Fields
from pipeline.fold import letters
from pipeline.language import is_foreign, language_of, script_of
from pipeline.names import people
from pipeline.urls import canonical_url, normalise
from pipeline.values import Article, Drop, Language, Link, Page

LONGEST_TITLE = 80  # characters of a first line that stands in for a title


def article_of(page: Page, source: Source, link: Link, fields: Fields, text: str) -> Article:
    """The article on a page, metadata-only without a text; Drop where its language or its address refuses it."""
    url, page_url, origin = addresses(page.url, fields.metadata.canonical)
    language = (
        language_of(text) if text else (language_of(fields.title.value) or claimed_language(fields.title.value, source))
    )
    if language is None:
        raise Drop("wrong-language", "neither Chinese nor English")
    return filled(url, page_url, source, fields, link, text, language, page.fetched_at, origin)


def claimed_language(text: str, source: Source | None) -> Language | None:
    """The language of a source, for a text too short to tell; None where the text is in another script."""
    return None if source is None or is_foreign(text) else source.language


def addresses(url: str, declared: str) -> tuple[str, str, str]:
    """The key, the page's own URL and a foreign canonical; Drop where a URL is no http(s) URL."""
    try:
        key, origin = canonical_url(url, declared)
        return key, normalise(url), origin
    except ValueError as error:
        raise Drop("forbidden-address", str(error)) from error


def filled(
    url: str,
    page_url: str,
    source: Source | None,
    fields: Fields,
    link: Link,
    text: str,
    language: Language,
    fetched_at: datetime,
    origin: str = "",
) -> Article:
    """The article with every field that the page, its route or its text gives."""
    metadata, given, title = fields.metadata, fields.given, clean_line(fields.title.value)
    published, updated = fields.published, fields.updated
    head = "\n".join(fields.head)

    def said(field: str) -> str:
        return clean_line(given[field].value) if field in given else ""

    def named(field: str) -> tuple[str, ...]:
        return people(tuple(given[field].value.split("\n"))) if field in given else ()

    page = fields.page if language == "zh" else ""
    own = letters(source.name) if source else ""
    # Who wrote it, when that is not the source itself: a page may credit itself above copy of an agency.
    claims = (one for one in credit_claims(metadata, head, text, page, fields.lead) if letters(one.value) != own)
    credited = given.get("credit") or next(claims, None)
    credit = clean_line(credited.value) if credited else ""
    dek = said("dek") or clean_line(
        link.dek or metadata.first("og:description", "description") or metadata.json_ld.description
    )
    # Of 194 saved Chinese pages 8 have a title with no character of one script alone, 5 a title and dek.
    script = script_of(text or f"{title}\n{dek}") or (source.script if source else None)
    outlets: tuple[str, ...] = (
        source.name if source else "",
        metadata.first("og:site_name"),
        metadata.json_ld.publisher,
    )
    if language == "zh":  # 来源：北海日报 is no person; an English agency may sign where nobody else does
        outlets = (*outlets, credit)
    signed = byline_of(metadata, fields.head, text, fields.page, language, outlets, link.author, fields.signed)
    return Article(
        url=url,
        page_url=page_url,
        source=source.id if source else "",
        title=title or text.partition("\n")[0][:LONGEST_TITLE],
        text=text,
        language=language,
        fetched_at=fetched_at,
        script=script if language == "zh" else None,
        dek=dek,
        byline=named("byline") or (signed.value if signed else ()),
        editor=named("editor") or editor_of(fields.page),
        credit="" if letters(credit) == own else credit,
        dateline=dateline_of(text),
        section=said("section")
        or clean_line(link.section or metadata.first("article:section") or metadata.json_ld.section),
        published_at=published.value.at if published else None,
        published_precision=published.value.precision if published else None,
        published_from=published.layer if published else "",
        published_zone=published.value.zone if published else "",
        updated_at=updated.value.at if updated else None,
        updated_precision=updated.value.precision if updated else None,
        updated_from=updated.layer if updated else "",
        updated_zone=updated.value.zone if updated else "",
        declared_origin=origin,
        metadata_only=not text,
    )
