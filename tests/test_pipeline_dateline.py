"""The dateline at the head of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dateline import agency_in, dateline_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("新华社北京8月19日电（记者 张三）国务院", "新华社北京8月19日电"),
        ("本报上海10月12日讯 记者获悉", "本报上海10月12日讯"),
        ("中新社香港10月12日電 記者", "中新社香港10月12日電"),
        ("据新华社拉萨电（记者 张三）", "据新华社拉萨电"),
        ("BEIJING, Aug. 19 (Xinhua) -- China said", "BEIJING, Aug. 19 (Xinhua)"),
        ("SANTA FE, N.M. (AP) — A cat", "SANTA FE, N.M. (AP)"),
        ("新华社北京８月１９日电（记者 张三）国务院", "新华社北京８月１９日电"),
        ("（新华社北京8月19日电）国务院", "新华社北京8月19日电"),
        ("北京8月19日电 国务院", "北京8月19日电"),
        ("中新网8月19日电 据外媒", "中新网8月19日电"),
        ("（中央社記者林美玲台北1日電）公司", "中央社記者林美玲台北1日電"),
        ("（中央社華盛頓1日綜合外電報導）公司", "中央社華盛頓1日綜合外電報導"),
        ("中央社記者林美玲、陳大文台北11月1日專電，公司", "中央社記者林美玲、陳大文台北11月1日專電"),
        ("報社編輯部在1日電話通知大家", ""),
        ("【北海日报8月19日讯】工厂", "北海日报8月19日讯"),
        ("本报讯（记者 张三）工厂", "本报讯"),
        ("央视网消息：工厂", "央视网消息"),
        ("IT北海10月12日消息，工厂", "IT北海10月12日消息"),
        ("本报讯息部门说工厂开工。", ""),
        ("BEIJING, Aug 19 (Reuters) - China", "BEIJING, Aug 19 (Reuters)"),
        ("WASHINGTON (AP) — The", "WASHINGTON (AP)"),
        ("Aug 19 (Reuters) - The plant", "Aug 19 (Reuters)"),
        ("Beijing (AFP) – The plant", "Beijing (AFP)"),
        ("SEOUL, South Korea — The plant", "SEOUL, South Korea"),
        ("NEW YORK, April 5, 2026 /PRNewswire/ -- The", "NEW YORK, April 5, 2026 /PRNewswire/"),
        ("MOSCOW/KYIV, Aug 19 (Reuters) - The", "MOSCOW/KYIV, Aug 19 (Reuters)"),
        ("LONDON — “We are", "LONDON"),
        ("(Bloomberg) -- The plant", "(Bloomberg)"),
        ("(Reuters) - “We are", "(Reuters)"),
        ("(AP) — The plant", "(AP)"),
        ("(Updated) - The plant", ""),
        ("(Bloomberg) The plant", ""),
        ("AI – The technology", ""),
        ("Chips – The plant", ""),
        ("The company said – again – that it would", ""),
        ("这家公司10月12日发布了新产品。", ""),
    ],
)
def test_dateline(text: str, expected: str) -> None:
    assert dateline_of(text) == expected


@given(st.text("A新华社北京8月19日电,. (Reuters)-—", max_size=80))
def test_any_text(text: str) -> None:
    assert dateline_of(text) in text
    assert agency_in(text) in text


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("", ""),
        ("(Bloomberg) -- The plant", "Bloomberg"),
        ("Aug 19 (Reuters) - The plant", "Reuters"),
        ("LONDON — The", ""),
        ("（中央社記者林美玲台北1日電）公司", "中央社"),
    ],
)
def test_agency(text: str, agency: str) -> None:
    assert agency_in(text) == agency
