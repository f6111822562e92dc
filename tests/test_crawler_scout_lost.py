"""Sites of which a look loses the articles, or takes what is none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.scouted import Scouted
from pipeline.scouting_addresses import key_of
from pipeline.scouting_refused import is_refused
from service.drafted_patterns import parted
from tests.desks import HOME, looked_at
from tests.scout_cases import BASE, is_kept, items, page_of, short
from tests.scouted_sites import NOW, Told, articles, as_reply, declared, front, pages, rss
from tests.sites import Reply

NEWS = articles("en", "/news/{slug}-{number}", 14)
DESKS = ("sea", "moor", "law", "arts", "food", "tech")


def urls_of(seen: Scouted) -> set[str]:
    """The paths that a crawl by the file would follow."""
    keep, refuse = parted(seen.ranked)
    urls = {link.url for each in seen.ranked if each.is_chosen for link in each.tried.links}
    return {
        url.removeprefix(BASE) for url in urls if (not keep or is_kept(keep, url)) and not is_refused(refuse, (url,))
    }


def paths(told: list[Told]) -> set[str]:
    return {each.path for each in told}


def turns(told: list[Told], others: list[Told]) -> list[Told]:
    return [each for at in range(max(len(told), len(others))) for each in (*told[at : at + 1], *others[at : at + 1])]


@pytest.mark.parametrize("step", ["video", "live", "gallery"])
def test_films_that_are_a_quarter_of_one_list_do_not_lose_it(step: str) -> None:
    told = [
        each
        for at, name in enumerate(DESKS)
        for each in articles("en", f"/{name}/{{slug}}-{{number}}", 4, first=at * 20)
    ]
    films = articles("en", f"/{step}/{{slug}}-{{number}}", 9, first=300)
    body = front(turns(told, films), "The Quay")
    seen = looked_at(pages(told, "The Quay") | short(films, "Watch.") | {"/": Reply(body)})
    assert urls_of(seen) == paths(told)


@pytest.mark.parametrize("last", ["comments", "discussion"])
def test_the_link_to_the_comments_beside_each_headline_does_not_lose_the_list(last: str) -> None:
    item = f'<li class="story"><a href="{{path}}">{{title}}</a> <a class="cm" href="{{path}}/{last}">12</a></li>'
    seen = looked_at(pages(NEWS, "The Quay") | {"/": Reply(front(NEWS, "The Quay", item=item))})
    assert urls_of(seen) == paths(NEWS)


def test_what_a_feed_leaves_out_does_not_come_back_by_the_page() -> None:
    talks = articles("en", "/talks/{slug}", 6, first=300)
    told = [*NEWS[:6], *talks, *NEWS[6:]]
    replies = pages(NEWS, "The Quay") | short(talks, "Room 4.")
    seen = looked_at(
        replies | {"/": Reply(front(told, "The Quay", declared("/f"))), "/f": as_reply(rss(told, BASE, "The Quay"))}
    )
    assert urls_of(seen) == paths(NEWS)


def test_five_articles_in_french_are_no_foreign_site() -> None:
    text = "Le ministère des marées a compté chaque barge qui est passée au matin de la foire, et en a trouvé plus. "
    french = [
        replace(each, title="Le port de Marlow compte quarante barges de plus", text=text * 5)
        for each in articles("en", "/fr/{slug}-{number}", 5, hours=0.5)
    ]
    told = articles("en", "/en/{slug}-{number}", 20, first=6)
    replies = pages([*french, *told], "The Quay") | {"/": Reply(front(told, "The Quay", declared("/f")))}
    seen = looked_at(replies | {"/f": as_reply(rss([*french, *told], BASE, "The Quay"))})
    assert not seen.is_foreign
    assert paths(told) <= urls_of(seen)


def test_the_desk_of_a_place_is_no_language() -> None:
    own = articles("en", "/news/hk/{slug}-{number}", 15)
    told = turns(own, articles("en", "/news/moor/{slug}-{number}", 15, first=15))
    replies = pages(told, "The Quay") | {
        "/news/hk/": Reply(front(own, "The Quay", declared("/f"))),
        "/f": as_reply(rss(told, BASE, "The Quay")),
    }
    assert urls_of(looked_at(replies, f"{HOME}news/hk/")) == paths(own)


def test_the_feed_of_all_is_not_taken_for_a_channel_whose_articles_lie_among_others() -> None:
    own = articles("en", "/article/{number}", 12)
    others = [
        replace(each, at=NOW - timedelta(hours=3.3 * (at + 1)))
        for at, each in enumerate(articles("en", "/article/{number}", 18, first=20))
    ]
    told = sorted([*own, *others], key=lambda each: each.at, reverse=True)
    replies = pages(told, "The Quay") | {
        "/tide/": Reply(front(own, "The Quay", declared("/f"))),
        "/f": as_reply(rss(told, BASE, "The Quay")),
    }
    assert urls_of(looked_at(replies, f"{HOME}tide/")) == paths(own)


def test_three_links_elsewhere_do_not_lose_what_is_kept_below_archives() -> None:
    told, others = articles("en", "/archives/{number}", 16), articles("en", "/news/{slug}-{number}", 3, first=200)
    body = front(told, "The Quay", more=f'<div class="o"><ul>{items(others)}</ul></div>')
    assert paths(told) <= urls_of(looked_at(pages([*told, *others], "The Quay") | {"/": Reply(body)}))


@pytest.mark.parametrize("step", ["login", "challenge", "shell"])
def test_a_desk_whose_pages_show_a_login_or_a_challenge_or_nothing_tells_nothing(step: str) -> None:
    body = {
        "login": "<title>Log in</title><form><input type=password></form><p>Log in to go on</p>",
        "challenge": "<title>Just a moment...</title><p>Checking your browser</p>",
        "shell": '<title>Quay</title><div id="root"></div><script src="/a.js"></script>',
    }[step]
    desk = articles("en", "/premium/{slug}-{number}", 6, first=300)
    told = [*NEWS[:6], *desk, *NEWS[6:]]
    replies = pages(NEWS, "The Quay") | {each.path: Reply(f"<html>{body}</html>".encode()) for each in desk}
    replies |= {"/": Reply(front(NEWS, "The Quay", declared("/f"))), "/f": as_reply(rss(told, BASE, "The Quay"))}
    assert urls_of(looked_at(replies)) == paths(told)


def test_two_flashes_with_their_time_on_the_page_tell_nothing_of_the_others() -> None:
    news = articles("zh", "/news/{number}.html", 14)
    flashes = [
        replace(each, at=news[at].at) for at, each in enumerate(articles("zh", "/kuaixun/{number}.html", 8, first=20))
    ]
    told = turns(news, flashes)
    brief = {
        each.path: page_of(
            f'<h1>{each.title}</h1><span class="time">{each.at:%Y-%m-%d %H:%M}</span><p>集市今早开始，价格未变。</p>',
            each.title,
        )
        for each in (flashes[0], flashes[4])
    }
    replies = pages(told, "北屿", "zh") | brief | {"/": Reply(front(news, "北屿", declared("/f"), language="zh"))}
    assert urls_of(looked_at(replies | {"/f": as_reply(rss(told, BASE, "北屿"))})) == paths(told)


def test_one_headline_that_is_shown_does_not_lose_all_that_is_read_aloud() -> None:
    name = "北屿港务局公布驳船记录"
    told = [
        replace(each, title=f"{name} 集市当天{at}艘过闸") for at, each in enumerate(articles("zh", "/n/{number}", 20))
    ]
    listed = items(told, '<li><a href="{path}" aria-label="{title}"><img src="/a.jpg"></a></li>')
    body = f'<h2><a href="/column/barges">{name}</a></h2><ul class="b">{listed}</ul>'
    assert urls_of(looked_at(pages(told, "北屿", "zh") | {"/": page_of(body)})) == paths(told)


@pytest.mark.parametrize(
    "said",
    [
        '[{"@type":["LiveBlogPosting","NewsArticle"]}]',
        '[{"@type":"BlogPosting"},{"@type":"Quiz"}]',
        '[{"@type":"http://schema.org/NewsArticle"},{"@type":"Quiz"}]',
        '{"@type":"WebPage","mainEntity":{"@type":"ItemList","itemListElement":[{"@type":"LiveBlogPosting"}]}}',
    ],
)
def test_an_article_may_hold_a_quiz_whatever_it_is_called(said: str) -> None:
    desk = articles("en", "/zine/{slug}-{number}", 6, first=300)
    script = f'<script type="application/ld+json">{said}</script>'
    replies = pages(NEWS, "The Quay") | pages(desk, "The Quay", more=script)
    seen = looked_at(replies | {"/": Reply(front([*NEWS, *desk], "The Quay"))})
    assert urls_of(seen) == paths([*NEWS, *desk])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/view/20261130?no=7", "/view/20261130?no=8"),
        ("/epaper/20261130/?art=a-b", "/epaper/20261130/?art=c-d"),
        ("/channel/1000123/detail?newsno=77", "/channel/1000123/detail?newsno=78"),
        ("/202611/view?idx=771", "/202611/view?idx=772"),
        ("/news/123456?lang=en", "/news/123456?lang=zh"),
    ],
)
def test_two_articles_behind_one_number_are_two(one: str, other: str) -> None:
    assert key_of(BASE + one) != key_of(BASE + other)
