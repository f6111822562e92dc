"""Lists of short links alone cut out of the bytes of a page, and nothing else."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.menus import FEWEST, LONGEST, without_menus
from tests.timing import grows_with_size


def item(text: str, more: str = "") -> str:
    return f'<li class="x"><a href="/{text}">{text}</a>{more}</li>\n'


def listed(*items: str) -> str:
    return f"<ul class='menu'>\n{''.join(items)}</ul>"


FOUR = [item(text) for text in ("首尾", "科技", "金融", "Sport")]
LONG = "x" * LONGEST
KEPT = [
    listed(*FOUR[1:]),  # three may be the names of authors
    listed(*FOUR, item(LONG + "x")),  # a headline
    listed(*FOUR, item("a", " 2026-10-12")),  # text outside of its links
    listed(*FOUR, "<li>a</li>"),
    listed(*FOUR, "<li><p><a href=x>a</a></p></li>"),
    listed(*FOUR)[:-5],  # never closed
    listed(*FOUR).replace("ul", "ol"),  # where one is, and steps of a text
    f"<ul>{listed(*FOUR[:3])}</ul>",
    "",
    "a",
]


@pytest.mark.parametrize("page", KEPT)
def test_what_stays(page: str) -> None:
    assert without_menus(page.encode()) == page.encode()


@pytest.mark.parametrize(
    "menu",
    [
        listed(*FOUR),
        listed(*FOUR, item(LONG)),
        listed(*FOUR, item("a", " <i class=arrow></i>")),
        listed(*FOUR, "<li><a href=x><img src=y><span>a</span></a><a href=z>b</a></li>"),
        listed(*FOUR, "<li><a href=x>never closed</a>"),
        listed(*(item("") for _ in range(FEWEST))),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_what_is_cut(menu: str, encoding: str) -> None:
    page = f"<body><p>前</p>{menu}<ul><li>{menu}</li></ul><p>後</p></body>".encode(encoding)
    assert without_menus(page) == "<body><p>前</p><ul><li></li></ul><p>後</p></body>".encode(encoding)


PARTS = st.sampled_from(
    ["<ul>", "</ul>", "<li>", "</li>", "<a>", "</a>", "<a href='<ul>'>", "<i>", "<p>", " ", "x", *FOUR, listed(*FOUR)]
)


@given(st.lists(PARTS, max_size=40).map("".join))
def test_only_whole_lists_go(page: str) -> None:
    rest = without_menus(page.encode()).decode()
    for tag in ("ul", "li", "a"):
        assert page.count(f"</{tag}>") - rest.count(f"</{tag}>") <= page.count(f"<{tag}") - rest.count(f"<{tag}")
    assert rest.count("<p>") == page.count("<p>")
    assert rest == page or "<ul" in page


@pytest.mark.parametrize(
    "unit",
    [
        "<ul>", "<ul ", "<ul><li>", "<ul><li><a>", "<ul><li><a>x</a></li>", "<li><a>x</a></li>", "<ul><li><i>", "<i>",
        "<ul>" + "<li><a>x</a>" * 4, "<ul>\n", " ", "<ul><li><a>x</a><a>", "<ul><li><a>" + "x" * 50,
    ],
)  # fmt: skip
def test_it_takes_linear_time(unit: str) -> None:
    def work(size: int) -> partial[bytes]:
        return partial(without_menus, ("<ul>" + unit * (size // len(unit))).encode())

    assert grows_with_size(work, 200_000)
