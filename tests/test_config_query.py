"""Queries over marks: what they mean, and what is said of those that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.query import All, Any, Atom, Not, QueryError, parse_query

MARKS = ("ai", "us", "cn", "made-of")
AI, US, CN = (Atom(frozenset([name]), 1.0) for name in ("ai", "us", "cn"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ai", AI),
        (" ( ai ) ", AI),
        ("ai >= 2.5", Atom(frozenset(["ai"]), 2.5)),
        ("ai+us + cn>=3", Atom(frozenset(["ai", "us", "cn"]), 3.0)),
        ("ai and us or cn", Any((All((AI, US)), CN))),
        ("ai and (us or cn)", All((AI, Any((US, CN))))),
        ("not ai and us", All((Not(AI), US))),
        ("made-of", Atom(frozenset(["made-of"]), 1.0)),
    ],
)
def test_query(text: str, expected: object) -> None:
    assert parse_query(text, MARKS) == expected


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        ("", "the end stands where a mark", None),
        ("ai and", "the end stands where a mark", None),
        ("ai us", "'us' stands where `and`", None),
        ("(ai", "the end stands where `)`", None),
        ("ai)", "')' stands where", None),
        ("ai >= us", "'us' stands where a number", None),
        ("madeof", "no mark 'madeof'", "made-of"),
        ("ai & us", "'&' stands", None),
        ("or", "'or' stands", None),
        ("(" * 30 + "ai" + ")" * 30, "too deeply", None),
        ("not " * 30 + "ai", "too deeply", None),
        (" and ".join(["ai"] * 600), "more than 500", None),
    ],
)
def test_no_query(text: str, words: str, right: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text, MARKS)
    assert words in caught.value.message
    assert caught.value.right == right


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(["ai", "us", "and", "or", "not", "(", ")", ">=", "+", "2"])).map(" ".join)
    )
)
def test_any_text_is_a_query_or_an_error(text: str) -> None:
    try:
        parse_query(text, MARKS)
    except QueryError as error:
        str(error).encode("utf-8", "surrogatepass")
