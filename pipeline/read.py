"""A page read into an article: the one way from bytes to values."""

from dataclasses import dataclass, replace
from datetime import datetime

from config.source import Source
from pipeline.article import addresses, article_of, claimed_language, filled
from pipeline.body import body_of, cut, declared, select
from pipeline.claims import Claim
from pipeline.clean import clean_line, clean_text
from pipeline.decode import decode
from pipeline.ends import cut_before_title, cut_head, cut_tail
from pipeline.fields import LONGEST_NODE, Fields, doubts_of, fields_of, short
from pipeline.fold import letters
from pipeline.host import read_host, rules_for
from pipeline.language import language_of
from pipeline.markup import tree_of
from pipeline.metadata import Metadata
from pipeline.original import original_of
from pipeline.page_times import Place
from pipeline.plain_page import break_lines, can_be_title
from pipeline.printed import printed_of
from pipeline.published import published_of, updated_of
from pipeline.repair import Repaired, repair, undoubled, without_readings
from pipeline.repair_double import is_doubled
from pipeline.screen import check_replaced, check_sense, check_text, check_type, is_long
from pipeline.scripts import cut_scripts, without_drawings
from pipeline.stub import stub_of
from pipeline.values import Article, Drop, Link, Page, Repair

FEW_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of a page, also in UTF-8 where it is at hand so, and what was done to it."""

    text: str
    utf8: bytes = b""
    is_bare: bool = False  # scripts are cut out of it, and to look for them again would find none
    repairs: tuple[Repair, ...] = ()


def read(page: Page, source: Source, link: Link) -> Article:
    """The article on a page; Drop with its reason where there is none."""
    markup = markup_of(page)
    tree = tree_of(markup.text, markup.utf8, is_bare=markup.is_bare)
    break_lines(tree, markup.text)
    is_paid = source.paywall == "hard" or bool(source.paywall and select(tree, source.paywall))
    cut(tree, source.cut)
    host = read_host(page.url, tree, markup.text)  # what its rules say wins over all that is read below
    fields = fields_of(tree, page.url, source, link, page.fetched_at, host.given, host.signed)
    fields = replace(fields, repairs=markup.repairs)
    if is_paid:
        return article_of(page, source, link, replace(fields, stub=Claim(True, "source")), Claim("", ""))
    found = body_of(tree, source.body, host.text)
    json_ld = fields.metadata.json_ld
    if json_ld.body and not json_ld.is_paid and not is_long(found.text):  # what is paid for stays a stub
        found = max(found, declared(json_ld.body), key=lambda body: len(body.text))
    repaired = repair({"title": fields.title.value, "text": found.text})
    fields = mended(fields, repaired)
    whole = without_title(clean_text(repaired.fields["text"]), fields.title.value)
    body, tail = cut_tail(whole)
    text, lead = cut_head(body, fields.summary)
    stub = stub_of(fields.metadata, text, fields.page, host.given.get("stub"))
    fields = replace(fields, lead=lead, cut=(*lead, *found.cut, *tail), stub=stub)
    claim = Claim(text, found.layer)
    if fields.stub:  # the beginning that was let through is kept, where it is long enough to tell its language
        return article_of(page, source, link, fields, claim if language_of(text) else Claim("", ""))
    check_text(text, tree, fields.nodes, may_be_links=found.may_be_links)
    return article_of(page, source, link, fields, claim)


def text_of(page: Page) -> str:
    """The markup of a page; Drop where it is no HTML or no codec reads it."""
    content_type = page.header("content-type")
    check_type(page.body, content_type)
    return decode(page.body, content_type).text


def markup_of(page: Page) -> Markup:
    """The markup of a page, read once less where it was encoded twice; without scripts where no rules look into them.

    Of 705 saved pages scripts and styles are half of an English one and four tenths of a Chinese one.
    """
    rules = rules_for(page.url)
    if rules is None or not rules.data:
        content_type = page.header("content-type")
        check_type(page.body, content_type)
        body, is_settled = cut_scripts(page.body)
        decoded = decode(without_drawings(body), content_type)
        utf8 = decoded.utf8 or decoded.text.encode("utf-8", "replace")
        if not is_doubled(decoded.text, utf8):
            return Markup(decoded.text, utf8, is_settled and decoded.is_whole)
    text, repairs = undoubled(text_of(page))  # the log of repairs tells places in the page as it came
    return Markup(text, repairs=repairs)


def read_metadata(source: Source, link: Link, fetched_at: datetime) -> Article:
    """The metadata-only article that a route's claims make; Drop where they lack a title or it is in another script."""
    title = clean_line(link.title)
    if not title:
        raise Drop("no-text", "no title claimed")
    page = Page(link.url, b"", fetched_at)
    published = published_of(Metadata(), Place(source.timezone, fetched_at), link.published_at)
    return article_of(page, source, link, Fields(Claim(title, "route"), Metadata(), published), Claim("", ""))


