"""What a page says beside its text: its title and time, and where its other fields are printed."""

from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement

from config.source import Source
from pipeline.claims import NOTHING, Claim, Given
from pipeline.fold import letters
from pipeline.lines import signatures, text_nodes
from pipeline.metadata import Metadata, metadata_of
from pipeline.moments import Moment
from pipeline.printed import printed_of
from pipeline.published import Place, published_of, updated_of
from pipeline.title import title_of
from pipeline.values import Link

BEFORE_TITLE, AFTER_TITLE = 4, 40  # text nodes around the title where time, byline and credit are printed
LONGEST_NODE = 300  # characters of one text node that can hold a field


@dataclass(frozen=True, slots=True)
class Around:
    """The short text nodes around a title; without the title in the page the first ones."""

    after: tuple[str, ...] = ()  # the title and what follows it
    before: tuple[str, ...] = ()
    is_found: bool = False

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
    nodes: list[str] = field(default_factory=list)  # text nodes of the page
    head: tuple[str, ...] = ()  # short text nodes around the title
    page: str = ""  # all short text nodes, and the ends of the long ones
    signed: tuple[str, ...] = ()  # elements that are marked as an author's name
    lead: tuple[str, ...] = ()  # lines cut from the head of the text
    given: Given = field(default_factory=dict)  # what earlier layers say


def fields_of(
    tree: HtmlElement, url: str, source: Source, link: Link, fetched_at: datetime, given: Given = NOTHING
) -> Fields:
    """Title and time of a page, and where its other fields are printed; leaves the tree without its JSON-LD."""
    metadata = metadata_of(tree)
    for script in list(tree.iter("script")):
        if script.getparent() is not None:
            script.drop_tree()
    nodes = text_nodes(tree)
    title = given.get("title") or title_of(metadata, link.title, (source.name,), frozenset(nodes)) or Claim("", "")
    around, page = around_of(nodes, title.value), short(nodes)
    printed = printed_of(around.after, around.before, source.timezone, fetched_at, is_found=around.is_found)
    place = Place(source.timezone, fetched_at, url, printed, page, tree)
    published = published_of(metadata, place, link.published_at, given)
    updated = updated_of(metadata, place, published.value if published else None, given)
    signed = () if metadata.json_ld.authors or metadata.authors else signatures(tree)
    return Fields(title, metadata, published, updated, nodes, around.lines, page, signed, given=given)


def around_of(nodes: list[str], title: str) -> Around:
    """The short text nodes around the title, else the first ones."""
    plain = letters(title)
    length = range(len(title) - 8, len(title) + 9)
    start = next((i for i, node in enumerate(nodes) if len(node) in length and letters(node) == plain), None)
    at = start or 0
    after, before = nodes[at : at + AFTER_TITLE], nodes[max(0, at - BEFORE_TITLE) : at]
    return Around(_short(after), _short(before), bool(plain) and start is not None)


def _short(nodes: list[str]) -> tuple[str, ...]:
    return tuple(node for node in nodes if len(node) <= LONGEST_NODE)


def short(nodes: list[str]) -> str:
    """All short text nodes, a line each, and of the long ones their ends."""
    return "\n".join(node if len(node) <= LONGEST_NODE else " ".join(node[-400:].split())[-150:] for node in nodes)
