"""The terms of a text: of both languages, as printed, and whatever the text is."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.topics import shipped_topic
from pipeline.term_vector import MOST_TEXT, TermVector, term_vector
from pipeline.values import Language
from tests.timing import grows_with_size

TOPIC = shipped_topic()


def printed(text: str, language: Language) -> dict[str, str]:
    """The terms of a text as they are printed."""
    found = term_vector(text, language, TOPIC)
    return dict(zip(found.terms, found.printed, strict=True))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "zh", {}),
        ("", "en", {}),
        ("。！？", "zh", {}),
        ("The of and", "en", {}),
        ("輝達的晶片", "zh", {"nvidia": "輝達", "chip": "晶片"}),
        ("英伟达H20", "zh", {"nvidia": "英伟达", "h20": "H20"}),
        ("8月19日1.2万亿元", "zh", {"#m8d19": "19日", "#1200000000000": "1.2万亿元"}),
        ("On Aug. 19, $1.2 trillion", "en", {"#m8d19": "19", "#1200000000000": "1.2 trillion", "dollar": "$"}),
        ("Chips, chip and CHIP", "en", {"chip": "Chips"}),
        ("§ⅷ五㍿芯片", "zh", {"chip": "芯片"}),  # some of these fold to several characters
        ("前海思邈", "zh", {}),
        ("\ud800芯片", "zh", {"chip": "芯片"}),
    ],
)
def test_terms_as_printed(text: str, language: Language, expected: dict[str, str]) -> None:
    found = printed(text, language)
    assert {term: found.get(term) for term in expected} == expected


def test_what_is_said_more_often_weighs_more_but_not_as_often_as_much() -> None:
    once, twice, often = (term_vector("chip " * times, "en", TOPIC).weights[0] for times in (1, 2, 1000))
    assert once == 1 < twice < 1.5
    assert twice < often < 1.5


def test_a_word_of_many_senses_weighs_less_by_each() -> None:
    vector = term_vector("寿光出口", "zh", TOPIC)
    weights = dict(zip(vector.terms, vector.weights, strict=True))
    assert weights["shouguang"] == 1 > weights["export"]


@given(st.text(st.sampled_from("芯片輝達出口8月19日 H20chip's$\ud800é1.2万亿㍿")), st.sampled_from(["zh", "en"]))
def test_any_text_has_a_vector(text: str, language: Language) -> None:
    found = term_vector(text, language, TOPIC)
    assert len(found.terms) == len(set(found.terms)) == len(found.weights) == len(found.printed)
    assert all(weight > 0 for weight in found.weights)
    assert found == term_vector(text, language, TOPIC)
    if language == "zh":
        assert all(each in text for each in found.printed)


def test_the_beginning_alone_is_looked_at() -> None:
    assert (
        term_vector("无 " * MOST_TEXT + "芯片", "zh", TOPIC).terms == term_vector("无 " * MOST_TEXT, "zh", TOPIC).terms
    )


def test_no_vector_is_changed() -> None:
    with pytest.raises(AttributeError):
        TermVector("zh", (), (), ()).terms = ("a",)  # type: ignore[misc]


@pytest.mark.parametrize("text", ["芯片", "a", "1", "8月19日", "輝達", "a-", "'", "囧"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_time_grows_with_the_length(text: str, language: Language) -> None:
    assert grows_with_size(lambda size: partial(term_vector, text * size, language, TOPIC), 1_000)
