"""The comments of a drafted source file: what was seen of each route and of the articles, and when."""

from collections import Counter
from collections.abc import Sequence

from crawler.sampling import Sample
from crawler.scouted import Scouted
from pipeline.reservations import exports_text, keeps_text, told
from pipeline.scouting_page import Sight
from pipeline.scouting_union import Ranked
from service.output import plural

MOST_NOTED = 12  # routes that were not taken


def head(seen: Scouted) -> list[str]:
    """What was seen and when, a line each."""
    lines = [
        f"Written by `duizhao new {seen.start}` on {seen.at:%Y-%m-%d}, after {plural(len(seen.asked), 'request')}."
    ]
    taken = [each for each in seen.ranked if each.is_chosen]
    lines += [f"{each.tried.route.kind} {each.url}: {evidence(each)}" for each in taken]
    others = [each for each in seen.ranked if not each.is_chosen]
    lines += [
        f"Not taken: {each.tried.route.kind} {each.url}: {evidence(each)}: {each.why}" for each in others[:MOST_NOTED]
    ]
    if len(others) > MOST_NOTED:
        lines.append(f"Not taken: {plural(len(others) - MOST_NOTED, 'other route')}.")
    if charset := charset_of(seen):
        lines.append(charset)
    read = sum(each.article is not None for each in seen.samples)
    if seen.samples:
        refused = f"; not read: {reasons(seen.samples)}" if read < len(seen.samples) else ""
        lines.append(f"Of {plural(len(seen.samples), 'article')} looked at {read} could be read{refused}.")
    if paid := paid_of(seen.samples):
        lines.append(paid)
    if reserved := reserved_of(seen.samples):
        lines.append(reserved)
    if seen.pace > 1:
        lines.append(f"robots.txt asks for {seen.pace:g} seconds between two requests; they are kept.")
    return lines


def evidence(route: Ranked) -> str:
    """What speaks for a route, in words."""
    if route.tried.refused:
        return f"found by {route.tried.how}"
    parts = [plural(len(route.articles), "article"), f"{route.share:.0%} of the recent ones of all routes"]
    if route.newest:
        parts.append(f"newest {route.newest:%Y-%m-%d %H:%M} UTC")
    parts.append("with times" if route.dated > 0.5 else "without times")
    return ", ".join((*parts, f"found by {route.tried.how}"))


def charset_of(seen: Scouted) -> str:
    """What pages say that they are encoded in, where they are something else; empty where both agree."""
    for sight in sights_of(seen):
        if sight.encoding and sight.labels and any(label != sight.encoding for label in sight.labels):
            return f"Charset: {sight.url} is labelled {' and '.join(sight.labels)}, and read as {sight.encoding}."
    return ""


def paid_of(samples: Sequence[Sample]) -> str:
    """The signs of a paywall on some of the articles that were looked at; empty for none."""
    stubs = sum(bool(each.article and each.article.stub) for each in samples)
    paid = sum(bool(each.sight and each.sight.is_paid) for each in samples)
    if not stubs and not paid:
        return ""
    return f"Signs of a paywall: {stubs} of {len(samples)} articles are stubs, {paid} say that they are not free."


def reserved_of(samples: Sequence[Sample]) -> str:
    """What the articles that were read reserve, and what follows; empty where nothing follows."""
    read = [each.article for each in samples if each.article]
    acting = [each.reserved for each in read if each.reserved and not exports_text(each.reserved)]
    if not acting:
        return ""
    signs = told(tuple(dict.fromkeys(each for reserved in acting for each in reserved)))
    follows = (
        "exports leave their texts out"
        if all(map(keeps_text, acting))
        else "a crawl keeps title, summary, names and times of such pages and no text, unless `reserved` in this file"
        " or DUIZHAO_RESERVED says otherwise"
    )
    return f"{len(acting)} of {plural(len(read), 'article')} reserve {signs}: {follows}."


def reasons(samples: Sequence[Sample]) -> str:
    """Why articles were not read, with how often."""
    counted = Counter(f"{each.refused} {each.detail}".strip()[:60] for each in samples if each.refused)
    return ", ".join(f"{times} {reason}" for reason, times in counted.most_common(3))


def sights_of(seen: Scouted) -> list[Sight]:
    """What the pages showed that were looked at, the front page first."""
    return [sight for sight in (seen.front, *(each.sight for each in seen.samples)) if sight]
