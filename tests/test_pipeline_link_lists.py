"""Lists of links: what is none, for the rest see the screen, which refuses them."""

import pytest

from pipeline.lines import text_nodes
from pipeline.link_lists import is_list
from pipeline.markup import tree_of

HEADLINE = "港口第{}座算力中心今天启用"
# 117 characters, and so 234 wide.
SUMMARY = "第{}座中心的机器已经装好，" + "工程师说其余的到年底才能运到，" * 6 + "港口的电价因此又涨了一次。"
NUMBERS = range(10, 18)


def test_an_empty_page_is_no_list() -> None:
    assert not is_list("一行", tree_of("<p>一行</p>"), ["一行"])


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<li><a href='/{0}.html'>{headline}</a></li>", True),
        ("<li><a href='/{0}.html'>{headline}</a><p>{summary}</p></li>", True),
        ("<p>{summary}</p>", False),
        ("<p>{summary}<a href='/{0}.html'>第{0}座中心</a></p>", False),
    ],
)
def test_chinese_lines_under_links_are_a_list_and_wide_ones_alone_are_none(item: str, expected: bool) -> None:
    items = [
        item.format(number, headline=HEADLINE.format(number), summary=SUMMARY.format(number)) for number in NUMBERS
    ]
    tree = tree_of("<html><body>" + "".join(items) + "</body></html>")
    text = "\n".join(text_nodes(tree))
    assert is_list(text, tree, text_nodes(tree)) is expected