def read_text(text: str, fetched_at: datetime, source: Source | None = None, url: str = "") -> Article:
    """The article in pasted text: its first line is the title where it is short and no sentence.

    Lines of time and credit before and after the title are read, and left out of both.
    """
    repaired = repair({"text": text})
    text = clean_text(repaired.fields["text"])
    if not text:
        raise Drop("no-text", "empty text")
    check_replaced(text)
    check_sense(text)
    mark = original_of(text)
    text = mark.text
    story, above = cut_before_title(text)
    first, _, rest = story.partition("\n")
    title, body = (clean_line(first), rest) if rest and can_be_title(first) else ("", story)
    body, tail = cut_tail(body)
    kept, below = cut_head(body)
    language = language_of(text)
    if language is None and len(letters(text)) < FEW_LETTERS:  # a few words do not tell, a whole text does
        language = claimed_language(text, source)
    if language is None:
        raise Drop("wrong-language", "neither Chinese nor English")
    zone = source.timezone if source else "UTC"
    own = (mark.line,) if mark.line else ()
    near_title = (*own, *above, *body[:400].split("\n"))
    place = Place(zone, fetched_at, url, printed_of((title, *near_title), (), zone, fetched_at))
    published = published_of(Metadata(), place)
    updated = updated_of(Metadata(), place, published.value if published else None)
    canonical = addresses(url, "")[0] if url else ""
    nodes = text.split("\n")
    head = (*story.split("\n")[:8], *above)
    said = Claim(title, "text" if title else "")
    page = short(nodes)
    fields = Fields(said, Metadata(), published, updated, nodes=nodes, head=head, page=page, own=page)
    fields = replace(fields, lead=(*above, *below), cut=(*own, *above, *below, *tail))
    doubts = doubts_of(place.printed, published)
    fields = replace(fields, repairs=repaired.repairs, given=mark.given, doubts=doubts)
    return filled(canonical, canonical, source, fields, Link(url), Claim(kept, "text"), language, fetched_at)


def mended(fields: Fields, repaired: Repaired) -> Fields:
    """The fields of a page after the repair of its title and text; what is printed around them loses its readings."""
    known = repaired.glossed
    if not repaired.repairs:
        return fields
    nodes = [without_readings(node, known) for node in fields.nodes]
    head = tuple(without_readings(node, known) for node in fields.head)
    page, own = without_readings(fields.page, known), without_readings(fields.own, known)
    title = Claim(clean_line(repaired.fields["title"]), fields.title.layer)
    log = (*fields.repairs, *repaired.repairs)
    return replace(fields, title=title, nodes=nodes, head=head, page=page, own=own, repairs=log, converter=known)


def without_title(text: str, title: str) -> str:
    """A text without a first line that repeats its title."""
    first, _, rest = text.partition("\n")
    return rest if rest and title and letters(first[:LONGEST_NODE]) == letters(title) else text
