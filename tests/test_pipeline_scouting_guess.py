"""What a source's file says, told from pages: name, country, ownership, zone, id, pace."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scouting_guess import country_of, id_of, name_of, ownership_of, shared_tail, zone_of
from pipeline.scouting_rhythm import pace_of

AT = datetime(2026, 10, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("claims", "titles", "front", "expected", "is_known"),
    [
        ([], [], "", "a.example", False),
        ([("og:site_name", "The Quay")], [], "", "The Quay", True),
        ([("feed", "The Quay - RSS Feed")], [], "Home | The Quay", "The Quay", True),
        ([("feed", "Latest news")], ["One - The Quay", "Two - The Quay"], "", "The Quay", True),
        ([], ["一_北屿日报", "二_北屿日报"], "北屿日报_港口新闻", "北屿日报", True),
        ([], [], "观察港口-中国关怀 全球视野", "观察港口", False),
        ([("json-ld", "The Quay"), ("og:site_name", "The Quay")], [], "Welcome", "The Quay", True),
    ],
)
def test_names(claims: list[tuple[str, str]], titles: list[str], front: str, expected: str, is_known: bool) -> None:
    told = name_of(claims, titles, front, "a.example")
    assert (told.value, told.is_known) == (expected, is_known)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [([], ""), (["One - Quay"], ""), (["One - Quay", "Two - Quay", "Three"], "Quay"), (["One - A", "Two - B"], "")],
)
def test_the_tail_that_titles_share(titles: list[str], expected: str) -> None:
    assert shared_tail(titles) == expected


@pytest.mark.parametrize(
    ("name", "url", "region", "script", "zone", "expected"),
    [
        ("Reuters", "https://a.example/", "", "", "UTC", ("GB", True)),
        ("x", "https://www.a.co.uk/", "", "", "UTC", ("GB", True)),
        ("x", "https://www.a.com.tw/", "", "Hant", "UTC", ("TW", True)),
        ("x", "https://www.a.gov.cn/", "", "Hans", "UTC", ("CN", True)),
        ("x", "https://a.example/", "zh-HK", "Hant", "UTC", ("HK", False)),
        ("x", "https://a.example/", "", "Hans", "UTC", ("CN", False)),
        ("x", "https://a.example/", "", "", "Asia/Kolkata", ("IN", False)),
    ],
)
def test_countries(name: str, url: str, region: str, script: str, zone: str, expected: tuple[str, bool]) -> None:
    told = country_of(name, url, region, script, zone)
    assert (told.value, told.is_known) == expected


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("新华社", "https://a.example/", ("wire", True)),
        ("x", "https://www.a.gov.cn/", ("government", True)),
        ("x", "https://a.example/", ("commercial", False)),
    ],
)
def test_ownership(name: str, url: str, expected: tuple[str, bool]) -> None:
    told = ownership_of(name, url)
    assert (told.value, told.is_known) == expected


@pytest.mark.parametrize(
    ("url", "language", "script", "country", "offsets", "expected"),
    [
        ("https://a.example/", "en", "", "", {}, ("UTC", False)),
        ("https://a.example/", "en", "", "", {"-0400": 20, "GMT": 3}, ("America/New_York", True)),
        ("https://a.example/", "en", "", "", {"+0000": 20}, ("UTC", False)),
        ("https://a.example/", "en", "", "US", {}, ("America/New_York", True)),
        ("https://a.com.tw/", "zh", "Hant", "TW", {"+08:00": 2}, ("Asia/Taipei", True)),
        ("https://a.example/", "zh", "Hans", "", {"stated": 5}, ("Asia/Shanghai", True)),
        ("https://a.example/", "zh", "Hant", "", {}, ("Asia/Taipei", False)),
        ("https://a.example/", "zh", "Hans", "", {"+0900": 9}, ("Asia/Tokyo", False)),
    ],
)
def test_zones(
    url: str, language: str, script: str, country: str, offsets: dict[str, int], expected: tuple[str, bool]
) -> None:
    told = zone_of(url, language, script, country, offsets, AT)
    assert (told.value, told.is_known) == expected


@pytest.mark.parametrize(
    ("url", "name", "taken", "expected"),
    [
        ("https://www.guancha.cn/", "观察者网", frozenset(), "guancha"),
        ("https://www.a.co.uk/news", "x", frozenset(), "a"),
        ("https://www.bbc.com/zhongwen/simp", "BBC 中文网", frozenset({"bbc"}), "bbc-zhongwen"),
        ("https://finance.sina.com.cn/", "x", frozenset(), "sina-finance"),
        ("http://127.0.0.1:8080/", "The Harbor Ledger", frozenset(), "harbor-ledger"),
        ("http://127.0.0.1:8080/", "芯讯在线", frozenset(), "site-8080"),
    ],
)
def test_ids(url: str, name: str, taken: frozenset[str], expected: str) -> None:
    assert id_of(url, name, taken) == expected


@given(
    st.text(max_size=80),
    st.lists(st.text(max_size=60), max_size=4),
    st.dictionaries(st.text(max_size=8), st.integers(1, 9)),
)
def test_any_words_give_a_guess(text: str, titles: list[str], offsets: dict[str, int]) -> None:
    assert name_of([("feed", text)], titles, text, "a.example").value
    zone_of("https://a.example/", "en", "", text, offsets, AT)
    country_of(text, "https://a.example/", text, "", text)
    assert id_of("http://127.0.0.1/", text, frozenset())


@pytest.mark.parametrize(
    ("hours", "count", "daily", "every"),
    [(1, 0, None, None), (1, 1, None, None), (24, 10, (0, 2), None), (2, 96, (6, 24), None), (0.1, 30, None, 58)],
)
def test_paces(hours: float, count: int, daily: tuple[int, int] | None, every: int | None) -> None:
    told = pace_of([AT - timedelta(hours=hours * number) for number in range(count)], "UTC")
    assert (told.daily, told.every) == (daily, every)
