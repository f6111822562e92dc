"""What `new` shows: the routes with their evidence, what is in the way, what is to be checked."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crawler.scouted import Scouted
from pipeline.refusal_text import plainly
from pipeline.scouting_union import Ranked
from service.drafted_comments import charset_of, paid_of, reasons, reserved_of
from service.drafting import Draft
from service.output import console, jsonable, plural
from service.route_table import show_routes


def show(
    seen: Scouted, drafted: Draft | None, files: Mapping[Path, str], both: Sequence[str], is_written: bool
) -> None:
    """Print the routes, what stands in the way, the file or where it was written, and what is to be checked."""
    at = console()
    if seen.ranked:
        show_routes(seen.ranked, at)
    for line in (*messages(seen, drafted), *both):
        at.print(line, style="yellow", highlight=False, soft_wrap=True)
    if drafted is None:
        return
    if not is_written:
        for path, text in files.items():
            at.print(f"\n{path}", style="bold", highlight=False)
            at.print(text, highlight=False, soft_wrap=True)
    for path in files if is_written else ():
        at.print(f"Written: {path}", highlight=False, soft_wrap=True)
    if drafted.check:
        at.print("To be checked by you, for nothing told it for certain:", style="yellow")
        for line in check_lines(drafted):
            at.print(f"  {line}", style="yellow", highlight=False, soft_wrap=True)
    if is_written:
        at.print(f"Next: duizhao try {drafted.id}, then duizhao crawl {drafted.id}", highlight=False, soft_wrap=True)


def messages(seen: Scouted, drafted: Draft | None) -> list[str]:
    """What stands in the way, in words: why the page shows nothing, why articles were not read, what would help."""
    front = seen.front
    lines = []
    if seen.refused:
        lines.append(refusal(seen))
    if front and front.wall == "challenge":
        lines.append(
            f"{front.url} shows a challenge in place of the page: the site turns crawlers away, and is not tricked."
        )
    if front and front.wall == "login":
        lines.append(f"{front.url} shows a login in place of the page.")
    has_data = bool(front) and any(each.is_chosen and each.tried.route.kind == "api" for each in seen.ranked)
    if front and front.is_shell and not has_data:
        data = (
            f", though it carries data in a script ({front.data}), which an `api` route with `marker` may read"
            if front.data
            else ""
        )
        lines.append(
            f"{front.url} is a shell that its JavaScript would fill: it has no article links without that{data}."
            " Feeds and sitemaps were looked for."
        )
    elif (
        front
        and front.kind == "page"
        and not front.refused
        and not front.wall
        and front.group is None
        and not has_data
        and not seen.refused
    ):
        lines.append(f"{front.url} has no list of article links ({plural(front.links, 'link')} in all).")
    if seen.is_foreign or (front and front.is_foreign):
        said = f" ({front.region})" if front and front.region else ""
        lines.append(f"{seen.base} is in another language{said}: articles in Chinese and English alone are read.")
    if seen.given and seen.given.is_article:
        lines.append(f"{seen.given.url} is an article: its site's front page was looked at.")
    read = sum(each.article is not None for each in seen.samples)
    if seen.samples and read < len(seen.samples):
        lines.append(
            f"Of {plural(len(seen.samples), 'article')} looked at {read} could be read: {reasons(seen.samples)}."
        )
    lines += [line for line in (charset_of(seen), paid_of(seen.samples), reserved_of(seen.samples)) if line]
    if drafted and seen.ranked:
        best = next((each for each in seen.ranked if each.is_chosen and each.newest), None)
        if best and best.newest and (seen.at - best.newest).days > 30:
            lines.append(f"The newest article is of {best.newest:%Y-%m-%d}: the site may have ended.")
    if drafted is None:
        lines.append(nothing(seen))
    return lines


def refusal(seen: Scouted) -> str:
    """Why the page that was given could not be used, in a sentence."""
    reason, _, detail = seen.refused.partition(": ")
    detail = plainly(detail)
    leads = re.search(r"port (\d+) is not among", detail)
    sentence = {
        "robots": "robots.txt refuses it to crawlers, and is obeyed"
        if detail == "refused by robots.txt"
        else f"{detail}, which is taken for a refusal; try again later",
        "bad-status": f"answered {detail}"
        + (": it turns crawlers away or asks for a login" if detail in ("401", "403", "429") else ""),
        "timeout": "did not answer in time",
        "unreachable": f"can not be reached: {detail}",
        "forbidden-address": f"leads to port {leads[1]}: give the address there"
        if leads
        else f"{detail}; --private is for a site on your own network",
        "redirect-loop": "leads from one address to another without end",
        "not-html": f"is no page: {detail}",
        "no-text": "is an empty page",
        "too-large": f"is too large: {detail}",
    }.get(reason, seen.refused)
    return f"{seen.start}: {sentence}."


def nothing(seen: Scouted) -> str:
    """That no route was found, how much was asked, and what a person may do."""
    return (
        f"No route was found after {plural(len(seen.asked), 'request')}, and no file was written."
        " Give the address of a feed, a sitemap or a section page if you know one: duizhao new URL;"
        " a JSON list or data inside a page is an `api` route: docs/source-file.md."
    )


def check_lines(drafted: Draft) -> list[str]:
    """The keys to be checked, each with its line in the file and why."""
    lines = drafted.text.splitlines()
    places = {
        key: next((at for at, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 0) for key, _ in drafted.check
    }
    return [f"line {places[key]}: {key}: {why}" if places[key] else f"{key}: {why}" for key, why in drafted.check]


def as_object(
    seen: Scouted, drafted: Draft | None, files: Mapping[Path, str], both: Sequence[str], is_written: bool
) -> dict[str, Any]:
    """All of it as one JSON object."""
    return {
        "id": drafted.id if drafted else None,
        "written": [str(path) for path in files] if is_written else [],
        "file": drafted.text if drafted else None,
        "source": {entry.key: jsonable(entry.value) for entry in drafted.entries} if drafted else None,
        "to_check": [{"key": key, "why": why} for key, why in drafted.check] if drafted else [],
        "messages": [*messages(seen, drafted), *both],
        "routes": [route_object(each) for each in seen.ranked],
        "articles": [
            {
                "url": each.link.url,
                "outcome": each.refused or "read",
                "detail": each.detail,
                "title": each.article.title if each.article else each.link.title,
                "published_at": jsonable(each.article.published_at) if each.article else None,
                "words": each.article.words if each.article else 0,
            }
            for each in seen.samples
        ],
        "asked": list(seen.asked),
    }


def route_object(route: Ranked) -> dict[str, Any]:
    """One route with its evidence."""
    return {
        "taken": route.is_chosen,
        "kind": route.tried.route.kind,
        "url": route.url,
        "links": route.tried.route.selector,
        "found_by": route.tried.how,
        "articles": len(route.articles),
        "share": round(route.share, 3),
        "recall": round(route.recall, 3),
        "newest": jsonable(route.newest),
        "times": round(route.dated, 3),
        "why": route.why,
    }
