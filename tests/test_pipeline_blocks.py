"""The runs of text of a page: where they begin and end, what they are in, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.blocks import FIGURE, HEADER, HEADING, RELATED, SECTION, TEXT, TOOL, UNSEEN, blocks, marks_of

SENTENCE = "这是一段足够长的正文，用来检查读出的文字是否完整。"


def found(body: str) -> list[str]:
    return [block.text for block in blocks(html.document_fromstring(f"<html><body>{body}</body></html>"))]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("", []),
        ("<p>a</p> b <p>c</p>", ["a", "b", "c"]),
        ("<p>a <b>b</b>c\n d</p>", ["a bc d"]),
        ("a<br>b<hr>c", ["a", "b", "c"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ("a<script>x</script>b<nav>c</nav>d<button>e</button>f", ["ab", "df"]),
        ("<footer>a</footer><noscript>b</noscript>c", ["c"]),
    ],
)
def test_runs(body: str, texts: list[str]) -> None:
    assert found(body) == texts


def test_links_of_a_menu_count_as_one_run() -> None:
    menu = "".join(f"<li><a href=/>Page {n}</a></li>" for n in range(9))
    (block,) = blocks(html.document_fromstring(f"<ul>{menu}</ul>"))
    assert block.links == 9
    assert not block.is_whole


@pytest.mark.parametrize(
    ("body", "is_whole"),
    [
        (f"<p>{SENTENCE}</p>", True),
        (f"<td>{SENTENCE}</td>", True),
        (f"<h2>{SENTENCE}</h2>", False),
        (f"<p>{SENTENCE[:-1]}</p>", False),
        (f"<p><a href=/>{SENTENCE}</a></p>", False),
        ("<p>短。</p>", False),
    ],
)
def test_a_whole_paragraph(body: str, is_whole: bool) -> None:
    (block,) = blocks(html.document_fromstring(f"<div>{body}</div>"))
    assert block.is_whole == is_whole


def test_boxes_know_what_is_in_them() -> None:
    one, two, three = blocks(
        html.document_fromstring(f"<div><div><p>{SENTENCE}</p><p>{SENTENCE}</p></div><h2>x</h2></div>")
    )
    holder = one.box.holder()
    assert holder is two.box.holder()
    assert (holder.start, holder.stop) == (0, 2)
    assert holder.direct == one.size + two.size
    assert three.box.role == HEADING
    assert three.box.holder() is holder.above


@pytest.mark.parametrize(
    ("names", "marks"),
    [
        ("", 0),
        ("wrapper", 0),
        ("article-content", TEXT),
        ("ArticleBody", TEXT),
        ("share-tools", TOOL),
        ("post_related", TEXT | RELATED),
        ("post-meta", TEXT | HEADER),
        ("image-caption", FIGURE),
    ],
)
def test_words_of_a_class(names: str, marks: int) -> None:
    assert marks_of(names) == marks


def test_marks_go_down() -> None:
    (block,) = blocks(html.document_fromstring("<main style='display: none'><div class=share><p>x</p></div></main>"))
    assert block.box.own == 0
    assert block.box.marks == SECTION | UNSEEN | TOOL


@given(st.text(alphabet="<>/pdivahrefb =\"'。.中文ab", max_size=300))
def test_each_run_has_a_text(markup: str) -> None:
    for block in blocks(html.document_fromstring(f"<html><body>{markup}x</body></html>")):
        assert block.text == " ".join(block.text.split()) != ""
        assert block.linked <= len(block.text) <= block.size or block.links
