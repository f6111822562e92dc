"""What a text says, what sets sides off from each other, and the sentences that show it."""

import pytest

from config.paired_terms import paired_terms
from config.topics import shipped_topic
from pipeline.distinctive import Distinctive, SideTerms, distinctive, linked_words
from pipeline.examples import LONGEST, example_of
from pipeline.hearing import heard
from pipeline.values import Language
from pipeline.wording import Tally, Wording

TOPIC = shipped_topic()
PAIRS = paired_terms(TOPIC)
ZH = "黄仁勋表示，“卡脖子”是芯片战的说法。英伟达的数据中心需要数据，数据来自北京。"
EN = "Jensen Huang said the chip war was overdrawn. Nvidia needs data; the harbour was quiet. “We sell,” he added."


@pytest.mark.parametrize(
    ("text", "language", "names", "pairs", "quoted"),
    [
        (ZH, "zh", {"jensen-huang": 1, "nvidia": 1}, {"chokehold": 1, "chip-war": 1}, {"jensen-huang": 1}),
        (EN, "en", {"jensen-huang": 1, "nvidia": 1}, {"chip-war": 1}, {"jensen-huang": 1}),
        ("黄仁勋周二抵达北京。", "zh", {"jensen-huang": 1}, {}, {}),
        ("Jensen Huang arrived on Tuesday.", "en", {"jensen-huang": 1}, {}, {}),
        ("", "zh", {}, {}, {}),
        ("", "en", {}, {}, {}),
        ("\ud800。。。!", "zh", {}, {}, {}),
    ],
)
def test_what_a_text_says(
    text: str, language: Language, names: dict[str, int], pairs: dict[str, int], quoted: dict[str, int]
) -> None:
    found = heard(text, language, TOPIC, PAIRS)
    assert names.items() <= found.names.items()
    assert (found.pairs, found.quoted) == (pairs, quoted)


def test_words() -> None:
    chinese, english = heard(ZH, "zh", TOPIC, PAIRS), heard(EN, "en", TOPIC, PAIRS)
    assert chinese.times["数据"] >= 2
    assert chinese.times["的"] == 2
    assert 15 <= chinese.words <= 30
    assert english.words == 19
    assert english.times["harbour"] == 1
    assert "the" not in english.times


def wording(*texts: tuple[str, Language, str, int]) -> Wording:
    made = Wording()
    number = 0
    for side, language, text, times in texts:
        for _ in range(times):
            number += 1
            made.add(side, language, number, heard(text, language, TOPIC, PAIRS))
    return made


def terms(found: tuple[SideTerms, ...], basis: str, side: str) -> dict[str, Distinctive]:
    (its,) = (each for each in found if (each.basis, each.side) == (basis, side))
    return {each.key: each for each in its.terms}


def test_within_a_language_words_tell_sides_apart() -> None:
    made = wording(
        ("CN", "en", "Mutual benefit is stressed at the harbour.", 400), ("US", "en", "Curbs at the harbour.", 400)
    )
    found = distinctive(made, TOPIC, PAIRS)
    assert {(each.basis, each.side) for each in found} == {("en", "CN"), ("en", "US")}
    assert next(iter(terms(found, "en", "US"))) == "curb"
    assert {"mutual", "benefit", "stress"} == terms(found, "en", "CN").keys()
    curbs = terms(found, "en", "US")["curb"]
    assert (curbs.term, curbs.here, curbs.there, curbs.texts, curbs.kind) == ("Curbs", 400, 0, 400, "word")
    assert curbs.z > 1.96
    assert not curbs.is_small


def test_across_languages_what_both_can_say() -> None:
    made = wording(
        ("zh", "zh", "英伟达被卡脖子。数据不多。", 400),
        ("en", "en", "Huawei and the chip war. The harbour has data.", 400),
    )
    found = distinctive(made, TOPIC, PAIRS)
    assert {(each.basis, each.side) for each in found} == {("shared", "zh"), ("shared", "en")}
    chinese, english = terms(found, "shared", "zh"), terms(found, "shared", "en")
    assert {"name:nvidia", "pair:chokehold"} <= chinese.keys()
    assert {"name:huawei", "pair:chip-war"} <= english.keys()
    assert chinese["name:nvidia"].term == "英伟达 = Nvidia"
    assert not {"linked:harbour", "linked:data"} & (chinese.keys() | english.keys())  # one language's, and both alike


@pytest.mark.parametrize(
    "texts",
    [
        (),
        (("zh", "zh", ZH, 9),),
        (("zh", "zh", "", 1), ("en", "en", "", 1)),
        (("zh", "zh", ZH, 1), ("en", "en", "", 1)),
    ],
)
def test_one_side_alone_or_none(texts: tuple[tuple[str, Language, str, int], ...]) -> None:
    assert distinctive(wording(*texts), TOPIC, PAIRS) == ()


def test_of_too_many_words_those_said_once_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.wording.MOST_WORDS", 3)
    tally = Tally()
    tally.add({"a": 2, "b": 1}, 1)
    tally.add({"c": 1, "d": 1}, 2)
    assert (tally.times, tally.texts, tally.last) == ({"a": 2}, {"a": 1}, {"a": 1})


@pytest.mark.parametrize(
    ("text", "language", "key", "expected"),
    [
        (EN, "en", "overdrawn", "Jensen Huang said the chip war was overdrawn."),
        (EN, "en", "name:nvidia", "Nvidia needs data; the harbour was quiet."),
        (EN, "en", "linked:data", "Nvidia needs data; the harbour was quiet."),
        (ZH, "zh", "pair:chokehold", "黄仁勋表示，“卡脖子”是芯片战的说法。"),
        (ZH, "zh", "linked:data", "英伟达的数据中心需要数据，数据来自北京。"),
        (ZH, "zh", "北京", "英伟达的数据中心需要数据，数据来自北京。"),
        ("短。這是一句說到數據的長句子，夠長了。", "zh", "数据", "這是一句說到數據的長句子，夠長了。"),
        ("数据" * 200, "zh", "数据", "数据" * (LONGEST // 2) + "…"),
        (ZH, "zh", "海港", ""),
        ("", "en", "data", ""),
    ],
)
def test_example(text: str, language: Language, key: str, expected: str) -> None:
    assert example_of(text, language, key, TOPIC, PAIRS) == expected


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ({"政治": 9, "狗": 9}, {"polit": 9, "dog": 9}, {("zh", "政治"): "polit", ("en", "polit"): "polit"}),
        (
            {"政治": 3, "政治上": 3},
            {"polit": 9},
            dict.fromkeys((("zh", "政治"), ("zh", "政治上"), ("en", "polit")), "polit"),
        ),
        ({"数据": 9}, {"data": 9}, {("zh", "数据"): "data", ("en", "data"): "data"}),
        ({"数据": 9, "资料": 9}, {"data": 9}, {}),  # 资料 can mean data, too
        ({"企业": 9}, {"firm": 9}, {}),
        ({"政治": 4}, {"polit": 9}, {}),
        ({"政治": 9}, {"polit": 4}, {}),
        ({}, {}, {}),
    ],
)
def test_words_that_the_dictionary_ties_one_to_one(
    chinese: dict[str, int], english: dict[str, int], expected: dict[tuple[str, str], str]
) -> None:
    made = Wording()
    made.by_language["a", "zh"].add(chinese, 1)
    made.by_language["b", "en"].add(english, 2)
    assert linked_words(made) == expected
