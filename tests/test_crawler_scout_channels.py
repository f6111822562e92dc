"""A look at channel pages: their own lists, and those of their sites."""

from collections.abc import Callable

import pytest

from pipeline.scouting_addresses import key_of
from service.drafted_patterns import parted
from tests.desks import looked_at
from tests.scout_cases import BASE, Case, check, items
from tests.scouted_sites import articles, as_reply, declared, front, pages, rss
from tests.sites import Reply

ICONS = {
    "picture": '<a href="{path}"><img src="/i/r.png" alt="RSS"></a>',
    "drawing": '<a href="{path}"><svg><title>RSS</title><path d="M0"/></svg></a>',
    "spoken": '<a href="{path}" aria-label="Subscribe to RSS"><i></i></a>',
    "title": '<a href="{path}" title="RSS feed of this page"><i></i></a>',
    "class": '<a href="{path}"><i class="fa fa-rss"></i></a>',
}


def channel_named_by_a_file() -> Case:
    case = channel()
    case.replies["/channels/technology.html"] = case.replies.pop("/technology/")
    return Case(case.replies, case.right, [("section", "/channels/technology.html")], "/channels/technology.html")


def channel_among_many_feeds() -> Case:
    case = channel()
    names = (
        "arts",
        "money",
        "world",
        "books",
        "food",
        "travel",
        "law",
        "opinion",
        "style",
        "cars",
        "film",
        "music",
        "space",
    )
    links = "".join(f'<a href="/feeds/{name}.xml">{name}</a>' for name in (*names, "technology"))
    for at, name in enumerate(names):
        some = articles("en", f"/{name}/{{slug}}-{{number}}", 8, first=1000 + at * 10)
        case.replies[f"/feeds/{name}.xml"] = as_reply(rss(some, BASE, name))
    case.replies["/feeds/technology.xml"] = as_reply(rss(case.right, BASE, "Technology"))
    body = case.replies["/technology/"].body.replace(b"<footer>", f"<footer>{links}".encode())
    return Case(
        case.replies | {"/technology/": Reply(body)}, case.right, [("feed", "/feeds/technology.xml")], case.given
    )


def channel_with_boxes_of_the_whole_site() -> Case:
    case = channel()
    sport = articles("en", "/sport/{slug}-{number}", 20, first=300)
    body = case.replies["/technology/"].body.replace(
        b"</main>", f'</main><div class="most-read"><ol>{items(sport[:10])}</ol></div>'.encode()
    )
    return Case(case.replies | {"/technology/": Reply(body)}, case.right, case.routes, case.given)


def channel(own: str = "", icon: str = "", count: int = 14, whole: int = 40, form: str = "") -> Case:
    """A page of technology whose site declares feeds of all, of sport and of the weather."""
    form = form or "/{name}/{{slug}}-{{number}}"
    told = articles("en", form.format(name="technology"), count)
    sport = articles("en", form.format(name="sport"), 20, first=300)
    storms = articles("en", form.format(name="weather"), 20, first=400)
    every = [*told[: round(count * whole / 100)], *sport[:15], *storms[:15]]
    head = declared("/all.xml", "All") + declared("/sport.xml", "Sport") + declared("/weather.xml", "Weather")
    replies = pages(told + sport + storms, "The Quay") | {
        "/": Reply(front(every, "The Quay", head)),
        "/technology/": Reply(front(told, "Technology - The Quay", head, icon)),
        "/all.xml": as_reply(rss(every, BASE, "The Quay")),
        "/sport.xml": as_reply(rss(sport, BASE, "The Quay: Sport")),
        "/weather.xml": as_reply(rss(storms, BASE, "The Quay: Weather")),
    }
    routes = [("section", "/technology/")]
    if own:
        replies[own] = as_reply(rss(told, BASE, "The Quay: Technology"))
        routes = [("feed", own)]
    return Case(replies, told, routes, "/technology/")


def channel_with_an_icon(name: str) -> Case:
    return channel("/out?to=4711", ICONS[name].format(path="/out?to=4711"))


def channel_with_a_feed_below() -> Case:
    return channel("/technology/feed")


def channel_without_its_name() -> Case:
    return channel(whole=20, form="/a/{{number}}")


def front_of_a_language() -> Case:
    told = articles("en", "/a/{number}", 30)
    replies = pages(told, "The Quay") | {
        "/en/": Reply(front(told[:20], "The Quay", declared("/feed"))),
        "/feed": as_reply(rss(told, BASE, "The Quay")),
    }
    return Case(replies, told, [("feed", "/feed")], "/en/")


CASES: list[Callable[[], Case]] = [
    channel_named_by_a_file,
    channel_among_many_feeds,
    channel_with_boxes_of_the_whole_site,
    channel,
    channel_with_a_feed_below,
    channel_without_its_name,
    front_of_a_language,
]


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.__name__)
def test_what_is_taken_of_a_channel(made: Callable[[], Case]) -> None:
    check(made())


@pytest.mark.parametrize("name", ICONS)
def test_a_feed_behind_an_icon(name: str) -> None:
    check(channel_with_an_icon(name))


def test_the_whole_feed_stands_beside_where_it_holds_enough_of_a_channel() -> None:
    case = channel(whole=100)
    seen = looked_at(case.replies, BASE + case.given)
    chosen = [each for each in seen.ranked if each.is_chosen]
    assert {key_of(link.url) for each in chosen for link in each.articles} == {
        key_of(BASE + each.path) for each in case.right
    }
    assert "/sport.xml" not in {each.url.removeprefix(BASE) for each in chosen}
    assert not any(each.tried.route.kind == "feed" for each in chosen) or parted(chosen)[0] == "/technology/"
