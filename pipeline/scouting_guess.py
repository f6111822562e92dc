"""What a source's file says of the source, told from its pages; each guess says what it was told from."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from config.rules import rules
from pipeline.clean import clean_line
from pipeline.outlet_table import outlet_called
from pipeline.outlets import outlets
from pipeline.urls import site_of
from pipeline.zones import zone_of_host

SEPARATOR = re.compile(
    r"\s[-–—|｜•·»:_]\s|[|｜_»]|\s?[-–—]{2}\s?|(?<=[\u3400-\u9fff])[-–—:：](?=[\u3400-\u9fff])|(?<=\S)\s?_\s?(?=\S)| » "
)
LONGEST_NAME = 60
SHARED = 2  # articles that a tail of titles must stand in


@dataclass(frozen=True, slots=True)
class Guess:
    """A value, what it was told from, and whether it is known or to be checked by a person."""

    value: str
    evidence: str = ""
    is_known: bool = True


def name_of(claims: Sequence[tuple[str, str]], titles: Sequence[str], front: str, host: str) -> Guess:
    """The masthead: what pages say that they are of, the tail that titles share, the head of the front page's title.

    `claims` are layers with names, the likeliest layer first.
    """
    counted: Counter[str] = Counter()
    first: dict[str, str] = {}
    for layer, value in claims:
        name = _bare(value)
        if name:
            counted[name] += {"og:site_name": 4, "json-ld": 3, "feed": 2, "application-name": 2, "heading": 2}.get(
                layer, 1
            )
            first.setdefault(name, layer)
    tail = shared_tail(titles)
    if tail:
        counted[tail] += 4
        first.setdefault(tail, "the end of article titles")
    for piece in _pieces(front):
        counted[piece] += 1
        first.setdefault(piece, "the title of the page")
    if not counted:
        return Guess(host, "the host: no page says a name", False)
    # A name that the table of outlets has is a name; and one that several layers say is likelier than a slogan.
    best = max(counted, key=lambda name: (counted[name] + 3 * bool(outlet_called(name)), -len(name)))
    return Guess(best, first[best], counted[best] > 1)


def shared_tail(titles: Sequence[str]) -> str:
    """The name behind a separator that ends the titles of several articles; empty where none does."""
    tails = Counter(pieces[-1] for title in titles if len(pieces := _parted(title)) > 1)
    tail, times = tails.most_common(1)[0] if tails else ("", 0)
    return tail if times >= SHARED and times * 2 > len(titles) else ""


def _pieces(title: str) -> list[str]:
    return [piece for part in _parted(title) if (piece := _bare(part))][:3]


def _parted(title: str) -> list[str]:
    return [clean_line(part) for part in SEPARATOR.split(title) if clean_line(part)]


def _bare(name: str) -> str:
    """A name without what a feed or a front page says beside it; empty where nothing is left."""
    generic = {str(word) for word in rules("scouting")["generic"]}
    parts = [part for part in _parted(name) if part.lower() not in generic] if len(name) > 3 else [name]
    bare = parts[0] if parts else ""
    bare = re.sub(r"(?i)\s+(?:rss(?: feed)?|feed|atom)$|^(?:rss|feed)\s+(?:of|for)\s+", "", bare).strip(" -–—|·:")
    return bare if len(bare) <= LONGEST_NAME and bare.lower() not in generic else ""


def country_of(name: str, url: str, region: str, script: str, zone: str) -> Guess:
    """The country of the masthead: by the table of outlets, the host's ending, what pages say of their region."""
    outlet = outlets().get(outlet_called(name))
    if outlet:
        return Guess(outlet.country, f"the table of outlets: {outlet.id}")
    ending = _ending(url)
    zones = rules("zones")["countries"]
    if ending in zones or ending in rules("scouting")["countries"]:
        return Guess(str(rules("scouting")["countries"].get(ending, ending.upper())), f"the host ends with .{ending}")
    if ending in ("us", "ca", "au", "es", "ru", "br", "mx", "id", "pt"):
        return Guess(ending.upper(), f"the host ends with .{ending}")
    if ending in ("gov", "mil"):
        return Guess("US", f"the host ends with .{ending}")
    said = region.partition("-")[2].upper()
    if re.fullmatch(r"[A-Z]{2}", said):
        return Guess(said, f"its pages say {region}", False)
    if script == "Hans":
        return Guess("CN", "simplified Chinese", False)
    by_zone = next((each["country"] for each in rules("scouting")["offsets"] if each["zone"] == zone), "")
    if script == "Hant":
        return Guess("TW", "traditional Chinese", False)
    return Guess(str(by_zone or "US"), f"the zone {zone}" if by_zone else "nothing told it", False)


