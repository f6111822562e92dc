"""The rules of a host read from pages in the shape of its own; where they find nothing they leave the page alone."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.hosts import FIELDS, Data, Host, Pick, hosts_of_files
from config.hosts import host as loaded
from pipeline import host
from pipeline.host import NONE, read_host, reading_of, rules_for
from pipeline.markup import tree_of
from tests.host_pages_en import EN_SHAPES
from tests.host_pages_zh import ZH_SHAPES
from tests.host_shapes import FIRST, JUNK, SECOND, Shape
from tests.timing import grows_with_size

SHAPES = ZH_SHAPES + EN_SHAPES


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.url for shape in SHAPES])
def test_the_rules_of_each_platform(shape: Shape) -> None:
    rules = rules_for(shape.url)
    assert rules is not None
    assert rules.id == shape.rules
    found = read_host(shape.url, tree_of(shape.markup), shape.markup)
    assert found.text == shape.text
    assert {name: claim.value for name, claim in found.given.items()} == {
        name: value for name in FIELDS if (value := getattr(shape, name, ""))
    }
    assert {claim.layer for claim in found.given.values()} <= {"host"}


def test_every_platform_has_a_page() -> None:
    assert {shape.rules for shape in SHAPES} == set(hosts_of_files())


@pytest.mark.parametrize(
    ("url", "rules"),
    [
        ("https://www.163.com/a.html", "netease"),
        ("http://163.com", "netease"),
        ("https://mp.weixin.qq.com/s/1", "weixin"),
        ("https://new.qq.com/rain/a/1", "qq"),
        ("https://money.cnn.com/2016/11/29/index.html", "cnn"),
        ("https://zh.example.org/", None),
        ("https://baidu.com/", None),
        ("https://not163.com/", None),
        ("https://163.com.example.org/", None),
        ("http://127.0.0.1:8000/a", None),
        ("not a url", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_whose_rules_hold(url: str, rules: str | None) -> None:
    found = rules_for(url)
    assert (found.id if found else None) == rules


class Counting(dict[str, object]):
    """A dict that counts how often it is asked."""

    asked = 0

    def get(self, key: str, default: object = None) -> object:
        self.asked += 1
        return super().get(key, default)


def test_an_unknown_host_costs_one_look_into_a_dict(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Counting(host._by_site())
    monkeypatch.setattr(host, "_by_site", lambda: known)
    # No tree is given: it is not looked at.
    assert read_host("https://news.unknown.example/a", None, "") is NONE
    assert known.asked == 1


def test_nothing_is_found_on_another_page() -> None:
    for stem in hosts_of_files():
        rules = rules_for(f"https://{hosts_of_files()[stem][0]}/")
        assert rules is not None
        page = "<html><body><table><tr><td>一</td></tr></table></body></html>"
        assert reading_of(rules, tree_of(page), page).given == {}


RULES = Host("a", "a", ("a.example",), text=(".intro", ".story"), cut=(".ad",), title=(Pick("h1"), Pick("h2")))


def reads(body: str, rules: Host = RULES) -> str:
    markup = f"<html><body>{body}</body></html>"
    return reading_of(rules, tree_of(markup), markup).text


def test_a_later_place_with_much_more_is_taken_for_a_few_words() -> None:
    long = "".join(f"<p>{number}. {FIRST['en']}</p>" for number in range(20))
    assert reads(f"<div class=intro>A few words.</div><div class=story>{long}</div>").count(FIRST["en"]) == 20
    assert reads(f"<div class=intro>{FIRST['en']}</div><div class=story>{long}</div>") == FIRST["en"]
    assert reads("<div class=intro>A few words.</div><div class=story><p>Some others.</p></div>") == "A few words."


def test_an_element_that_was_never_closed_is_not_cut() -> None:
    rest = f"<p>{FIRST['en']}</p><p>{SECOND['en']}</p>" * 4
    assert JUNK["en"] not in reads(f"<div class=story>{rest}<div class=ad>{JUNK['en']}</div></div>")
    assert reads(f"<div class=story><p>{SECOND['en']}</p><div class=ad>{rest}</div></div>").count(FIRST["en"]) == 4


def test_lines_that_are_all_link_or_no_text_are_left_out() -> None:
    body = f"<p>{FIRST['en']}</p><p><a href=/a>Another story</a></p><p>Advertisement</p><p>Story continues below</p>"
    assert (
        reads(f"<div class=story>{body}<p>A <a href=/b>link</a> within.</p></div>") == f"{FIRST['en']}\nA link within."
    )


def test_an_element_inside_another_is_read_once() -> None:
    assert reads(f"<div class=story><div class=story>{FIRST['en']}</div></div>") == FIRST["en"]


def test_the_mark_of_a_paywall_counts_on_a_short_page_alone() -> None:
    rules = Host("a", "a", ("a.example",), text=(".story",), stub=(Pick(".wall"),))
    for times, is_stub in ((1, True), (40, False)):
        text = f"<p>{FIRST['en']}</p>" * times
        markup = f"<div class=story>{text}</div><div class=wall>Subscribe</div>"
        assert ("stub" in reading_of(rules, tree_of(markup), markup).given) is is_stub


def test_data_is_read_only_where_the_page_lacks_something() -> None:
    rules = Host(
        "a", "a", ("a.example",), text=(".story",), title=(Pick("h1"),), published_at=(Pick("time"),),
        data=(Data("var all", text="text", title="title", account="who"),),
    )  # fmt: skip
    data = '<script>var all = {"text": "<p>In data.</p>", "title": "In data", "who": "Some"}</script>'
    whole = f"{data}<h1>Here</h1><time>2026-05-09</time><div class=story>{FIRST['en']}</div>"
    assert "account" not in reading_of(rules, tree_of(whole), whole).given
    lacking = f"{data}<h1>Here</h1>"
    found = reading_of(rules, tree_of(lacking), lacking)
    assert found.text == "In data."
    assert (found.given["title"].value, found.given["account"].value) == ("Here", "Some")


@given(st.lists(st.sampled_from(["<div class=story>", "</div>", "<p class=ad>", "<a>", "</a>", "<br>", "文字", "w "])))
def test_any_markup_is_read(pieces: list[str]) -> None:
    text = reads("x" + "".join(pieces))
    assert text == text.strip()
    assert "\n\n" not in text


HOSTILE: dict[str, Callable[[int], str]] = {
    "nested": lambda count: "<div class='story article-body ad'><figure>" * min(count, 900) + FIRST["en"],
    "siblings": lambda count: "<p class='story ad'>x<a class=ad>y</a></p>" * count,
    "names": lambda count: "".join(f"<p class='a{number} b{number}' id='c{number}'>x</p>" for number in range(count)),
    "links": lambda count: "<div class='post_body article-body'>" + "<a class=ad>x</a><br>" * count,
    "never closed": lambda count: "<figure><aside class=ad><div class=story>" * min(count, 600) + "<p>x" * count,
    "one class": lambda count: f"<div class='{'story ' * count}'>x</div>",
}


@pytest.mark.parametrize("stem", ["netease", "sina", "msn", "techpress", "thepaper", "zaobao"])
@pytest.mark.parametrize("family", HOSTILE)
def test_time_grows_with_the_page(family: str, stem: str) -> None:
    rules = replace(loaded(stem), cut=(*loaded(stem).cut, ".ad"), text=(*loaded(stem).text, ".story", "div .story p"))

    def work(count: int) -> Callable[[], object]:
        markup = f"<html><body>{HOSTILE[family](count)}</body></html>"
        return partial(reading_of, rules, tree_of(markup), markup)

    assert grows_with_size(work, 4_000)


def test_markup_in_data_is_cut_as_a_page_is() -> None:
    rules = Host("none", "none", ("none.example",), cut=(".ad",), data=(Data("window.DATA", text="text"),))
    markup = f'<p>x</p><script>window.DATA = {{"text": "<p>{FIRST["zh"]}</p><p class=ad>{JUNK["zh"]}</p>"}}</script>'
    assert reading_of(rules, tree_of(markup), markup).text == FIRST["zh"]
