"""A source's file drafted from a look at its site: each key with what told it, and what a person must check."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from config.source import Source, parse_source
from config.source_text import Entry, source_text
from crawler.contact import is_loopback
from crawler.sampling import Sample
from crawler.scout_sections import TEXTLESS
from crawler.scouted import Scouted
from pipeline.language import language_of as language_in
from pipeline.scouting_guess import Guess, country_of, name_of, ownership_of, zone_of
from pipeline.scouting_rhythm import Pace, pace_of
from pipeline.scouting_union import Ranked
from service.drafted_comments import head, reasons, sights_of
from service.drafted_patterns import parted
from service.output import plural

BEHIND_WALL = ("401", "402", "403", "451")
KEYS = {"feed": "feeds", "news": "news", "sitemap": "sitemaps"}


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a file, and which of its keys a person must check, each with why."""

    id: str
    text: str
    entries: tuple[Entry, ...]
    check: tuple[tuple[str, str], ...]

    def source(self, path: Path) -> Source:
        """The source that the text describes; raises ConfigErrors where it is none."""
        return parse_source(self.text, path)


def draft(seen: Scouted, source_id: str, name: Guess, private: bool) -> Draft:
    """The file of a source from what was seen of its site."""
    check: list[tuple[str, str]] = []

    def told(key: str, guess: Guess) -> Entry:
        if guess.is_known:
            return Entry(key, guess.value, guess.evidence)
        check.append((key, guess.evidence))
        return Entry(key, guess.value, f"not known, check this line: {guess.evidence}")

    home = home_of(seen)
    language, script = language_of(seen), script_of(seen)
    region = seen.front.region if seen.front else ""
    country = country_of(name.value, home, region, script, "")
    zone = zone_of(home, language.value, script, country.value if country.is_known else "", offsets_of(seen), seen.at)
    if not country.is_known:
        country = country_of(name.value, home, region, script, zone.value)
    ownership = ownership_of(name.value, home)
    entries = [told("name", name), Entry("home", home), told("language", language)]
    if language.value == "zh":
        known = Guess(script or "Hans", "its articles" if script else "no article told it", bool(script))
        entries.append(told("script", known))
    entries += [
        told("country", country),
        told("edited_in", country),
        told("ownership", ownership),
        told("timezone", zone),
    ]
    entries += routes(seen.ranked)
    keep, refuse = parted(seen.ranked)
    if keep:
        entries.append(Entry("keep", [keep], "in the address of every article that was seen, and of no other link"))
    if refuse:
        entries.append(Entry("refuse", list(refuse), "of other kinds of pages beside them; in no article's address"))
    entries += walls(seen.samples, check)
    entries += rhythm(seen.ranked, zone.value)
    if private or is_loopback(home):
        entries.append(Entry("allow_private", True))
    if (port := urlsplit(home).port) not in (None, 80, 443):
        entries.append(Entry("ports", [int(port or 0)]))
    return Draft(source_id, source_text(head(seen), entries), tuple(entries), tuple(check))


def home_of(seen: Scouted) -> str:
    """The front page of the site: the page that was looked at where that is one, else the root of its host."""
    url = seen.lasting
    is_page = seen.front is None or seen.front.kind == "page"
    return url if is_page and not urlsplit(url).query else urljoin(url, "/")


def guessed_name(seen: Scouted) -> Guess:
    """The masthead, by all pages and feeds that were looked at."""
    claims = [claim for sight in sights_of(seen) for claim in sight.names]
    chosen = {each.url for each in seen.ranked if each.is_chosen}
    claims += [("feed", said.title) for url, said in seen.feeds.items() if said.title and (url in chosen or not chosen)]
    titles = [each.sight.title for each in seen.samples if each.sight]
    host = (urlsplit(seen.start).hostname or "").removeprefix("www.")
    return name_of(claims, titles, seen.front.title if seen.front else "", host)


