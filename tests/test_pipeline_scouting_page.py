"""What one page shows of its site; never an exception."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scouting_page import Sight, look
from pipeline.values import Page

NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)
HOME = "https://a.example/"
TITLES = [f"Harbor of Tallgrass tries {number} barges without crews" for number in range(8)]


def seen(markup: str, url: str = HOME, kind: str = "text/html; charset=utf-8") -> Sight:
    return look(Page(url, markup.encode(), NOW, headers=(("content-type", kind),)))


def listed(item: str, around: str = "{items}") -> str:
    items = "".join(
        item.format(url=f"/2026/10/12/harbor-{at}-tries-barges", title=title) for at, title in enumerate(TITLES)
    )
    return f"<html><body>{around.format(items=items)}</body></html>"


@pytest.mark.parametrize(
    ("markup", "selector"),
    [
        (listed('<li class="story"><h3><a href="{url}">{title}</a></h3></li>'), "li.story a"),
        (listed('<a class="headline" href="{url}">{title}</a>'), "a.headline"),
        (
            listed('<p><a href="{url}">{title}</a></p>', '<div class="news">{items}</div><a href="/x">x</a>'),
            "div.news a",
        ),
        (
            listed('<tr><td class="newslist">·<a href="{url}">{title}</a></td></tr>', "<table>{items}</table>"),
            "td.newslist a",
        ),
        (listed('<a href="{url}"><img><h2 class="t">{title}</h2></a>', '<div id="feed">{items}</div>'), "div#feed a"),
        (listed('<div class="tile"><a class="over" href="{url}" aria-label="{title}"></a></div>'), "a.over"),
        (listed('<a class="pic" href="{url}"><img src="/i" alt="{title}"></a>'), "a.pic"),
        (
            listed(
                '<div class="tile"><a class="over" href="{url}" aria-label="{title}"></a>'
                '<a class="desk" href="/desks/tide" aria-label="More of the desk of tides and of lamps"></a></div>'
            ),
            "a.over",
        ),
        (
            listed(
                '<div class="tile"><a class="over" href="{url}">{title}</a>'
                '<a class="keep over" href="/keep{url}" aria-label="Keep for later: {title}"><i></i></a>'
                '<a class="say over" href="/say{url}" title="Say what you think of this story"><i></i></a></div>'
            ),
            "a.over",
        ),
        (
            listed(
                '<li class="css-c02jx0"><a class="css-7aa5j9" href="{url}">{title}</a><p class="css-3zintb">'
                '<a class="css-6wh5sv" href="/profile/a">Ann</a> <a class="css-6wh5sv" href="/tide">Tide</a></p></li>',
                '<ol class="css-7pf18v">{items}</ol>',
            ),
            "li > a",
        ),
        (
            listed(
                '<div class="sc-1a2b3c"><a data-testid="card-title" href="{url}">{title}</a>'
                '<a class="_3xYz9" href="/tide/{url}/talk">Talk of this</a></div>'
            ),
            'a[data-testid="card-title"]',
        ),
        (
            listed(
                '<div><a class="styles__card--2xK9d" href="{url}">{title}</a>'
                '<a class="styles__talk--8Pq1r" href="/tide/{url}/talk">Talk of this</a></div>'
            ),
            'a[class*="styles__card--"]',
        ),
        (  # nothing else tells them, nor do their addresses
            listed(
                '<div><a class="css-7aa5j9" href="{url}">{title}</a>'
                '<a class="css-6wh5sv" href="{url}/talk">Talk</a></div>'
            ),
            "a.css-7aa5j9",
        ),
    ],
)
def test_the_selector_of_articles(markup: str, selector: str) -> None:
    group = seen(markup).group
    assert group is not None
    assert len(group.articles) == len(TITLES)
    assert group.others == 0
    assert group.selector == selector


def test_a_class_that_another_load_lacks_names_nothing() -> None:
    item = '<li><p><a class="kqzvbe" href="{url}">{title}</a></p><a class="plmo" href="/talk{url}">Talk</a></li>'
    markup = listed(item)
    page = Page(HOME, markup.encode(), NOW)
    told, again = look(page), look(page, fleeting=frozenset({"kqzvbe"}))
    assert told.group
    assert again.group
    assert (told.group.selector, again.group.selector) == ("a.kqzvbe", "li > p > a")
    assert told.classes == {"kqzvbe", "plmo"}


def test_an_icon_that_is_read_aloud_is_no_section() -> None:
    icons = "".join(f'<a href="/{name}" aria-label="{name}"></a>' for name in ("basket", "profile", "menu"))
    told = seen(f'<html><body><header>{icons}<a href="/world">World</a></header></body></html>')
    assert [each.title for each in told.sections] == ["World"]


def test_menus_tags_and_calendars_are_no_articles() -> None:
    menu = "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in ("world", "tech", "arts", "money"))
    tags = "".join(f'<a href="/tag/{at}">Artificial intelligence and the number {at}</a>' for at in range(30))
    days = "".join(
        f'<td><a href="/2026/10/{at}/">All the news of October {at} in one list</a></td>' for at in range(1, 30)
    )
    later = "".join(f'<a href="/page/{at}">Older stories from page number {at}</a>' for at in range(2, 9))
    told = seen(f"<html><body><nav>{menu}</nav>{tags}{days}{later}</body></html>")
    assert told.articles == ()
    assert told.group is None
    assert [each.title for each in told.sections] == ["world", "tech", "arts", "money"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", []),
        ('<link rel="alternate" type="application/rss+xml" href="/f">', [("https://a.example/f", "declared")]),
        (
            '<link rel="Alternate" type="application/atom+xml; charset=utf-8" href="atom">',
            [("https://a.example/atom", "declared")],
        ),
        ('<link rel="alternate" hreflang="en" href="/en">', []),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">', []),
        ('<link rel="alternate" type="application/json+oembed" href="/o">', []),
        (
            '<base href="https://b.example/x/"><link rel="alternate" type="application/rss+xml" href="f">',
            [("https://b.example/x/f", "declared")],
        ),
        ('<a href="/rss.xml">all</a>', [("https://a.example/rss.xml", "link")]),
        ('<a href="/subscribe-here">RSS</a>', [("https://a.example/subscribe-here", "link")]),
        ('<a href="javascript:void(0)">RSS</a>', []),
        ('<a href="/s"><img src="/i/x.png" alt="RSS feed"></a>', [("https://a.example/s", "link")]),
        ('<a href="/s" aria-label="RSS"></a>', [("https://a.example/s", "link")]),
        ('<a href="/s" title="Atom"><i></i></a>', [("https://a.example/s", "link")]),
        ('<a class="b" href="/s"><svg><use href="#icon-rss"/></svg></a>', [("https://a.example/s", "link")]),
        ('<a href="/s">x</a><svg><title>RSS</title></svg>', []),
        ('<a href="/s"><svg><title>mail</title></svg></a>', []),
        ('<a href="/x?format=rss">all</a>', [("https://a.example/x?format=rss", "link")]),
        ('<a href="/techrss.xml">all</a>', [("https://a.example/techrss.xml", "link")]),
        ('<a href="/press/crossword">a crossword of the press</a>', []),
    ],
)
def test_feeds(head: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.url, each.how) for each in seen(f"<html><head>{head}</head><body>x</body></html>").feeds] == expected


@pytest.mark.parametrize(
    ("markup", "wall", "is_shell", "refresh"),
    [
        ("<title>Just a moment...</title><div>wait</div>", "challenge", False, ""),
        ("<title>x</title><script src=/cdn-cgi/challenge-platform/x.js></script>", "challenge", False, ""),
        ("<title>安全验证</title><p>请完成验证</p>", "challenge", False, ""),
        ("<title>The Quay</title><form><input type=password></form>", "login", False, ""),
        ("<title>The Quay</title><div id=root></div><script src=/a.js></script>", "", True, ""),
        ("<meta http-equiv=refresh content='0; url=/home/'>", "", False, "https://a.example/home/"),
        ("<script>window.location.href = '/cn/index.html';</script>", "", False, "https://a.example/cn/index.html"),
        ("<title>The Quay</title><p>Nothing here yet</p>", "", False, ""),
    ],
)
def test_what_is_in_the_way(markup: str, wall: str, is_shell: bool, refresh: str) -> None:
    told = seen(f"<html><body>{markup}</body></html>")
    assert (told.wall, told.is_shell, told.refresh) == (wall, is_shell, refresh)


def test_a_wrong_label_is_seen() -> None:
    told = seen(
        "<html><head><meta charset=utf-8></head><body>北屿港务局昨天公布的记录</body></html>",
        kind="text/html; charset=gbk",
    )
    assert (told.encoding, told.labels, told.language) == ("utf-8", ("gb18030", "utf-8"), "zh")


@given(st.binary(max_size=2000), st.sampled_from([HOME, "http://127.0.0.1:8080/a", "https://a.example/x.xml.gz"]))
def test_any_bytes_are_looked_at(body: bytes, url: str) -> None:
    look(Page(url, body, NOW))


PIECES = [
    *(
        "<a href='",
        "'>",
        "</a>",
        "<li class='a b'>",
        "<base href='//'>",
        "http://[",
        "文字",
        "<title>",
        "\x00",
        "<h2>",
        "é",
    ),
    "<link rel=alternate type=text/xml href='",
    "<meta http-equiv=refresh content='0;url=",
    *("<script>var a = {", "}</script>"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_markup_is_looked_at(pieces: list[str]) -> None:
    look(Page(HOME, "".join(pieces).encode(), NOW))
