"""What a few pages that are read tell of the routes that were chosen."""

from dataclasses import replace

import pytest

from crawler.scout_reading import FOREIGN, LISTS
from pipeline.scouting_addresses import key_of
from service.drafted_patterns import parted
from service.drafting import guessed_name
from tests.desks import HOME, looked_at
from tests.scout_cases import BASE, items, short
from tests.scouted_sites import articles, as_reply, declared, front, page, pages, rss, shelled, sitemap
from tests.sites import Reply

TOLD = articles("en", "/posts/{slug}-{number}", 20)


def test_what_stands_beside_articles_in_a_feed_is_left_out() -> None:
    talks = articles("en", "/talks/{slug}", 6, first=300)
    replies = pages(TOLD, "The Quay") | short(talks, "Room 4.") | {"/": Reply(front(TOLD, "The Quay", declared("/f")))}
    seen = looked_at(replies | {"/f": as_reply(rss([*TOLD[:10], *talks, *TOLD[10:]], BASE, "The Quay"))})
    (chosen,) = (each for each in seen.ranked if each.is_chosen)
    assert chosen.tried.route.kind == "feed"
    assert {key_of(link.url) for link in chosen.articles} == {key_of(BASE + each.path) for each in TOLD}
    assert parted(seen.ranked) == ("", ("/talks/",))


def test_a_feed_of_many_desks_loses_none() -> None:
    told = [
        each for name in ("sea", "moor", "law", "arts") for each in articles("en", f"/{name}/{{slug}}-{{number}}", 6)
    ]
    replies = pages(told, "The Quay") | {"/": Reply(front(told, "The Quay", declared("/f")))}
    seen = looked_at(replies | {"/f": as_reply(rss(told, BASE, "The Quay"))})
    (chosen,) = (each for each in seen.ranked if each.is_chosen)
    assert len(chosen.articles) == len(told)


def test_a_parked_name_has_no_routes() -> None:
    offers = articles("en", "/offer/{slug}-{number}", 10)
    links = "".join(f'<li><a href="/go/{at}">Harbor lamps and barges, offer {at}</a></li>' for at in range(40))
    listed = {each.path: Reply(shelled(each.title, f"<ul>{links}</ul>")) for each in offers}
    seen = looked_at(listed | {"/": Reply(shelled("quay.example", f"<ul class='o'>{items(offers)}</ul>"))})
    assert not any(each.is_chosen for each in seen.ranked)
    assert LISTS in {each.why for each in seen.ranked}


@pytest.mark.parametrize("tongue", ["ru", "pl"])
def test_a_site_in_another_language_has_no_routes(tongue: str) -> None:
    text = {
        "ru": "Вчера утром через шлюз прошли баржи, сообщило управление порта. ",
        "pl": "Rano przez śluzę nie przepłynęły barki, które są w porcie, podał urząd. ",
    }[tongue]
    told = {each.path: page(each, "Quay") for each in TOLD}
    replies = {
        path: Reply(reply.body.replace(TOLD[at].text.encode(), (text * 20).encode()))
        for at, (path, reply) in enumerate(told.items())
    }
    seen = looked_at(replies | {"/": Reply(front(TOLD, "Quay"))})
    assert seen.is_foreign
    assert {each.why for each in seen.ranked} == {FOREIGN}


def test_a_feed_that_has_all_of_the_page_is_taken_before_it() -> None:
    own, other = articles("en", "/tide/{slug}-{number}", 20), articles("en", "/moor/{slug}-{number}", 8, first=300)
    feed = rss(own, BASE, "Tide")
    undated = b"".join(part.partition(b"</pubDate>")[2] or part for part in feed.split(b"<pubDate>"))
    replies = pages([*own, *other], "The Quay") | {
        "/tide/": Reply(front(own, "The Quay", declared("/tide/feed"))),
        "/tide/feed": as_reply(undated),
    }
    seen = looked_at(replies, f"{BASE}/tide/")
    assert [each.tried.route.kind for each in seen.ranked if each.is_chosen] == ["feed"]


def test_a_box_in_another_language_is_none_of_the_desk_though_the_whole_feed_has_it() -> None:
    own = articles("zh", "/archives/{number}", 10, 9)
    other = [replace(each, path=each.path.replace("77", "66")) for each in articles("en", "/archives/{number}", 10, 9)]
    every = [each for pair in zip(other, own, strict=True) for each in pair]
    head = declared("/feed", "All") + declared("/desk/feed", "Desk")
    body = front(own, "北屿", head, f'<aside class="all"><ul>{items(other[:8])}</ul></aside>', "zh")
    replies = pages(own, "北屿", "zh") | pages(other, "The Quay") | {"/desk/": Reply(body)}
    replies |= {"/feed": as_reply(rss(every[:10], BASE, "All")), "/desk/feed": as_reply(rss(own, BASE, "Desk"))}
    seen = looked_at(replies, f"{BASE}/desk/")
    assert [each.url.removeprefix(BASE) for each in seen.ranked if each.is_chosen] == ["/desk/feed"]


def test_how_a_reader_came_tells_no_articles_apart() -> None:
    told = articles("en", "/tide/article/3{number}/{slug}", 20)
    marked = front(told, "The Quay", declared("/f"))
    for each in told:
        marked = marked.replace(each.path.encode(), f"{each.path}?module=lead&amp;pgtype=section".encode())
    replies = pages(told, "The Quay") | {"/": Reply(marked), "/f": as_reply(rss(told, BASE, "The Quay"))}
    seen = looked_at(replies)
    assert [each.tried.route.kind for each in seen.ranked if each.is_chosen] == ["feed"]


def test_a_news_sitemap_tells_the_name_of_a_site_that_turns_crawlers_away() -> None:
    robots = Reply(f"Sitemap: {BASE}/news.xml\n".encode(), type="text/plain")
    seen = looked_at(
        {"/": Reply(status=403), "/robots.txt": robots, "/news.xml": as_reply(sitemap(TOLD, BASE, "Brio"))}
    )
    assert [each.tried.route.kind for each in seen.ranked if each.is_chosen] == ["news"]
    assert guessed_name(seen).value == "Brio"


def test_the_page_of_a_language_has_the_feeds_of_all_desks() -> None:
    desks = [articles("zh", f"/news/tc/{name}/{{number}}.htm", 12, first=at) for at, name in enumerate(("a", "b"))]
    head = declared("/a.xml", "本地") + declared("/b.xml", "國際")
    body = front(desks[0][:6], "北屿", head, language="zh")
    replies = pages([*desks[0], *desks[1]], "北屿", "zh") | {"/news/tc": Reply(body)}
    replies |= {f"/{name}.xml": as_reply(rss(told, BASE, name)) for name, told in zip("ab", desks, strict=True)}
    seen = looked_at(replies, f"{HOME}news/tc")
    assert sorted(each.url.removeprefix(HOME) for each in seen.ranked if each.is_chosen) == ["a.xml", "b.xml"]
