"""What is wrong with a source, by one look at it: a sentence in plain words, and the command to go on with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from config.source import Source
from pipeline.check_look import NEEDED, WEEK, Flow, Look, RouteLook
from pipeline.refusal_text import plainly

Kind = Literal["robots", "blocked", "unreachable", "route", "no-links", "old", "article", "incomplete", "daily", "pace"]
BLOCKING = ("401", "403", "429", "451", "HostHeld")
AWAY = ("timeout", "unreachable")
SHORTEST = timedelta(days=3)  # a weekend and the night behind it are no age
LONGEST = timedelta(days=60)
USUAL = timedelta(days=14)  # where a list has too few times to tell of its rhythm
GAPS = 50
FEWEST_GAPS = 3
PATIENCE = 3  # times the longest gap between two articles of the list
LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a source that a person should know; `wrong` where it makes the check fail."""

    kind: Kind
    sentence: str
    command: str = ""
    wrong: bool = True


def findings_of(look: Look, source: Source, flow: Flow | None, usual: Collection[str] = ()) -> tuple[Finding, ...]:
    """All findings of a look, those that are wrong first; `usual` are the fields that nearly every stored one has."""
    found = [*of_routes(look, source), *of_articles(look, source, usual), *of_flow(flow, source)]
    if look.pace > max(source.delay, 1.0):
        found.append(
            Finding("pace", f"robots.txt asks for {look.pace:g} s between two requests, which are kept", wrong=False)
        )
    return tuple(sorted(found, key=lambda each: not each.wrong))


def of_routes(look: Look, source: Source) -> list[Finding]:
    """What is wrong with the routes; where no host answers that is said once."""
    failed = [each for each in look.routes if each.outcome != "found"]
    if failed and len(failed) == len(look.routes) and all(each.outcome in AWAY for each in failed):
        first = failed[0]
        return [Finding("unreachable", f"no route answers: {told(first)}", f"duizhao check {source.id}")]
    return [finding for each in look.routes if (finding := of_route(each, look, source))]


def of_route(route: RouteLook, look: Look, source: Source) -> Finding | None:
    """What is wrong with one route."""
    others = f"duizhao new {source.home} --dry-run"
    if route.outcome == "robots":
        return Finding("robots", f"robots.txt refuses {route.url}{robots_detail(route.detail)}", others)
    if route.outcome == "bad-status" and route.detail.startswith(BLOCKING):
        return Finding("blocked", f"{route.url} refuses the crawler: {short(route.detail)}", f"duizhao try {source.id}")
    if route.outcome in AWAY:
        return Finding("unreachable", told(route), f"duizhao check {source.id}")
    if route.outcome != "found":
        return Finding("route", told(route), others)
    if not route.links:
        return None if source.may_be_empty else Finding("no-links", f"{route.url}: no links", others)
    limit = oldest_of(route.times, source)
    if route.newest and look.at - route.newest > limit:
        age = days_text(look.at - route.newest)
        return Finding("old", f"{route.url}: the newest of {route.links} links is {age} old", others)
    return None


def of_articles(look: Look, source: Source, usual: Collection[str]) -> list[Finding]:
    """What is wrong with the articles that were tried."""
    refused = [each for each in look.articles if each.outcome != "read"]
    if look.articles and not look.read:
        first = refused[0]
        tried = f", and {len(refused) - 1} more" if len(refused) > 1 else ""
        sentence = f"no article can be read: {first.url} is {first.outcome}{behind(first.detail)}{tried}"
        return [Finding("robots" if first.outcome == "robots" else "article", sentence, trying(source, first.url))]
    found = [
        Finding("article", f"{each.url} is {each.outcome}{behind(each.detail)}", trying(source, each.url), wrong=False)
        for each in refused
    ]
    if not look.read:
        return found
    best = min(look.read, key=lambda each: len(each.missing((*NEEDED, *usual))))
    if missing := best.missing(NEEDED):
        found.append(Finding("incomplete", f"{best.url} has no {listed(missing)}", trying(source, best.url)))
    lost = [name for name in usual if name not in NEEDED and not any(name in each.fields for each in look.read)]
    if lost:
        times = f"the last {len(look.read)} articles have" if len(look.read) > 1 else f"{best.url} has"
        sentence = f"{times} no {listed(lost)}, which nearly all stored ones have"
        found.append(Finding("incomplete", sentence, trying(source, best.url), wrong=len(look.read) > 1))
    return found


def of_flow(flow: Flow | None, source: Source) -> list[Finding]:
    """Whether the articles of a day are as many as the source's file says."""
    if flow is None or source.daily is None:
        return []
    least, most = source.daily
    if not (flow.daily > most or (flow.whole and flow.daily < least)):
        return []
    sentence = f"{flow_text(flow)} articles a day, of {least} to {most} that its file says"
    return [Finding("daily", sentence, f"duizhao new {source.home} --dry-run")]


def oldest_of(times: Sequence[datetime], source: Source) -> timedelta:
    """How old the newest of a list may be: three days, or three times the longest gap between two of its articles."""
    newest = sorted(times, reverse=True)[: GAPS + 1]
    gaps = [after - before for after, before in pairwise(newest)]
    if source.daily and source.daily[0] > 0:
        return SHORTEST
    if len(gaps) < FEWEST_GAPS:
        return USUAL
    return min(LONGEST, max(SHORTEST, PATIENCE * max(gaps)))


def answers(look: Look, source: Source) -> int:
    """How many routes are as they should be, whatever their age."""
    return sum(each.outcome == "found" and bool(each.links or source.may_be_empty) for each in look.routes)


def told(route: RouteLook) -> str:
    """What a route answered."""
    return f"{route.url}: {route.outcome}{behind(route.detail)}"


def behind(detail: str) -> str:
    """A detail behind an outcome."""
    return f" ({short(detail)})" if detail else ""


def robots_detail(detail: str) -> str:
    """Why robots.txt refuses, where it is not by its rules."""
    return "" if detail == "refused by robots.txt" else behind(detail)


def short(detail: str) -> str:
    """A detail in one line of bounded length."""
    line = plainly(" ".join(detail.split()))
    return line if len(line) <= LONGEST_DETAIL else f"{line[:LONGEST_DETAIL]}…"


def trying(source: Source, url: str) -> str:
    """The command that shows how an article is read."""
    return f"duizhao try {source.id} '{url}'" if set(url) & set("&?;()*$! ") else f"duizhao try {source.id} {url}"


def listed(names: Sequence[str]) -> str:
    """Names of fields as a sentence has them."""
    plain = [name.removesuffix("_at") for name in names]
    return plain[0] if len(plain) == 1 else f"{', '.join(plain[:-1])} and {plain[-1]}"


def flow_text(flow: Flow | None) -> str:
    """The articles of a day in few letters; a + where there may be more."""
    if flow is None:
        return ""
    number = f"{flow.daily:.0f}" if flow.daily >= 10 or flow.daily == int(flow.daily) else f"{flow.daily:.1f}"
    return number if flow.whole else f"{number}+"


def days_text(age: timedelta) -> str:
    """An age in days, or in weeks where it is long."""
    days = age.days
    return f"{days} days" if age < 4 * WEEK else f"{days // 7} weeks"
