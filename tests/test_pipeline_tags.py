"""Whether the tags of a page are short."""

import random

import pytest

from pipeline.markup import WHOLE_TAG
from pipeline.tags import has_short_tags


@pytest.mark.parametrize(
    ("markup", "is_told"),
    [
        (b"", True),
        (b"<p>no tag that is long</p>" * 20, True),
        (b"text without any tag " * 20, False),
        (b'<p title="' + b"x" * 90 + b'">', False),
        (b'<p title="' + b"a > b " * 20 + b'">', False),
        (b"<p title='" + b"a > b " * 20 + b"'>", False),
        (b'<p title = \n "' + b"a > b " * 20 + b'">', False),
        (b"<p title=" + b" " * 40 + b"'" + b"a > b " * 20 + b"'>", False),
        (b"<p>said \"so\" and <b>'so'</b> again</p>" * 20, True),
    ],
    ids=["empty", "short", "no tag", "long", "hidden end", "single marks", "blanks", "many blanks", "marks in text"],
)
def test_short_tags(markup: bytes, is_told: bool) -> None:
    """What is told to be short is, and a quotation mark hides the end of a tag."""
    assert has_short_tags(markup, 80) is is_told


def test_never_told_of_a_long_tag() -> None:
    """Of any markup whose longest tag, as the pattern finds it, is longer, it is not told that all are short."""
    chance = random.Random(1)
    parts = (b"<a", b"<", b">", b'"', b"'", b"=", b" ", b"\n", b"x", b"/")
    told = 0
    for _ in range(20_000):
        markup = b"".join(chance.choices(parts, k=40))
        if has_short_tags(markup, 12):
            told += 1
            assert max(map(len, WHOLE_TAG.findall(markup)), default=0) <= 12
    assert told > 100
