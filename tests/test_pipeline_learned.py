"""Lines of a host: which are learned, what they are cut from, and what an article keeps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate import FIRST_LINES, LAST_LINES, Boilerplate, line_hash, line_hashes
from pipeline.fold import letters
from pipeline.learned import FEWEST, MOST_CUT, NEWEST, boilerplate_of, common_lines, reading_of
from pipeline.signature import signature_of
from tests.builders import article

FOOT = "北海新闻网版权与免责声明：转载请注明来源。"
TEXT = "星海研究所周一公布一款开放权重的语言模型。\n测试由三所大学完成，结果将在下月发表。\n评论认为竞争会更加激烈。"
KNOWN = boilerplate_of(line_hashes(FOOT))


def pages(shared: int, others: int, own: int = 3) -> list[set[int]]:
    """The lines of so many pages with line 1 and so many without, each with lines of its own."""
    return [
        {1000 * page + line for line in range(own)} | ({1} if page <= shared else set())
        for page in range(1, shared + others + 1)
    ]


@pytest.mark.parametrize(
    ("shared", "others", "expected"),
    [
        (0, 0, {}),
        (0, 20, {}),
        (FEWEST - 1, 0, {}),
        (FEWEST, 0, {1: FEWEST}),
        (FEWEST, 95, {1: FEWEST}),
        (FEWEST, 96, {}),
        (14, NEWEST - 14, {}),
        (15, NEWEST - 15, {1: 15}),
    ],
)
def test_a_line_on_many_pages_is_the_hosts(shared: int, others: int, expected: dict[int, int]) -> None:
    assert common_lines(pages(shared, others)) == expected


def test_versions_of_one_report_make_no_boilerplate() -> None:
    report = set(range(10))
    assert common_lines([report | {100 + version} for version in range(8)]) == {}
    assert common_lines([report] * 8) == {}


def test_short_articles_under_long_boilerplate_count() -> None:
    foot = set(range(4))
    assert common_lines([foot | {100 + page} for page in range(8)]) == dict.fromkeys(foot, 8)


def test_known_lines_are_cut() -> None:
    read = article(language="zh", text=f"{TEXT}\n{FOOT}", words=80)
    found = reading_of(read, KNOWN)
    assert (found.article.text, found.article.learned) == (TEXT, KNOWN.version)
    assert found.article.words == 80 - 19
    assert found.lines == line_hashes(f"{TEXT}\n{FOOT}")  # as it came, so that what is cut is still counted


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (TEXT, KNOWN),
        (f"{TEXT}\n{FOOT}", Boilerplate()),
        (f"短讯。\n{FOOT}", KNOWN),  # more than half of it
        (FOOT, KNOWN),
    ],
)
def test_what_is_cut_too_much_or_not_at_all_stays_as_it_came(text: str, known: Boilerplate) -> None:
    read = article(language="zh", text=text, words=9)
    found = reading_of(read, known)
    assert found.article == read
    assert found.lines == line_hashes(text)


def test_an_article_without_text_has_no_lines() -> None:
    stub = article(text="", metadata_only=True)
    assert reading_of(stub, KNOWN).lines == ()


def test_the_version_follows_from_the_lines_alone() -> None:
    assert boilerplate_of([3, -1, 3]) == boilerplate_of([-1, 3])
    assert boilerplate_of([1]).version != boilerplate_of([2]).version
    assert boilerplate_of([]) == Boilerplate()


@given(st.lists(st.text("甲乙丙 ", min_size=1, max_size=6), max_size=30), st.sets(st.integers(0, 29)))
def test_nothing_but_known_lines_goes(lines: list[str], chosen: set[int]) -> None:
    read = article(language="zh", text="\n".join(lines) or "甲")
    known = {line_hash(lines[index]) for index in chosen if index < len(lines)} - {None}
    found = reading_of(read, boilerplate_of(each for each in known if each is not None))
    came = read.text.split("\n")
    # A known line amid the text stays, though it also stands at an end: only the ends are cut.
    ends = {*range(FIRST_LINES), *range(len(came) - LAST_LINES, len(came))}
    kept = "\n".join(line for index, line in enumerate(came) if index not in ends or line_hash(line) not in known)
    is_too_much = len(letters(kept)) < (1 - MOST_CUT) * len(letters(read.text))
    assert found.article.text == (read.text if is_too_much else kept)
    assert (found.article == read) is (found.article.text == read.text)
    assert reading_of(replace(found.article, learned=""), Boilerplate()).article.text == found.article.text


def test_a_text_is_signed_as_it_is_stored() -> None:
    """Without the lines that are cut, and not at all where it is too short."""
    found = reading_of(article(language="zh", text=f"{TEXT}\n{FOOT}"), KNOWN)
    assert found.signature == signature_of(letters(TEXT))
    assert found.signature is not None
    assert reading_of(article(text="Short."), Boilerplate()).signature is None
