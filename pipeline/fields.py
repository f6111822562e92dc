"""What a page says beside its text: its title and time, and where its other fields are printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement

from config.source import Source
from pipeline.account import without_mark
from pipeline.claims import NOTHING, Claim, Given
from pipeline.fold import letters
from pipeline.image import address_of, image_of
from pipeline.lines import signatures, text_nodes
from pipeline.metadata import Metadata, declaring_in, metadata_of
from pipeline.moments import Moment
from pipeline.names import people
from pipeline.page_times import Place
from pipeline.plain_page import title_in
from pipeline.printed import Printed, printed_of
from pipeline.published import published_of, updated_of
from pipeline.related import end_of
from pipeline.repair_gloss import Glossed
from pipeline.title import title_of
from pipeline.title_printed import printed_title
from pipeline.title_whole import whole_title
from pipeline.values import Link, Repair

BEFORE_TITLE, AFTER_TITLE = 4, 40  # text nodes around the title where time, byline and credit are printed
LONGEST_NODE = 300  # characters of one text node that can hold a field


@dataclass(frozen=True, slots=True)
class Around:
    """The short text nodes around a title; without the title in the page the first ones."""

    after: tuple[str, ...] = ()  # the title and what follows it
    before: tuple[str, ...] = ()
    is_found: bool = False
    stop: int = 0  # the place of the first node that is about other stories

    @property
    def lines(self) -> tuple[str, ...]:
        """What follows the title, then what stands before it."""
        return (*self.after, *self.before)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a page says beside its text."""

    title: Claim[str]
    metadata: Metadata
    published: Claim[Moment] | None = None
    updated: Claim[Moment] | None = None
    image: Claim[str] | None = None
    stub: Claim[bool] | None = None
    nodes: list[str] = field(default_factory=list)  # text nodes of the page
    head: tuple[str, ...] = ()  # short text nodes around the title
    page: str = ""  # all short text nodes, and the ends of the long ones
    own: str = ""  # the same without what stands below a heading such as 相关新闻
    signed: tuple[str, ...] = ()  # elements that are marked as an author's name
    lead: tuple[str, ...] = ()  # lines cut from the head of the text
    cut: tuple[str, ...] = ()  # lines cut from both its ends and amid it
    doubts: tuple[str, ...] = ()  # lines with a date that nothing on the page decides
    given: Given = field(default_factory=dict)  # what earlier layers say
    repairs: tuple[Repair, ...] = ()
    converter: Glossed | None = None  # what is known of one that damaged the page

    @property
    def summary(self) -> str:
        """The line that the page prints under its headline and describes itself by; empty where that is not known."""
        head = self.head[:2]
        if len(head) < 2 or letters(head[0]) != letters(self.title.value):
            return ""
        return head[1] if letters(head[1]) in map(letters, self.metadata.descriptions) else ""


def fields_of(
    tree: HtmlElement,
    url: str,
    source: Source,
    link: Link,
    fetched_at: datetime,
    given: Given = NOTHING,
    by_class: Sequence[HtmlElement] | None = None,
) -> Fields:
    """Title and time of a page, and where its other fields are printed; leaves the tree without its JSON-LD.

    `by_class` are the elements whose class says author, where they are known.
    """
    declaring = declaring_in(tree)
    metadata = metadata_of(tree, declaring)
    for script in declaring:
        if script.tag == "script" and script.getparent() is not None:
            script.drop_tree()
    nodes = text_nodes(tree)
    known = frozenset(nodes)
    title = given.get("title") or title_of(metadata, link.title, (source.name,), known)
    title = printed_title(title, tree) if title else Claim(title_in(nodes), "text")
    title = Claim(whole_title(title.value, (*metadata.titles, link.title)), title.layer)
    bare, is_original = without_mark(title.value, known, metadata.headings)
    if is_original:
        title, given = Claim(bare, title.layer), {"original": Claim("原创", "text"), **given}
    around = around_of(nodes, title.value, known)
    place = place_of(tree, nodes, around, url, source.timezone, fetched_at)
    published = published_of(metadata, place, link.published_at, given)
    updated = updated_of(metadata, place, published.value if published else None, given)
    page = place.page if around.stop == len(nodes) else short(nodes)
    is_signed = people((*metadata.json_ld.authors, *metadata.authors), (source.name,)) or _is_printed(page, source)
    signed = () if is_signed else _own(signatures(tree, by_class), nodes, around.stop)
    image = _image(given, url) or image_of(metadata, tree, url)
    doubts = doubts_of(place.printed, published)
    return Fields(
        title, metadata, published, updated, image, None, nodes, around.lines, page, place.page, signed,
        doubts=doubts, given=given,
    )  # fmt: skip


def doubts_of(printed: Printed, published: Claim[Moment] | None) -> tuple[str, ...]:
    """The line with a date that can be read in two ways, where nothing else tells when the article was published."""
    return (printed.doubt,) if printed.doubt and published is None else ()


def _is_printed(page: str, source: Source) -> bool:
    """True where a Chinese page prints who wrote it, which is believed before any element's class."""
    return source.language == "zh" and any(mark in page for mark in ("记者", "作者：", "记者：", "作者:"))


def place_of(tree: HtmlElement, nodes: list[str], around: Around, url: str, zone: str, fetched_at: datetime) -> Place:
    """Where the times of a page are looked for: around its title, then on all of it, in its address and its tree."""
    printed = printed_of(around.after, around.before, zone, fetched_at, is_found=around.is_found)
    own = nodes[: around.stop]
    return Place(zone, fetched_at, url, printed, short(own), tree, own, nodes[around.stop :])


def _own(signed: tuple[str, ...], nodes: list[str], stop: int) -> tuple[str, ...]:
    """The signatures that are not printed beside other stories alone."""
    if stop == len(nodes) or not signed:
        return signed
    own = frozenset(nodes[:stop])
    return tuple(value for value in signed if value.partition("\n")[0] in own)


def _image(given: Given, url: str) -> Claim[str] | None:
    said = given.get("image")
    found = address_of(said.value, url) if said else ""
    return Claim(found, said.layer) if said and found else None


def around_of(nodes: list[str], title: str, known: frozenset[str] | None = None) -> Around:
    """The short text nodes around the title, else the first ones, as far as the article goes.

    `known` are the nodes once more, as a set.
    """
    plain = letters(title)
    length = range(len(title) - 8, len(title) + 9)
    start = next((i for i, node in enumerate(nodes) if len(node) in length and letters(node) == plain), None)
    at = start or 0
    stop = end_of(nodes, at, frozenset(nodes) if known is None else known)
    after, before = nodes[at : min(at + AFTER_TITLE, stop)], nodes[max(0, at - BEFORE_TITLE) : at]
    return Around(_short(after), _short(before), bool(plain) and start is not None, stop)


def _short(nodes: list[str]) -> tuple[str, ...]:
    return tuple(node for node in nodes if len(node) <= LONGEST_NODE)


def short(nodes: list[str]) -> str:
    """All short text nodes, a line each, and of the long ones their ends."""
    return "\n".join([node if len(node) <= LONGEST_NODE else " ".join(node[-400:].split())[-150:] for node in nodes])
