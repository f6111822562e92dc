"""Names of people among other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import is_chinese_name, is_full_name, is_person, people


@pytest.mark.parametrize(
    ("values", "outlets", "expected"),
    [
        ((), (), ()),
        (("Jane Roe",), (), ("Jane Roe",)),
        (("By Jane Roe and Ann Lee",), (), ("Jane Roe", "Ann Lee")),
        (("Jane Roe, Ann Lee & Bo Chen",), (), ("Jane Roe", "Ann Lee", "Bo Chen")),
        (("Jane Roe, Ann Lee, and Bo Chen",), (), ("Jane Roe", "Ann Lee", "Bo Chen")),
        (("Jane Roe, Andrew Lee",), (), ("Jane Roe", "Andrew Lee")),
        (("Jane Roe", "JANE ROE"), (), ("Jane Roe",)),
        (("Jane Roe | October 12, 2026",), (), ("Jane Roe",)),
        (("By LI WEI and JOHN SMITH, Staff Writers",), (), ("LI WEI", "JOHN SMITH")),
        (("LI WEI AND JOHN SMITH, STAFF WRITERS",), (), ("LI WEI", "JOHN SMITH")),
        (("Jane Roe, Ann Lee and Bo Chen in Beijing",), (), ("Jane Roe", "Ann Lee", "Bo Chen")),
        (("Jane Roe in Beijing and Ann Lee, in Washington",), (), ("Jane Roe", "Ann Lee")),
        (("JANE ROE Associated Press",), (), ("JANE ROE",)),
        (("ANN LEE FOR HARBOUR NEWS",), (), ("ANN LEE",)),
        (("T. V. Raman",), (), ("T. V. Raman",)),
        (("Jane Roe for the Harbour Post",), (), ("Jane Roe",)),
        (("By Xinhua writers Li Wei, Wang Fang",), (), ("Li Wei", "Wang Fang")),
        (("Harbour Post staff writers",), (), ()),
        (("Jane Roe, PhD",), (), ("Jane Roe",)),
        (("Jane Roe, Senior Reporter",), (), ("Jane Roe",)),
        (("https://www.example.com/authors/jane-roe",), (), ()),
        (("jane-roe",), (), ()),
        (("admin",), (), ()),
        (("中文",), (), ()),
        (("The Harbour Post",), ("The Harbour Post",), ()),
        (("张三 李四",), (), ("张三", "李四")),
        (("张三、李四",), (), ("张三", "李四")),
        (("北海日报",), (), ()),
        (("作者：张三",), (), ("张三",)),
        (("Login", "Sign in", "登录 | 注册", "匿名用户"), (), ()),
        (("J\ufffdne Roe, Ann Lee",), (), ("Ann Lee",)),
    ],
)
def test_people(values: tuple[str, ...], outlets: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert people(values, outlets) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王小明", True),
        ("欧阳修", True),
        ("李", False),
        ("劉大文", True),
        ("表示", False),
        ("停牌", False),
        ("王小明说", True),
        ("Ann", False),
    ],
)
def test_chinese_name(name: str, expected: bool) -> None:
    assert is_chinese_name(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Jane Roe", True), ("T.C. Sottek", True), ("Ursula von der Leyen", True), ("Jane", False), ("5 min read", False)],
)
def test_full_name(name: str, expected: bool) -> None:
    assert is_full_name(name) is expected


@given(st.text(max_size=60))
def test_any_string_is_judged(name: str) -> None:
    assert is_person(name) in (True, False)
    assert len(people((name,))) <= 8
