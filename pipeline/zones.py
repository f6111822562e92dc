"""Which zone a page prints beside a clock, and which one the host of a page stands for."""

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from config.rules import rules

_OFFSET = r"[+\u2212-]\d{1,2}(?::?[0-5]\d)?(?!\d)"
_NAMES = "|".join(
    re.escape(name) + (r"\b" if name.isascii() else "")
    for name in sorted({**rules("zones")["offsets"], **rules("zones")["regions"]}, key=len, reverse=True)
    if name not in ("z", "utc", "gmt")
)
# Behind a clock, at most a bracket between; GMT+5:30, UTC +08:00, +0800, EDT, CST, Beijing Time, 北京时间.
ZONE = (
    rf"[\s,，]{{0,2}}[(（]?(?P<zone>Z\b|(?:UTC|GMT)(?:\s?{_OFFSET}|(?![A-Za-z]))"
    rf"|[+\u2212-]\d{{2}}(?::?\d{{2}})?\b|CST\b|{_NAMES})?"
)
_HAN_NAMES = "|".join(name for name in _NAMES.split("|") if not name.isascii())
BEFORE = re.compile(rf"(?P<zone>{_HAN_NAMES})[\s：:，,]{{0,2}}$")
EXTREME = 14  # hours from Greenwich


def offset_of(stated: str, local: datetime, zone: str) -> timezone | ZoneInfo | None:
    """What a zone printed beside a local time means on a page of a zone; None where it may mean several.

    Raises ValueError where no clock runs so far from Greenwich.
    """
    name = " ".join(stated.lower().split())
    if not name:
        return None
    if name in rules("zones")["regions"]:
        return _region(rules("zones")["regions"][name])
    own = _region(zone)
    if name not in ("utc", "gmt") and own and name == (local.replace(tzinfo=own).tzname() or "").lower():
        return None if name == "cst" else own
    if name == "cst":
        return timezone(timedelta(hours=-6)) if zone.startswith("America/") else None
    if name in rules("zones")["offsets"]:
        return timezone(timedelta(hours=rules("zones")["offsets"][name]))
    digits = re.sub(r"[^\d]", "", name)
    if not digits:
        return None
    sign = -1 if "-" in name or "\u2212" in name else 1
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > EXTREME or minutes > 59:
        raise ValueError("no such offset")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def zone_before(text: str) -> str:
    """The zone that the end of a text names for the time behind it, as 北京时间 does; empty for none."""
    found = BEFORE.search(text[-12:])
    return found["zone"] if found else ""


def zone_of_host(url: str) -> str:
    """The zone of the country that the host of an address ends with; empty where it has several or none."""
    try:
        country = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return ""
    return str(rules("zones")["countries"].get(country, ""))


@lru_cache(maxsize=256)
def order_of(zone: str) -> str:
    """What a date of two numbers and a year begins with where a zone holds, `month` or `day`; empty for either."""
    for key, order in (("month_first", "month"), ("either", "")):
        if _is_among(zone, key):
            return order
    return "day"


@lru_cache(maxsize=256)
def has_year_first(zone: str) -> bool:
    """True where a zone holds in which a date of three numbers always begins with its year, as 18-03-08 does."""
    return _is_among(zone, "year_first")


def _is_among(zone: str, key: str) -> bool:
    return any(zone == name or (name.endswith("/") and zone.startswith(name)) for name in rules("zones")[key])


@lru_cache(maxsize=256)
def _region(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