def language_of(seen: Scouted) -> Guess:
    """The language of most articles that were read, else of the front page."""
    read = Counter(each.article.language for each in seen.samples if each.article)
    if read:
        return Guess(read.most_common(1)[0][0], f"{plural(sum(read.values()), 'article')} read")
    if seen.front and seen.front.language:
        return Guess(seen.front.language, "the page", False)
    titles = "\n".join(link.title for each in seen.ranked if each.is_chosen for link in each.articles)
    if said := language_in(titles):
        return Guess(said, "the titles in its lists", False)
    return Guess("zh" if seen.front and seen.front.script else "en", "no article was read", False)


def script_of(seen: Scouted) -> str:
    """The script of most Chinese articles that were read, else of the front page; empty where nothing tells it."""
    read = Counter(each.article.script for each in seen.samples if each.article and each.article.script)
    if read:
        return str(read.most_common(1)[0][0])
    return (seen.front.script or "") if seen.front else ""


def offsets_of(seen: Scouted) -> dict[str, int]:
    """The offsets that feeds and articles print, with how often."""
    counted: Counter[str] = Counter()
    for said in {id(each): each for each in seen.feeds.values()}.values():
        if not said.trait:
            counted.update({offset: times for offset, times in said.offsets if offset})
    counted.update(each.article.published_zone for each in seen.samples if each.article and each.article.published_zone)
    return dict(counted)


def routes(ranked: Sequence[Ranked]) -> list[Entry]:
    """The chosen routes under their keys."""
    chosen = [each for each in ranked if each.is_chosen]
    entries = []
    for kind, key in KEYS.items():
        urls = list(dict.fromkeys(each.url for each in chosen if each.tried.route.kind == kind))
        if urls:
            entries.append(Entry(key, urls))
    sections = [each for each in chosen if each.tried.route.kind == "section"]
    lists = [each.tried.route.api for each in chosen if each.tried.route.api]
    if lists:
        keys = ("url", "marker", "items", "link", "title", "time")
        entries.append(Entry("api", [{key: str(getattr(each, key)) for key in keys} for each in lists]))
    if sections:
        entries.append(Entry("sections", [{"url": each.url, "links": each.tried.route.selector} for each in sections]))
    return entries


def walls(samples: Sequence[Sample], check: list[tuple[str, str]]) -> list[Entry]:
    """What the articles that were looked at say of a paywall, or of pages that may not be asked for."""
    if not samples:
        return []
    number = len(samples)
    refused = [
        each
        for each in samples
        if each.refused == "robots" or (each.refused == "bad-status" and each.detail.partition(",")[0] in BEHIND_WALL)
    ]
    if len(refused) == number:
        return [Entry("metadata_only", True, f"{plural(number, 'article')} asked for, all refused: {reasons(samples)}")]
    stubs = [each for each in samples if each.article and each.article.stub]
    if len(stubs) == number > 1:
        check.append(("paywall", f"{number} of {plural(number, 'article')} were stubs"))
        return [Entry("paywall", "hard", f"not known, check this line: {number} of {number} articles were stubs")]
    unread = [each for each in samples if each.refused in (*TEXTLESS, "quarantined")]
    if len(unread) == number:
        check.append(("body", f"no text was found in {plural(number, 'article')}: {reasons(samples)}"))
    return []


def pace_seen(ranked: Sequence[Ranked]) -> tuple[Ranked | None, list[Any]]:
    """The chosen route that has most times of its own, and those times."""
    timed = [
        (each, [link.published_at for link in each.articles if link.published_at]) for each in ranked if each.is_chosen
    ]
    return max(timed, key=lambda each: len(each[1]), default=(None, []))


def rhythm(ranked: Sequence[Ranked], zone: str) -> list[Entry]:
    """How often to look, and what a healthy day brings, where the times of a route tell it."""
    route, times = pace_seen(ranked)
    pace: Pace = pace_of(times, zone)
    entries = []
    if route and pace.every:
        hours = (pace.span.total_seconds() / 3600) if pace.span else 0
        entries.append(Entry("every", pace.every, f"its list of {len(times)} reaches back {hours:.1f} hours alone"))
    if route and pace.daily and route.recall >= 0.7:
        entries.append(Entry("daily", list(pace.daily), f"half and twice of what {plural(pace.days, 'whole day')} had"))
    return entries
