"""What a query asks for, and what it may not ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.parameters import BadParameter, Parameters, address, parse

SOURCES = {"harbour", "beihai"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", Parameters()),
        ("source=&language=&words=", Parameters()),
        ("source=harbour", Parameters(source="harbour")),
        ("language=zh&page=2", Parameters(language="zh", page=2)),
        ("words=%E8%8A%AF%E7%89%87+export", Parameters(words="芯片 export")),
        ("words=芯片", Parameters(words="芯片")),
        ("words=++", Parameters()),
    ],
)
def test_parse(query: str, expected: Parameters) -> None:
    assert parse(query, SOURCES) == expected


@pytest.mark.parametrize(
    "query",
    [
        "source=nobody",
        "language=fr",
        "page=0",
        "page=-1",
        "page=",
        "page=1e3",
        "page=٣",
        "page=1000000",
        "words=" + "x" * 201,
        "words=%ff%fe",
        "unknown=1",
        "page=1&page=2",
        "&".join(f"a{each}=1" for each in range(50)),
    ],
)
def test_bad_parameters(query: str) -> None:
    with pytest.raises(BadParameter):
        parse(query, SOURCES)


@given(
    st.builds(
        Parameters,
        source=st.sampled_from(["", *SOURCES]),
        language=st.sampled_from([None, "zh", "en"]),
        words=st.text(st.characters(exclude_categories=["Cs"]), max_size=50).map(str.strip),
        page=st.integers(1, 999_999),
    )
)
def test_an_address_leads_back_to_its_parameters(of: Parameters) -> None:
    assert parse(address(of, of.page).partition("?")[2], SOURCES) == of
