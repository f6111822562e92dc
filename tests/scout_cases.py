"""What a look at a site has to take: a site, the articles that are right, and a check of both."""

import re
from dataclasses import dataclass
from html import escape

from pipeline.scouting_addresses import key_of
from service.drafted_patterns import parted
from tests.desks import HOME, looked_at
from tests.scouted_sites import Told
from tests.sites import Reply

BASE = HOME.rstrip("/")
ITEM = "<li><a href={path}>{title}</a></li>"


@dataclass(frozen=True)
class Case:
    """A site: its answers, the articles that are right, the routes, and the page that is given."""

    replies: dict[str, Reply]
    right: list[Told]
    routes: list[tuple[str, str]]
    given: str = "/"
    recall: float = 0.9


def items(told: list[Told], form: str = ITEM) -> str:
    return "".join(form.format(path=escape(each.path), title=escape(each.title)) for each in told)


def short(told: list[Told], text: str) -> dict[str, Reply]:
    """Pages with hardly a text and without a time."""
    return {
        each.path: Reply(
            f"<html><title>{each.title}</title><body><h1>{each.title}</h1><p>{text}</p></body></html>".encode()
        )
        for each in told
    }


def page_of(body: str, site: str = "北屿网", head: str = "") -> Reply:
    markup = f'<html lang="zh"><head><meta charset="utf-8"><title>{site}</title>{head}</head><body>{body}</body></html>'
    return Reply(markup.encode(), type="text/html")


def check(case: Case) -> None:
    """The routes, and of the links that they give nine of ten right ones and hardly another."""
    seen = looked_at(case.replies, BASE + case.given)
    chosen = [each for each in seen.ranked if each.is_chosen]
    routes = sorted((each.tried.route.kind, each.url.removeprefix(BASE)) for each in chosen)
    assert routes == case.routes, [(each.url, each.tried.route.selector, each.why) for each in seen.ranked]
    keep, _ = parted(chosen)
    given = {key_of(link.url) for each in chosen for link in each.tried.links if not keep or is_kept(keep, link.url)}
    right = {key_of(BASE + each.path) for each in case.right}
    told = [(each.tried.route.selector, keep) for each in chosen]
    assert len(given & right) >= case.recall * len(right), told
    assert len(given - right) <= 0.05 * len(given), told
    assert len(seen.asked) <= 60


def is_kept(keep: str, url: str) -> bool:
    """True where a pattern is in an address."""
    return re.search(keep, url) is not None
