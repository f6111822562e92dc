"""What a page says beside its text: its title and time, and where its other fields are printed."""

from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement

from config.source import Source
from pipeline.claims import NOTHING, Given
from pipeline.clean import clean_line
from pipeline.fold import letters
from pipeline.lines import signatures, text_nodes
from pipeline.metadata import Metadata, metadata_of
from pipeline.published import Published, published_of
from pipeline.title import title_of
from pipeline.values import Link

BEFORE_TITLE, AFTER_TITLE = 4, 40  # text nodes around the title where time, byline and credit are printed
LONGEST_NODE = 300  # characters of one text node that can hold a field


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
    given: Given = field(default_factory=dict)  # what earlier layers say


def fields_of(tree: HtmlElement, source: Source, link: Link, fetched_at: datetime, given: Given = NOTHING) -> Fields:
    """Title and time of a page, and where its other fields are printed; leaves the tree without its JSON-LD."""
    metadata = metadata_of(tree)
    for script in list(tree.iter("script")):
        if script.getparent() is not None:
            script.drop_tree()
    nodes = text_nodes(tree)
    said = given.get("title")
    title = clean_line(said.value) if said else title_of(metadata, link.title, (source.name,), frozenset(nodes))
    head = head_of(nodes, title)
    published = published_of(metadata, head, link.published_at, tree, source.timezone, fetched_at, given)
    signed = () if metadata.json_ld.authors or metadata.authors else signatures(tree)
    return Fields(title, metadata, published, nodes, head, short(nodes), signed, given=given)


def head_of(nodes: list[str], title: str) -> tuple[str, ...]:
    """The short text nodes around the title, else the first ones."""
    plain = letters(title)
    start = 0
    if plain:
        start = next((i for i, node in enumerate(nodes) if len(node) < LONGEST_NODE and letters(node) == plain), 0)
    after, before = nodes[start : start + AFTER_TITLE], nodes[max(0, start - BEFORE_TITLE) : start]
    return tuple(node for node in (*after, *before) if len(node) <= LONGEST_NODE)


def short(nodes: list[str]) -> str:
    """All short text nodes, a line each, and of the long ones their ends."""
    return "\n".join(node if len(node) <= LONGEST_NODE else " ".join(node[-400:].split())[-150:] for node in nodes)
