"""A look at pages that list doubles of their articles, other kinds of pages, boxes in another language."""

from collections.abc import Callable
from functools import partial
from itertools import chain, zip_longest

import pytest

from pipeline.scouting_addresses import key_of
from pipeline.scouting_refused import is_refused
from service.drafted_patterns import parted
from tests.desks import looked_at
from tests.scout_cases import BASE, Case, is_kept, items, page_of, short
from tests.scouted_sites import Told, articles, as_reply, declared, front, page, pages, rss
from tests.sites import Reply

STUB = "Seven questions."


def mixed(told: list[Told], others: list[Told], every: int = 4) -> list[Told]:
    """The others among the articles, one behind so many of them."""
    groups = [told[at : at + every] for at in range(0, len(told), every)]
    return [each for group, one in zip_longest(groups, others) for each in [*(group or []), *([one] if one else [])]]


def of_sections(names: tuple[str, ...], count: int = 6, form: str = "/{name}/{{slug}}-{{number}}") -> list[Told]:
    lists = [articles("en", form.format(name=name), count, first=at * count) for at, name in enumerate(names)]
    return list(chain.from_iterable(zip(*lists, strict=True)))


def kinds(names: tuple[str, ...], count: int = 2) -> list[Told]:
    made = [articles("en", f"/{name}/{{slug}}-{{number}}", count, first=300 + at * 10) for at, name in enumerate(names)]
    return list(chain.from_iterable(made))


def kinds_in_one_list() -> Case:
    told = articles("en", "/read/{slug}-{number}", 32)
    others = kinds(("trivia", "lookout", "brandroom"))
    replies = pages(told, "The Quay") | short(others, STUB) | {"/": Reply(front(mixed(told, others), "The Quay"))}
    return Case(replies, told, [("section", "/")])


def kinds_amid_articles_of_many_sections() -> Case:
    told = of_sections(("world", "sport", "money", "arts", "law", "sea"))
    others = kinds(("trivia", "quizzes", "sponsored-content"), 3)
    replies = pages(told, "The Quay") | short(others, STUB) | {"/": Reply(front(mixed(told, others), "The Quay"))}
    return Case(replies, told, [("section", "/")], recall=1.0)


def live_blogs_that_say_so() -> Case:
    told = articles("en", "/read/{slug}-{number}", 30)
    others = kinds(("minutes",), 5)
    said = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "x"}</script>'
    replies = pages(told, "The Quay") | pages(others, "The Quay", more=said)
    return Case(replies | {"/": Reply(front(mixed(told, others), "The Quay"))}, told, [("section", "/")])


def articles_that_say(data: str, kind: str = "ld+json") -> Case:
    """Articles of a desk whose pages have data in a script."""
    told = articles("en", "/read/{slug}-{number}", 30)
    others = articles("en", "/life/{slug}-{number}", 6, first=300)
    said = f'<script type="application/{kind}">{data}</script>'
    replies = pages(told, "The Quay") | pages(others, "The Quay", more=said)
    body = front(mixed(told, others), "The Quay")
    return Case(replies | {"/": Reply(body)}, [*told, *others], [("section", "/")], recall=1.0)


def articles_that_hold_a_quiz() -> Case:
    return articles_that_say('{"@type": "NewsArticle", "hasPart": {"@type": "Quiz"}}')


def articles_beside_the_data_of_a_live_blog() -> Case:
    return articles_that_say('{"next": [{"@type": "LiveBlogPosting", "url": "/live/1"}]}', "json")


def reports_below_a_film() -> Case:
    told = articles("en", "/read/{slug}-{number}", 30)
    films = articles("en", "/watch/{slug}-{number}", 6, first=300)
    shown = {
        path: Reply(reply.body.replace(b'content="article"', b'content="video.other"'))
        for path, reply in pages(films, "The Quay").items()
    }
    replies = pages(told, "The Quay") | shown | {"/": Reply(front(mixed(told, films), "The Quay"))}
    return Case(replies, [*told, *films], [("section", "/")], recall=1.0)


def english_list_below_a_chinese_menu() -> Case:
    told, others = articles("en", "/a/{number}.html", 20), articles("zh", "/z/{number}.html", 3, first=300)
    menu = "".join(f'<a href="/m{at}">港务频道导航第{at}页</a>' for at in range(30))
    body = (
        f'<nav>{menu}</nav><div class="l"><ul>{items(told)}</ul></div><div class="hot"><ul>{items(others)}</ul></div>'
    )
    replies = pages(told, "The Quay") | pages(others, "The Quay", "zh")
    return Case(
        replies | {"/": page_of(body + f"<footer>{'版权所有港务集团' * 25}</footer>", "The Quay")},
        [*told, *others],
        [("section", "/")],
        recall=0.85,
    )


def latin_headlines_on_chinese_pages() -> Case:
    told = articles("zh", "/a/{number}.html", 18)
    names = [
        Told(each.path, f"OpenAI GPT-{at} Turbo vs Claude Opus {at}", each.at, each.text)
        for at, each in enumerate(articles("zh", "/a/{number}.html", 6, first=300))
    ]
    body = f'<div class="l"><ul>{items(told)}</ul></div><div class="ai"><ul>{items(names)}</ul></div>'
    every = [*told, *names]
    return Case(pages(every, "北屿网", "zh") | {"/": page_of(body)}, every, [("section", "/")], recall=1.0)


