"""A page read into an article: the one way from bytes to values."""

from dataclasses import dataclass, replace
from datetime import datetime

from lxml.html import HtmlElement

from config.source import Source
from pipeline.body import body_of, cut, select
from pipeline.clean import clean_line, clean_text, cut_before_title, cut_head, cut_tail
from pipeline.credit import byline_of, credit_of, dateline_of, editor_of
from pipeline.decode import decode
from pipeline.fold import letters
from pipeline.language import is_foreign, language_of, script_of
from pipeline.lines import signatures, text_nodes
from pipeline.markup import tree_of
from pipeline.metadata import Metadata, metadata_of
from pipeline.published import Published, published_of, updated_of
from pipeline.screen import check_text, check_type
from pipeline.title import title_of
from pipeline.urls import canonical_url, normalise
from pipeline.values import Article, Drop, Language, Link, Page

BEFORE_TITLE, AFTER_TITLE = 4, 40  # text nodes around the title where time, byline and credit are printed
LONGEST_NODE = 300  # characters of one text node that can hold a field
LONGEST_TITLE = 80
FEW_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Fields:
    """What a page says beside its text."""

    title: str
    metadata: Metadata
    published: Published | None
    nodes: list[str]  # text nodes of the page
    head: tuple[str, ...]  # short text nodes around the title
    page: str  # all short text nodes, and the ends of the long ones
    signed: tuple[str, ...] = ()  # elements that are marked as an author's name
    lead: tuple[str, ...] = ()  # lines cut from the head of the text


def read(page: Page, source: Source, link: Link) -> Article:
    """The article on a page; Drop with its reason where there is none."""
    tree = tree_of(text_of(page))
    is_stub = source.paywall == "hard" or bool(source.paywall and select(tree, source.paywall))
    cut(tree, source.cut)
    fields = fields_of(tree, page, source, link)
    if is_stub:
        return _article(page, source, link, fields, "")
    body = without_title(cut_tail(body_of(tree, source.body)), fields.title)
    text = cut_head(body)
    check_text(text, tree, fields.nodes)
    return _article(page, source, link, replace(fields, lead=_cut_from(body, text)), text)


def text_of(page: Page) -> str:
    """The markup of a page; Drop where it is no HTML or no codec reads it."""
    content_type = page.header("content-type")
    check_type(page.body, content_type)
    return decode(page.body, content_type).text


def read_metadata(source: Source, link: Link, fetched_at: datetime) -> Article:
    """The metadata-only article that a route's claims make; Drop where they lack a title or it is in another script."""
    title = clean_line(link.title)
    if not title:
        raise Drop("no-text", "no title claimed")
    page = Page(link.url, b"", fetched_at)
    published = published_of(Metadata(), (), link.published_at, None, source.timezone, fetched_at)
    return _article(page, source, link, Fields(title, Metadata(), published, [], (), ""), "")


def read_text(text: str, fetched_at: datetime, source: Source | None = None, url: str = "") -> Article:
    """The article in pasted text: its first line is the title where it is short and no sentence.

    Lines of time and credit before and after the title are read, and left out of both.
    """
    text = clean_text(text)
    if not text:
        raise Drop("no-text", "empty text")
    story = cut_before_title(text)
    first, _, rest = story.partition("\n")
    is_title = (
        rest and len(first) <= LONGEST_TITLE and not first.endswith(("。", "！", "？", ".", "!", "?", "…", "；", "："))
    )
    title, body = (clean_line(first), rest) if is_title else ("", story)
    body = cut_tail(body)
    kept = cut_head(body)
    language = language_of(text)
    if language is None and len(letters(text)) < FEW_LETTERS:  # a few words do not tell, a whole text does
        language = _claimed_language(text, source)
    if language is None:
        raise Drop("wrong-language", "neither Chinese nor English")
    zone = source.timezone if source else "UTC"
    above, below = _cut_from(text, story), _cut_from(body, kept)
    near_title = (*above, *body[:400].split("\n"))
    published = published_of(Metadata(), near_title, None, None, zone, fetched_at)
    canonical = _addresses(url, "")[0] if url else ""
    nodes = text.split("\n")
    head = tuple(nodes[: len(above) + 8])
    fields = Fields(title, Metadata(), published, nodes, head, _short(nodes), lead=(*above, *below))
    return _filled(canonical, canonical, source, fields, Link(url), kept, language, fetched_at)


