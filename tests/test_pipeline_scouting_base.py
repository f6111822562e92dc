"""Where a page's addresses begin, and where it leads."""

import pytest

from pipeline.markup import tree_of
from pipeline.scouting_base import base_of, refresh_of

HERE = "https://a.example/news/"


@pytest.mark.parametrize(
    ("head", "base", "refresh"),
    [
        ("", HERE, ""),
        ('<base href="/en/">', "https://a.example/en/", ""),
        ('<base href="mailto:x">', HERE, ""),
        ('<meta http-equiv="refresh" content="0;url=/today/">', HERE, "https://a.example/today/"),
        ('<meta http-equiv="refresh" content="600">', HERE, ""),
        ('<meta http-equiv="refresh" content="600;url=/news">', HERE, ""),
    ],
)
def test_where_a_page_begins_and_leads(head: str, base: str, refresh: str) -> None:
    tree = tree_of(f"<html><head>{head}</head><body><p>x</p></body></html>")
    assert base_of(tree, HERE) == base
    assert refresh_of(tree, base) == refresh