def flashes_and_pages_that_refuse() -> Case:
    told = articles("en", "/world/{slug}-{number}", 20)
    flashes = articles("en", "/flash/{slug}-{number}", 6, first=100)
    gone = articles("en", "/agency/{slug}-{number}", 4, first=200)
    brief = [Told(each.path, each.title, each.at, each.text[:60]) for each in flashes]
    every = [*told, *flashes, *gone]
    replies = pages([*told, *brief], "The Quay") | {"/": Reply(front(mixed(told, [*flashes, *gone], 2), "The Quay"))}
    return Case(replies, every, [("section", "/")], recall=1.0)


def versions(form: str, item: str, count: int = 20) -> Case:
    """A list of which each item, or a box, leads to another version too."""
    told = articles("en", "/news/{number}-{slug}", count)
    markup = "".join(
        item.format(path=each.path, title=each.title, other=form.format(path=each.path, number=77000 + at))
        for at, each in enumerate(told)
    )
    copies = {form.format(path=each.path, number=77000 + at): page(each, "The Quay") for at, each in enumerate(told)}
    body = f'<main><div class="river">{markup}</div></main>'
    return Case(
        pages(told, "The Quay") | copies | {"/": page_of(body, "The Quay")}, told, [("section", "/")], recall=1.0
    )


INSIDE = '<div class="e"><a class="hd" href="{path}">{title}</a> <a class="hd" href="{other}">{title}</a></div>'
TOOLS = '<div class="e"><h3><a href="{path}">{title}</a></h3><a class="t" href="{other}">Print</a></div>'
VERSIONS = {
    "amp before": ("/amp{path}", INSIDE),
    "amp behind": ("{path}/amp", INSIDE),
    "query": ("{path}?output=amp", INSIDE),
    "ending": ("{path}.print", INSIDE),
    "host": ("https://amp.quay.example{path}", INSIDE),
    "no known word": ("/leicht{path}", INSIDE),
    "number alone": ("/printer.php?id={number}", INSIDE),
    "tools": ("/druck{path}", TOOLS),
}


def box_in_english(count: int, channel: str = "/chinese/", form: str = "") -> Case:
    told = articles("zh", (form or "/chinese/{{slash}}/content_{number}.htm").replace("{{slash}}", "{slash}"), 20)
    world = articles("en", form or "/world/{slash}/content_{number}.htm", count, first=300)
    body = f'<div class="lft"><ul>{items(told)}</ul></div><div class="most"><h3>Most read</h3>{items(world)}</div>'
    replies = pages(told, "Portal", "zh") | pages(world, "Portal")
    head = declared("/rss/english.xml", "Portal")
    replies |= {channel: page_of(body, "Portal", head), "/rss/english.xml": as_reply(rss(world, BASE, "Portal"))}
    return Case(replies, told, [("section", channel)], channel, recall=1.0)


CASES: dict[str, Callable[[], Case]] = {
    "kinds in one list": kinds_in_one_list,
    "kinds amid articles of many sections": kinds_amid_articles_of_many_sections,
    "live blogs": live_blogs_that_say_so,
    "articles that hold a quiz": articles_that_hold_a_quiz,
    "Latin headlines on Chinese pages": latin_headlines_on_chinese_pages,
    "reports below a film": reports_below_a_film,
    "articles beside the data of a live blog": articles_beside_the_data_of_a_live_blog,
    "an English list below a Chinese menu": english_list_below_a_chinese_menu,
    "flashes and pages that refuse": flashes_and_pages_that_refuse,
    **{f"versions: {name}": partial(versions, form, item) for name, (form, item) in VERSIONS.items()},
    "a box in English": partial(box_in_english, 10),
    "a box in English that outweighs the list": partial(box_in_english, 40),
    "a box in English in addresses of the same shape": partial(box_in_english, 12, form="/a/{number}.html"),
    "a box in English on a front page": partial(box_in_english, 12, "/", "/a/{number}.html"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_stands_beside_articles(name: str) -> None:
    case = CASES[name]()
    seen = looked_at(case.replies, BASE + case.given)
    chosen = [each for each in seen.ranked if each.is_chosen]
    routes = sorted((each.tried.route.kind, each.url.removeprefix(BASE)) for each in chosen)
    assert routes == case.routes, [(each.url, each.tried.route.selector, each.why) for each in seen.ranked]
    keep, refuse = parted(chosen)
    told = [(each.tried.route.selector, keep, refuse) for each in chosen]
    links = {link.url for each in chosen for link in each.tried.links}
    given = {key_of(url) for url in links if (not keep or is_kept(keep, url)) and not is_refused(refuse, (url,))}
    right = {key_of(BASE + each.path) for each in case.right}
    assert len(given & right) >= case.recall * len(right), told
    assert len(given - right) <= 0.05 * len(given), (told, sorted(given - right)[:3])
    assert len(seen.asked) <= 60