def ownership_of(name: str, url: str) -> Guess:
    """Who owns it: by the table of outlets, by a host of a government; else `commercial`, to be checked."""
    outlet = outlets().get(outlet_called(name))
    if outlet:
        return Guess(outlet.ownership, f"the table of outlets: {outlet.id}")
    host = (urlsplit(url).hostname or "").lower()
    if re.search(r"(?:^|\.)gov(?:\.[a-z]{2})?$|(?:^|\.)go\.(?:jp|kr)$|(?:^|\.)mil$", host):
        return Guess("government", "a host of a government")
    return Guess("commercial", "nothing told it", False)


def zone_of(url: str, language: str, script: str, country: str, offsets: Mapping[str, int], at: datetime) -> Guess:
    """The zone of times without one: by the host's country, the language, the offsets that pages and feeds print."""
    held = rules("scouting")
    stated = Counter[float]()
    for offset, times in offsets.items():
        hours = _hours(offset)
        if hours is not None:
            stated[hours] += times
    by_country = (
        zone_of_host(url) or held["zones"].get(country, "") or rules("zones")["countries"].get(country.lower(), "")
    )
    usual = by_country or ("Asia/Shanghai" if script == "Hans" else "Asia/Taipei" if script == "Hant" else "")
    local = {hours: times for hours, times in stated.items() if hours}  # UTC is how machines write, not where they are
    if local:
        hours = max(local, key=lambda each: local[each])
        printed = f"{'+' if hours >= 0 else '-'}{int(abs(hours)):02}:{int(abs(hours) % 1 * 60):02}"
        if usual and _fits(usual, hours, at):
            return Guess(usual, f"its times say {printed}")
        fitting = [each["zone"] for each in held["offsets"] if hours in (each["january"], each["july"])]
        fits = next((zone for zone in fitting if _fits(zone, hours, at)), fitting[0] if fitting else "")
        if fits:
            return Guess(fits, f"its times say {printed}", language == "en" and not usual)
    if usual:
        source = (
            "the host's country"
            if zone_of_host(url)
            else f"the country {country}"
            if by_country
            else f"{script} Chinese"
        )
        return Guess(usual, source, bool(by_country) or script == "Hans")
    return Guess("UTC", "nothing told it", False)


def _fits(zone: str, hours: float, at: datetime) -> bool:
    """True where a zone has this offset at some time of the year before."""
    own = {(at - timedelta(days=days)).astimezone(ZoneInfo(zone)).utcoffset() for days in (0, 182)}
    return timedelta(hours=hours) in own


def _hours(offset: str) -> float | None:
    found = re.fullmatch(r"([+\u2212-])(\d\d):?(\d\d)", offset)
    if found:
        hours = int(found[2]) + int(found[3]) / 60
        return None if hours > 14 else -hours if found[1] != "+" else hours
    known = rules("zones")["offsets"].get(offset.lower())
    return float(known) if known is not None else None


def id_of(url: str, name: str, taken: frozenset[str]) -> str:
    """A source's id: the name of its site, longer where that is taken; for an address without a name, the masthead."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().removeprefix("www.")
    slug = _slug(name)
    try:
        domain = site_of(url)
    except ValueError:
        domain = host
    if re.fullmatch(r"[\d.:\[\]a-f]+", host) or "." not in host:
        options = [slug, f"{slug}-{parts.port}" if slug else "", f"site-{parts.port or 80}"]
    else:
        label = domain.partition(".")[0]
        below = host.removesuffix(domain).rstrip(".")
        first = next((step for step in parts.path.split("/") if step), "")
        options = [_slug(f"{label}-{below}") if below not in ("", "m", "news") else "", label]
        options += [f"{label}-{_slug(first)}" if _slug(first) else "", slug, _slug(host)]
    usable = [option for option in options if re.fullmatch(r"[a-z0-9][a-z0-9-]*", option)]
    return next((option for option in usable if option not in taken), usable[0] if usable else "source")


def _slug(text: str) -> str:
    return (
        re.sub(r"[^a-z0-9]+", "-", text.lower().removeprefix("the ")).strip("-")[:40].strip("-")
        if text.isascii()
        else ""
    )


def _ending(url: str) -> str:
    return (urlsplit(url).hostname or "").rpartition(".")[2].lower()