def fields_of(tree: HtmlElement, page: Page, source: Source, link: Link) -> Fields:
    """Title and time of a page, and where its other fields are printed; leaves the tree without its JSON-LD."""
    metadata = metadata_of(tree)
    for script in list(tree.iter("script")):
        if script.getparent() is not None:
            script.drop_tree()
    nodes = text_nodes(tree)
    title = title_of(metadata, link.title, (source.name,), frozenset(nodes))
    head = _head(nodes, title)
    published = published_of(metadata, head, link.published_at, tree, source.timezone, page.fetched_at)
    signed = () if metadata.json_ld.authors or metadata.authors else signatures(tree)
    return Fields(title, metadata, published, nodes, head, _short(nodes), signed)


def without_title(text: str, title: str) -> str:
    """A text without a first line that repeats its title."""
    first, _, rest = text.partition("\n")
    return rest if rest and title and letters(first[:LONGEST_NODE]) == letters(title) else text


def _cut_from(text: str, rest: str) -> tuple[str, ...]:
    """The lines before the rest of a text."""
    return tuple(text.removesuffix(rest).splitlines())


def _head(nodes: list[str], title: str) -> tuple[str, ...]:
    """The short text nodes around the title, else the first ones."""
    plain = letters(title)
    start = 0
    if plain:
        start = next((i for i, node in enumerate(nodes) if len(node) < LONGEST_NODE and letters(node) == plain), 0)
    after, before = nodes[start : start + AFTER_TITLE], nodes[max(0, start - BEFORE_TITLE) : start]
    return tuple(node for node in (*after, *before) if len(node) <= LONGEST_NODE)


def _short(nodes: list[str]) -> str:
    return "\n".join(node if len(node) <= LONGEST_NODE else " ".join(node[-400:].split())[-150:] for node in nodes)


def _article(page: Page, source: Source, link: Link, fields: Fields, text: str) -> Article:
    url, page_url, origin = _addresses(page.url, fields.metadata.canonical)
    language = language_of(text) if text else (language_of(fields.title) or _claimed_language(fields.title, source))
    if language is None:
        raise Drop("wrong-language", "neither Chinese nor English")
    return _filled(url, page_url, source, fields, link, text, language, page.fetched_at, origin)


def _claimed_language(text: str, source: Source | None) -> Language | None:
    """The language of a source, for a text too short to tell; None where the text is in another script."""
    return None if source is None or is_foreign(text) else source.language


def _addresses(url: str, declared: str) -> tuple[str, str, str]:
    """The key, the page's own URL and a foreign canonical; Drop where a URL is no http(s) URL."""
    try:
        key, origin = canonical_url(url, declared)
        return key, normalise(url), origin
    except ValueError as error:
        raise Drop("forbidden-address", str(error)) from error


def _filled(
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
    metadata, published = fields.metadata, fields.published
    at = published.moment.at if published else None
    zone = source.timezone if source else "UTC"
    head = "\n".join(fields.head)
    credit = credit_of(metadata, head, text, fields.page if language == "zh" else "", fields.lead)
    dek = clean_line(link.dek or metadata.first("og:description", "description") or metadata.json_ld.description)
    # Of 194 saved Chinese pages 8 have a title with no character of one script alone, 5 a title and dek.
    script = script_of(text or f"{fields.title}\n{dek}") or (source.script if source else None)
    outlets = (source.name if source else "", metadata.first("og:site_name"), metadata.json_ld.publisher, credit)
    return Article(
        url=url,
        page_url=page_url,
        source=source.id if source else "",
        title=fields.title or text.partition("\n")[0][:LONGEST_TITLE],
        text=text,
        language=language,
        fetched_at=fetched_at,
        script=script if language == "zh" else None,
        dek=dek,
        byline=byline_of(metadata, head, text, fields.page, language, outlets, link.author, fields.signed),
        editor=editor_of(fields.page),
        # Who wrote it, when that is not the source itself.
        credit="" if source and source.name and letters(credit) == letters(source.name) else credit,
        dateline=dateline_of(text),
        section=clean_line(link.section or metadata.first("article:section") or metadata.json_ld.section),
        published_at=at,
        published_precision=published.moment.precision if published else None,
        published_from=published.layer if published else "",
        published_zone=published.moment.zone if published else "",
        updated_at=updated_of(metadata, at, zone, fetched_at),
        declared_origin=origin,
        metadata_only=not text,
    )
