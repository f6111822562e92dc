"""Selectors answered from the index of a page are those that lxml's own translation finds."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.cssselect import CSSSelector

from config.hosts import host, hosts_of_files
from pipeline.host_index import HostPage, Wanted, wanted_by
from pipeline.markup import tree_of

SELECTORS = [
    ".a", "#a", "p", "p.a", ".a.b", "p#a.b", ".a .b", ".a > .b", ".a ~ .b", ".a + p", ".a, #b", "[title]", "[title=x]",
    "p[title^=x]", "[class*=a]", "[class^='a ']", "[class^=a]", "[class$=b]", "div[class*='b'] p", "p:first-child",
    "[class*='　']", ".a:not(.b)", "p:nth-of-type(2)", ".a p, .b > p", "*", ".a *",
]  # fmt: skip
ELEMENT = st.builds(
    lambda *parts: f"<{''.join(parts)}>",
    st.sampled_from(["div", "p", "section"]),
    st.sampled_from(["", *(f" class='{each}'" for each in ("a", "a b", "b", "ab  b", "", "b\ta", "a　b"))]),
    st.sampled_from(["", "", " id='a'", " id='b'"]),
    st.sampled_from(["", "", " title='x'"]),
)
MARKUP = st.lists(st.one_of(ELEMENT, st.sampled_from(["</div>", "</p>", "</section>", "text"])), max_size=40)


@given(MARKUP, st.sampled_from(SELECTORS))
@example(["<p class='a'>", "<p class='ab  b'>", "<p class='a'>"], "[class*=a]")  # in the order of the document
def test_the_same_elements_as_lxml(pieces: list[str], css: str) -> None:
    tree = tree_of("<html><body>" + "".join(pieces) + "</body></html>")
    expected = CSSSelector(css, translator="html")(tree)
    assert HostPage(tree, wanted_by([css])).select(css) == expected


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ([], Wanted()),
        (["p", "[class*=a]", "[title]"], Wanted(parts=frozenset("a"))),
        ([".a", "#b"], Wanted(frozenset("a"), frozenset("b"))),
        (["p.a.b > #c ~ [class^=d], .e f"], Wanted(frozenset("abe"), frozenset("c"), frozenset("d"))),
    ],
)
def test_the_names_that_selectors_ask_for(selectors: list[str], expected: Wanted) -> None:
    assert wanted_by(selectors) == expected


def test_those_whose_class_says_author() -> None:
    tree = tree_of("<p class='byline'>a</p><p class='lead'>b</p><p class='Author byline'>c</p><p class='byline'>d</p>")
    assert [element.text for element in HostPage(tree, Wanted()).signed] == ["a", "c", "d"]


def test_an_empty_page() -> None:
    asked = (".a", "#a", "p", "[class*=a]")
    page = HostPage(tree_of("<html><body></body></html>"), wanted_by(asked))
    assert [page.select(css) for css in asked] == [[], [], [], []]


@pytest.mark.parametrize("stem", hosts_of_files())
def test_every_selector_of_the_rules_compiles(stem: str) -> None:
    rules = host(stem)
    picks = [pick for name in type(rules).__slots__ for pick in getattr(rules, name) if hasattr(pick, "css")]
    selectors = (*rules.text, *rules.cut, *(pick.css for pick in picks))
    page = HostPage(tree_of("<html><body><p class='a' id='b'>x</p></body></html>"), wanted_by(selectors))
    for css in selectors:
        assert page.select(css) == [] or css in ("p", ".a")
