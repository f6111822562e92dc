"""The long tags of a page."""

import random
from collections.abc import Callable

import pytest

from pipeline.tags import WHOLE_TAG, long_tags
from tests.timing import grows_with_size

LONG = b'<p title="' + b"x" * 90 + b'">'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (b"", []),
        (b"<p>no tag that is long</p>" * 20, []),
        (b"text without any tag " * 20, []),
        (LONG, [LONG]),
        (b"<p>first</p>" * 20 + LONG + b"between" + LONG.upper(), [LONG, LONG.upper()]),
        (b'<p title="' + b"a > b " * 20 + b'">text', [b'<p title="' + b"a > b " * 20 + b'">']),
        (b"<p title='" + b"a > b " * 20 + b"'>text", [b"<p title='" + b"a > b " * 20 + b"'>"]),
        (b'<p title = \n "' + b"a > b " * 20 + b'">', [b'<p title = \n "' + b"a > b " * 20 + b'">']),
        (b"<p>said \"so\" and <b>'so'</b> again</p>" * 20, []),
        (b"<p>text</p>" * 20 + b"<p " + b"open " * 40, [b"<p " + b"open " * 40]),
    ],
    ids=["empty", "short", "none", "long", "two", "hidden", "single marks", "blanks", "marks in text", "never closed"],
)
def test_long_tags(markup: bytes, expected: list[bytes]) -> None:
    assert long_tags(markup, 80) == expected


def test_the_same_as_by_the_pattern() -> None:
    """On any markup the long ones among the tags that the pattern finds, all of them and no others."""
    chance = random.Random(1)
    parts = (b"<a", b"<", b">", b'"', b"'", b"=", b" ", b"\n", b"x", b"/", b"\x0b", b"</p>")
    for _ in range(20_000):
        markup = b"".join(chance.choices(parts, k=40))
        for longest in (4, 12):
            assert long_tags(markup, longest) == [tag for tag in WHOLE_TAG.findall(markup) if len(tag) > longest]


@pytest.mark.parametrize("part", [b"=\"'>", b'<p a=">', b"<p a='>' ", b"<<<<", b"= ' ", b'"' * 9 + b">"])
def test_time_grows_with_size(part: bytes) -> None:
    def work(size: int) -> Callable[[], object]:
        markup = part * size
        return lambda: long_tags(markup, 4000)

    assert grows_with_size(work, 100_000)
