"""A made newsroom for the crawl to be killed in: two sites, and among their pages what crawls meet every day."""

from collections.abc import Sequence
from typing import Literal

from benchmarks.server import Answer, Server, answer
from benchmarks.sites import Site, lists_of
from benchmarks.texts import html_of, make

# What stands at a page's path, in turn: most are articles, and a copy repeats the text of the page before it.
ROLES = (
    *("article", "article", "copy", "article", "article", "missing", "article", "article", "moved", "article"),
    *("article", "article", "picture", "article", "article", "copy", "article", "short", "article", "article"),
    *("article", "private", "article", "article", "article"),
)
ROBOTS = b"User-agent: *\nDisallow: /private/\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200)


def furnish(server: Server, pages: int, seed: int) -> list[Site]:
    """The sites of a newsroom with so many pages, half in each language; their answers are set on the server."""
    ports = server.ports
    sites = []
    for at, port in enumerate(ports):
        language: Literal["zh", "en"] = "en" if at % 2 else "zh"
        name = f"made-{language}" if len(ports) == 2 else f"made-{language}-{at // 2 + 1}"
        sites.append(Site(name, language, port, paths_of((pages + len(ports) - 1 - at) // len(ports))))
    server.answers = [answers_of(site, seed + at // 2) for at, site in enumerate(sites)]
    return sites


def paths_of(pages: int) -> tuple[str, ...]:
    """The paths that the lists name."""
    return tuple(f"/{'private' if role_of(number) == 'private' else 'news'}/{number}.html" for number in range(pages))


def role_of(number: int) -> str:
    """What stands at the path of that number."""
    return ROLES[number % len(ROLES)]


def answers_of(site: Site, seed: int) -> dict[str, Answer]:
    """Everything that one site answers; what is not among it is missing."""
    answers = lists_of(site) | {"/robots.txt": answer(ROBOTS, "text/plain")}
    for number, path in enumerate(site.paths):
        answers |= answers_at(path, number, site.language, seed)
    return answers


def answers_at(path: str, number: int, language: str, seed: int) -> dict[str, Answer]:
    """What one path answers, and the path it leads to."""
    article = make(language, number, seed)
    match role_of(number):
        case "missing":
            return {}
        case "picture":
            return {path: answer(PICTURE, "image/png", counted=True)}
        case "short":
            return {path: answer(b"<!doctype html><title>404</title><p>Gone.", counted=True)}
        case "copy":
            body = html_of(make(language, number - 1, seed), article.title)
            return {path: answer(body, counted=True)}
        case "moved":
            there = path.replace("/news/", "/moved/")
            body = html_of(article)
            return {path: answer(b"", status=301, headers={"Location": there}), there: answer(body, counted=True)}
        case _:
            return {path: answer(html_of(article), counted=True)}


def lists_in(sites: Sequence[Site]) -> int:
    """How many lists the sites have together."""
    return sum(len(lists_of(site)) for site in sites)
