"""What trafilatura is shown of a page, and that nothing of it raises."""

import pytest
from lxml import etree
from lxml.html import HtmlElement

from pipeline.by_trafilatura import LEAST_LIKELY, SEEN, by_trafilatura, empty_unlikely
from pipeline.general import Reading, general
from pipeline.markup import tree_of

TEXT = "The harbour opened its computing centre on Monday, three months before it was due to, the city said."
MARKUP = (
    f"<html><body><nav>Menu</nav><div id=a><p>{TEXT}</p><ul><li><a href=/>Home</a></li></ul></div>after"
    "<div id=b><div><p>Other stories of the day.</p></div></div></body></html>"
)


def page() -> HtmlElement:
    return tree_of(MARKUP)


def texts(tree: HtmlElement) -> list[str]:
    return [text for text in map(str.strip, tree.itertext()) if text]


@pytest.mark.parametrize(
    ("likely", "left"),
    [
        ((1.0, 1.0, 1.0, 1.0), [TEXT, "Home", "after", "Other stories of the day."]),
        ((1.0, 0.0, 0.0, 0.0), [TEXT, "after"]),  # what stands beside a box is no part of it
        ((0.0, 0.0, 0.0, LEAST_LIKELY * 2), ["after", "Other stories of the day."]),
        ((LEAST_LIKELY / 2, 0.0, 0.0, 0.0), ["after"]),
    ],
)
def test_what_is_unlikely_is_emptied(likely: tuple[float, ...], left: list[str]) -> None:
    tree = page()
    empty_unlikely(tree, likely)
    assert texts(tree) == left


def test_an_empty_page() -> None:
    tree = tree_of("<html><body></body></html>")
    empty_unlikely(tree, ())
    assert by_trafilatura(tree, general(tree)) == ""


@pytest.mark.parametrize(
    ("confidence", "enough", "found"),
    [
        (SEEN, True, False),
        (SEEN, False, True),  # a short text is looked for in all of the page
        (SEEN - 0.01, True, True),  # a reader that saw nothing hides nothing
    ],
)
def test_what_is_hidden(confidence: float, enough: bool, found: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if enough:
        monkeypatch.setattr("pipeline.by_trafilatura.ENOUGH", 0)
    tree = page()
    reading = Reading("", "en", confidence, likely=(0.0, 0.0, 0.0, 0.0))
    assert (TEXT in by_trafilatura(tree, reading)) is found
    assert texts(tree) == texts(page())


def test_a_headline_stays_and_rows_stay_whole() -> None:
    body = "<div><h1>Berths</h1></div><table><tr><td>1<td><div>Open</div><td>2</table><ul><li>3</ul>"
    tree = tree_of(f"<html><body>{body}</body></html>")
    empty_unlikely(tree, (0.0, 0.0, 1.0, 0.0, 0.0))
    assert texts(tree) == ["Berths", "1", "Open", "2"]


def test_what_raises_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise etree.ParserError("broken")

    monkeypatch.setattr("pipeline.by_trafilatura.bare_extraction", broken)
    tree = page()
    assert by_trafilatura(tree, general(tree)) == ""


def test_a_text_has_no_marks_that_no_page_prints() -> None:
    rows = "<table><tr><th>Year</th><th>Berths</th></tr><tr><td>2026</td><td>12</td></tr></table>"
    quoted = "<blockquote>It is - so <code>far</code> - enough.</blockquote>"
    parts = f"<h2>Berths</h2><ul><li>Two for ferries</li></ul>{rows}{quoted}"
    tree = tree_of(f"<html><body><article><h1>Harbour</h1><p>{TEXT}</p>{parts}<p>{TEXT}.</p></article></body></html>")
    text = by_trafilatura(tree, Reading("", "en", 0.0))
    assert text.removeprefix("Harbour\n").split("\n") == [
        TEXT, "Berths", "Two for ferries", "Year", "Berths", "2026", "12", "It is - so far - enough.", f"{TEXT}.",
    ]  # fmt: skip
