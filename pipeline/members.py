"""A member of a family: what its article and its source say of where its text came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.newsrooms import agency_of_dateline, all_of, newsroom, newsrooms_of
from pipeline.outlets import outlets
from pipeline.values import Language, Precision, Script

SPANS = {"day": timedelta(days=1), "month": timedelta(days=31)}

WITHIN_MINUTE = timedelta(seconds=59)


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a family, with what its source's file says; unknown is None or empty."""

    id: int
    url: str
    source: str
    language: Language
    first_seen_at: datetime
    published_at: datetime | None = None
    published_precision: Precision | None = None
    published_zone: str = ""
    page_url: str = ""
    title: str = ""
    name: str = ""  # of the source
    ownership: str = ""
    country: str = ""
    script: Script | None = None
    letters: str | None = None  # equal where the letters of two texts are
    credit: str = ""
    dateline: str = ""
    account: str = ""
    declared_origin: str = ""


def moment(of: Member) -> datetime:
    """When a member was surely published, by which members are put in order.

    A bare day would be the day's first moment: it counts as the latest that it can be, or as when it was first seen.
    """
    if of.published_at is None:
        return of.first_seen_at
    latest = of.published_at + SPANS.get(of.published_precision or "", timedelta(0))
    return max(of.published_at, min(latest, of.first_seen_at))


def is_precise(of: Member) -> bool:
    """True where the time of day is known at which a member was published."""
    return of.published_at is not None and of.published_precision not in SPANS


def is_surely_first(of: Member, among: Iterable[Member]) -> bool:
    """True where none of the others can have been published as early; one without a time can have been at any time."""
    if of.published_at is None:
        return False
    latest = moment(of) + (WITHIN_MINUTE if of.published_precision == "minute" else timedelta(0))
    return all(each.published_at is not None and each.published_at > latest for each in among if each.id != of.id)


def in_order(members: Iterable[Member]) -> tuple[Member, ...]:
    """The members, the earliest first; what decides between equals is their URL, which no order of arrival changes."""
    return tuple(sorted(members, key=lambda each: (moment(each), each.url)))


def speaker(of: Member) -> str:
    """The id of the one newsroom that published a member: its account's where it has one, else its source's."""
    return newsroom(of.account) or newsroom(of.name) or of.source


def own_newsrooms(of: Member) -> frozenset[str]:
    """The ids of the newsrooms that a member speaks for: its source and its account."""
    return all_of((of.name, of.account)) | ({of.source} if of.source in outlets() or not of.name else frozenset())


def credited(of: Member) -> tuple[str, ...]:
    """The ids of the other newsrooms that a member names as where its text is from: its credit, then its dateline."""
    agency = agency_of_dateline(of.dateline)
    named = (*newsrooms_of(of.credit), *((agency,) if agency else ()))
    own = own_newsrooms(of)
    return tuple(dict.fromkeys(each for each in named if each not in own))
