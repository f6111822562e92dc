"""The account that published an article, and the mark of original work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.account import account_of, is_marked_original, without_mark
from pipeline.claims import Claim
from pipeline.metadata import Metadata

URL = "https://news.beihai.example/a"


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        ((), "", ""),
        (("标题", "公众号：北海观察"), "", "北海观察"),
        (("标题", "网易号 “北海观察”"), "", "北海观察"),
        (("标题",), "本文来自微信公众号：北海观察（ID：beihai），作者：王小明", "北海观察"),
        (("标题",), "正文。\n来源：搜狐号｜北海观察", "北海观察"),
        (("标题",), "正文。\n关注公众号：北海日报", ""),
        (("标题",), "他在公众号上写了一篇文章。", ""),
        (("标题", *["栏目"] * 12, "公众号：北海观察"), "", ""),
    ],
)
def test_account(head: tuple[str, ...], text: str, expected: str) -> None:
    found = account_of(Metadata(), URL, head, text)
    assert (found.value if found else "") == expected


def test_a_platforms_own_meta_element_comes_first() -> None:
    metadata = Metadata(meta={"mediaid": "北海观察"})
    assert account_of(metadata, "https://www.sohu.com/a/1_2", (), "") == Claim("北海观察", "meta")
    assert account_of(metadata, URL, (), "") is None


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("", (), False),
        ("标题", ("标题", "原创", "北海观察"), True),
        ("標題", ("標題", "【原創】"), True),
        ("标题", ("标题", "来源：原创"), True),
        ("标题", ("标题", "2026-10-12 09:30 · 北海观察 · 原创"), True),
        ("标题", ("标题", "原创 2026年10月12日 09:30"), True),
        ("标题", ("标题", "来源：北海观察 | 【原创】 | 阅读 1024"), True),
        ("标题", ("标题", "原创：", "北海观察"), True),
        ("标题", ("标题", "2026-10-12 09:30 原创作者 北海观察"), False),
        ("标题", ("标题", "时政 双语 原创"), False),
        ("标题", ("标题", "2026年10月12日，北海日报原创频道上线"), False),
        ("【原创】标题", (), True),
        ("原创｜标题", (), True),
        ("原创作品大赛开幕", ("原创作品大赛开幕", "北海日报"), False),
        ("标题", ("标题", "这是一篇原创文章。"), False),
        ("标题", ("标题", "时政", "资讯", "生活", "视频", "双语", "原创"), False),
        ("标题", ("首页", "原创", "视频"), False),
    ],
)
def test_original(title: str, head: tuple[str, ...], expected: bool) -> None:
    assert is_marked_original(title, head) is expected


@pytest.mark.parametrize(
    ("title", "nodes", "headings", "expected"),
    [
        ("原创 北海的春天", ("原创", "北海的春天"), (), ("北海的春天", True)),
        ("【原创】北海的春天", ("【原创】", "北海的春天"), (), ("北海的春天", True)),
        ("北海的春天", ("原创", "北海的春天"), ("原创 北海的春天",), ("北海的春天", True)),
        ("原创动画回到北海", ("原创动画回到北海",), ("原创动画回到北海",), ("原创动画回到北海", False)),
        ("北海的春天", ("原创", "北海的春天"), ("北海的春天",), ("北海的春天", False)),  # of a menu
        ("原创", ("原创",), (), ("原创", False)),
        ("北海举办原创歌曲大赛", ("歌曲大赛",), ("原创歌曲大赛", "原创 歌曲大赛"), ("北海举办原创歌曲大赛", False)),
        ("原创动漫产业在北海", ("动漫产业在北海",), (), ("原创动漫产业在北海", False)),
        ("", (), ("",), ("", False)),
    ],
)
def test_a_mark_beside_a_headline(
    title: str, nodes: tuple[str, ...], headings: tuple[str, ...], expected: tuple[str, bool]
) -> None:
    assert without_mark(title, frozenset(nodes), headings) == expected


@given(st.lists(st.text("公众号：原创【】北海 \n“”", max_size=20), max_size=5))
def test_any_lines(lines: list[str]) -> None:
    found = account_of(Metadata(), URL, tuple(lines), "".join(lines))
    assert found is None or found.value
    assert is_marked_original("".join(lines[:1]), tuple(lines)) in (True, False)
