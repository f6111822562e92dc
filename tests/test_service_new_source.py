"""`new` and `try` as a user meets them: the real commands against sites on this machine, in a dozen shapes."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.errors import ConfigError
from config.nodes import text_of
from config.source import Source, parse_source
from service.new_source import Wish, run_new
from tests.commanding import run
from tests.scouted_sites import (
    CALENDAR,
    TAGS,
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
from tests.sites import Reply, Site


def looked(site: Site, sources: Path, path: str = "/", *options: str) -> dict[str, Any]:
    """What `new --json` tells of a page of a site."""
    return run("new", site.url(path), "--json", *options, sources=sources).told


def taken(told: dict[str, Any]) -> list[tuple[str, str]]:
    """The kind and the path of the routes that were taken."""
    return sorted((each["kind"], "/" + each["url"].split("/", 3)[3]) for each in told["routes"] if each["taken"])


Shape = Callable[[Site], None]


def plain_feed(site: Site) -> None:
    told = articles("en", "/{slash}/{slug}/")
    base = site.url("").rstrip("/")
    site.pages |= pages(told, "The Quay")
    site.pages["/"] = Reply(front(told, "The Quay", declared("/feed.rss")))
    site.pages["/feed.rss"] = as_reply(rss(told, base, "The Quay"))


def several_feeds(site: Site) -> None:
    told = articles("en", "/news/{number}.html", 20)
    base = site.url("").rstrip("/")
    site.pages |= pages(told, "The Quay")
    head = (
        declared("/comments/feed", "The Quay » Comments Feed")
        + declared("/world/feed", "World")
        + declared("/feed", "The Quay")
    )
    head += declared("/pod.xml", "The Quay in sound")
    site.pages["/"] = Reply(front(told, "The Quay", head, TAGS + CALENDAR))
    site.pages["/comments/feed"] = as_reply(rss(told, base, "Comments for The Quay"))
    site.pages["/world/feed"] = as_reply(rss(told[::4], base, "World - The Quay"))
    site.pages["/feed"] = as_reply(rss(told, base, "The Quay"))
    sound = '<enclosure url="/a.mp3" type="audio/mpeg" length="1"/>'
    episodes = articles("en", "/sound/{number}", 30)
    site.pages["/pod.xml"] = as_reply(rss(episodes, base, "The Quay in sound", sound))


def undeclared_as_html(site: Site) -> None:
    told = articles("zh", "/{day}/c{number}.html")
    base = site.url("").rstrip("/")
    site.pages |= pages(told, "北屿日报", "zh")
    site.pages["/"] = Reply(front(told, "北屿日报", language="zh"))
    site.pages["/feed"] = Reply(b"<!DOCTYPE html><html><body><h1>404</h1><a href='/'>home</a></body></html>")
    site.pages["/rss.xml"] = Reply(rss(told, base, "北屿日报", zone="+0800"), type="text/html")


def redirected(site: Site) -> None:
    plain_feed(site)
    base = site.url("").rstrip("/")
    body = site.pages.pop("/feed.rss")
    site.pages["/feed.rss"] = Reply(status=301, headers=(("Location", f"{base}/feeds/all"),))
    site.pages["/feeds/all"] = body


def news_behind_robots(site: Site) -> None:
    told = articles("en", "/{slash}/{slug}", 30, hours=1)
    base = site.url("").rstrip("/")
    site.pages |= pages(told, "The Quay")
    site.pages["/"] = Reply(front(told[:8], "The Quay"))
    site.pages["/robots.txt"] = Reply(
        f"User-agent: *\nDisallow: /admin\n\nSitemap: {base}/maps/index.xml\n".encode(), type="text/plain"
    )
    old = articles("en", "/{slash}/{slug}", 50, hours=24, first=200)
    site.pages["/maps/index.xml"] = as_reply(
        index([f"{base}/maps/pages.xml.gz", f"{base}/maps/news.xml"]), "application/xml"
    )
    site.pages["/maps/pages.xml.gz"] = as_reply(packed(sitemap(old, base)), "application/gzip")
    site.pages["/maps/news.xml"] = as_reply(sitemap(told, base, "The Quay"), "application/xml")


def gb_section(site: Site) -> None:
    told = articles("zh", "/html/{day}/content_{number}.htm", 15)
    site.pages |= pages(told, "芯讯在线", "zh", charset="gb2312")
    item = '<tr><td class="newslist">·<a href="{path}">{title}</a></td></tr>'
    body = front(told, "芯讯在线", language="zh", more=CALENDAR, item=item).replace(
        b'charset="utf-8"', b'charset="gb2312"'
    )
    body = body.replace(b'<ul class="stories">', b"<table>").replace(b"</ul></main>", b"</table></main>")
    site.pages["/"] = Reply(body, type="text/html; charset=gb2312")  # a wrong label: the bytes are UTF-8


def shell(site: Site) -> None:
    told = articles("en", "/story/{slug}", 12)
    base = site.url("").rstrip("/")
    site.pages |= pages(told, "The Quay")
    site.pages["/"] = Reply(shelled("The Quay", '<div id="root"></div><script src="/app.js"></script>'))
    site.pages["/sitemap.xml"] = as_reply(sitemap(told, base, others=["/about", "/contact"]), "application/xml")


def page_of_feeds(site: Site) -> None:
    told = articles("en", "/a/{number}", 24)
    base = site.url("").rstrip("/")
    site.pages |= pages(told, "The Quay")
    site.pages["/"] = Reply(front(told[:9], "The Quay", more='<a href="/rss/">RSS</a>'))
    site.pages["/rss/"] = Reply(
        b'<html><body><h1>Our feeds</h1><a href="all.xml">Everything</a> <a href="/rss/tech.xml">Tech</a></body></html>'
    )
    site.pages["/rss/all.xml"] = as_reply(rss(told, base, "The Quay"))
    site.pages["/rss/tech.xml"] = as_reply(rss(told[::5], base, "The Quay: Tech"))


def frozen_feed(site: Site) -> None:
    told = articles("en", "/{slash}/{slug}/", 14)
    old = articles("en", "/{slash}/{slug}/", 14, hours=24, first=400)
    base = site.url("").rstrip("/")
    site.pages |= pages(told, "The Quay")
    site.pages["/"] = Reply(front(told, "The Quay", declared("/feed.rss"), TAGS))
    site.pages["/feed.rss"] = as_reply(rss(old, base, "The Quay"))


def sections_behind_a_front(site: Site) -> None:
    told = articles("en", "/world/{slug}", 9)
    site.pages |= pages(told, "The Quay")
    site.pages["/"] = Reply(front([], "The Quay"))
    site.pages["/world/"] = Reply(front(told, "World - The Quay"))


SHAPES: list[tuple[Shape, list[tuple[str, str]], str]] = [
    (plain_feed, [("feed", "/feed.rss")], "en"),
    (several_feeds, [("feed", "/feed")], "en"),
    (undeclared_as_html, [("feed", "/rss.xml")], "zh"),
    (redirected, [("feed", "/feeds/all")], "en"),
    (news_behind_robots, [("news", "/maps/news.xml")], "en"),
    (gb_section, [("section", "/")], "zh"),
    (shell, [("sitemap", "/sitemap.xml")], "en"),
    (page_of_feeds, [("feed", "/rss/all.xml")], "en"),
    (frozen_feed, [("section", "/")], "en"),
    (sections_behind_a_front, [("section", "/world/")], "en"),
]


@pytest.mark.parametrize(("shape", "expected", "language"), SHAPES, ids=[each[0].__name__ for each in SHAPES])
def test_the_right_routes_are_taken(
    tmp_path: Path, shape: Shape, expected: list[tuple[str, str]], language: str
) -> None:
    with Site() as site:
        shape(site)
        told = looked(site, tmp_path / "own")
    assert taken(told) == expected
    assert told["source"]["language"] == language
    path = Path(told["written"][0])
    source: Source = parse_source(text_of(path), path)
    assert source.allow_private
    assert all(each["outcome"] == "read" for each in told["articles"])


def data_in_the_page(site: Site) -> None:
    told = articles("en", "/story/{number}", 12)
    site.pages |= pages(told, "The Quay")
    items = [{"id": 1, "headline": each.title, "href": each.path, "publishedAt": each.at.isoformat()} for each in told]
    data = json.dumps({"props": {"pageProps": {"feed": items}, "menu": [{"href": "/about", "text": "About"}] * 4}})
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    site.pages["/"] = Reply(shelled("The Quay", f'<div id="__next"></div>{script}'))


def list_behind_a_script(site: Site) -> None:
    told = articles("zh", "/detail/{number}", 12)
    site.pages |= pages(told, "北屿日报", "zh")
    items = [{"url": site.url(each.path), "title": each.title, "ctime": int(each.at.timestamp())} for each in told]
    site.pages["/api/roll?page=1"] = as_reply(json.dumps({"result": {"data": items}}).encode(), "application/json")
    script = '<div id="app"></div><script>fetch("/api/roll?page=1").then(show)</script>'
    site.pages["/"] = Reply(shelled("北屿日报", script))


@pytest.mark.parametrize(
    ("shape", "expected"),
    [(data_in_the_page, [("api", "/")]), (list_behind_a_script, [("api", "/api/roll?page=1")])],
)
def test_lists_in_json_are_found(tmp_path: Path, shape: Shape, expected: list[tuple[str, str]]) -> None:
    with Site() as site:
        shape(site)
        told = looked(site, tmp_path / "own")
    assert taken(told) == expected
    assert told["routes"][0]["articles"] == 12
    assert told["routes"][0]["times"] == 1
    assert told["messages"] == []  # not that there are no links


def refused_by_robots(site: Site) -> None:
    plain_feed(site)
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", type="text/plain")


def turned_away(site: Site) -> None:
    site.pages["/"] = Reply(b"<html><title>403 Forbidden</title></html>", status=403)


def without_end(site: Site) -> None:
    site.pages["/"] = Reply(status=302, headers=(("Location", "/"),))


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (refused_by_robots, "robots.txt refuses it to crawlers"),
        (turned_away, "answered 403"),
        (without_end, "without end"),
    ],
)
def test_what_is_in_the_way_is_said(tmp_path: Path, shape: Shape, message: str) -> None:
    with Site() as site:
        shape(site)
        ended = run("new", site.url(), sources=tmp_path / "own")
    assert ended.code == 1
    assert message in ended.output
    assert "No route was found" in ended.output
    assert list((tmp_path / "own").iterdir()) == []


def test_a_site_that_turns_pages_away_and_has_a_feed(tmp_path: Path) -> None:
    with Site() as site:
        plain_feed(site)
        site.pages["/"] = Reply(b"<html><title>403 Forbidden</title></html>", status=403)
        site.pages["/rss.xml"] = site.pages["/feed.rss"]
        told = looked(site, tmp_path / "own")
    assert taken(told) == [("feed", "/rss.xml")]
    assert "answered 403" in told["messages"][0]


@pytest.mark.parametrize("path", ["/feed.rss", "article"])
def test_a_feed_or_an_article_is_given(tmp_path: Path, path: str) -> None:
    with Site() as site:
        plain_feed(site)
        article = next(each for each in site.pages if each.startswith("/20"))
        told = looked(site, tmp_path / "own", article if path == "article" else path)
    assert taken(told) == [("feed", "/feed.rss")]
    assert told["source"]["home"] == site.url()


def test_nobody_is_there(tmp_path: Path) -> None:
    with Site() as site:
        url = site.url()
    ended = run("new", url, sources=tmp_path / "own")
    assert (ended.code, "can not be reached" in ended.output) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["new", "no address"], "is no address of a page"),
        (["new", "ftp://a.example/"], "is no address of a page"),
        (["new", "https://a.example/", "--id", "A b"], "(did you mean a-b?)"),
        (["new", "https://a.example/", "--id", "guardian"], "--force"),
        (["new", "https://a.example/"], "DUIZHAO_CONTACT"),
        (["new", "www.theguardian.com"], "guardian follows https://www.theguardian.com already: duizhao check"),
        (["try", "guardain"], "(did you mean guardian?)"),
        (["try", "guardian"], "DUIZHAO_CONTACT"),
        (["try", "guardian", "www.a.example"], "(did you mean https://www.a.example?)"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, arguments: list[str], line: str) -> None:
    ended = run(*arguments, sources=tmp_path / "own")
    assert (ended.code, ended.output) == (2, "")
    assert line in ended.errors
    assert len(ended.errors.splitlines()) == 1


def test_a_file_is_not_replaced_unless_it_is_forced(tmp_path: Path) -> None:
    own = tmp_path / "own"
    with Site() as site:
        plain_feed(site)
        first = run("new", site.url(), "--id", "quay", sources=own)
        (own / "quay.yml").write_text("name: mine\n")
        second = run("new", site.url(), "--id", "quay", sources=own)
        mine = (own / "quay.yml").read_text()
        dry = run("new", site.url(), "--id", "quay", "--force", "--dry-run", sources=own)
        still = (own / "quay.yml").read_text()
        third = run("new", site.url(), "--id", "quay", "--force", sources=own)
    assert (first.code, second.code, dry.code, third.code) == (3, 2, 3, 3)
    assert "--force" in second.errors
    assert mine == still == "name: mine\n"
    assert "feeds:" in dry.output
    assert "feeds:" in (own / "quay.yml").read_text()


def reserving(site: Site, *headers: tuple[str, str]) -> None:
    plain_feed(site)
    for path, reply in site.pages.items():
        if path.startswith("/20") and isinstance(reply, Reply):
            site.pages[path] = replace(reply, headers=headers)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (("X-Robots-Tag", "noai, noarchive"), "5 of 5 articles reserve ai by header x-robots-tag; archive by header"),
        (("Content-Signal", "ai-train=no"), "exports leave their texts out."),
        (("X-Robots-Tag", "googlebot: noarchive"), ""),
        (("X-Robots-Tag", "noindex"), ""),
    ],
)
def test_what_its_articles_reserve_is_said(header: tuple[str, str], said: str, tmp_path: Path) -> None:
    with Site() as site:
        reserving(site, header)
        told = looked(site, tmp_path)
    lines = [line for line in told["messages"] if " reserve " in line]
    assert len(lines) == bool(said)
    assert all(said in line for line in lines)
    assert all(f"# {line}" in told["file"] for line in lines)


def test_a_site_is_not_added_twice_unaware(tmp_path: Path) -> None:
    own = tmp_path / "own"
    with Site() as site:
        plain_feed(site)
        first = looked(site, own)
        again = run("new", site.url(), sources=own)
        feed = run("new", site.url("/feed.rss"), sources=own)
        dry = run("new", site.url(), "--dry-run", sources=own)
        beside = looked(site, own, "/", "--id", "other")
    source_id = first["id"]
    line = f"{site.url('/feed.rss')} is followed by {source_id} already"
    assert (again.code, again.output, feed.code, dry.code) == (2, "", 2, 3)
    assert f"URL: {source_id} follows {site.url()} already: duizhao check {source_id}" in again.errors
    assert not any(line in each for each in first["messages"])
    assert line in dry.output
    assert any(line in each for each in beside["messages"])
    assert sorted(each.name for each in own.iterdir()) == sorted([f"{source_id}.yml", "other.yml"])


def test_a_directory_that_can_not_be_written_is_told_before_a_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIZHAO_SOURCES", str(tmp_path))
    monkeypatch.setattr("service.new_source.os.access", lambda path, _mode: Path(path) != tmp_path)
    monkeypatch.setattr("service.new_source.run_errand", lambda *_, **__: pytest.fail("the site was asked"))
    with pytest.raises(ConfigError, match="can not be written into"):
        run_new("http://127.0.0.1:9/", Wish(), as_json=False)
