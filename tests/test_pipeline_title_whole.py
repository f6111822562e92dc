"""Titles that lost characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.title_whole import whole_title


@pytest.mark.parametrize(
    ("title", "others", "expected"),
    [
        ("", (), ""),
        ("北海芯片厂开工", ("北海芯片厂停工",), "北海芯片厂开工"),
        ("北海\ufffd片厂开工", (), "北海\ufffd片厂开工"),
        ("北海\ufffd片厂开工", ("北海芯片厂开工",), "北海芯片厂开工"),
        ("北海\ufffd片厂开工", ("北海芯片厂开工_北海日报",), "北海芯片厂开工"),
        ("北海\ufffd\ufffd\ufffd片厂开工", ("南海芯片厂开工", "北海芯片厂开工"), "北海芯片厂开工"),
        ("\ufffd海芯片厂开工", ("北海芯片厂开工",), "北海芯片厂开工"),
        ("北海芯片厂开\ufffd", ("北海芯片厂开工_北海日报", "北海芯片厂开工"), "北海芯片厂开工"),
        ("北海\ufffd片厂开\ufffd", ("北海芯片厂开工",), "北海芯片厂开工"),
        ("Chip\ufffds plant opens", ("Chip’s plant opens | Harbour Post",), "Chip’s plant opens"),
        ("北海\ufffd片厂开工", ("北海\ufffd片厂开工", "北海的大芯片厂开工"), "北海\ufffd片厂开工"),
        ("北海\ufffd片厂开工", ("北海片厂开工",), "北海\ufffd片厂开工"),
        ("\ufffd海厂\ufffd", ("北海厂开",), "\ufffd海厂\ufffd"),
        ("一\ufffd二\ufffd三\ufffd四\ufffd五", ("一〇二〇三〇四〇五",), "一\ufffd二\ufffd三\ufffd四\ufffd五"),
    ],
)
def test_whole(title: str, others: tuple[str, ...], expected: str) -> None:
    assert whole_title(title, others) == expected


@given(st.text("北海a \ufffd", max_size=12), st.lists(st.text("北海a \ufffd", max_size=12), max_size=3))
def test_nothing_is_made_up(title: str, others: list[str]) -> None:
    found = whole_title(title, others)
    assert found == title or ("\ufffd" in title and any(other.startswith(found) for other in others))


@given(st.text("北海芯片厂开工", min_size=6, max_size=20), st.integers(0, 19))
def test_one_lost_character_comes_back(title: str, place: int) -> None:
    place %= len(title)
    assert whole_title(f"{title[:place]}\ufffd{title[place + 1 :]}", (title,)) == title
