"""When an article was published and last changed, by layers of evidence in the order of their trust."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from pipeline.claims import NOTHING, Claim, Given
from pipeline.dates import parse_time
from pipeline.metadata import Metadata
from pipeline.moments import AHEAD, EARLIEST, STATED, Moment, is_bare, zone_of
from pipeline.page_zone import in_page_zone
from pipeline.printed import Printed, days_in, marked_in
from pipeline.url_day import url_day

META = (
    "article:published_time", "og:published_time", "og:article:published_time", "og:release_date", "datepublished",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publish_time",
    "weibo: article:create_at", "weibo:article:create_at", "article:create_at", "bytedance:published_time",
    "firstcreatetime", "apub:time", "_pubtime", "ptime", "parsely-pub-date", "sailthru.date", "article.published",
    "cxenseparse:recs:publishtime", "citation_publication_date", "dc.date.issued", "dcterms.created",
)  # fmt: skip
# These may also be the time of an issue, a change or a journal's volume: what is printed is asked first.
VAGUE = ("dc.date", "dcterms.date", "date", "created", "pub_date")
CHANGED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmodified", "revised", "weibo: article:update_at",
    "weibo:article:update_at", "bytedance:updated_time", "bytedance:lrdate_time", "dcterms.modified", "article.updated",
)  # fmt: skip
FINER = {"month": 0, "day": 1, "minute": 2, "second": 3}
NEAR = {"day": timedelta(hours=36), "month": timedelta(days=32)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the times of a page are looked for, and how they are read."""

    zone: str
    fetched_at: datetime
    url: str = ""
    printed: Printed = field(default_factory=Printed)
    page: str = ""  # short text of the page
    tree: HtmlElement | None = None
    own: Sequence[str] = ()  # text nodes of the article, and those about other stories below it
    beyond: Sequence[str] = ()


def published_of(
    metadata: Metadata, place: Place, claim: datetime | None = None, given: Given = NOTHING
) -> Claim[Moment] | None:
    """The publication time of the first layer that has one, by the finest that agrees with it; None without any.

    A layer that only has the day gives way to a later one that has the hour of the same day.
    """
    first = _finest(published_claims(metadata, place, claim, given))
    if first is None:
        return _finest(near_guesses(place)) or next(last_guesses(place), None)
    return Claim(_in_page_zone(first.value, metadata, place, given), first.layer)


def _finest(claims: Iterator[Claim[Moment]]) -> Claim[Moment] | None:
    """The first claim, by the finest of those after it that agree with it; looks no further than the first clock."""
    first: Claim[Moment] | None = None
    for found in claims:
        if first is None or _agrees(first.value, found.value):
            first = found
        if first.value.precision in ("second", "minute"):
            break
    return first


def updated_of(
    metadata: Metadata, place: Place, published: Moment | None, given: Given = NOTHING
) -> Claim[Moment] | None:
    """The last change that a page declares or prints, where it is no earlier than its publication."""
    for found in updated_claims(metadata, place, given):
        if published is None or found.value.at >= published.at:
            return found
    return None


def published_claims(
    metadata: Metadata, place: Place, claim: datetime | None = None, given: Given = NOTHING
) -> Iterator[Claim[Moment]]:
    """The publication time by each layer that says one, the most trusted first."""
    if said := given.get("published_at"):
        yield from _read(place, said.layer, said.value, relative=True)
    yield from _read(place, "json-ld", metadata.json_ld.published)
    yield from _read(place, "meta", *(metadata.meta.get(name, "") for name in META))
    printed = place.printed
    changed = next(_read(place, "meta", *metadata.changed), None)
    if printed.marked:
        yield Claim(printed.marked, "text")
    # The first of two times under a headline may be that of the last change, which its element says.
    elif printed.bare and not (changed and abs(changed.value.at - printed.bare.at) <= NEAR["day"]):
        yield Claim(printed.bare, "text")
    # An itemprop may be that of a video or of a story beside this one.
    yield from _own(place, _read(place, "meta", metadata.items.get("datepublished", ""), *metadata.published))
    if claim and EARLIEST <= claim <= place.fetched_at + AHEAD:
        yield Claim(Moment(claim.astimezone(UTC), "day" if is_bare(claim, place.zone) else "second", "stated"), "route")
    yield from _own(place, _read(place, "text", *metadata.times))
    if printed.bare:
        yield Claim(printed.bare, "text")
    if printed.early and _is_likely(printed.early, place):
        yield Claim(printed.early, "text")
    yield from _read(place, "meta", *(metadata.meta.get(name, "") for name in VAGUE))


def published_guesses(place: Place) -> Iterator[Claim[Moment]]:
    """The publication time where nothing around the title and nothing declared tells it, the best guess first."""
    yield from near_guesses(place)
    yield from last_guesses(place)


def _is_likely(early: Moment, place: Place) -> bool:
    """True for a time before the title with a clock, which today's date has not, or that nothing else contradicts."""
    if early.precision != "day":
        return True
    day = url_day(place.url, place.zone, place.fetched_at)
    return place.printed.relative is None and (day is None or _is_within(early, day))


