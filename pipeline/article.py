"""An article put together from the text of a page and what it says beside it."""

from datetime import datetime

from config.source import Source
from pipeline.account import account_of, is_marked_original
from pipeline.byline import byline_of
from pipeline.claims import Claim, Given
from pipeline.clean import clean_line
from pipeline.credit import credit_claims
from pipeline.dateline import dateline_of
from pipeline.dek import dek_of
from pipeline.desk import editor_of
from pipeline.fields import Fields
from pipeline.fold import letters
from pipeline.language import is_foreign, language_of, script_of
from pipeline.metadata import Metadata
from pipeline.names import people
from pipeline.outlet_table import outlet_called
from pipeline.repair import repair
from pipeline.repair_log import listed
from pipeline.section import section_of
from pipeline.urls import canonical_url, normalise
from pipeline.values import Article, Drop, Language, Link, Page
from pipeline.words import number_of_words

LONGEST_TITLE = 80  # characters of a first line that stands in for a title
SHORTEST_TITLE = 12
SENTENCE_ENDS = ("。", "！", "？", "；", ". ", "! ", "? ")
PAUSES = ("，", ",", "：", " ")


def article_of(page: Page, source: Source, link: Link, fields: Fields, text: Claim[str]) -> Article:
    """The article on a page, metadata-only without a text; Drop where its language or its address refuses it."""
    url, page_url, origin = addresses(page.url, fields.metadata.canonical)
    title = fields.title.value
    language = language_of(text.value) if text.value else (language_of(title) or claimed_language(title, source))
    if language is None:
        raise Drop("wrong-language", "neither Chinese nor English")
    return filled(url, page_url, source, fields, link, text, language, page.fetched_at, origin)


def beginning(text: str) -> str:
    """What stands in for a title: the first line of a text, or as much of it as makes a title and ends with a mark."""
    line = text.partition("\n")[0]
    if len(line) <= LONGEST_TITLE:
        return line
    start = line[: LONGEST_TITLE - 1]
    ends = max(start.rfind(mark) for mark in SENTENCE_ENDS)
    if ends >= SHORTEST_TITLE:
        return start[: ends + 1].rstrip()
    pauses = max(start.rfind(mark) for mark in PAUSES)
    return f"{start[: pauses if pauses >= SHORTEST_TITLE else None].rstrip()}…"


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
    body: Claim[str],
    language: Language,
    fetched_at: datetime,
    origin: str = "",
) -> Article:
    """The article with every field that the page, its route or its text gives, and the layer of each."""
    metadata, given, head, text = fields.metadata, fields.given, fields.head, body.value
    title = fields.title if fields.title.value else Claim(beginning(text), "text")
    dek, section, repairs = dek_of(fields, link, text), section_of(fields, link), fields.repairs
    if dek and fields.converter:
        mended = repair({"dek": dek.value}, fields.converter)
        dek, repairs = Claim(mended.fields["dek"], dek.layer), (*repairs, *mended.repairs)
    credit = _credit_of(fields, text, source, language)
    outlets = outlets_of(source, metadata)
    if language == "zh":  # 来源：北海日报 is no person; an English agency may sign where nobody else does
        outlets = (*outlets, _value(credit))
    byline = _named(given, "byline") or byline_of(
        metadata,
        head,
        text,
        fields.own,
        language,
        outlets,
        link.author,
        fields.signed,
        fields.published.value if fields.published else None,
    )
    editors = editor_of(fields.page)
    dateline = next(filter(None, map(dateline_of, (text, *fields.lead))), "")
    editor = _named(given, "editor") or (Claim(editors, "text") if editors else None)
    account = given.get("account") or account_of(metadata, page_url, head, text)
    is_original = is_marked_original(title.value, head)
    original = given.get("original") or (Claim("原创", "text") if is_original else None)
    published, updated, image, stub = fields.published, fields.updated, fields.image, fields.stub
    script = None
    if language == "zh":
        # Of 194 saved Chinese pages 8 have a title with no character of one script alone, 5 a title and dek.
        script = script_of(text or f"{title.value}\n{_value(dek)}") or (source.script if source else None)
    claims = {
        "title": title, "dek": dek, "text": body if text else None, "byline": byline, "editor": editor,
        "credit": credit, "dateline": Claim(dateline, "text") if dateline else None, "section": section,
        "published_at": published, "updated_at": updated, "image": image, "account": account, "original": original,
        "stub": stub,
    }  # fmt: skip
    return Article(
        url=url,
        page_url=page_url,
        source=source.id if source else "",
        title=clean_line(title.value),
        text=text,
        language=language,
        fetched_at=fetched_at,
        script=script,
        dek=_value(dek),
        byline=byline.value if byline else (),
        editor=editor.value if editor else (),
        credit=_value(credit),
        dateline=dateline,
        section=_value(section),
        published_at=published.value.at if published else None,
        published_precision=published.value.precision if published else None,
        published_from=published.layer if published else "",
        published_zone=published.value.zone if published else "",
        updated_at=updated.value.at if updated else None,
        updated_precision=updated.value.precision if updated else None,
        updated_from=updated.layer if updated else "",
        updated_zone=updated.value.zone if updated else "",
        image=image.value if image else "",
        account=_value(account),
        original=original is not None,
        stub=stub is not None,
        words=number_of_words(text),
        layers=tuple((field, claim.layer) for field, claim in claims.items() if claim and claim.layer),
        repairs=listed(repairs),
        declared_origin=origin,
        metadata_only=not text or stub is not None,
        cut=fields.cut,
        doubts=fields.doubts,
    )


def outlets_of(source: Source | None, metadata: Metadata) -> tuple[str, ...]:
    """The names of a page's own site, which are no person's."""
    return (source.name if source else "", metadata.first("og:site_name"), metadata.json_ld.publisher)


def _credit_of(fields: Fields, text: str, source: Source | None, language: Language) -> Claim[str] | None:
    """Who wrote it, when that is not the source itself: a page may credit itself above copy of an agency."""
    own = source.name if source else ""
    if said := fields.given.get("credit"):
        return None if _is_own(said.value, own) else said
    page = fields.page if language == "zh" else ""
    claims = credit_claims(fields.metadata, "\n".join(fields.head), text, page, fields.lead)
    return next((claim for claim in claims if not _is_own(claim.value, own)), None)


def _is_own(credit: str, name: str) -> bool:
    """True where a credit is the source itself: by its name, as AP and Associated Press, or as 人民网-国际频道.

    In Chinese two names of one house are two outlets: 人民网 carries what 人民日报 printed.
    """
    own, named = letters(name), letters(credit)
    if named == own:
        return True
    is_channel = bool(own) and named.startswith(own) and named.endswith("频道")
    return is_channel or (credit.isascii() and name.isascii() and outlet_called(name) == outlet_called(credit) != "")


def _named(given: Given, field: str) -> Claim[tuple[str, ...]] | None:
    said = given.get(field)
    names = people(tuple(said.value.split("\n"))) if said else ()
    return Claim(names, said.layer) if said and names else None


def _value(claim: Claim[str] | None) -> str:
    return clean_line(claim.value) if claim else ""
