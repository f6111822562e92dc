"""Editors, and the reporters of a closing line."""

import pytest

from pipeline.desk import editor_of, reporters_of


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", ()),
        ("责任编辑：王小明", ("王小明",)),
        ("(责编：胡永秋、杨光宇)", ("胡永秋", "杨光宇")),
        ("责任编辑：杨倩_NF4425", ("杨倩",)),
        ("责编：Demi Xia", ("Demi Xia",)),
        ("编辑：倪小轩 责任编辑：林涛", ("林涛",)),
        ("【编辑：姚昊】", ("姚昊",)),
        ("责任编辑： 杨倩 ]", ("杨倩",)),
        ("责任编辑：NF042", ()),
        ("责任编辑：王小明。", ("王小明",)),
        ("编辑：最后一个问题，退休以后做什么？", ()),  # who asks in an interview
        ("Editing by Jane Roe", ("Jane Roe",)),
        ("Edited by Jane Roe and Ann Lee.", ("Jane Roe", "Ann Lee")),
        ("(Reporting by Jane Roe; editing by Ann Lee, Tom Park and Sue Hill)", ("Ann Lee", "Tom Park", "Sue Hill")),
        ("Reporting by Jane Roe. Editing by Ann Lee. Our standards: fair.", ("Ann Lee",)),
        ("Reporting by Jane Roe, with reporting by Tom Park, editing by Ann Lee.", ("Ann Lee",)),
        ("Reporting and editing by Jane J. Roe", ("Jane J. Roe",)),
        ("Editing by\nJane Roe\nand\nAnn Lee\nMore stories", ("Jane Roe", "Ann Lee")),
        ("责任编辑：王小明\nEditing by Jane Roe", ("王小明",)),
        ("The book, edited by Jane Roe, is out.", ()),
        ("Editing by Hand is slow", ()),
        ("Photo editing by computer", ()),
        ("2026-10-12 21:15:00\nEditor: huaxia", ()),
        ("Source: Harbour | Editor: Jane Roe", ("Jane Roe",)),
        ("Editor: the word has three meanings.", ()),
        ("编辑部搬家了", ()),
        ("责任编辑 王小明", ("王小明",)),
        ("记者 王小明 编辑 李四光", ("李四光",)),
        ("编辑 王芳 校对 刘军\n值班编辑 古丽", ("王芳",)),
        ("（编辑 古丽）", ("古丽",)),
        ("编辑 王芳", ("王芳",)),
        ("编辑 收藏 打印", ()),
        ("编辑 高级", ()),
        ("编辑 查看 历史", ()),
        ("责任编辑：系统管理员", ()),
    ],
)
def test_editor(page: str, expected: tuple[str, ...]) -> None:
    assert editor_of(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", ()),
        ("Text.\nReporting by Jane Roe in Washington; Editing by Tom Park", ("Jane Roe",)),
        ("Good reporting by Jane Roe was praised.", ()),
    ],
)
def test_reporters(page: str, expected: tuple[str, ...]) -> None:
    assert reporters_of(page) == expected