def near_guesses(place: Place) -> Iterator[Claim[Moment]]:
    """What the page tells from the fetch, marks anywhere, has in its address, or prints where others' times stand too.

    Beside the day of an address a time before the title or after the text counts only where it is of that day.
    """
    printed, day = place.printed, url_day(place.url, place.zone, place.fetched_at)
    of_url = (Claim(day, "url"),) if day else ()
    told = (Claim(_in_its_year(printed.relative, day, place), "text"),) if printed.relative else ()
    # 3 days ago is any time of two days: a day that the address names near it is the better one.
    yield from (*of_url, *told) if day and printed.relative and _is_near(day, printed.relative) else told
    if moment := marked_in(place.page, place.zone, place.fetched_at):
        yield Claim(moment, "text")
    yield from of_url
    for found in (printed.early, printed.late):
        if found and (day is None or _is_within(found, day)):
            yield Claim(found, "text")


def last_guesses(place: Place) -> Iterator[Claim[Moment]]:
    """The time of the last change, and the day that htmldate finds anywhere, where that is no other story's."""
    if place.printed.updated:
        yield Claim(place.printed.updated, "text")
    if place.tree is not None and (moment := _guess(place.tree, place)):
        today = place.printed.today
        if _is_own(place, moment) and not (today and abs(today.at - moment.at) < timedelta(days=1)):
            yield Claim(moment, "htmldate")


def _in_its_year(told: Moment, day: Moment | None, place: Place) -> Moment:
    """A time without a year in the year that the page's address or htmldate has for its day, else as it was read.

    A page that is read years later has another year than the fetch.
    """
    if not place.printed.is_yearless:
        return told
    zone = zone_of(place.zone)
    local = told.at.astimezone(zone)
    guess = None if day or place.tree is None else _guess(place.tree, place)
    for found in filter(None, (day, guess)):
        other = found.at.astimezone(zone)
        if found.precision == "month":
            other = other.replace(day=local.day) if other.month == local.month else other
        if (other.month, other.day) == (local.month, local.day):
            return replace(told, at=local.replace(year=other.year).astimezone(UTC))
    return told


def _is_near(day: Moment, told: Moment) -> bool:
    return day.precision == told.precision == "day" and abs(day.at - told.at) <= NEAR["day"]


def _is_within(moment: Moment, whole: Moment) -> bool:
    """True for a moment in a day or month of the same zone."""
    zone = zone_of(whole.zone)
    one, other = moment.at.astimezone(zone), whole.at.astimezone(zone)
    is_in_month = (one.year, one.month) == (other.year, other.month)
    return is_in_month and (whole.precision == "month" or one.day == other.day)


def _own(place: Place, claims: Iterator[Claim[Moment]]) -> Iterator[Claim[Moment]]:
    """The claims that are not of a day which the page prints beside other stories alone."""
    return (claim for claim in claims if _is_own(place, claim.value))


def _is_own(place: Place, moment: Moment) -> bool:
    """False for a moment of a day that is printed beside other stories alone."""
    if not place.beyond:
        return True
    day = moment.at.astimezone(zone_of(place.zone)).date()
    beside = (days_in(nodes, place.zone, place.fetched_at) for nodes in (place.beyond, place.own))
    return day not in next(beside) or day in next(beside)


def updated_claims(metadata: Metadata, place: Place, given: Given = NOTHING) -> Iterator[Claim[Moment]]:
    """The time of the last change by each layer that has one, the most trusted first."""
    if said := given.get("updated_at"):
        yield from _read(place, said.layer, said.value, relative=True)
    yield from _read(place, "json-ld", metadata.json_ld.modified)
    declared = (metadata.meta.get(name, "") for name in CHANGED)
    yield from _read(place, "meta", *declared, metadata.items.get("datemodified", ""), *metadata.changed)
    if place.printed.updated:
        yield Claim(place.printed.updated, "text")


def _in_page_zone(published: Moment, metadata: Metadata, place: Place, given: Given) -> Moment:
    """The time with the zone of the page's own clock, looked for only where it is not told already."""
    if published.zone != STATED:
        return published
    claims = chain(published_claims(metadata, place, None, given), updated_claims(metadata, place, given))
    printed = filter(None, (place.printed.marked, place.printed.bare, place.printed.early))
    return in_page_zone(published, (claim.value for claim in claims), printed)


def _read(place: Place, layer: str, *texts: str, relative: bool = False) -> Iterator[Claim[Moment]]:
    """The first time in these texts, as a layer's claim."""
    for text in texts:
        if text and (moment := parse_time(text, place.zone, place.fetched_at, relative=relative)):
            yield Claim(moment, layer)
            return


def _agrees(first: Moment, finer: Moment) -> bool:
    """True for a finer time on the same day, or a day in the same month."""
    if FINER[finer.precision] <= FINER[first.precision] or first.precision not in NEAR:
        return False
    return abs(finer.at - first.at) <= NEAR[first.precision]


def _guess(tree: HtmlElement, place: Place) -> Moment | None:
    """The day htmldate finds anywhere on the page."""
    try:
        day = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            min_date=EARLIEST.replace(tzinfo=None),
            max_date=(place.fetched_at + AHEAD).replace(tzinfo=None),
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
    return parse_time(day, place.zone, place.fetched_at) if day else None
