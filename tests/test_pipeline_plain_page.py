"""Pages that are a text without markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lines import text_nodes
from pipeline.markup import tree_of
from pipeline.plain_page import break_lines, title_in

TEXT = "Four makers of accelerators agreed on Monday to accept each other's test results."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One\nTwo", ["One", "Two"]),
        ("\nOne\n\nTwo <b>and\nThree</b> or\nFour\n", ["One", "Two", "and", "Three", "or", "Four"]),
        ("<pre>One\nTwo</pre>", ["One", "Two"]),
        ("A line that was\nbroken by its width.\nTwo", ["A line that was broken by its width.", "Two"]),
        ("<p>One\nTwo</p>", ["One Two"]),
        ("One\nTwo<br>Three", ["One Two", "Three"]),
        ("One", ["One"]),
    ],
)
def test_line_feeds(body: str, expected: list[str]) -> None:
    markup = f"<html><body>{body}</body></html>"
    tree = tree_of(markup)
    break_lines(tree, markup)
    assert text_nodes(tree) == expected


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([], ""),
        (["Makers agree on tests", "By Jane Roe", TEXT], "Makers agree on tests"),
        (["Oct. 12, 2026", "Reuters", "Makers agree on tests", TEXT], "Makers agree on tests"),
        (
            ["来源：北海日报", "四家厂商互认测试结果", "四家厂商在无锡互认测试结果，同一套题以后只考一遍。"],
            "四家厂商互认测试结果",
        ),
        (["Home", "Makers agree on tests", TEXT], "Makers agree on tests"),
        ([TEXT, TEXT], ""),
        (["Makers agree on tests", "Menu", "Search"], ""),
        (["Home", "News", "Menu"], ""),
    ],
)
def test_a_first_line_that_is_the_headline(nodes: list[str], expected: str) -> None:
    assert title_in(nodes) == expected


@given(st.text("A b\n<pre></b>。", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    markup = f"<html><body>{text}.</body></html>"
    tree = tree_of(markup)
    before = "".join("".join(tree.itertext()).split())
    break_lines(tree, markup)
    assert "".join("".join(tree.itertext()).split()) == before
