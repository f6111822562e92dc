"""A look at sites in many shapes: the routes that are taken, without a network."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desks import HOME, looked_at
from tests.scouted_sites import (
    APPEALS,
    CALENDAR,
    NOW,
    TAGS,
    Told,
    articles,
    as_reply,
    declared,
    front,
    index,
    packed,
    pages,
    rss,
    shelled,
    sitemap,
)
from tests.sites import Reply

BASE = HOME.rstrip("/")
Replies = dict[str, Reply]


def taken(replies: Replies, url: str = HOME) -> list[tuple[str, str]]:
    """The kind and the path of the routes that are taken."""
    return sorted(
        (each.tried.route.kind, each.url.removeprefix(BASE))
        for each in looked_at(replies, url).ranked
        if each.is_chosen
    )


def main_feed_is_not_declared() -> Replies:
    told = articles("en", "/news/{number}.html", 24)
    head = declared("/tech/feed", "Tech") + declared("/arts/feed", "Arts")
    return pages(told, "The Quay") | {
        "/": Reply(front(told, "The Quay", head)),
        "/tech/feed": as_reply(rss(told[::8], BASE, "Tech")),
        "/arts/feed": as_reply(rss(told[3::8], BASE, "Arts")),
        "/feed": as_reply(rss(told, BASE, "The Quay")),
    }


def old_posts_below_a_short_feed() -> Replies:
    told = articles("en", "/{slug}-{number}/", 40, hours=70)
    return pages(told, "The Quay") | {
        "/": Reply(front(told, "The Quay", declared("/feed"))),
        "/feed": as_reply(rss(told[:10], BASE, "The Quay")),
    }


def feeds_of_sections_reach_further() -> Replies:
    told = articles("en", "/{slash}/{slug}-{number}", 120, hours=1)
    head = declared("/feed") + "".join(declared(f"/s{at}/feed", f"Section {at}") for at in range(4))
    feeds = {f"/s{at}/feed": as_reply(rss(told[at::4][:20], BASE, f"Section {at}")) for at in range(4)}
    return (
        pages(told[:40], "The Quay")
        | feeds
        | {
            "/": Reply(front(told[:20], "The Quay", head)),
            "/feed": as_reply(rss(told[:20], BASE, "The Quay")),
        }
    )


def wordpress() -> Replies:
    told = articles("en", "/{slug}-{number}/", 30)
    posts = [f"{BASE}/post-sitemap.xml", f"{BASE}/page-sitemap.xml", f"{BASE}/category-sitemap.xml"]
    return pages(told, "The Quay") | {
        "/": Reply(
            front(told[:10], "The Quay", declared("/feed/") + declared("/comments/feed/", "The Quay » Comments Feed"))
        ),
        "/feed/": as_reply(rss(told[:10], BASE, "The Quay", f"<comments>{BASE}/x#comments</comments>")),
        "/comments/feed/": as_reply(rss(told[:10], BASE, "Comments for The Quay")),
        "/robots.txt": Reply(f"User-agent: *\nDisallow: /wp-admin/\nSitemap: {BASE}/sitemap_index.xml\n".encode()),
        "/sitemap_index.xml": as_reply(index(posts)),
        "/post-sitemap.xml": as_reply(sitemap(told, BASE)),
        "/page-sitemap.xml": as_reply(sitemap([], BASE, others=["/about/", "/contact/"])),
        "/category-sitemap.xml": as_reply(sitemap([], BASE, others=["/category/tech/", "/category/arts/"])),
    }


def months_behind_a_shell() -> Replies:
    new, old = articles("en", "/story/{slug}-{number}", 20), articles("en", "/story/{slug}-{number}", 20, 40, 300)
    return pages(new, "The Quay") | {
        "/": Reply(shelled("The Quay", '<div id="app"></div><script src="/a.js"></script>')),
        "/sitemap.xml": as_reply(
            index([f"{BASE}/map-{NOW - timedelta(days=60):%Y-%m}.xml", f"{BASE}/map-{NOW:%Y-%m}.xml.gz"])
        ),
        f"/map-{NOW - timedelta(days=60):%Y-%m}.xml": as_reply(sitemap(old, BASE)),
        f"/map-{NOW:%Y-%m}.xml.gz": as_reply(packed(sitemap(new, BASE)), "application/x-gzip"),
    }


def feed_in_another_language() -> Replies:
    told, other = articles("en", "/en/{number}"), articles("zh", "/zh/{number}", first=500)
    return pages(told, "The Quay") | {
        "/": Reply(front(told, "The Quay", declared("/zh/rss", "中文") + declared("/en/rss", "English"))),
        "/zh/rss": as_reply(rss(other, BASE, "码头报")),
        "/en/rss": as_reply(rss(told, BASE, "The Quay")),
    }


def feed_of_json() -> Replies:
    told = articles("en", "/a/{number}")
    items = [
        {"id": each.path, "url": BASE + each.path, "title": each.title, "date_published": each.at.isoformat()}
        for each in told
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "items": items}
    return pages(told, "The Quay") | {
        "/": Reply(front(told, "The Quay", declared("/feed.json", kind="application/feed+json"))),
        "/feed.json": as_reply(json.dumps(feed).encode(), "application/feed+json"),
    }


def feed_without_times() -> Replies:
    told = articles("zh", "/{day}/{number}.html")
    body = rss(told, BASE, "北屿日报")
    return pages(told, "北屿日报", "zh") | {
        "/": Reply(front(told, "北屿日报", declared("/rss.xml"), language="zh")),
        "/rss.xml": as_reply(b"".join(part.partition(b"</pubDate>")[2] or part for part in body.split(b"<pubDate>"))),
    }


def blocks_of_a_portal() -> Replies:
    told = articles("zh", "/n1/2026/1012/c1001-{number}.html", 60)

    def block(some: list[Told], form: str) -> str:
        return "".join(form.format(path=each.path, title=each.title) for each in some)

    links = "".join(f'<a href="/GB/{name}/">{name}</a>' for name in ("国际", "社会", "财经"))
    markup = (
        '<html><head><meta charset="gb2312"><title>北屿网</title></head><body>'
        f'<div class="nav">{links}</div>'
        f'<ul class="list_16 mt10">{block(told[:20], "<li><a href={path}>{title}</a></li>")}</ul>'
        f'<div class="hdNews">{block(told[20:30], "<h5><a href={path}>{title}</a></h5>")}</div>'
        f'<ul class="list_14">{block(told[30:], "<li><a href={path}>{title}</a></li>")}</ul>'
        f"{CALENDAR}{TAGS}</body></html>"
    )
    return pages(told, "北屿网", "zh", charset="gb2312") | {"/": Reply(markup.encode("gb18030"), type="text/html")}


def list_without_end() -> Replies:
    told = articles("en", "/item/{number}", 15)
    later = "".join(f'<a class="next" href="/?page={at}">Older stories on page number {at}</a>' for at in range(2, 40))
    return pages(told, "The Quay") | {"/": Reply(front(told, "The Quay", more=later + TAGS))}


def moved_by_itself() -> Replies:
    told = articles("zh", "/c/{day}/{number}.htm")
    return pages(told, "北屿日报", "zh") | {
        "/": Reply(b'<html><head><meta http-equiv="refresh" content="0; url=/index2.htm"></head></html>'),
        "/index2.htm": Reply(front(told, "北屿日报", language="zh")),
    }


def news_in_the_usual_place() -> Replies:
    told = articles("en", "/{slug}-{number}", 40, hours=1)
    return pages(told, "The Quay") | {
        "/": Reply(shelled("The Quay", '<div id="root"></div><script src="/a.js"></script>')),
        "/news-sitemap.xml": as_reply(sitemap(told, BASE, "The Quay")),
    }


def sitemap_of_a_sister() -> Replies:
    told = articles("en", "/{slug}-{number}")
    return pages(told, "The Quay") | {
        "/": Reply(front(told, "The Quay")),
        "/robots.txt": as_reply(f"Sitemap: {BASE}/news.xml".encode(), "text/plain"),
        "/news.xml": as_reply(sitemap(articles("en", "/{number}", 30, 1), "https://sister.example", "The Sister")),
    }


def channel_with_a_dot() -> Replies:
    told, others = articles("en", "/lock.keepers/{slug}-{number}", 10), articles("en", "/arts/{slug}-{number}", 30)
    shown = front(told, "Lock Keepers - The Quay", declared("/rss") + declared("/lock.keepers/rss"))
    return pages([*told, *others], "The Quay") | {
        "/": Reply(shown),
        "/lock.keepers/": Reply(shown),
        "/rss": as_reply(rss([*told[:3], *others], BASE, "The Quay")),
        "/lock.keepers/rss": as_reply(rss(told, BASE, "The Quay")),
    }


def paper_of_the_day() -> Replies:
    told = articles("zh", "/html/{day}/content_{number}.htm")
    return pages(told, "北屿日报", "zh") | {
        "/": Reply(status=302, headers=(("Location", f"/html/{NOW:%Y-%m/%d}/node_2.htm"),)),
        f"/html/{NOW:%Y-%m/%d}/node_2.htm": Reply(front(told, "北屿日报", language="zh")),
    }


def feed_of_jobs() -> Replies:
    told, jobs = articles("en", "/{slug}-{number}", 20), articles("en", "/post/{number}", 20, 5, 500)
    bare = Reply(shelled("The Quay", "<h1>Lock keeper</h1><p>Full time</p>"))
    return (
        pages(told, "The Quay")
        | {each.path: bare for each in jobs}
        | {
            "/": Reply(front(told, "The Quay", declared("/news/rss") + declared("/posts/rss"))),
            "/news/rss": as_reply(rss(told, BASE, "The Quay")),
            "/posts/rss": as_reply(rss(jobs, BASE, "The Quay")),
        }
    )


def feed_that_left() -> Replies:
    told = articles("en", "/a/{number}")
    return pages(told, "The Quay") | {
        "/": Reply(front(told, "The Quay", declared("/feed"))),
        "/feed": Reply(status=302, headers=(("Location", "https://feeds.service.example/quay"),)),
        "https://feeds.service.example/quay": as_reply(rss(told, BASE, "The Quay")),
    }


def cards_of_a_build() -> Replies:
    told = articles("en", "/{slug}-{number}")
    item = '<div class="css-1x2y3z"><a class="Card_link__x7Fh2" href="{path}"><img><h2>{title}</h2></a></div>'
    return pages(told, "The Quay") | {"/": Reply(front(told, "The Quay", item=item))}


SHAPES: list[tuple[Callable[[], Replies], list[tuple[str, str]]]] = [
    (main_feed_is_not_declared, [("feed", "/feed")]),
    (old_posts_below_a_short_feed, [("feed", "/feed")]),
    (feeds_of_sections_reach_further, [("feed", "/feed")]),
    (wordpress, [("feed", "/feed/")]),
    (months_behind_a_shell, [("sitemap", "/sitemap.xml")]),
    (feed_in_another_language, [("feed", "/en/rss")]),
    (feed_of_json, [("feed", "/feed.json")]),
    (feed_without_times, [("feed", "/rss.xml")]),
    (blocks_of_a_portal, [("section", "/")]),
    (list_without_end, [("section", "/")]),
    (moved_by_itself, [("section", "/index2.htm")]),
    (news_in_the_usual_place, [("news", "/news-sitemap.xml")]),
    (sitemap_of_a_sister, [("section", "/")]),
    (paper_of_the_day, [("section", "/")]),
    (feed_of_jobs, [("feed", "/news/rss")]),
    (feed_that_left, [("feed", "/feed")]),
    (cards_of_a_build, [("section", "/")]),
]


@pytest.mark.parametrize(("shape", "expected"), SHAPES, ids=[each[0].__name__ for each in SHAPES])
def test_the_right_routes_are_taken(shape: Callable[[], Replies], expected: list[tuple[str, str]]) -> None:
    assert taken(shape()) == expected


def test_all_articles_of_a_portal_are_named() -> None:
    chosen = next(each for each in looked_at(blocks_of_a_portal()).ranked if each.is_chosen)
    assert (len(chosen.articles), len(chosen.tried.links)) == (60, 60)


def test_a_channel_with_a_dot_in_its_name_is_given() -> None:
    assert taken(channel_with_a_dot(), f"{BASE}/lock.keepers/") == [("feed", "/lock.keepers/rss")]


def test_a_section_page_is_given() -> None:
    told = articles("en", "/tech/{slug}-{number}")
    replies = pages(told, "The Quay") | {"/tech/": Reply(front(told, "Tech - The Quay"))}
    assert taken(replies, f"{BASE}/tech/") == [("section", "/tech/")]


BODIES = st.sampled_from(
    [
        b"",
        b"<rss><channel><item><link>/a/12345</link></item></channel></rss>",
        b"<urlset><url><loc>x</loc></url></urlset>",
        b"<sitemapindex><sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>",
        b"{}",
        b"\x1f\x8b\x08",
        b"\xff\xfe<\x00",
        front(articles("zh", "/{day}/{number}.html", 4), "x", declared("/feed")),
        APPEALS["en"].encode(),
    ]
)


@settings(max_examples=30)
@given(
    st.dictionaries(st.sampled_from(["/", "/feed", "/rss", "/sitemap.xml", "/robots.txt", "/news-sitemap.xml"]), BODIES)
)
def test_any_site_is_looked_at(drawn: dict[str, bytes]) -> None:
    found = looked_at({path: Reply(body, type="") for path, body in drawn.items()})
    assert all(each.why for each in found.ranked)
