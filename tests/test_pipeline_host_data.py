"""Data inside a page's markup: found by its marker, read in four forms, and never a reason to raise."""

from functools import partial
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.hosts import Data
from pipeline.host_data import data_of, picked
from tests.timing import grows_with_size

MARK = "window.DATA"
JSON = Data(MARK)
PERCENT = Data(MARK, "percent")
QUOTED = Data(MARK, "quoted")
OBJECT = Data(MARK, "object")
ENCODED = quote('{"a": "二 +"}')


@pytest.mark.parametrize(
    ("markup", "rule", "value"),
    [
        ('window.DATA = {"a": [1, "二"]};', JSON, {"a": [1, "二"]}),
        ('window.DATA type="application/json">{"a": 1}</script>', JSON, {"a": 1}),
        ('window.DATA = "text";', JSON, "text"),
        ('window.DATA[key] = 1; window.DATA = {"a": 1}', JSON, {"a": 1}),
        ('window.DATA = {"a": "line\nbreak"}', JSON, {"a": "line\nbreak"}),
        ('window.DATA = {"a": NaN, "b": ' + "9" * 5000 + "}", JSON, {"a": None, "b": None}),
        ("window.DATA = {a: 1}", JSON, None),
        ('window.DATA = {"a": ', JSON, None),
        ("window.DATA", JSON, None),
        ("window.DATA =" + " " * 300 + '{"a": 1}', JSON, None),
        ('window.DATE = {"a": 1}', JSON, None),
        ("", JSON, None),
        (f"window.DATA >{ENCODED}</script>", PERCENT, {"a": "二 +"}),
        ("window.DATA >%7B%22a", PERCENT, None),
        ("window.DATA'&quot;\\u003Cb\\u003E it\\'s \\&amp; \"more\"&quot;'.slice(6)", QUOTED, "<b> it's & \"more"),
        ("window.DATA'never closed", QUOTED, "never closed"),
        ("window.DATA''", QUOTED, ""),
        ("window.DATA'\\u00'", QUOTED, None),
        (
            "window.DATA: {is: true, no: false, at: '20:1', n: 12, s: 'it\\'s \\u4e8c'}",
            OBJECT,
            {"is": "true", "at": "20:1", "n": "12", "s": "it's 二"},
        ),
        ("window.DATA {}", OBJECT, None),
        ("window.DATA {a: '\\u00'}", OBJECT, None),
        ("window.DATA a: 1", OBJECT, None),
    ],
)
def test_data(markup: str, rule: Data, value: object) -> None:
    assert data_of(markup, rule) == value


def test_data_nested_too_deep_is_none() -> None:
    assert data_of("window.DATA = " + "[" * 100_000, JSON) is None
    assert data_of("window.DATA >" + "%5B" * 100_000, PERCENT) is None


@pytest.mark.parametrize(
    ("value", "path", "texts"),
    [
        ({"a": {"b": "x"}}, "a.b", ["x"]),
        ({"a": [{"b": "x"}, {}, {"b": "y"}]}, "a[].b", ["x", "y"]),
        ({"a": 1779100000000}, "a", ["1779100000000"]),
        ({"a": True, "b": False}, "a", ["true"]),
        ({"a": True, "b": False}, "b", []),
        ({"a": {"b": 1}}, "a", []),
        ({"a": ""}, "a", []),
        ({"a": None}, "a.b.c", []),
        (None, "a", []),
        ("text", "@", ["text"]),
        ("text", "a", []),
        ({"a": 1}, "length(a)", []),  # a function that is given the wrong kind of value
    ],
)
def test_picked(value: object, path: str, texts: list[str]) -> None:
    assert picked(value, path) == texts


@given(st.text(alphabet="window.DATA={}[]\"'\\u0&%7B:, 文\n", max_size=200), st.sampled_from([JSON, PERCENT, QUOTED]))
def test_any_markup_is_data_or_none(rest: str, rule: Data) -> None:
    assert isinstance(data_of(MARK + rest, rule), dict | list | str | int | float | bool | None)


@pytest.mark.parametrize(
    ("piece", "rule"),
    [
        (MARK, JSON),
        (MARK + " " * 199, JSON),
        (MARK + "[" + "1," * 20, JSON),
        (MARK + "'" + "\\", QUOTED),
        (MARK + "'" + "a\\'", QUOTED),
        (MARK + ">%7B%22a", PERCENT),
        (MARK + "{a: '" + "\\", OBJECT),
        (MARK + "{" + "a: 1 ", OBJECT),
    ],
)
def test_time_grows_with_the_markup(piece: str, rule: Data) -> None:
    assert grows_with_size(lambda count: partial(data_of, piece * count, rule), 20_000)
