"""Language and script of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import is_foreign, language_of, script_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", None),
        ("12345 !!!", None),
        ("英伟达周三发布了新一代芯片，称其训练速度提高一倍。", "zh"),
        ("OpenAI 发布 GPT 模型，NVIDIA H200 GPU 供不应求，AMD MI300X 跟进", "zh"),
        ("The company said on Wednesday that it would build the plant in the state of Ohio.", "en"),
        ("The ministry (商务部) said that the rules on chips are to be changed by the end of the year.", "en"),
        ("人工知能の開発競争が激しくなっている。政府は新しい規則を発表した。", None),
        ("優勝した田中太郎選手（東京）は「最高の気分です」と語った。二位は鈴木一郎（大阪）。", None),
        ("中国語の「你好」は日本語の「こんにちは」に当たる。「你是谁」は「あなたは誰ですか」という意味だ。", None),
        ("日语里的「もったいない」很难翻译，大意是可惜；年轻人说的「かわいい」，也指一种审美。", "zh"),
        (
            (
                "会议强调，要加快关键核心技术攻关，培育一批具有国际竞争力的领军企业。产业增加值同比增长百分之十一。日语里的"
                "「もったいない」「かわいい」「おもてなし」「ツンデレ」「なつかしい」也列入其中。"
            ),
            "zh",
        ),
        ("政府は、関係機関の協力を得て、効率的かつ具体的な計画を策定すると発表した。国際的な競争力も強化する。", None),
        ("在日本，“ありがとう”和“すみません”是最常用的两句话，游客学会这两句就够了，店员会很高兴。", "zh"),
        ("動漫《進撃の巨人》與《ワンピース》在台灣很受歡迎，片商說還會引進《君の名は》，粉絲們都期待。", "zh"),
        ("他去了一家叫「さくら」的小店，老板说「いらっしゃいませ」，他点了ラーメン，味道很不错。", "zh"),
        ("Правительство объявило о новых правилах для искусственного интеллекта.", None),
        ("인공지능 개발 경쟁이 치열해지고 있다.", None),
        ("Die Regierung hat neue Regeln für die künstliche Intelligenz beschlossen, und das ist nicht alles.", None),
        ("Le gouvernement a annoncé de nouvelles règles pour les entreprises qui sont dans le secteur.", None),
        ("El gobierno anunció nuevas reglas para las empresas que trabajan con la inteligencia artificial.", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("", False),
        ("2026-10-12", False),
        ("工厂开工", False),
        ("Chip plant opens", False),
        ("鲜の味连锁店开张", False),
        ("北海公司《ドラゴン》新作下周发售", False),
        ("Alpha (α) and beta (β)", False),
        ("Завод открыт", True),
        ("공장 가동", True),
        ("政府は新しい規則を発表した", True),
        ("新しいAIモデル", True),
        ("Завод NVIDIA", True),
    ],
)
def test_another_script(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("", None),
        ("English only", None),
        ("后里台", None),
        ("人工智能领域的竞争", "Hans"),
        ("人工智慧領域的競爭", "Hant"),
        ("本报记者报道，台湾作家龍應台", "Hans"),
    ],
)
def test_script(text: str, script: str | None) -> None:
    assert script_of(text) == script


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert language_of(text) in ("zh", "en", None)
    assert script_of(text) in ("Hans", "Hant", None)
    assert is_foreign(text) in (True, False)
