"""A choice of the runs of a page made that of one whole article."""

import pytest
from lxml import html

from pipeline.blocks import Block, blocks
from pipeline.whole_article import of_one_article, size_of_choice, to_the_last_of_its_like, without_repeats

TEXT = "四家加速卡厂商在无锡互认测试结果，同一套题以后只考一遍，企业说这能省下三分之一的工夫。"


def runs(body: str) -> list[Block]:
    return blocks(html.document_fromstring(f"<html><body>{body}</body></html>"))


def lines(number: int) -> str:
    return "".join(f"<p>{TEXT}{line}。</p>" for line in range(number))


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("<div>{0}</div>", True),
        ("<div>{0}</div><div>{0}</div>", True),  # one alone
        ("<div>短</div>", False),
        ("<div class=footer>{0}</div>", False),
        ("<div><a href=/>{0}</a></div>", False),
        ("<section><div>{0}</div></section>", False),
        ("<p>{0}</p>", False),  # that is told by the weights
    ],
)
def test_a_last_paragraph_in_a_div_of_its_own(end: str, expected: bool) -> None:
    found = runs("<main>" + f"<div>{TEXT}</div>" * 3 + end.format(TEXT) + "</main>")
    rest = [False] * (len(found) - 3)
    assert to_the_last_of_its_like(found, [True] * 3 + rest) == [True] * 3 + [expected] + rest[1:]
    assert to_the_last_of_its_like(found, [False, True, True, *rest]) == [False, True, True, *rest]


def test_of_nothing_nothing_follows() -> None:
    assert to_the_last_of_its_like([], []) == []
    assert to_the_last_of_its_like(runs(f"<div>{TEXT}</div>"), [False]) == [False]


def test_only_what_stands_with_the_headline_is_one_article() -> None:
    found = runs(f"<article>{lines(9)}</article><article>{lines(9)}</article>")
    chosen = of_one_article(found, [True] * 18, found[0].box.above)
    assert chosen == [True] * 9 + [False] * 9
    assert of_one_article(found, [True] * 18, None) == [True] * 18
    few = runs(f"<article>{lines(1)}</article><article>{lines(19)}</article>")
    assert all(of_one_article(few, [True] * 20, few[0].box.above))


def test_a_text_that_stands_there_twice_is_read_once() -> None:
    twice = runs(lines(9) + lines(9))
    assert sum(without_repeats(twice, [True] * len(twice))) == 9
    quoted = runs(lines(30) + lines(1))
    assert sum(without_repeats(quoted, [True] * len(quoted))) == 31


def test_the_size_of_a_choice() -> None:
    found = runs("<p>四家</p><p>four</p>")
    assert [size_of_choice(found, chosen) for chosen in ([True, False], [True, True], [False, False])] == [4, 8, 0]
