"""Lists of links: what is none, for the rest see the screen, which refuses them."""

from pipeline.link_lists import is_list
from pipeline.markup import tree_of


def test_an_empty_page_is_no_list() -> None:
    assert not is_list("一行", tree_of("<p>一行</p>"), ["一行"])
