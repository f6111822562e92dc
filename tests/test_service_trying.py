"""`try` as a user meets it: articles are read, shown field by field, and stored nowhere."""

from pathlib import Path

import pytest

from tests.commanding import run
from tests.scouted_sites import APPEALS, articles, as_reply, pages, rss
from tests.sites import Reply, Site

FILE = """name: The Quay
home: {home}
language: en
country: US
edited_in: US
ownership: commercial
timezone: UTC
feeds: ["{home}feed.rss", "{home}gone.rss"]
delay: 0
allow_private: true
ports: [{port}]
"""


def served(site: Site, own: Path) -> None:
    told = articles("en", "/{slash}/{slug}/")
    site.pages |= pages(told, "The Quay")
    site.pages["/feed.rss"] = as_reply(rss(told, site.url("").rstrip("/"), "The Quay"))
    own.mkdir()
    (own / "quay.yml").write_text(FILE.format(home=site.url(), port=site.port))


def test_articles_are_shown_and_not_stored(tmp_path: Path) -> None:
    own = tmp_path / "own"
    with Site() as site:
        served(site, own)
        ended = run("try", "quay", sources=own)
        pages_asked = len([each for each in site.asked if each.path.startswith("/20")])
    assert ended.code == 0
    assert pages_asked == 3
    assert "Harbor of Marlow counts 40 barges before the autumn fair" in ended.output
    assert "Read 3 of 3 articles, 3 with title, text and time. Nothing was stored." in ended.output
    assert "missing  byline, section, image" in ended.output
    assert f"3 times: {APPEALS['en']}" in ended.output
    assert "cut: [.appeal]" in ended.output
    assert f"{site.url('/gone.rss')}: bad-status: 404" in ended.errors
    assert not (tmp_path / "data").exists()


def test_one_article_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own"
    with Site() as site:
        served(site, own)
        path = next(each for each in site.pages if each.startswith("/20"))
        good = run("try", "quay", site.url(path), "--json", sources=own)
        site.pages["/list"] = Reply(b"<html><body><p>short</p></body></html>")
        bad = run("try", "quay", site.url("/list"), "--json", sources=own)
    told = good.told["articles"][0]
    assert (good.code, told["outcome"], told["missing"]) == (0, "read", ["byline", "section", "image"])
    assert told["article"]["published_at"]
    assert (bad.code, bad.told["articles"][0]["outcome"], bad.told["articles"][0]["article"]) == (1, "too-short", None)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("", "A crawl keeps no text of it, only title, summary, names and times"),
        ("full", "A crawl keeps its text, and exports leave it out."),
        ("skip", "A crawl keeps nothing of it"),
    ],
)
def test_what_a_page_reserves_is_told(policy: str, said: str, tmp_path: Path) -> None:
    own = tmp_path / "own"
    with Site() as site:
        served(site, own)
        rule = b'[{"location": "/20*", "tdm-reservation": 1, "tdm-policy": "/terms.json"}]'
        site.pages["/.well-known/tdmrep.json"] = Reply(rule, type="application/json")
        if policy:
            (own / "quay.yml").write_text((own / "quay.yml").read_text() + f"reserved: {policy}\n")
        ended = run("try", "quay", sources=own)
        asked = [each.path for each in site.asked].count("/.well-known/tdmrep.json")
    assert asked == 1
    assert ended.output.count(f"tdm by tdmrep.json ({site.url('/terms.json')})") == 3
    assert ended.output.count(said) == 3
