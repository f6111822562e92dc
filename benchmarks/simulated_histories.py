"""Histories of sources that never were, with faults that are known: to tune the watch on, by a seed.

    python -m benchmarks.simulated_histories --seed 1 --sources 100 --faults 60 --histories FILE.gz --labels FILE

Sources differ in how much they publish (one article a week to two hundred a day), in weekdays and hours, in zone and
holidays, in how regular they are, in growth, in their routes and in what their pages have; and there is noise in all.
"""

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

START = datetime(2026, 1, 5, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "Asia/Shanghai", "Asia/Shanghai", "America/New_York", "Europe/London", "Asia/Hong_Kong")
FAULTS = ("silent", "frozen-feed", "layout-changed", "credit-wrong", "charset-wrong", "route-lost", "blocked")
NEW_YEAR = (date(2026, 2, 16), date(2026, 2, 22))  # the week off on the mainland


@dataclass
class Profile:
    """What a source is like."""

    zone: str
    rate: float  # articles on a working day
    weekend: float
    regular: bool  # comes at its hour on its day, as a column does
    burst: float  # 0 is Poisson; more is more uneven
    growth: float  # a day
    routes: list[tuple[str, str, float]]  # url, kind, share of all articles
    credit: str  # none, own, many, some
    byline: float
    middle: float
    spread: float
    empty: float
    outage: float  # a week
    dated: bool
    bursts: bool  # days of short notices of one desk
    faults: list[dict[str, Any]] = field(default_factory=list)


def profile_of(at: int, rng: np.random.Generator) -> Profile:
    """A source by its number."""
    rate = float(np.exp(rng.uniform(np.log(0.15), np.log(200))))
    kinds = [("feed", 1.0), ("section", 0.9), ("news", 0.97), ("feed", 0.5), ("sitemap", 1.0)]
    number = int(rng.choice([1, 2, 3], p=[0.45, 0.4, 0.15]))
    routes = []
    for place in range(number):
        kind, share = kinds[int(rng.integers(len(kinds)))]
        routes.append((f"https://s{at}.example/{kind}{place}", kind, share * float(rng.uniform(0.8, 1))))
    routes[0] = (routes[0][0], routes[0][1], max(routes[0][2], 0.9))
    return Profile(
        zone=str(rng.choice(ZONES)),
        rate=rate,
        weekend=float(rng.choice([0.0, 0.2, 0.5, 0.9])),
        regular=bool(rate < 0.5 and rng.random() < 0.5),
        burst=float(rng.choice([0.0, 0.2, 0.5])),
        growth=float(rng.normal(0, 0.003)),
        routes=routes,
        credit=str(rng.choice(["none", "own", "many", "some"])),
        byline=float(rng.choice([0.0, 0.3, 0.9, 0.98])),
        middle=float(rng.choice([500, 900, 2500])),
        spread=float(rng.uniform(0.3, 0.8)),
        empty=float(rng.choice([0.0, 0.01, 0.05, 0.15])),
        outage=float(rng.choice([0.0, 0.2, 1.0])),
        dated=bool(rng.random() < 0.7),
        bursts=bool(rng.random() < 0.3),
    )


def add_faults(profiles: Sequence[Profile], number: int, days: int, rng: np.random.Generator) -> None:
    """Give sources their faults, each kind as often, none twice at a time, only where it can show itself."""
    for at in range(number):
        kind = FAULTS[at % len(FAULTS)]
        for _ in range(1000):
            of = profiles[int(rng.integers(len(profiles)))]
            if of.faults or not possible(of, kind):
                continue
            length = max(float(rng.uniform(2, 14)), (14 / of.rate) if kind != "blocked" else 2.0)
            first = float(rng.uniform(21, days - 5))
            if first + length > days:
                length = days - first
            if length * of.rate < 10 and kind != "blocked":
                continue
            since = START + timedelta(days=first)
            of.faults.append(
                {"kind": kind, "from": since, "until": since + timedelta(days=length), "how": rng.random()}
            )
            break


def possible(of: Profile, kind: str) -> bool:
    """True where a source can have a fault."""
    if kind == "route-lost":
        return len(of.routes) > 1 and of.routes[1][2] > 0.35
    if kind == "frozen-feed":
        return of.routes[0][1] in ("feed", "news")
    if kind == "credit-wrong":
        return of.credit in ("many", "own")
    return True


