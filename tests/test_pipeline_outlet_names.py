"""Where outlets are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outlet_names import named
from pipeline.places import placed


def names(text: str) -> list[str]:
    whole = placed(text)
    return [each.outlet for each in named(text, whole, whole.text.replace("’", "'"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("英国金融时报 FT Financial Times 《金融時報》", ["ft", "ft", "ft", "ft"]),
        ("法新社（AFP）", ["afp"]),
        ("德国《世界报》和法国《世界报》", ["die-welt", "le-monde"]),
        ("德国《世界报》称。《世界报》又称", ["die-welt", "die-welt"]),
        ("《經濟日報》", ["economic-daily-tw"]),
        ("《经济日报》", ["economic-daily"]),
        ("a journal, and the Journal of Tides", []),
        ("the Journal", ["wsj"]),
        ("The Wall Street Journal and the Journal", ["wsj", "wsj"]),
        ("People’s Daily", ["people"]),
        ("the ABC in Australia", ["abc-au"]),
        ("The Bangkok Post said so. The Nation did not", ["bangkok-post", "the-nation-th"]),
        ("Kommersant said so. RBC did not, CNN neither", ["kommersant", "rbc", "cnn"]),
        ("CNN said so. RBC did not", ["cnn"]),
        ("CNN said so. ABC News did not", ["cnn", "abc-us"]),
        ("On Wednesday The Information reported it", ["the-information"]),
        ("《寒江日报》 and the Elm Creek Dispatch", ["寒江日报", "elmcreekdispatch"]),
        # parts of other words and of other names
        ("联合报告 中央社会 电商报价 彭博士 近日经审议 公路透视 量子位元 理财新规", []),
        ("the National Library, Real-Time Data, Slow Science, a swift ft", []),
        ("Fortune 500, Nikkei 225, Times Square, TIME100, Michael Bloomberg", []),
        ("财经 外交 明报", []),
    ],
)
def test_names_in_texts(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@given(st.text(max_size=100))
def test_any_text_is_looked_through(text: str) -> None:
    whole = placed(text)
    plain = whole.text.encode("utf-8", "replace").decode()
    last = 0
    for each in named(text, whole, plain):
        assert last <= each.start < each.end <= len(plain)
        last = each.start


@given(st.text("《》「」金融时报路透社AFP（）() the", max_size=60))
def test_names_do_not_overlap(text: str) -> None:
    whole = placed(text)
    last = 0
    for each in named(text, whole, whole.text):
        assert last <= each.start
        last = each.end
