"""A look at pages that show more than one kind of link: what is taken of them."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pytest

from tests.desks import HOME, looked_at
from tests.scout_cases import BASE, Case, check, items, page_of, short
from tests.scouted_sites import PLACES_EN, Told, articles, as_reply, declared, front, pages, rss
from tests.sites import Reply


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
]


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.__name__)
def test_what_is_taken_of_many_kinds(made: Callable[[], Case]) -> None:
    check(made())


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
