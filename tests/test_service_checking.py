"""`check` as a user meets it: the real command against sites on this machine, whole and broken ones."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.commanding import run
from tests.scouted_sites import Told, articles, as_reply, front, index, page, pages, rss, sitemap
from tests.sites import Reply, Site
from tests.warm import Ended


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


def follow(site: Site, own: Path, name: str = "quay", **keys: Any) -> None:
    """Write a source's file that follows a feed at /feed, unless the keys say otherwise."""
    held = {
        "name": name,
        "home": site.url(),
        "language": "en",
        "country": "US",
        "edited_in": "US",
        "ownership": "trade",
        "timezone": "UTC",
        "feeds": f"[{site.url('/feed')}]",
        "allow_private": "true",
        "ports": f"[{site.port}]",
        "delay": "0",
    } | keys
    own.mkdir(exist_ok=True)
    lines = [f"{key}: {value}" for key, value in held.items() if value is not None]
    (own / f"{name}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def publish(site: Site, told: Sequence[Told], path: str = "/feed") -> None:
    """Have the site serve articles and a feed of them."""
    site.pages |= pages(told, "The Quay")
    site.pages[path] = as_reply(rss(told, site.url("").rstrip("/"), "The Quay"))


def checked(own: Path, *ids: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code of `check --json`, and what it tells of each source."""
    ended: Ended = run("check", *(ids or ("quay",)), "--json", sources=own)
    return ended.code, {each["source"]: each for each in ended.told["sources"]}


def wrong(told: dict[str, Any]) -> list[str]:
    """The kinds of findings that are wrong."""
    return [each["kind"] for each in told["findings"] if each["wrong"]]


def test_a_whole_source_is_right(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    publish(site, articles("en", "/{slash}/{slug}/", 12))
    follow(site, own)
    code, told = checked(own)
    quay = told["quay"]
    assert (code, quay["good"], quay["findings"], quay["changes"]) == (0, True, [], [])
    assert [(each["outcome"], each["links"]) for each in quay["routes"]] == [("found", 12)]
    assert [each["outcome"] for each in quay["articles"]] == ["read"]
    assert {"title", "text", "published_at"} <= set(quay["articles"][0]["fields"])
    assert sum(each.path not in ("/robots.txt", "/feed") for each in site.asked) == 1
    assert all("duizhao" in each.headers["user-agent"] for each in site.asked)


def all_wrong(site: Site) -> None:
    site.pages["/feed"] = Reply(b"sorry", 500)


def refused_by_robots(site: Site) -> None:
    publish(site, articles("en", "/a/{number}"))
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", type="text/plain")


def articles_refused_by_robots(site: Site) -> None:
    publish(site, articles("en", "/a/{number}"))
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /a/\n", type="text/plain")


def empty(site: Site) -> None:
    publish(site, [])


def gone_articles(site: Site) -> None:
    told = articles("en", "/a/{number}")
    publish(site, told)
    for each in told:
        del site.pages[each.path]


def forbidden(site: Site) -> None:
    site.pages["/feed"] = Reply(b"who are you?", 403)


def asks_for_patience(site: Site) -> None:
    site.pages["/feed"] = Reply(b"later", 429, headers=(("Retry-After", "600"),))


def page_in_its_place(site: Site) -> None:
    site.pages["/feed"] = Reply(front([], "The Quay"))


def frozen(site: Site) -> None:
    publish(site, articles("en", "/a/{number}", first=400))


def no_times(site: Site) -> None:
    told = articles("en", "/a/{number}")
    publish(site, told)
    bare = b"<!doctype html><html lang=en><head><title>%s</title></head><body><h1>%s</h1><p>%s</p></body></html>"
    for each in told:
        site.pages[each.path] = Reply(bare % (each.title.encode(), each.title.encode(), each.text.encode() * 2))
    site.pages["/feed"] = as_reply(
        b'<rss version="2.0"><channel>'
        + b"".join(b"<item><link>%s</link></item>" % site.url(each.path).encode() for each in told)
        + b"</channel></rss>"
    )


BROKEN = [
    (all_wrong, ["route"], "new"),
    (refused_by_robots, ["robots"], "new"),
    (articles_refused_by_robots, ["robots"], "try"),
    (empty, ["no-links"], "new"),
    (gone_articles, ["article"], "try"),
    (forbidden, ["blocked"], "try"),
    (asks_for_patience, ["blocked"], "try"),
    (page_in_its_place, ["route"], "new"),
    (frozen, ["old"], "new"),
    (no_times, ["incomplete"], "try"),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, dict[str, Any]]]:
    """What one check tells of a site of each broken shape."""
    own = tmp_path_factory.mktemp("broken") / "own"
    with ExitStack() as sites:
        for shape, _, _ in BROKEN:
            made = sites.enter_context(Site())
            shape(made)
            follow(made, own, name_of(shape))
        return checked(own, *(name_of(shape) for shape, _, _ in BROKEN))


def name_of(shape: Callable[[Site], None]) -> str:
    """The id of the source with a broken shape."""
    return shape.__name__.replace("_", "-")


@pytest.mark.parametrize(("shape", "kinds", "command"), BROKEN, ids=[each[0].__name__ for each in BROKEN])
def test_what_is_wrong_is_told_with_a_command(
    broken: tuple[int, dict[str, dict[str, Any]]], shape: Any, kinds: list[str], command: str
) -> None:
    code, every = broken
    told = every[name_of(shape)]
    assert (code, wrong(told)) == (1, kinds)
    assert all(each["command"].startswith(f"duizhao {command} ") for each in told["findings"] if each["wrong"])
    assert all(each["sentence"] for each in told["findings"])


def test_a_site_that_is_down_is_told_once(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    follow(site, own, feeds=f"[{site.url('/feed')}, {site.url('/tech')}, {site.url('/world')}]")
    site.close()
    code, told = checked(own)
    assert (code, wrong(told["quay"])) == (1, ["unreachable"])
    assert told["quay"]["findings"][0]["command"] == "duizhao check quay"


def test_a_route_may_be_empty_where_the_file_says_so(site: Site, tmp_path: Path) -> None:
    publish(site, [])
    follow(site, tmp_path / "own", may_be_empty="true")
    code, told = checked(tmp_path / "own")
    assert (code, told["quay"]["findings"]) == (0, [])


def test_one_page_that_is_gone_is_a_remark(site: Site, tmp_path: Path) -> None:
    told = articles("en", "/a/{number}")
    publish(site, told)
    del site.pages[told[0].path]
    follow(site, tmp_path / "own")
    code, seen = checked(tmp_path / "own")
    assert (code, [each["wrong"] for each in seen["quay"]["findings"]]) == (0, [False])
    assert [each["outcome"] for each in seen["quay"]["articles"]] == ["bad-status", "read"]


def test_an_index_leads_to_its_newest_sitemap(site: Site, tmp_path: Path) -> None:
    told = articles("en", "/a/{number}")
    base = site.url("").rstrip("/")
    site.pages |= pages(told, "The Quay")
    site.pages["/map"] = as_reply(index([site.url("/one.xml"), site.url("/two.xml")]), "application/xml")
    site.pages["/one.xml"] = as_reply(sitemap(told, base), "application/xml")
    follow(site, tmp_path / "own", feeds=None, sitemaps=f"[{site.url('/map')}]")
    code, seen = checked(tmp_path / "own")
    assert (code, seen["quay"]["routes"][0]["links"], site.times("/two.xml")) == (0, len(told), 0)


def test_articles_a_day_are_held_against_the_file(site: Site, tmp_path: Path) -> None:
    publish(site, articles("en", "/a/{number}", 30, hours=4))
    held = {"right": "[1, 40]", "few": "[30, 90]", "many": "[0, 2]", "unsaid": None}
    for name, daily in held.items():
        follow(site, tmp_path / "own", name, daily=daily)
    code, told = checked(tmp_path / "own", *held)
    assert code == 1
    assert {name: wrong(each) for name, each in told.items()} == {
        "right": [],
        "few": ["daily"],
        "many": ["daily"],
        "unsaid": [],
    }
    assert all(each["daily"]["whole"] for each in told.values())


def test_what_changed_is_told_from_the_last_check(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    publish(site, articles("en", "/a/{number}", 12))
    follow(site, own)
    checked(own)
    publish(site, articles("en", "/a/{number}", 3))
    _, fewer = checked(own)
    site.pages["/feed"] = Reply(b"", 404)
    _, gone = checked(own)
    publish(site, articles("en", "/a/{number}", 3))
    code, back = checked(own)
    url = site.url("/feed")
    assert fewer["quay"]["changes"] == [f"{url} had 12 links, has 3"]
    assert gone["quay"]["changes"] == [f"{url} gave links, is bad-status now"]
    assert back["quay"]["changes"] == [f"{url} answers again"]
    assert code == 0


def test_a_spoilt_note_of_the_last_check_is_none(site: Site, tmp_path: Path) -> None:
    publish(site, articles("en", "/a/{number}"))
    follow(site, tmp_path / "own")
    (tmp_path / "data" / "checks").mkdir(parents=True)
    (tmp_path / "data" / "checks" / "quay.json").write_text('{"at": 7, "routes": [[]]}', encoding="utf-8")
    code, told = checked(tmp_path / "own")
    assert (code, told["quay"]["before"]) == (0, None)


def test_sources_of_one_host_are_asked_one_after_another(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    told = articles("en", "/a/{number}", 4)
    for name in ("quay", "lock", "fair"):
        publish(site, told, f"/{name}")
        follow(site, own, name, feeds=f"[{site.url(f'/{name}')}]", delay="0.3")
    code, seen = checked(own, "quay", "lock", "fair")
    at = sorted(each.at for each in site.asked if each.path != "/robots.txt")
    assert (code, list(seen)) == (0, ["quay", "lock", "fair"])
    assert len(at) == 6
    assert min(after - before for before, after in pairwise(at)) > 0.25


def test_people_get_a_table_with_the_command(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    told = articles("zh", "/a/{number}")
    publish(site, told)
    site.pages |= {each.path: page(each, "北屿日报", "zh") for each in told}
    follow(site, own, language="zh", script="Hans")
    with Site() as other:
        publish(other, [])
        follow(other, own, "lock")
        ended = run("check", "quay", "lock", sources=own)
        assert ended.code == 1
        assert f"lock: {other.url('/feed')}: no links" in ended.output
        assert f"duizhao new {other.url()} --dry-run" in ended.output
    assert "1 of 2 sources are as they should be." in ended.output
    assert "whole" in ended.output


def test_an_unknown_source_is_a_mistake(site: Site, tmp_path: Path) -> None:
    follow(site, tmp_path / "own")
    ended = run("check", "quai", sources=tmp_path / "own")
    assert (ended.code, ended.output) == (2, "")
    assert "quai: there is no such source" in ended.errors


def test_nobody_else_is_asked_without_a_contact(tmp_path: Path) -> None:
    ended = run("check", "guardian", sources=tmp_path / "own")
    assert ended.code == 2
    assert ended.errors.startswith("DUIZHAO_CONTACT: is not set")


def test_what_was_seen_is_told_where_it_can_not_be_kept(site: Site, tmp_path: Path) -> None:
    publish(site, articles("en", "/a/{number}"))
    follow(site, tmp_path / "own")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "checks").write_text("a file where the directory would be")
    ended = run("check", "quay", sources=tmp_path / "own")
    assert (ended.code, "The source is as it should be." in ended.output) == (0, True)
    assert "the next check can not tell what changed" in ended.errors


def hours(of: datetime) -> str:
    """Quiet hours from an hour before a time to two hours after it."""
    return f'"{of - timedelta(hours=1):%H:%M}-{of + timedelta(hours=2):%H:%M}"'


def test_nothing_is_asked_in_quiet_hours(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    publish(site, told := articles("en", "/a/{number}"))
    follow(site, own, quiet=hours(datetime.now(UTC)))
    code, found = checked(own)
    shown = run("check", "quay", sources=own)
    tried = run("try", "quay", sources=own)
    saved = run("save", "quay", site.url(told[0].path), sources=own)
    assert (code, found, site.connections) == (0, {}, 0)
    assert (shown.code, shown.output.startswith("quay: quiet hours until ")) == (0, True)
    for ended in (tried, saved):
        assert (ended.code, ended.output) == (2, "")
        assert "quay.yml: quiet: quiet hours until " in ended.errors


def test_others_are_checked_while_one_is_quiet(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "own"
    publish(site, articles("en", "/a/{number}"))
    follow(site, own, quiet=hours(datetime.now(UTC)))
    follow(site, own, "pier", quiet=hours(datetime.now(UTC) + timedelta(hours=6)))
    ended = run("check", "quay", "pier", "--json", sources=own)
    assert [each["source"] for each in ended.told["sources"]] == ["pier"]
    assert list(ended.told["quiet"]) == ["quay"]
    assert ended.code == 0
