"""What of a text is not its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate import line_hash
from pipeline.trivial import is_trivial, own_words
from tests.timing import grows_with_size, takes_under

TEXT = "星海研究所周一公布一款模型。\n测试由三所大学完成，成本下降3.5%。"


@pytest.mark.parametrize(
    "line",
    [
        "阅读 1234",
        "閱讀 1,234",
        "阅读量：1.2万",
        "1234次浏览",
        "评论(12)",
        "（3）评论 · 15 转发",
        "阅读 1234 评论 56 分享",
        "已有200人参与",
        "2026-10-12 09:30 阅读：1234",
        "12 comments",
        "Comments: 12 | Shares: 3.4K",
        "1,204 views · 5 min read",
        "本文约3000字，阅读需5分钟",
        "更新于5分钟前",
        "刚刚",
        "3小时前更新",
        "Updated 5 minutes ago",
        "Published 2 hours ago, updated 3 mins ago",
        "Last updated: October 12, 2026 at 9:30 a.m. ET",
        "Updated at 10:30 GMT",
        "发布时间：2026年10月12日 09:30:00",
        "Share",
        "Share | Tweet | Email | Print",
        "广告",
    ],
)
def test_what_is_trivial(line: str) -> None:
    assert is_trivial(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "3.5",
        "12",
        "10月12日，星海发布新模型",
        "阅读改变人生",
        "12 models were tested",
        "He updated the model",
        "5 minutes ago the company was sold",
        "The company has 12 followers in China",
        "评论员文章：12个问题",
        "下降5%",
        "Comments",
        "阅读 1234 " * 40,
    ],
)
def test_what_is_not(line: str) -> None:
    assert not is_trivial(line)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        (TEXT, TEXT.replace("，", ",").replace("\n", "")),
        (TEXT, f"阅读 12\n{TEXT}"),
        (f"{TEXT}阅读 12", f"{TEXT}阅读 13"),
        (TEXT, f"广告\n{TEXT}\nUpdated 5 minutes ago"),
        ("It rose. 12 comments", "It rose. 13 comments"),
        ("It rose 3,000 points.", "It rose 3000 points"),
        ("It “rose”—slowly.", "It 'rose' - slowly"),
        ("跌了−3度", "跌了-3度"),
        ("算力達三千", "算力达三千"),
        ("阅读 12", "阅读12"),
    ],
)
def test_these_tell_the_same(one: str, other: str) -> None:
    assert own_words(one) == own_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", "a"),
        (TEXT, TEXT.replace("3.5%", "35%")),
        (TEXT, TEXT.replace("3.5%", "3.5")),
        (TEXT, TEXT.replace("下降", "上升")),
        ("跌至3度", "跌至-3度"),
        ("It costs $5.", "It costs €5."),
        ("阅读 12", "阅读 13"),
        ("There were 12 comments by readers.", "There were 13 comments by readers."),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert own_words(one) != own_words(other)


FOOT = "欢迎关注北海新闻客户端"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (f"{TEXT}\n{FOOT}", TEXT, True),
        (TEXT, f"{FOOT}\n{TEXT}", True),
        (TEXT, TEXT + "又添了一句。", False),
        (f"{TEXT}\n另一行，不是网站自己的。", TEXT, False),
        (FOOT, FOOT, True),
        ("", FOOT, False),
    ],
)
def test_lines_of_the_host_do_not_count(one: str, other: str, expected: bool) -> None:
    lines = {number for number in (line_hash(FOOT),) if number is not None}
    assert (own_words(one, lines) == own_words(other, lines)) is expected


@given(st.text(max_size=80), st.lists(st.sampled_from(["阅读 1", "12 comments", "刚刚", "广告", " "]), max_size=3))
def test_trivial_lines_change_nothing(text: str, lines: list[str]) -> None:
    told = f"星海公布模型。\n{text}"
    assert own_words("\n".join((*lines, told, *lines))) == own_words(told)


@pytest.mark.parametrize("unit", ["阅读 1", "1 ", "阅读", "updated ", "12 comments ", "1,", "|", "5 min", "-3", "．"])
def test_time_is_linear(unit: str) -> None:
    assert grows_with_size(lambda size: lambda: own_words(unit * (size // len(unit))), 20_000)
    assert grows_with_size(lambda size: lambda: own_words((unit * 20 + "\n") * (size // 20)), 1_000)
    assert takes_under(1, lambda: is_trivial(unit * (160 // len(unit)) + "!"))
