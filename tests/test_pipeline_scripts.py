"""Scripts, styles and drawings cut out of the bytes of a page."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scripts import cut_scripts, without_drawings, without_scripts
from tests.timing import grows_with_size


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"", b""),
        (b"a<script>x = '<p>'</script>b", b"ab"),
        (b"a<SCRIPT src=x></ScRiPt >b", b"ab"),
        (b"a<style>p {}</style>b<script></script>c", b"abc"),
        (b"a<script>open for ever", b"a<script>open for ever"),
        (b"a<script>open <style>p</style>b", b"a<script>open b"),
        (b"<script type='application/ld+json'>{}</script>", b"<script type='application/ld+json'>{}</script>"),
        (b"<scripts>x</scripts>", b"<scripts>x</scripts>"),
        ("中<script>文</script>字".encode("gb18030"), "中字".encode("gb18030")),
        ("中<script>文</script>字".encode("big5"), "中字".encode("big5")),
        ("中<script>文</script>字".encode("utf-16"), "中<script>文</script>字".encode("utf-16")),
    ],
)
def test_without_scripts(page: bytes, expected: bytes) -> None:
    assert without_scripts(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"", b""),
        (b"a<svg width=1><title>t</title><path d='M0'/></svg>b", b"ab"),
        (b"a<svg><g/></svg >b<svg></svg>c", b"abc"),
        (b"<svg><path/>open <p>text</p>", b"<svg><path/>open <p>text</p>"),
        (b"<svg><div>text</div></svg>", b"<svg><div>text</div></svg>"),
        (b"<img alt='<svg>'><p>text</p><svg></svg>", b"<img alt='<svg>'><p>text</p>"),
        (b"<svg><svg></svg></svg>", b"<svg></svg>"),
        (b"<svgs>x</svgs>", b"<svgs>x</svgs>"),
    ],
)
def test_without_drawings(page: bytes, expected: bytes) -> None:
    assert without_drawings(page) == expected


@given(st.text("<>/script\"'= yleSVG", max_size=200).map(str.encode))
def test_what_is_left_stands_in_the_page_in_its_order(page: bytes) -> None:
    rest = iter(page)
    assert all(byte in rest for byte in without_drawings(without_scripts(page)))


UNITS = (b"<script>", b"<style>", b"<svg>", b"<svg></svg", b"<svg><path/>", b"</script", b"<script x")


@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: bytes) -> None:
    def work(size: int) -> partial[bytes]:
        return partial(both, unit * (size // len(unit)))

    assert grows_with_size(work, 100_000)


def both(page: bytes) -> bytes:
    return without_drawings(without_scripts(page))


@given(
    st.lists(
        st.sampled_from([b"<script", b"<style>", b">", b"</script>", b"</style", b"<scr", b"ipt>", b"x", b" ld+json"])
    )
)
def test_what_is_settled_is_cut_once(parts: list[bytes]) -> None:
    cut, is_settled = cut_scripts(b"".join(parts))
    assert without_scripts(b"".join(parts)) == cut
    assert not is_settled or without_scripts(cut) == cut


@pytest.mark.parametrize(
    ("markup", "is_settled"),
    [
        (b"<p>a<script>b</script>c", True),
        (b"<scr<script>b</script>ipt>c</script>", False),
        (b"<p>a", True),
        (b"", True),
    ],
)
def test_a_tag_open_where_a_script_is_cut_out(markup: bytes, is_settled: bool) -> None:
    assert cut_scripts(markup)[1] is is_settled
