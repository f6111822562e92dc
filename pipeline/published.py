"""When an article was published and last changed, by layers of evidence in the order of their trust."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from pipeline.claims import NOTHING, Given
from pipeline.dates import parse_time
from pipeline.metadata import Metadata
from pipeline.moments import AHEAD, EARLIEST, Moment, is_bare

META = (
    "article:published_time", "og:published_time", "og:article:published_time", "og:release_date", "datepublished",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publish_time",
    "weibo: article:create_at", "weibo:article:create_at", "article:create_at", "bytedance:published_time",
    "firstcreatetime", "apub:time", "_pubtime", "ptime", "parsely-pub-date", "sailthru.date", "article.published",
    "cxenseparse:recs:publishtime", "citation_publication_date", "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "date", "created",
)  # fmt: skip
CHANGED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmodified", "revised", "weibo: article:update_at",
)  # fmt: skip
NEAR = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication time and the layer of evidence it came from."""

    moment: Moment
    layer: str


def published_of(
    metadata: Metadata,
    near_title: tuple[str, ...],
    claim: datetime | None,
    tree: HtmlElement,
    zone: str,
    fetched_at: datetime,
    given: Given = NOTHING,
) -> Published | None:
    """The publication time: what is given, JSON-LD, meta elements, the text near the title, the route's claim, a guess.

    A layer that only has the day gives way to a later one that has the hour of the same day.
    """
    found = [
        Published(moment, layer)
        for layer, moment in _layers(metadata, near_title, claim, zone, fetched_at, given)
        if moment is not None
    ]
    if not found:
        guess = _guess(tree, zone, fetched_at) if tree is not None else None
        return Published(guess, "htmldate") if guess else None
    first = found[0]
    if first.moment.precision != "day":
        return first
    finer = (one for one in found[1:] if one.moment.precision != "day")
    return next((one for one in finer if abs(one.moment.at - first.moment.at) <= NEAR), first)


def updated_of(metadata: Metadata, published: datetime | None, zone: str, fetched_at: datetime) -> datetime | None:
    """The last change that a page declares, where it is no earlier than its publication."""
    for text in (metadata.json_ld.modified, metadata.first(*CHANGED), metadata.items.get("datemodified", "")):
        moment = parse_time(text, zone, fetched_at)
        if moment and (published is None or moment.at >= published):
            return moment.at
    return None


def _layers(
    metadata: Metadata,
    near_title: tuple[str, ...],
    claim: datetime | None,
    zone: str,
    fetched_at: datetime,
    given: Given,
) -> list[tuple[str, Moment | None]]:
    def read(text: str) -> Moment | None:
        # "3 hours ago" near a title is more often the time of a related story.
        return parse_time(text, zone, fetched_at, relative=False) if text else None

    claimed = Moment(claim.astimezone(UTC), "day" if is_bare(claim, zone) else "second", "stated") if claim else None
    if claimed and not EARLIEST <= claimed.at <= fetched_at + AHEAD:
        claimed = None
    declared = next(filter(None, (read(metadata.meta.get(name, "")) for name in META)), None)
    said = given.get("published_at")
    return [
        (said.layer, parse_time(said.value, zone, fetched_at)) if said else ("", None),
        ("json-ld", read(metadata.json_ld.published)),
        ("meta", declared),
        ("meta", read(metadata.items.get("datepublished", ""))),
        ("text", next(filter(None, map(read, near_title)), None)),
        ("route", claimed),
        ("text", next(filter(None, map(read, metadata.times)), None)),
    ]


def _guess(tree: HtmlElement | None, zone: str, fetched_at: datetime) -> Moment | None:
    """The day htmldate finds anywhere on the page."""
    try:
        day = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            min_date=EARLIEST.replace(tzinfo=None),
            max_date=(fetched_at + AHEAD).replace(tzinfo=None),
        )
    except (
        ValueError,
        OverflowError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        AssertionError,
        etree.LxmlError,
    ):
        return None  # an offset such as +99:99 makes it raise
    return parse_time(day, zone, fetched_at) if day else None
