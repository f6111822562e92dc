"""The newsroom over real HTTP: routes, bytes and their charsets, conditional requests, two editions."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from service.newsroom import Newsroom
from service.newsroom.answers import answer
from service.newsroom.server import http_date
from service.newsroom.sites import DemoArticle, Revision, Site, load_expected, load_sites, printed

SITES = load_sites()
BY_ID = {site.id: site for site in SITES}
ROUTES = [
    ("demo-chenbao", "/rss/keji.xml", "text/xml; charset=utf-8", 3),
    ("demo-keji", "/ai/index.htm", "text/html", 3),
    ("demo-caijing", "/api/v1/articles?channel=ai", "application/json", 4),
    ("demo-nanwan", "/news/tech/", "text/html", 2),
    ("demo-zhongyan", "/channel/ai", "text/html", 2),
    ("demo-harbor", "/sitemaps/news-2026-10.xml", "application/xml", 4),
    ("demo-meridian", "/atom.xml", "application/atom+xml", 3),
    ("demo-northgate", "/feeds/technology.rss", "application/rss+xml; charset=utf-8", 4),
]
ARTICLES = [(site.id, article) for site in SITES for article in site.articles if article.form != "dead"]
GLOSS = re.compile(r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*\)")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def opened() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def newsroom(opened: Newsroom) -> Newsroom:
    opened.publish(1)
    return opened


def ask(
    newsroom: Newsroom, site_id: str, path: str, method: str = "GET", **headers: str
) -> tuple[int, HTTPMessage, bytes]:
    connection = HTTPConnection("127.0.0.1", newsroom.ports[site_id], timeout=5)
    try:
        connection.request(method, path, headers={key.replace("_", "-"): headers[key] for key in headers})
        response = connection.getresponse()
        return response.status, response.msg, response.read()
    finally:
        connection.close()


def article(site_id: str, part: str) -> DemoArticle:
    return next(article for article in BY_ID[site_id].articles if part in article.path)


@pytest.mark.parametrize(("site_id", "path", "content_type", "links"), ROUTES)
def test_every_route_names_the_articles_of_its_site(
    newsroom: Newsroom, site_id: str, path: str, content_type: str, links: int
) -> None:
    status, headers, body = ask(newsroom, site_id, path)
    text = body.decode("gb18030" if site_id == "demo-keji" else "utf-8")
    named = [entry for entry in BY_ID[site_id].in_edition(1) if entry.path in unescape(text)]
    assert (status, headers["Content-Type"], len(named)) == (200, content_type, links)


@pytest.mark.parametrize(
    ("site_id", "path"),
    [(site_id, path) for site_id, path, kind, _ in ROUTES if "xml" in kind]
    + [("demo-harbor", "/sitemaps/news-index.xml")],
)
def test_feeds_and_sitemaps_are_well_formed(newsroom: Newsroom, site_id: str, path: str) -> None:
    assert len(etree.fromstring(ask(newsroom, site_id, path)[2])) > 0


def test_the_index_names_the_news_sitemap(newsroom: Newsroom) -> None:
    index = etree.fromstring(ask(newsroom, "demo-harbor", "/sitemaps/news-index.xml")[2])
    assert index.findtext(".//{*}loc") == f"{newsroom.homes['demo-harbor']}/sitemaps/news-2026-10.xml"


def test_the_json_list_has_times_in_milliseconds_and_an_advertisement(newsroom: Newsroom) -> None:
    items = json.loads(ask(newsroom, "demo-caijing", "/api/v1/articles?channel=ai")[2])["data"]["list"]
    assert Counter(item["kind"] for item in items) == {"article": 4, "ad": 1}
    assert items[0]["published"] == datetime(2026, 10, 14, 14, 36, tzinfo=UTC).timestamp() * 1000


@pytest.mark.parametrize(("site_id", "entry"), ARTICLES)
def test_every_page_prints_its_headline_and_text(newsroom: Newsroom, site_id: str, entry: DemoArticle) -> None:
    newsroom.publish(entry.edition)
    status, _, body = ask(newsroom, site_id, entry.path)
    declared = "gb18030" if site_id == "demo-keji" else "utf-8"
    text = unescape(body.decode(entry.charset or declared))
    assert status == 200
    assert entry.headline in text
    assert [line for line in entry.text if line not in text] == []


@pytest.mark.parametrize(
    ("site_id", "part", "header", "meta"),
    [
        ("demo-chenbao", "c10012031", "text/html; charset=utf-8", b'<meta charset="utf-8">'),
        ("demo-keji", "88213", "text/html", b"charset=gb2312"),
        ("demo-nanwan", "a0412", "text/html", b'<meta charset="utf-8">'),
        ("demo-zhongyan", "K7Q2", "text/html", b""),
        ("demo-zhongyan", "K7N8", "text/html", b""),
    ],
)
def test_a_charset_is_declared_where_the_manner_does(
    newsroom: Newsroom, site_id: str, part: str, header: str, meta: bytes
) -> None:
    _, headers, body = ask(newsroom, site_id, article(site_id, part).path)
    assert headers["Content-Type"] == header
    assert meta in body
    assert (b"charset" in body) is bool(meta)


@pytest.mark.parametrize(
    ("site_id", "part", "charset", "rare"),
    [("demo-keji", "88213", "gb2312", "王喆 沈镕"), ("demo-zhongyan", "K7N8", "utf-8", "赵喆")],
)
def test_some_bytes_are_not_what_a_simple_reader_takes_them_for(
    newsroom: Newsroom, site_id: str, part: str, charset: str, rare: str
) -> None:
    body = ask(newsroom, site_id, article(site_id, part).path)[2]
    assert [name for name in rare.split() if name not in body.decode("gb18030")] == []
    with pytest.raises(UnicodeDecodeError):
        body.decode(charset)


@pytest.mark.parametrize(
    ("site_id", "path"),
    [("demo-chenbao", "/rss/keji.xml"), ("demo-meridian", "/atom.xml")]
    + [(site.id, site.articles[0].path) for site in SITES],
)
def test_an_unchanged_page_is_a_304(newsroom: Newsroom, site_id: str, path: str) -> None:
    _, headers, body = ask(newsroom, site_id, path)
    tag, when = headers["ETag"], headers["Last-Modified"]
    for condition in (
        {"If_None_Match": tag},
        {"If_None_Match": f'"other", W/{tag}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": when},
        {"If_None_Match": tag, "If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        status, again, empty = ask(newsroom, site_id, path, **condition)
        assert (status, again["ETag"], empty) == (304, tag, b"")
    for condition in (
        {"If_None_Match": '"other"'},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": '"other"', "If_Modified_Since": when},
    ):
        assert ask(newsroom, site_id, path, **condition)[::2] == (200, body)


def test_a_live_list_has_no_validators(newsroom: Newsroom) -> None:
    _, headers, _ = ask(newsroom, "demo-keji", article("demo-keji", "zt_88200").path)
    assert (headers["ETag"], headers["Last-Modified"]) == (None, None)


@pytest.mark.parametrize(
    ("site_id", "path"),
    [
        ("demo-caijing", article("demo-caijing", "5520176").path),  # the dead link of its list
        ("demo-northgate", article("demo-northgate", "0655").path),  # not yet published
        ("demo-chenbao", "/admin/"),
        ("demo-harbor", "/detail.html?id=5520137"),  # another site's
    ],
)
def test_the_rest_is_a_404(newsroom: Newsroom, site_id: str, path: str) -> None:
    assert ask(newsroom, site_id, path)[0] == 404


@pytest.mark.parametrize("site_id", list(BY_ID))
def test_robots_and_front_page(newsroom: Newsroom, site_id: str) -> None:
    status, headers, body = ask(newsroom, site_id, "/robots.txt")
    assert (status, body) == (200, b"User-agent: *\nDisallow: /admin/\n")
    assert headers["Content-Type"].startswith("text/plain")
    assert ask(newsroom, site_id, "/")[0] == 200


def test_head_gives_the_headers_alone(newsroom: Newsroom) -> None:
    path = article("demo-chenbao", "c10012031").path
    status, headers, body = ask(newsroom, "demo-chenbao", path, method="HEAD")
    _, whole, text = ask(newsroom, "demo-chenbao", path)
    assert (status, body, headers["ETag"]) == (200, b"", whole["ETag"])
    assert int(headers["Content-Length"]) == len(text)


def test_the_second_edition_changes_one_article_and_adds_three(newsroom: Newsroom) -> None:
    pages = [(site_id, entry.path) for site_id, entry in ARTICLES]
    first = {page: ask(newsroom, *page) for page in pages}
    newsroom.publish(2)
    second = {page: ask(newsroom, *page) for page in pages}
    changed = [page for page in pages if first[page][2] != second[page][2]]
    assert changed == [
        ("demo-chenbao", article("demo-chenbao", "c10013008").path),
        ("demo-chenbao", article("demo-chenbao", "c10015017").path),
        ("demo-keji", article("demo-keji", "88291").path),
        ("demo-northgate", article("demo-northgate", "0655").path),
    ]
    before, after = first[changed[0]][2].decode(), second[changed[0]][2].decode()
    assert ("使用5200张" in before, "使用5200张国产" in after, "使用3200张国产" in after) == (
        True,
        False,
        True,
    )
    assert "更正：" in after
    condition = {"If_Modified_Since": first[changed[0]][1]["Last-Modified"]}
    assert ask(newsroom, *changed[0], **condition)[0] == 200
    assert b"0655" in ask(newsroom, "demo-northgate", "/feeds/technology.rss")[2]


def test_a_feed_that_changes_has_a_later_date(newsroom: Newsroom) -> None:
    _, first, _ = ask(newsroom, "demo-northgate", "/feeds/technology.rss")
    newsroom.publish(2)
    condition = {"If_Modified_Since": first["Last-Modified"]}
    assert ask(newsroom, "demo-northgate", "/feeds/technology.rss", **condition)[0] == 200


def test_the_reprint_is_word_for_word_and_names_its_origin(newsroom: Newsroom) -> None:
    original, copy = article("demo-chenbao", "c10012031"), article("demo-caijing", "5520137")
    page = ask(newsroom, "demo-caijing", copy.path)[2].decode()
    assert (copy.text, copy.headline, copy.credit) == (original.text, original.headline, "启明晨报")
    assert f'<link rel="canonical" href="{newsroom.homes["demo-chenbao"]}{original.path}">' in page
    own = ask(newsroom, "demo-chenbao", original.path)[2].decode()
    assert re.findall("<p>.*</p>", own)[: len(copy.text)] == re.findall("<p>.*</p>", page)[: len(copy.text)]


def test_the_damaged_text_has_its_readings() -> None:
    damaged = "".join(article("demo-zhongyan", "K7Q2").text)
    assert len(GLOSS.findall(damaged)) >= 12 + 1
    assert "陳翀(chōng)" in damaged  # healthy: written so
    assert "(AI)" in damaged


def test_the_retelling_names_outlet_and_day() -> None:
    retelling = article("demo-keji", "88240").text[0]
    assert retelling.startswith("据英国《子午线评论》10月12日报道")
    assert article("demo-meridian", "substation").time.day == 12


def test_the_stub_is_two_sentences_and_a_box(newsroom: Newsroom) -> None:
    stub = article("demo-meridian", "grey-market")
    page = ask(newsroom, "demo-meridian", stub.path)[2].decode()
    assert len(re.findall(r"[.](?:\s|$)", " ".join(stub.text))) == 2
    assert page.count('<div class="paywall">') == 1
    assert BY_ID["demo-meridian"].routes["paywall"] == "div.paywall"


def test_there_is_enough_to_read() -> None:
    whole = [(site.language, entry) for site in SITES for entry in site.articles if entry.form == "article"]
    assert Counter(language for language, _ in whole) == {"zh": 14, "en": 11}
    for language, entry in whole:
        size = len(HAN.findall("".join(entry.text))) if language == "zh" else len(" ".join(entry.text).split())
        assert (300 if language == "zh" else 180) <= size <= (900 if language == "zh" else 450), entry.path
        assert 4 <= len(entry.text) <= 9, entry.path


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_the_source_files_say_what_a_source_needs(newsroom: Newsroom, site: Site, tmp_path: Path) -> None:
    newsroom.write_sources(tmp_path / "new")
    said = yaml.safe_load((tmp_path / "new" / f"{site.id}.yml").read_text(encoding="utf-8"))
    needed = {"name", "home", "language", "country", "edited_in", "ownership", "timezone"}
    assert needed <= set(said)
    assert ("script" in said) is (site.language == "zh")
    assert (said["delay"], said["allow_private"], said["ports"]) == (0, True, [newsroom.ports[site.id]])
    assert {"feeds", "news", "sections", "api"} & set(said)
    assert "{home}" not in json.dumps(said)


def test_the_source_files_are_read_without_a_complaint(newsroom: Newsroom, tmp_path: Path) -> None:
    source = pytest.importorskip("config.source")
    if not hasattr(source, "parse_source"):
        pytest.skip("no reader of source files yet")
    newsroom.write_sources(tmp_path)
    read = [source.parse_source(path.read_text(encoding="utf-8"), path) for path in sorted(tmp_path.iterdir())]
    assert [each.id for each in read] == list(BY_ID)


def test_expected_adds_up(newsroom: Newsroom) -> None:
    expected = newsroom.expected()
    sources = expected["sources"]
    assert list(sources) == list(BY_ID)
    for site_id, said in sources.items():
        for number, crawl in ((1, "first"), (2, "second")):
            assert sum(said[crawl].values()) == len(BY_ID[site_id].in_edition(number)), site_id
    visits = sum(sum(said[crawls].values()) for said in sources.values() for crawls in ("first", "second", "more"))
    assert visits == expected["visits"]
    articles = Counter[str]()
    for site_id, said in sources.items():
        articles[BY_ID[site_id].language] += said["articles"]
    assert articles == expected["languages"]
    assert sum((Counter(day) for day in expected["days"].values()), Counter()) == expected["languages"]


def test_the_days_of_expected_are_those_of_the_articles() -> None:
    days: dict[str, Counter[str]] = {}
    for site in SITES:
        for entry in site.articles:
            if entry.form in ("article", "paywall"):
                days.setdefault(str(entry.time.astimezone(UTC).date()), Counter())[site.language] += 1
    # Counters, which hold a missing language equal to none
    assert days == {day: Counter(numbers) for day, numbers in load_expected()["days"].items()}


def test_what_is_expected_of_events_names_articles_that_are_there() -> None:
    expected = load_expected()
    there = {f"{site_id}{entry.path}" for site_id, entry in ARTICLES}
    named = [each for story in expected["stories"] for each in story["articles"]]
    named += [each[key] for each in expected["relays"] for key in ("article", "of") if each[key]]
    assert [each for each in named if each not in there] == []
    assert {each["name"] for each in expected["gaps"]} < {each["name"] for each in expected["stories"]}


def test_a_closed_newsroom_gives_its_ports_back() -> None:
    with Newsroom() as newsroom:
        port = newsroom.ports["demo-harbor"]
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")


def test_zero_sites_and_an_unknown_edition() -> None:
    with Newsroom(sites=()) as newsroom:
        assert dict(newsroom.ports) == {}
        with pytest.raises(ValueError, match="no such edition"):
            newsroom.publish(3)


@given(st.text() | st.from_regex(r"Mon, 12 Oct [0-9]{1,12} [0-9]{2}:[0-9]{2}:00 [+-][0-9]{4,12}"))
def test_any_header_is_a_time_or_none(text: str) -> None:
    when = http_date(text)
    assert when is None or when.tzinfo is not None


@given(st.text(alphabet="/abc.?=&%", max_size=20), st.sampled_from(SITES))
def test_any_path_has_an_answer(path: str, site: Site) -> None:
    homes = {other.id: "http://127.0.0.1:1" for other in SITES}
    assert answer(site, path, homes, 1).status in (200, 404)


def test_an_article_is_revised_from_its_second_edition_on() -> None:
    moment = datetime(2026, 10, 12, tzinfo=UTC)
    entry = DemoArticle(
        path="/a", headline="a", time=moment, section="", text=("5 of 9", "b"),
        revision=Revision(time=moment.replace(day=13), replace={"5": "3"}, add="c"),
    )  # fmt: skip
    assert printed(entry, 1) == entry
    assert (printed(entry, 2).text, printed(entry, 2).modified.day) == (("3 of 9", "b", "c"), 13)
