"""Boxes of recommendations on a page."""

import pytest

from pipeline.markup import tree_of
from pipeline.scouting_anchors import anchors_of
from pipeline.scouting_beside import recommended_in

HERE = "https://a.example/desk/"


def links(first: int, number: int) -> str:
    items = (
        f'<li><a href="/n/{at}.html">港务局公布驳船记录 当天{at}艘</a></li>' for at in range(first, first + number)
    )
    return f"<ul>{''.join(items)}</ul>"


OWN, BOX = links(77000, 8), links(78000, 6)


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("", 0),
        (OWN, 0),
        (f"{OWN}<div><h3>大家都在看</h3>{BOX}</div>", 6),
        (f"{OWN}<div><div class='hd'><span>Most read</span></div>{BOX}</div>", 6),
        (f"{OWN}<div><h3>港口</h3>{BOX}</div>", 0),
        (f"{OWN}<div><h3>大家都在看</h3>{links(77000, 4)}</div>", 0),  # they stand in the list as well
        (f"<div><h3>推荐</h3>{OWN}</div>", 0),  # a page's own list may be called so
        (f"{links(77000, 4)}<div><h3>大家都在看</h3>{BOX}</div>", 0),
        (f"<h3>大家都在看</h3>{OWN}{BOX}", 0),
    ],
)
def test_boxes(body: str, number: int) -> None:
    tree = tree_of(f"<html><body><p>x</p>{body}</body></html>")
    assert len(recommended_in(tree, anchors_of(tree, HERE))) == number