def history(at: int, of: Profile, days: int, network: Sequence[tuple[datetime, datetime]], rng: Any) -> dict[str, Any]:
    """The rounds of a source."""
    articles = articles_of(of, days, rng)
    outages = outages_of(of, days, rng)
    rounds: list[dict[str, Any]] = []
    now = START + timedelta(minutes=float(rng.uniform(0, 60)))
    end = START + timedelta(days=days)
    interval, next_one, newest, revisits = 15.0, 0, {}, []
    while now < end:
        fault = next((each for each in of.faults if each["from"] <= now <= each["until"]), None)
        away = any(a <= now <= b for a, b in outages) or any(a <= now <= b and rng.random() < 0.93 for a, b in network)
        kind = fault["kind"] if fault else ""
        broken = away and int(now.timestamp() / 86400) % 2 == 0 and not any(a <= now <= b for a, b in network)
        came: list[datetime] = []
        pages: list[dict[str, Any]] = []
        routes: list[dict[str, Any]] = []
        blocked = kind == "blocked"
        if not away and not blocked:
            while next_one < len(articles) and articles[next_one] <= now:
                came.append(articles[next_one])
                next_one += 1
            came = came[-60:]
            if kind == "silent":
                came = []
        lists: list[tuple[datetime, list[int]]] = []
        for article in came:
            listing = [place for place, (_, _, share) in enumerate(of.routes) if rng.random() < share]
            if kind == "frozen-feed":
                listing = [place for place in listing if place != 0]
            if kind == "route-lost":
                listing = [
                    place for place in listing if place != 1 or (fault and fault["how"] < 0.4 and rng.random() < 0.15)
                ]
            if listing:
                lists.append((article, listing))
        for place, (url, route_kind, _) in enumerate(of.routes):
            mine = [article for article, listing in lists if place in listing]
            first = [article for article, listing in lists if listing[0] == place]
            if mine:
                newest[place] = max(mine)
            outcome, found = "found", 30
            if away:
                outcome, found = "bad-status" if broken else "timeout" if rng.random() < 0.5 else "unreachable", 0
            elif blocked:
                outcome, found = "bad-status", 0
            elif kind == "route-lost" and place == 1 and fault and fault["how"] > 0.7:
                outcome, found = ("bad-status", 0) if fault["how"] > 0.85 else ("found", 0)
            elif rng.random() < 0.01:
                outcome, found = "timeout", 0
            elif not mine and rng.random() < 0.4:
                outcome, found = "unchanged", 0
            dated = of.dated and route_kind != "section"
            routes.append(
                {
                    "url": url,
                    "kind": route_kind,
                    "outcome": outcome,
                    "found": found,
                    "new": len(first) if found else 0,
                    "newest": newest[place].isoformat() if found and dated and place in newest else None,
                }
            )
        for _, listing in lists:
            urls = [of.routes[place][0] for place in listing]
            pages.append(page_of(of, urls, kind, fault, rng))
            if of.bursts and now.toordinal() % 19 == 3 and rng.random() < 0.35:
                pages[-1] |= {"credit": "Desk", "byline": False}
                pages[-1] |= {"outcome": "too-short", "length": 60} if rng.random() < 0.5 else {"length": 150}
            revisits += [now + timedelta(hours=1), now + timedelta(hours=7)]
        due = [each for each in revisits if each <= now]
        revisits = [each for each in revisits if each > now]
        for _ in due[:20]:
            page = page_of(of, [of.routes[0][0]], "", None, rng) | {"outcome": "known"}
            if blocked and fault:
                page |= {"outcome": "bad-status", "status": 403 if fault["how"] < 0.7 else 429, "length": 0}
            if away:
                page |= {"outcome": "bad-status" if broken else "timeout", "status": 502 if broken else 0, "length": 0}
            pages.append(page)
        rounds.append({"at": now.isoformat(), "routes": routes, "pages": pages})
        interval = min(max(interval * (0.5 if pages and came else 1.25), 10), 240)
        now += timedelta(minutes=(interval if not away else min(interval * 2, 240)) * float(rng.uniform(0.95, 1.05)))
    return {"id": f"s{at}", "zone": of.zone, "daily": None, "may_be_empty": False, "rounds": rounds}


