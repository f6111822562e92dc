"""What a retelling kept of its original, left out and added."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.topics import shipped_topic
from pipeline.retelling import Retelling, retelling_of

ENGLISH = (
    "Nvidia will ship 30,000 chips to Malaysia in March, the company said.\n"
    '"We are not worried about demand," said Maria Holt, who runs its sales in Asia.\n'
    "A new export licence costs $1.2 billion a year."
)
CHINESE = (
    "英伟达称，将于3月向马来西亚交付3万枚芯片。\n"
    "新的出口许可证每年要花费12亿美元。\n"
    "主管亚洲销售的玛丽亚·霍尔特说：“我们不担心需求。”\n"
    "分析人士认为，竞争正在加剧，占比已达四成。\n"
    "（责任编辑：李四）"
)


def beside(original: str, retelling: str, *languages: Any) -> Retelling:
    """The retelling beside its original, by the names of the shipped topic."""
    return retelling_of(original, retelling, languages, shipped_topic())


def test_sentences_are_aligned_across_languages_whatever_their_order() -> None:
    found = beside(ENGLISH, CHINESE, "en", "zh")
    assert [(each.here, each.there) for each in found.kept] == [((0,), (0,)), ((1,), (2,)), ((2,), (1,))]
    assert found.left_out == ()
    assert found.added == (3,)  # and not the credit
    assert {tie.here for tie in found.kept[2].ties} >= {"1.2 billion", "licence"}
    assert all(0 < each.score <= 1 for each in found.kept)
    assert found.share == 1.0
    assert 0.5 < found.share_of_retelling < 1.0


def test_what_only_one_text_has() -> None:
    found = beside(ENGLISH, CHINESE.replace("3万枚", "5万枚"), "en", "zh")
    assert [each.printed for each in found.numbers.left_out] == ["30,000"]
    assert [each.printed for each in found.numbers.added] == ["5万", "四成"]
    assert found.names.left_out == found.names.added == ()
    assert found.quotations.left_out == found.quotations.added == ()


@pytest.mark.parametrize(
    ("original", "retelling", "kept"),
    [
        ("", "", []),
        ("", "华为发布新芯片。", []),
        ("华为发布新芯片。", "", []),
        ("华为发布新芯片。", "華為發佈新晶片。", [((0,), (0,))]),
        (  # two sentences of the original in one
            "华为周一发布昇腾芯片。该芯片在东莞工厂生产。苹果股价下跌。",
            "在东莞工厂生产的昇腾芯片由华为周一发布。",
            [((0, 1), (0,))],
        ),
        (  # and one in two
            "在东莞工厂生产的昇腾芯片由华为周一发布。",
            "苹果股价下跌。华为周一发布昇腾芯片。该芯片在东莞工厂生产。",
            [((0,), (1, 2))],
        ),
        ("苹果股价下跌。", "台风登陆广东。", []),
    ],
)
def test_within_chinese(original: str, retelling: str, kept: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
    found = beside(original, retelling, "zh", "zh")
    assert [(each.here, each.there) for each in found.kept] == kept


TEXTS = st.text(st.sampled_from("华为3成。！“”\n·王亚 aBc.1,5%\ud800《》-"), max_size=80)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["zh", "en"]), st.sampled_from(["zh", "en"]))
def test_each_sentence_is_kept_left_out_or_an_aside(one: str, other: str, here: str, there: str) -> None:
    found = beside(one, other, here, there)
    met = [at for each in found.kept for at in each.here]
    assert len(met) == len(set(met))
    assert set(met).isdisjoint(found.left_out)
    assert set(met) | set(found.left_out) <= set(range(len(found.original)))
    met = [at for each in found.kept for at in each.there]
    assert len(met) == len(set(met))
    assert set(met).isdisjoint(found.added)
    assert 0.0 <= found.share <= 1.0
    assert 0.0 <= found.share_of_retelling <= 1.0
    places = [(each.start, each.end) for each in found.numbers.left_out]
    places += [(each.start, each.end) for each in found.names.left_out]
    assert all(0 <= start < end <= len(one) for start, end in places)


@given(
    st.lists(
        st.sampled_from(["华为发布新芯片", "苹果股价下跌三成", "台风登陆广东", "英伟达获得许可证"]),
        unique=True,
        min_size=1,
    )
)
def test_a_text_keeps_all_of_itself(sentences: list[str]) -> None:
    text = "。".join(sentences) + "。"
    found = beside(text, text, "zh", "zh")
    assert [(each.here, each.there) for each in found.kept] == [((at,), (at,)) for at in range(len(sentences))]
    assert found.share == found.share_of_retelling == 1.0
