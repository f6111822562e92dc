"""How near two texts are and what ties them; the index says the same of many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.topics import shipped_topic
from pipeline.pairs import Frequencies, Tie, length, pair_of, shown
from pipeline.term_index import TermIndex, frequencies_of
from pipeline.term_vector import TermVector, term_vector
from pipeline.values import Language

ZH = ("美国商务部8月19日宣布，限制英伟达H20芯片的出口，涉及金额12亿美元。", "寿光的菜农今年种了三百二十万亩黄瓜。", "")
EN = (
    "On August 19 the US Department of Commerce restricted exports of Nvidia's H20 chips worth $1.2 billion.",
    "Farmers in Shouguang planted 3.2 million mu of cucumbers this year.",
    "The club has signed a striker.",
    "",
)


def vectors(texts: tuple[str, ...], language: Language) -> list[TermVector]:
    """The vectors of texts of one language."""
    return [term_vector(text, language, shipped_topic()) for text in texts]


CHINESE, ENGLISH = vectors(ZH, "zh"), vectors(EN, "en")
FREQUENCIES = frequencies_of([*CHINESE, *ENGLISH])
SOME = st.lists(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.floats(0.1, 2)), unique_by=lambda each: each[0]).map(
        lambda terms: TermVector(
            "en", tuple(t for t, _ in terms), tuple(w for _, w in terms), tuple(t for t, _ in terms)
        )
    ),
    max_size=6,
)


@pytest.mark.parametrize(("at", "nearest"), [(0, 0), (1, 1)])
def test_the_text_of_the_same_event_is_the_nearest(at: int, nearest: int) -> None:
    index = TermIndex(ENGLISH, FREQUENCIES)
    assert index.nearest(CHINESE[at], 5)[0][0] == nearest


def test_what_ties_them_is_told_as_printed() -> None:
    ties = pair_of(CHINESE[0], ENGLISH[0], FREQUENCIES).ties
    told = {(tie.here, tie.there) for tie in ties}
    assert told >= {("英伟达", "Nvidia's"), ("H20", "H20"), ("芯片", "chips"), ("19日", "19"), ("出口", "exports")}
    assert sum(tie.share for tie in ties) == pytest.approx(1)
    assert [tie.share for tie in ties] == sorted((tie.share for tie in ties), reverse=True)


def test_nothing_ties_a_text_without_words() -> None:
    assert pair_of(CHINESE[2], ENGLISH[3], FREQUENCIES).score == 0
    assert pair_of(CHINESE[2], ENGLISH[0], FREQUENCIES).ties == ()
    assert TermIndex(ENGLISH, FREQUENCIES).nearest(CHINESE[2], 5) == []
    assert TermIndex([], Frequencies()).nearest(CHINESE[0], 5) == []
    assert TermIndex(ENGLISH, FREQUENCIES).nearest(CHINESE[0], 0) == []


def test_the_fewer_texts_have_a_term_the_more_it_weighs() -> None:
    frequencies = Frequencies(100, {"common": 100, "rare": 2, "counted twice": 150})
    weights = [frequencies.rarity(term) for term in ("new", "rare", "common", "counted twice")]
    assert weights[0] > weights[1] > weights[2] == weights[3] > 0
    assert frequencies.rarities(["new", "rare", "common"]).tolist() == pytest.approx(weights[:3])
    assert Frequencies().rarity("any") > 0
    assert length(TermVector("en", (), (), ()), frequencies) == 0


@given(SOME, SOME)
def test_the_index_says_what_pair_of_says(texts: list[TermVector], others: list[TermVector]) -> None:
    frequencies = frequencies_of([*texts, *others])
    index = TermIndex(texts, frequencies)
    for other in others:
        scores = index.scores(other)
        for number, text in enumerate(texts):
            pair = pair_of(text, other, frequencies)
            assert scores[number] == pytest.approx(pair.score)
            assert pair.score == pytest.approx(pair_of(other, text, frequencies).score)
            assert 0 <= pair.score <= 1
        best = index.nearest(other, 2)
        assert [score for _, score in best] == pytest.approx(sorted((s for s in scores if s > 0), reverse=True)[:2])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], []),
        ([("数据中心", "數據中心"), ("数据中心", "數據中心"), ("128", "128")], ["数据中心", "128"]),
        ([("建成", "設立"), ("规则", "規管"), ("变压器", "變壓器")], ["变压器", "建成", "规则"]),
        ([("transformers", "transformer"), ("变压器", "transformer")], ["transformers", "变压器"]),
        ([("及早", "可能"), *((word, word) for word in "一二三四")], ["一", "二", "三"]),
    ],
)
def test_ties_are_shown_once_and_words_of_one_language_that_differ_last(
    words: list[tuple[str, str]], expected: list[str]
) -> None:
    ties = [Tie(str(at), here, there, 0.1) for at, (here, there) in enumerate(words)]
    assert [each.here for each in shown(ties, 3)] == expected
