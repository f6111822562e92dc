"""The visible text of a tree."""

import pytest

from pipeline.lines import paragraphs, says_author, signatures, text_nodes
from pipeline.markup import tree_of


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div></div>", []),
        ("<div><p>One <b>two</b>\nthree.</p><p>Four.</p></div>", ["One two three.", "Four."]),
        ("<div>One<br>two<div>three</div>four</div>", ["One", "two", "three", "four"]),
        ("<div><p>One</p><script>x()</script>two<style>p</style></div>", ["One", "two"]),
        ("<div><ul><li>One</li><li>two</li></ul></div>", ["One", "two"]),
        ("<div>One<noscript><p>hidden</p></noscript> two</div>", ["One two"]),
    ],
)
def test_paragraphs(markup: str, expected: list[str]) -> None:
    tree = tree_of(f"<html><body>{markup}</body></html>")
    assert paragraphs(tree.find(".//div")) == expected


def test_text_nodes_leave_out_the_head() -> None:
    tree = tree_of("<html><head><title>T</title></head><body>来源：<a> 北海日报 </a><p> </p>正文</body></html>")
    assert text_nodes(tree) == ["来源：", "北海日报", "正文"]


def test_signatures() -> None:
    tree = tree_of(
        '<html><body><div class="author-bio">Jane Roe has written for us for years</div><a rel="author">Jane Roe</a>'
        '<p class="byline">By <b>Ann Lee</b></p><p class="lead">Not one</p></body></html>'
    )
    assert signatures(tree) == ("Jane Roe", "By\nAnn Lee")


@pytest.mark.parametrize(
    "markup",
    [
        "<p class='byline'>By Ann Lee</p><p class='lead'>Not one</p><p class='Author'>Jane Roe</p>",
        "<p class='byline'>By Ann Lee</p><a rel='author'>Jane Roe</a><p class='author byline'>Li Na</p>",
        "<i itemprop='author'>Jane Roe</i>",
        "<p>Nobody</p>",
        "<p>Beside the root</p></body></html><p class='byline'>By Ann Lee</p>",
    ],
)
def test_signatures_are_the_same_where_those_by_class_are_known(markup: str) -> None:
    tree = tree_of(f"<html><body>{markup}</body></html>")
    by_class = [element for element in tree.iter() if says_author(element.get("class") or "")]
    assert signatures(tree, by_class) == signatures(tree)
