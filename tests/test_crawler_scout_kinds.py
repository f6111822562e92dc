"""A look at pages that show more than one kind of link, and at channel pages: what is taken of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

import pytest

from pipeline.scouting_addresses import key_of
from service.drafted_patterns import parted
from tests.desks import HOME, looked_at
from tests.scouted_sites import (
    PLACES_EN,
    Told,
    articles,
    as_reply,
    declared,
    front,
    pages,
    rss,
)
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


def slides_beside_the_list() -> Case:
    told = articles("zh", "/news/{day}/{number}.html", 24)
    slides = articles("zh", "/tujie/{number}.html", 8, first=300)
    body = f'<ul class="list">{items(told)}</ul><div class="pics"><ul>{items(slides)}</ul></div>'
    return Case(
        pages(told, "北屿网", "zh") | short(slides, "共9张图片") | {"/": page_of(body)}, told, [("section", "/")]
    )


def recommended_profiles_and_boards() -> Case:
    told = articles("zh", "/article/{number}.html", 20)
    authors = articles("zh", "/zuozhe/{number}", 6, first=400)
    boards = articles("zh", "/ban-{number}-1.html", 6, first=500)
    body = (
        f'<div class="list"><ul>{items(told[:14])}</ul></div>'
        f'<div class="recommend"><ul>{items(told[14:])}</ul><ul>{items(authors)}</ul></div>'
        f"<dl>{items(boards, '<dd><a href={path}>{title}</a></dd>')}</dl>"
    )
    others = short(authors, "作者主页") | short(boards, "版块")
    return Case(pages(told, "北屿网", "zh") | others | {"/": page_of(body)}, told, [("section", "/")])


def calendar_of_events() -> Case:
    told = articles("en", "/{slash}/{slug}-{number}", 15)
    dates = articles("en", "/whats-on/{slug}-{number}", 9, first=600)
    more = f'<aside class="dates"><ul>{items(dates)}</ul></aside>'
    replies = (
        pages(told, "The Quay")
        | short(dates, "Doors open at eight.")
        | {"/": Reply(front(told, "The Quay", more=more))}
    )
    return Case(replies, told, [("section", "/")])


def a_complete_feed_and_lists_of_houses() -> Case:
    told = articles("zh", "/c/{day}/{number}.shtml", 16)
    houses = articles("zh", "/house/loupan/{number}.html", 30, first=700)
    cars = articles("zh", "/auto/chexing/{number}.html", 20, first=800)
    dl = "<dl>{}</dl>"
    form = "<dd><a href={path}>{title}</a></dd>"
    body = "".join(dl.format(items(each, form)) for each in (told, houses, cars))
    return Case(
        pages(told, "北屿网", "zh")
        | pages(houses + cars, "北屿网", "zh")
        | {"/": page_of(body, head=declared("/rss.xml")), "/rss.xml": as_reply(rss(told, BASE, "北屿网"))},
        told,
        [("feed", "/rss.xml")],
    )


def posts_of_users_beside_editors() -> Case:
    told = articles("zh", "/politics/{number}.shtml", 43)
    posts = articles("zh", "/wenshe/content?id={number}", 18, first=900)
    boxes = "".join(f"<div><h4>要闻</h4><ul>{items(told[at : at + 6])}</ul></div>" for at in range(0, 43, 6))
    markup = f'<div><div class="posts"><ul class="posts-list">{items(posts)}</ul></div>{boxes}</div>'
    signed = {
        path: Reply(
            reply.body.replace(
                b'<div class="body">', '<div class="author">记者 王小明</div><div class="body">'.encode()
            )
        )
        for path, reply in pages(told, "北屿网", "zh").items()
    }
    return Case(
        signed | short(posts, "我觉得驳船太多了，大家怎么看？") | {"/": page_of(markup)}, told, [("section", "/")]
    )


def editors_in_many_boxes_with_days() -> Case:
    told = [
        each
        for at, name in enumerate(("guoji", "junshi", "caijing", "keji", "wenhua"))
        for each in articles("zh", f"/{name}/{{slash}}_{{number}}.shtml", 9, first=at * 9)
    ]
    posts = articles("zh", "/wenshe/content?id={number}", 20, first=900)
    boxes = "".join(f'<div class="box{at}x"><ul>{items(told[at : at + 9])}</ul></div>' for at in range(0, 45, 9))
    body = f'<ul class="posts">{items(posts)}</ul>{boxes}'
    return Case(
        pages(told, "北屿网", "zh") | short(posts, "大家怎么看？") | {"/": page_of(body)},
        told,
        [("section", "/")],
    )


def another_shape_that_reads_as_articles() -> Case:
    told = articles("en", "/{slash}/{slug}-{number}", 15)
    longer = articles("en", "/longform/{slug}-{number}", 8, first=100)
    more = f'<section class="longform"><ul>{items(longer)}</ul></section>'
    return Case(
        pages(told + longer, "The Quay") | {"/": Reply(front(told, "The Quay", more=more))},
        told + longer,
        [("section", "/")],
    )


ICONS = {
    "picture": '<a href="{path}"><img src="/i/r.png" alt="RSS"></a>',
    "drawing": '<a href="{path}"><svg><title>RSS</title><path d="M0"/></svg></a>',
    "spoken": '<a href="{path}" aria-label="Subscribe to RSS"><i></i></a>',
    "title": '<a href="{path}" title="RSS feed of this page"><i></i></a>',
    "class": '<a href="{path}"><i class="fa fa-rss"></i></a>',
}


def portal_of_words_with_pages_that_refuse() -> Case:
    told = [
        each
        for at, name in enumerate(("guoji", "junshi", "caijing", "keji", "wenhua", "tiyu", "jiankang", "lvyou"))
        for each in articles("zh", f"/{name}/{{number}}.html", 7, first=at * 7)
    ]
    boxes = ""
    for at in range(0, 56, 7):
        name = told[at].path.split("/")[1]
        boxes += f'<div class="area {name}"><h3>{name}</h3><ul>{items(told[at : at + 7])}</ul></div>'
    return Case({"/": page_of(boxes)}, told, [("section", "/")])


def photo_series_of_the_same_form() -> Case:
    told = [
        each
        for at, name in enumerate(("guoji", "junshi", "caijing", "keji"))
        for each in articles("zh", f"/{name}/{{day}}/{{number}}.html", 9, first=at * 9)
    ]
    series = articles("zh", "/tuji/{day}/{number}.html", 9, first=300)
    body = "".join(
        f'<div class="zone"><ul class="ul-{at}x">{items(told[at : at + 9])}</ul></div>' for at in range(0, 36, 9)
    )
    body += f'<div class="zone"><ul class="tuji-list">{items(series)}</ul></div>'
    return Case(pages(told, "北屿网", "zh") | short(series, "共12张") | {"/": page_of(body)}, told, [("section", "/")])


def lists_without_any_class() -> Case:
    told = articles("zh", "/{day}/{number}.html", 21)
    cars = articles("zh", "/chexing/{number}.html", 14, first=300)
    body = "".join(
        f"<dl>{items(told[at : at + 7], '<dd><a href={path}>{title}</a></dd>')}</dl>"
        f"<dl>{items(cars[at : at + 7], '<dd><a href={path}>{title}</a></dd>')}</dl>"
        for at in (0, 7, 14)
    )
    return Case(pages(told, "北屿网", "zh") | short(cars, "参考价") | {"/": page_of(body)}, told, [("section", "/")])


def slugs_of_all_lengths_at_the_root() -> Case:
    told = articles("en", "/{slug}", 12)
    few = [
        Told(f"/{place.lower()}-wins", each.title, each.at, each.text)
        for place, each in zip(PLACES_EN, articles("en", "/x", 6, first=100), strict=False)
    ]
    mixed = [each for pair in zip(told[:6], few, strict=True) for each in pair] + told[6:]
    return Case(pages(mixed, "The Quay") | {"/": Reply(front(mixed, "The Quay"))}, mixed, [("section", "/")])


def all_below_a_step_that_names_lists() -> Case:
    told = articles("zh", "/archives/{number}", 20)
    tags = articles("zh", "/tag/{number}", 5, first=900)
    body = f'<main><ul>{items(told)}</ul></main><div class="cloud">{items(tags)}</div>'
    return Case(pages(told, "北屿网", "zh") | {"/": page_of(body)}, told, [("section", "/")], recall=1.0)


def cards_below_a_link_without_words() -> Case:
    told = articles("en", "/news/{number}", 16)
    form = (
        '<div class="card"><a class="over" href="{path}"></a><h3>{title}</h3>'
        '<a class="who" href="/by/ann-of-the-harbor">Ann</a><a class="more" href="{path}">Read more »</a></div>'
    )
    body = f"<main>{items(told, form)}</main>"
    return Case(pages(told, "The Quay") | {"/": page_of(body, "The Quay")}, told, [("section", "/")], recall=1.0)


def an_account_beside_what_everybody_reads() -> Case:
    told = articles("zh", "/hao/article/{number}.html", 20)
    others = articles("zh", "/hao/article/{number}.html", 24, first=300)
    form = "<li><h4><a href={path}>{title}</a></h4></li>"
    box = f"<div><h3>大家都在看</h3><ul>{items(others, form)}</ul></div>"
    body = f'<h2>墨山夜话</h2><ul class="lb">{items(told, form)}</ul>{box}'
    return Case(
        pages(told + others, "北屿号", "zh") | {"/hao/media/T1583.html": page_of(body, "北屿号")},
        told,
        [("section", "/hao/media/T1583.html")],
        "/hao/media/T1583.html",
        recall=1.0,
    )


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
    slides_beside_the_list,
    recommended_profiles_and_boards,
    calendar_of_events,
    a_complete_feed_and_lists_of_houses,
    posts_of_users_beside_editors,
    editors_in_many_boxes_with_days,
    another_shape_that_reads_as_articles,
    portal_of_words_with_pages_that_refuse,
    photo_series_of_the_same_form,
    lists_without_any_class,
    slugs_of_all_lengths_at_the_root,
    all_below_a_step_that_names_lists,
    cards_below_a_link_without_words,
    an_account_beside_what_everybody_reads,
    channel_named_by_a_file,
    channel_among_many_feeds,
    channel_with_boxes_of_the_whole_site,
    channel,
    channel_with_a_feed_below,
    channel_without_its_name,
    front_of_a_language,
]


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.__name__)
def test_what_is_taken_of_many_kinds(made: Callable[[], Case]) -> None:
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


class Restless(dict[str, Reply]):
    """Answers whose classes, which look like words, are others each time."""

    loads = 0

    def get(self, path: str, default: Reply | None = None) -> Reply | None:  # type: ignore[override]
        """The answer, its classes made anew."""
        self.loads += 1
        held = super().get(path, default)
        return held and replace(held, body=held.body.replace(b"LOAD", b"abcdefghijklmnopqrst"[self.loads % 19 :][:5]))


@pytest.mark.parametrize(("mark", "selector"), [("LOAD", "h3 > a"), ("css-LOAD", "h3 > a"), ("headline", "a.headline")])
def test_no_selector_stands_on_classes_that_another_load_lacks(mark: str, selector: str) -> None:
    told = articles("en", "/story/{slug}-{number}", 16)
    form = f'<li><h3><a class="{mark}" href={{path}}>{{title}}</a><b><a href=/talk{{path}}>Talk of it</a></b></h3></li>'
    body = "".join(form.format(path=each.path, title=escape(each.title)) for each in told)
    seen = looked_at(Restless(pages(told, "The Quay") | {"/": page_of(f"<ul>{body}</ul>", "The Quay")}), HOME)
    (chosen,) = (each for each in seen.ranked if each.is_chosen)
    assert chosen.tried.route.selector == selector
    assert len(chosen.articles) == len(told)
