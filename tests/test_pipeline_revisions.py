"""What differs between two texts, by sentences and by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.revisions import differences, is_revision, told, word_runs
from tests.timing import takes_under

EXACT = "星海研究所周一公布一款模型。成本下降3.5%。测试由三所大学完成。"


def shown(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (each.kind, each.old.text if each.old else "", each.new.text if each.new else "")
        for each in differences(old, new)
        if each.kind != "kept"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("Same. Text.", "Same. Text.", []),
        ("Same. Text.", "Same.\nText.", []),
        ("“Same”, he said.", "'Same' he said.", []),
        ("", "New.", [("added", "", "New.")]),
        ("Old.", "", [("removed", "Old.", "")]),
        ("甲。乙。丙。", "甲。丁。丙。", [("removed", "乙。", ""), ("added", "", "丁。")]),
        ("Twice. Twice.", "Twice.", [("removed", "Twice.", "")]),
        (
            "The plant opened on Monday. It has two halls. Nobody came.",
            "The plant opened on Tuesday. Nobody came.",
            [("changed", "The plant opened on Monday.", "The plant opened on Tuesday."),
             ("removed", "It has two halls.", "")],
        ),
        (EXACT, EXACT.replace("3.5%", "35%"), [("changed", "成本下降3.5%。", "成本下降35%。")]),
        (
            "测试由三所大学完成。", "随后公布。测试由五所大学完成。",
            [("added", "", "随后公布。"), ("changed", "测试由三所大学完成。", "测试由五所大学完成。")],
        ),
    ],
)  # fmt: skip
def test_differences(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("same", "same", "same"),
        ("opened on Monday.", "opened again on Tuesday.", "opened +again +on -Monday-+Tuesday+."),
        ("测试由三所大学完成", "测试由五所大学完成", "测试由-三-+五+所大学完成"),
        ("成本下降3.5%", "成本下降35%", "成本下降-3.5%-+35%+"),
        ("GPT-4发布", "GPT-5发布", "GPT--4-+5+发布"),
    ],
)  # fmt: skip
def test_word_runs(old: str, new: str, expected: str) -> None:
    marks = {"kept": "", "removed": "-", "added": "+"}
    assert "".join(f"{marks[run.kind]}{run.text}{marks[run.kind]}" for run in word_runs(old, new)) == expected


def test_trivial_differences_are_marked_and_not_told() -> None:
    found = differences("第一句。\n阅读 12", "第一句。\n阅读 13\nUpdated 5 minutes ago")
    assert [(each.kind, each.trivial) for each in found if each.kind != "kept"] == [("changed", True), ("added", True)]
    assert told(found) == ()
    assert told(differences("第一句。", "第二句。")) != ()


texts = st.lists(
    st.sampled_from(
        ["A one. ", "B two! ", "The plant opened on Monday. ", "The plant opened on Tuesday. ", "成本下降3成。",
         "成本上升3成。", "阅读 1\n", "\n"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(texts, texts)
def test_both_texts_can_be_read_off(old: str, new: str) -> None:
    found = differences(old, new)
    before = "".join(each.old.text for each in found if each.old)
    after = "".join(each.new.text for each in found if each.new)
    assert ("".join(before.split()), "".join(after.split())) == ("".join(old.split()), "".join(new.split()))
    for each in found:
        if each.kind == "changed":
            assert each.old
            assert each.new
            assert "".join(run.text for run in each.runs if run.kind != "added") == each.old.text
            assert "".join(run.text for run in each.runs if run.kind != "removed") == each.new.text
            assert all(run.text for run in each.runs)


@given(texts, texts)
def test_what_is_told_is_a_revision(old: str, new: str) -> None:
    assert is_revision(old, old) is False
    if told(differences(old, new)) and "阅读" not in old + new:
        assert is_revision(old, new)
    assert is_revision(old, new) == is_revision(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Same. Old. " * 20_000, "Same. New. " * 20_000),
        ("." * 300_000, "!" * 300_000),
        (".)" * 150_000 + "x", "”" * 300_000),
        ("One. " * 900, "Two. " * 900),
        (" ".join(f"S{each}. Old." for each in range(900)), " ".join(f"S{each}. New." for each in range(900))),
        ("中" * 100_000 + "。", "文" * 100_000 + "。"),
        ("中文" * 50_000 + "。", "文中" * 50_001 + "。"),
        (" ".join(f"{'ab ' * 300}{each}." for each in range(20)), " ".join(f"{'ba ' * 300}." for _ in range(20))),
    ],
    ids=["one sentence", "dots", "brackets", "nothing alike", "every other one", "han", "two han", "long and alike"],
)  # fmt: skip
def test_hostile_texts_take_no_longer(old: str, new: str) -> None:
    assert takes_under(2, lambda: told(differences(old, new)))


def test_many_differences_are_still_counted() -> None:
    assert shown("Same. " * 500, "Same. " * 499 + "New.") == [("removed", "Same.", ""), ("added", "", "New.")]
