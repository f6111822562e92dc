"""How mentions of outlets are weighed."""

import pytest

from config.rules import rules
from pipeline.citation_judge import Mention, mentions, weighed, whole_of
from pipeline.citation_lines import looked_at
from pipeline.values import Language

# Traits that are no lists of words, which pipeline/citation_traits.py and pipeline/citation_judge.py give.
MADE = {
    "always",
    "again_named",
    "bracketed",
    "compound",
    "day",
    "goes_on",
    "head",
    "listed",
    "never_after",
    "never_before",
    "others",
    "own_clause",
    "own_clause_more",
    "own_sentence",
    "own_text",
    "own_text_more",
    "quotes_after",
    "quotes_next",
    "silent",
    "tail",
    "tells",
    "tells_next",
    "unlisted",
    "unsure",
    "unsure_bare",
}


def first(text: str, language: Language) -> Mention:
    whole = whole_of(looked_at(text, language, None))
    return mentions(whole, 0, whole.lines[0].groups[0])[0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_weight_is_that_of_a_trait(language: Language) -> None:
    held = rules("citing")[language]
    known = MADE.union(*(held[part] for part in ("before", "after", "around")))
    assert set(rules("citing_weights")[language]) <= known


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", ["", "A plant opened.", "工厂开工。"])
def test_a_text_without_outlets_has_no_lines_to_judge(text: str, language: Language) -> None:
    assert whole_of(looked_at(text, language, None)).lines == ()


@pytest.mark.parametrize(
    ("language", "source", "news"),
    [
        ("en", "Reuters reported that a plant had opened.", "Reuters laid off a tenth of its newsroom staff."),
        ("en", "An engineer told Bloomberg that it was late.", "An engineer sued Bloomberg over his copyright."),
        ("zh", "路透社报道说，工厂已经开工。", "路透社宣布裁员，工会将罢工。"),
        ("zh", "一名工程师告诉《纽约时报》，芯片短缺。", "一名工程师起诉《纽约时报》侵犯版权。"),
    ],
)
def test_a_source_weighs_more_than_an_outlet_that_is_the_news(language: Language, source: str, news: str) -> None:
    assert weighed(first(source, language), language) > 0 > weighed(first(news, language), language)


def test_the_verb_is_where_it_was_printed() -> None:
    text = "An engineer told Bloomberg that it was late."
    start, end = first(text, "en").verb
    assert text[start:end] == "told"
