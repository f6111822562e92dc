"""Lists of links: what is none, for the rest see the screen, which refuses them."""

import pytest

from pipeline.lines import text_nodes
from pipeline.link_lists import is_list
from pipeline.markup import tree_of

LINES = "\n".join(f"这是第{n}条新闻的标题而且相当长" for n in range(10, 20))


def test_an_empty_page_is_no_list() -> None:
    assert not is_list("一行", tree_of("<p>一行</p>"), ["一行"])


@pytest.mark.parametrize(
    ("item", "may_be_links", "expected"),
    [
        ("<li><a href=/>{}</a></li>", True, True),
        ("<li><a href=/>{}</a></li>", False, False),  # who read the text knows of no link in it
        ("<li><a href=/>港口的新闻还有第{0}条</a><p>{0}</p></li>", False, True),  # each line under a headline
        ("<li>{}</li>", True, False),
        ("<h2 id='{0}'><a href='#{0}'>港口的新闻还有第{0}条</a></h2><p>{0}</p>", False, False),  # a table of contents
        ("<h2><a href='#{0}'>港口的新闻还有第{0}条</a></h2><p>{0}</p>", False, True),  # a script opens it
        ("<div><a onclick='go()'>港口的新闻还有第{0}条</a></div><p>{0}</p>", False, True),
        ("<div><a id=a>港口的新闻还有第{0}条</a></div><p>{0}</p>", False, True),
        ("<h2><a id=a>港口的新闻还有第{0}条</a></h2><p>{0}</p>", False, False),
        ("<h2><a href='#'>港口的新闻还有第{0}条</a></h2><p>{0}</p>", False, True),  # a script opens it
    ],
)
def test_lines_in_links_and_under_them(item: str, may_be_links: bool, expected: bool) -> None:
    lines = [line + "，港口的人都这么说" for line in LINES.split("\n")]
    tree = tree_of("<html><body>" + "".join(item.format(line) for line in lines) + "</body></html>")
    assert is_list("\n".join(lines), tree, text_nodes(tree), may_be_links=may_be_links) is expected
