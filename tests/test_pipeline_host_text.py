"""The paragraphs of a body: in their order, without what is cut and what stands apart."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.host_text import text_of_elements
from pipeline.markup import tree_of


def text(markup: str, cut: str = "ad", order: str = "") -> str:
    tree = tree_of(f"<html><body><main>{markup}</main></body></html>")
    return text_of_elements(tree.findall(".//main"), set(tree.find_class(cut)), order)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", ""),
        ("bare", "bare"),
        ("<p>一<b>二</b></p>三<br>四", "一二\n三\n四"),
        ("<p>a\n b</p><ul><li>c</li><li>d</li></ul>", "a b\nc\nd"),
        ("<p>a</p><div class=ad>b</div>c", "a\nc"),
        ("<p>a <a class=ad>b</a> c</p><p><a>link</a></p>", "a c"),
        ("<figure><img><figcaption>a</figcaption></figure><p>b</p><aside>c</aside><script>d</script>", "b"),
        ("<p>广告</p><p>原标题：甲</p><p>正文</p><p>--</p>", "正文"),
        ("<p>Advertisement</p><p>Image 1 of 5</p><p>Advertisement is a word.</p>", "Advertisement is a word."),
    ],
)
def test_lines(markup: str, expected: str) -> None:
    assert text(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>aaaa</p><div class=ad><p>b</p></div><p>cccc</p>", "aaaa\ncccc"),
        ("<p>aaaa</p><div class=ad><section><p>b</p></section></div>", "aaaa"),
        ("<div class=ad><p>aaaa</p><p>bbbb</p></div>", "aaaa\nbbbb"),  # all of it: no body is cut whole
        ("<p>a</p><div class=ad><p>bbbb</p></div>", "a\nbbbb"),  # most of it
        ("<p>aaaa</p>", "aaaa"),
        ("", ""),
    ],
)
def test_paragraphs_in_a_box_that_is_cut(markup: str, expected: str) -> None:
    tree = tree_of(f"<html><body><main>{markup}</main></body></html>")
    assert text_of_elements(tree.findall(".//p"), set(tree.find_class("ad"))) == expected


def placed(number: int) -> str:
    return "abc" + base64.b32encode(str(number).encode()).decode()


@pytest.mark.parametrize("value", [str, placed])
def test_paragraphs_put_back_in_their_order(value: object) -> None:
    assert callable(value)
    markup = "".join(f"<p data-s='{value(number)}'>{number}</p>" for number in (10, 2, 1))
    assert text(markup, order="data-s") == "1\n2\n10"
    assert text("<div>x</div>" + markup, order="data-s") == "1\n2\n10\nx"


@pytest.mark.parametrize("value", ["", "abc", "abc!", "abc" + "A" * 90, "²", "文字文字", "abcMFRGG==="])
def test_an_order_that_is_none_leaves_paragraphs_as_they_stand(value: str) -> None:
    assert text(f"<p data-s='{value}'>b</p><p data-s='{value}'>a</p>", order="data-s") == "b\na"


@given(st.text(max_size=80))
def test_any_order_is_none_or_one(value: str) -> None:
    escaped = value.replace("&", "&amp;").replace("'", "&#39;").replace("\x00", "")
    assert sorted(text(f"<p data-s='{escaped}'>b</p><p data-s='1'>a</p>", order="data-s").split("\n")) == ["a", "b"]
