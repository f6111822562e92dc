"""Links that lead to an article once more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scouting_doubles import doubles_in, identities_of, plain_of

NEWS = [f"a.example/news/{at}-the-lamps-are-lit" for at in range(77000, 77006)]
TITLES = {key: f"The lamps of harbor {at} are lit" for at, key in enumerate(NEWS)}


@pytest.mark.parametrize(
    ("key", "plain"),
    [
        ("a.example", "a.example"),
        ("a.example/news/77001", "a.example/news/77001"),
        ("a.example/amp/news/77001", "a.example/news/77001"),
        ("a.example/news/77001/print", "a.example/news/77001"),
        ("a.example/news/77001/?output=amp", "a.example/news/77001"),
        ("a.example/news?id=77001&print=1", "a.example/news?id=77001"),
        ("a.example/news/77001.amp.html", "a.example/news/77001.html"),
        ("a.example/news/print_77001.html", "a.example/news/77001.html"),
        ("amp.a.example/news/77001", "a.example/news/77001"),
        ("a.example/news/the-printers-print-again", "a.example/news/the-printers-print-again"),
    ],
)
def test_plain_addresses(key: str, plain: str) -> None:
    assert plain_of(key) == plain


@pytest.mark.parametrize(
    ("key", "identities"),
    [
        ("a.example", set()),
        ("a.example/news/4711", set()),
        ("a.example/news/77001.html", {"77001"}),
        ("a.example/view.php?aid=77001", {"77001"}),
        ("a.example/news/the-lamps-are-lit-77001", {"the-lamps-are-lit-77001", "77001"}),
    ],
)
def test_what_tells_an_article_from_another(key: str, identities: set[str]) -> None:
    assert identities_of(key) == identities


def under(prefix: str, titles: list[str] | None = None) -> dict[str, str]:
    """The same addresses under a prefix, with these texts or the same ones."""
    said = titles or list(TITLES.values())
    return {key.replace("/news/", f"/{prefix}/"): title for key, title in zip(NEWS, said, strict=False)}


@pytest.mark.parametrize(
    ("more", "known", "doubles"),
    [
        ({}, [], 0),
        (under("amp/news"), [], 6),
        (under("leicht/news"), [], 6),
        (under("druck/news", ["Druck"] * 6), [], 6),
        # Another article may have the same number, and a section may have another one's headline.
        (under("sport", [f"Boat {at} wins the race of the bay" for at in range(6)]), [], 0),
        (under("text/news", [f"Boat {at} wins the race of the bay" for at in range(6)]), [], 0),
        (under("text/news", ["Read this page without any pictures"] * 6), [], 6),
        (dict([*under("sport").items()][:2]), [], 0),
        # Where only the versions are listed, they are the list, unless a feed has the articles.
        ({"a.example/amp/storm/88001": "A storm"}, [], 0),
        ({"a.example/amp/storm/88001": "A storm"}, ["a.example/storm/88001"], 1),
    ],
)
def test_doubles(more: dict[str, str], known: list[str], doubles: int) -> None:
    found = doubles_in(TITLES | more, frozenset(known))
    assert len(found) == doubles
    assert found <= more.keys()


@pytest.mark.parametrize("spoken", [True, False])
def test_what_is_read_aloud_of_tools_is_no_headline(spoken: bool) -> None:
    tools = under("keep", [f"Keep number {at} of these stories for later" for at in range(6)])
    found = doubles_in(TITLES | tools, spoken=frozenset(tools if spoken else ()))
    assert found == (tools.keys() if spoken else set())


@given(st.dictionaries(st.text(max_size=60), st.text(max_size=20), max_size=8))
def test_any_texts_are_looked_at(titles: dict[str, str]) -> None:
    assert doubles_in(titles) <= titles.keys()
