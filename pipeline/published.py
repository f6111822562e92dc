"""When an article was published and last changed, by layers of evidence in the order of their trust."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

from pipeline.claims import NOTHING, Claim, Given
from pipeline.dates import parse_time
from pipeline.metadata import Metadata
from pipeline.moments import AHEAD, EARLIEST, STATED, Moment, is_bare
from pipeline.page_times import Place, is_within, own_claims
from pipeline.page_zone import in_page_zone
from pipeline.published_guesses import last_guesses, near_guesses
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
    yield from own_claims(place, _read(place, "meta", metadata.items.get("datepublished", ""), *metadata.published))
    if claim and EARLIEST <= claim <= place.fetched_at + AHEAD:
        yield Claim(Moment(claim.astimezone(UTC), "day" if is_bare(claim, place.zone) else "second", "stated"), "route")
    yield from own_claims(place, _read(place, "text", *metadata.times))
    if printed.bare:
        yield Claim(printed.bare, "text")
    if printed.early and _is_likely(printed.early, place):
        yield Claim(printed.early, "text")
    yield from _read(place, "meta", *(metadata.meta.get(name, "") for name in VAGUE))


def _is_likely(early: Moment, place: Place) -> bool:
    """True for a time before the title with a clock, which today's date has not, or that nothing else contradicts."""
    if early.precision != "day":
        return True
    day = url_day(place.url, place.zone, place.fetched_at)
    return place.printed.relative is None and (day is None or is_within(early, day))


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
    own = place.printed
    printed = filter(None, (own.marked, own.bare, own.early, *own.doubtful))
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
