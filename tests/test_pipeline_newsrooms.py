"""Newsrooms by what they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.newsrooms import agency_of_dateline, is_agency, is_institution, name_of, newsroom, newsrooms_of
from tests.timing import grows_with_size


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("", ()),
        ("、/", ()),
        ("新华社", ("xinhua",)),
        ("新華網", ("xinhua",)),
        ("据新华社", ("xinhua",)),
        ("新华社客户端", ("xinhua",)),
        ("新华社 记者 张三", ("xinhua",)),
        ("新华社北京10月12日电", ("xinhua",)),
        ("央视新闻、新华社", ("cctv", "xinhua")),
        ("综合新华社/中新网", ("xinhua", "chinanews")),
        ("Reuters", ("reuters",)),
        ("Reuters and AP", ("reuters", "ap")),
        ("South China Morning Post", ("scmp",)),
        ("via Bloomberg News", ("bloomberg",)),
        ("北海日报", ("北海日报",)),
        ("北海日報微信公众号", ("北海日报",)),
        ("Harbour Post", ("harbourpost",)),
        ("新华社会学刊", ("新华社会学刊",)),
    ],
)
def test_whom_a_credit_names(credit: str, expected: tuple[str, ...]) -> None:
    assert newsrooms_of(credit) == expected


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("", ""),
        ("新华社北京10月12日电", "xinhua"),
        ("WASHINGTON (AP)", "ap"),
        ("Oct 12 (Reuters)", "reuters"),
        ("本报讯", ""),
        ("LONDON", ""),
    ],
)
def test_the_agency_of_a_dateline(dateline: str, expected: str) -> None:
    assert agency_of_dateline(dateline) == expected


@pytest.mark.parametrize(
    ("name", "agency", "institution"),
    [
        ("", False, False),
        ("新华社", True, False),
        ("中新网", True, False),
        ("Associated Press", True, False),
        ("财新", False, False),
        ("北海日报", False, False),
        ("北海市工业和信息化局", False, True),
        ("商务部网站", False, True),
        ("星海科技有限公司", False, True),
        ("Harbour Labs Inc.", False, True),
        ("Ministry of Rain", False, True),
        ("PR Newswire", False, True),
        ("中国新闻社", True, False),
    ],
)
def test_what_a_newsroom_is(name: str, agency: bool, institution: bool) -> None:
    of = newsroom(name)
    assert (is_agency(of), is_institution(of)) == (agency, institution)


def test_names() -> None:
    assert name_of("xinhua") == "新华社"
    assert name_of("北海日报") == "北海日报"
    assert name_of("nature") == "自然"
    assert name_of("") == ""


@given(st.text(max_size=60))
def test_any_credit_is_read(credit: str) -> None:
    found = newsrooms_of(credit)
    assert len(set(found)) == len(found)
    assert all(found)


@pytest.mark.parametrize("unit", ["记者 ", "新华社", "据", "、", "来源：", "(APP)", "日电", "A and "])
def test_time_is_linear(unit: str) -> None:
    assert grows_with_size(lambda size: lambda: newsrooms_of(unit * (size // len(unit))), 20_000)
    assert grows_with_size(lambda size: lambda: newsroom(unit * (size // len(unit))), 5_000)
