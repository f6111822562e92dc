"""Which names of classes were made by a build, and what of them lasts."""

import pytest

from pipeline.scouting_names import is_generated, lasting_part


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("css-u5u1tw", ""),
        ("r-1awozwy", ""),
        ("sc-bdVaJa", ""),
        ("svelte-1abcd", ""),
        ("_3xYz9", ""),
        ("hJzKqP", ""),
        ("styles__card--2xK9d", "styles__card--"),
        ("styles--2xK9d", ""),
        ("text-3xFNYP6N", ""),
        ("hotList-3dZa1SAf", "hotList-"),
        ("Card_title__x7Fh2", "Card_title__"),
        ("Menu_item__3kd", "Menu_item__"),
        ("title___2cS_a", "title___"),
        ("_title_1x2y3_12", "_title_"),
        ("ArticleCard-module__headline___3xK9d", "ArticleCard-module__headline___"),
        ("Card__Title-sc-1a2b3c-0", "Card__Title-sc-"),
        ("css-1x2y3z-CardTitle", "-CardTitle"),
    ],
)
def test_names_of_a_build(name: str, part: str) -> None:
    assert is_generated(name)
    assert lasting_part(name) == part


@pytest.mark.parametrize(
    "name",
    [
        "", "news", "card__titleText", "list__item2", "list__item--first", "grid--1200px", "card--16x9", "col--2cols",
        "topNews", "boxH1Tit", "pcMain1", "w1000fl", "ty_con1", "ej_list_box", "p2j_con01", "gs-c-promo-heading",
        "nw-c-top-stories__secondary", "el-col-24", "LATEST", "newsListBox", "iOSList", "AIToTop", "mRtList",
        "cNNBar", "pcOnly5G", "r-list",
    ],
)  # fmt: skip
def test_names_that_a_person_gave(name: str) -> None:
    assert not is_generated(name)
    assert lasting_part(name) == ""