def articles_of(of: Profile, days: int, rng: Any) -> list[datetime]:
    """When a source publishes."""
    place = ZoneInfo(of.zone)
    found = []
    peak = float(rng.uniform(8, 16))
    weekday = int(rng.integers(5))
    level = 1.0
    for day in range(days + 2):  # a zone may be a day behind or ahead
        today = (START + timedelta(days=day)).astimezone(place).date()
        rate = of.rate * (1 + of.growth) ** day * (of.weekend if today.weekday() >= 5 else 1.0)
        if of.zone == "Asia/Shanghai" and NEW_YEAR[0] <= today <= NEW_YEAR[1]:
            rate *= 0.15
        level = 0.7 * level + 0.3 * float(rng.gamma(1 / of.burst, of.burst)) if of.burst else 1.0
        number = int(rng.poisson(rate * level))
        if of.regular:
            number = int(today.weekday() == weekday and rng.random() < 0.95)
        for _ in range(number):
            hour = (peak + float(rng.normal(0, 3 if not of.regular else 0.5))) % 24
            found.append(datetime(today.year, today.month, today.day, tzinfo=place) + timedelta(hours=hour))
    return sorted(each.astimezone(UTC) for each in found)


def outages_of(of: Profile, days: int, rng: Any) -> list[tuple[datetime, datetime]]:
    """The hours in which a source's site is away, which is no fault that is looked for."""
    found = []
    for _ in range(int(rng.poisson(of.outage * days / 7))):
        since = START + timedelta(days=float(rng.uniform(0, days)))
        found.append((since, since + timedelta(hours=float(rng.exponential(4)))))
    return found


def page_of(of: Profile, urls: Sequence[str], kind: str, fault: dict[str, Any] | None, rng: Any) -> dict[str, Any]:
    """A page of a source, with what its fault makes of it."""
    how = fault["how"] if fault else 0.0
    length = int(np.exp(rng.normal(np.log(of.middle), of.spread)))
    credit = {
        "none": "",
        "own": "Own" if rng.random() < 0.9 else "Agency",
        "many": str(rng.choice(["新华社", "人民网", "央视", "Reuters", "AP", ""], p=[0.4, 0.2, 0.1, 0.1, 0.1, 0.1])),
        "some": "Agency" if rng.random() < 0.3 else "",
    }[of.credit]
    page: dict[str, Any] = {
        "route": urls[0],
        "also": list(urls[1:]),
        "outcome": "stored",
        "status": 200,
        "length": length,
        "title": rng.random() < 0.995,
        "published": rng.random() < 0.98,
        "byline": rng.random() < of.byline,
        "credit": credit,
        "replaced": 0.0 if rng.random() < 0.995 else 0.004,
    }
    if rng.random() < of.empty or (kind == "layout-changed" and how < 0.4 and rng.random() < 0.8):
        page |= {"outcome": "no-text" if rng.random() < 0.5 else "too-short", "length": int(rng.integers(0, 80))}
    elif kind == "layout-changed" and how < 0.7:
        page["length"] = int(length * 0.3)
    elif kind == "layout-changed":
        page |= {"published": False, "title": page["title"] and how < 0.85}
    elif kind == "credit-wrong":
        page["credit"] = "" if how < 0.5 else "Platform"
    elif kind == "charset-wrong" and rng.random() < 0.85:
        page["replaced"] = float(rng.uniform(0.01, 0.3))
    return page


def main() -> None:
    """Write histories and labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--faults", type=int, default=60)
    parser.add_argument("--histories", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    profiles = [profile_of(at, rng) for at in range(asked.sources)]
    add_faults(profiles, asked.faults, asked.days, rng)
    since = [START + timedelta(days=float(rng.uniform(15, asked.days - 5))) for _ in range(3)]
    network = [(each, each + timedelta(hours=float(rng.uniform(3, 12)))) for each in since]
    with gzip.open(asked.histories, "wt", encoding="utf-8") as file:
        for at, of in enumerate(profiles):
            file.write(json.dumps(history(at, of, asked.days, network, np.random.default_rng((asked.seed, at)))) + "\n")
    labels = [{"id": f"s{at}", "faults": [label(each) for each in of.faults]} for at, of in enumerate(profiles)]
    labels.append(
        {"id": "*", "faults": [label({"kind": "network-suspect", "from": a, "until": b}) for a, b in network]}
    )
    asked.labels.write_text("".join(json.dumps(each) + "\n" for each in labels), encoding="utf-8")


def label(fault: dict[str, Any]) -> dict[str, str]:
    """A fault as a label has it."""
    return {"kind": fault["kind"], "from": fault["from"].isoformat(), "until": fault["until"].isoformat()}


if __name__ == "__main__":
    main()
