"""The rows of traits: one a run, each value within its table."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.blocks import blocks
from pipeline.surroundings import surroundings_of
from pipeline.traits import NAMES, TRAITS, rows_of

PIECES = (
    "<p>", "</p>", "<div class='share'>", "<div class='content'>", "</div>", "<h1>标题</h1>", "<ul><li>", "</ul>",
    "<br>", "<a href=/>", "</a>", "这是一段足够长的正文，用来检查读出的文字是否完整。", "责任编辑：王小明",
    "We use cookies. ", "<table><tr><td>", "</table>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_value_has_its_weight(pieces: list[str]) -> None:
    found = blocks(html.document_fromstring(f"<html><body>x{''.join(pieces)}</body></html>"))
    rows = rows_of(found, surroundings_of(found, "标题"))
    assert len(rows) == len(found)
    for row in rows:
        for name, value in zip(NAMES, row, strict=True):
            assert 0 <= value < TRAITS[name], name


def test_a_repeated_run_is_told() -> None:
    found = blocks(
        html.document_fromstring("<div><p>The harbour opened again.</p><p>The harbour opened again.</p></div>")
    )
    rows = rows_of(found, surroundings_of(found, ""))
    assert [row[NAMES.index("again")] for row in rows] == [0, 1]
