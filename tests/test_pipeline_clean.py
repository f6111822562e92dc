"""Text that is fit to store, and the lines cut from its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import agency_of, clean_line, clean_text, cut_amid, cut_before_title, cut_head, cut_tail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  a \n\t b\u3000c\xa0", "a b c"),
        ("标\u200b题\ufeff", "标题"),
        ("\u202egnp.elcitra\u202c \u2066a\u2069\u200f", "gnp.elcitra a"),
        ("标题\n2026-01-01 forged\r\x1b[31m", "标题 2026-01-01 forged [31m"),
        ("\ud800a\x00b", "a b"),
        ("中" * 5000, "中" * 682),
        ("a" * 5000, "a" * 2048),
    ],
)
def test_clean_line(text: str, expected: str) -> None:
    assert clean_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n \n", ""),
        ("\u3000\u3000第一段。\r\n\r\n\u3000\u3000第二段。 \n", "第一段。\n第二段。"),
        ("a\x00b\n![](http://example.com/a.png)\nc", "ab\nc"),
        ("one\u2028two", "one\ntwo"),
        ("a\x1fb\x0cc\u2029d", "abc\nd"),
        ("a\u200d\u200bb \xa0 c", "a\u200db c"),
    ],
)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    once.encode("utf-8")
    line = clean_line(text)
    assert clean_line(line) == line
    assert "\n" not in line


@pytest.mark.parametrize(
    "tail",
    [
        "责任编辑：王小明",
        "（责编：王小明、李红）",
        "【责任编辑：王小明】",
        "責任編輯：王小明",
        "来源：北海日报 作者：王小明",
        "特别声明：以上内容为用户上传并发布，本平台仅提供信息存储服务。",
        "Notice: The content above is uploaded and posted by a user.",
        "返回搜狐，查看更多",
        "（本文来源：北海日报 作者：北海大学经济学院教授、研究员王小明）返回搜狐，查看更多",
        "作者 王小明 李红",
        "编辑 王小明 ｜ 排版 李红",
        "转自《北海日报》",
        "【纠错】",
        "为你推荐",
        "北海网专稿，未经书面授权请勿转载。",
        "[1] [2] [3] 下一页",
        "CLICK HERE TO GET THE HARBOUR APP",
        "Follow the Harbour Post on Twitter and Facebook",
        "READ NEXT: Port opens two berths",
        "Sign up to our free weekly newsletter",
        "Do you have a story to tell? Email: jane.roe@harbour.example",
        "More great Harbour stories",
        "Sponsored",
        "举报/反馈",
        "（完）",
        "Read more:",
        "Reporting by Jane Roe; Editing by Ann Lee",
        "(Reporting by Jane Roe in Beijing; Editing by Ann Lee)",
        "[Edited by Ann Lee]",
        "Reporting and writing by Jane Roe",
        "Our Standards: The Harbour Principles.",
        "© 2026 Harbour Post. All rights reserved.",
    ],
)
def test_a_closing_line_is_cut(tail: str) -> None:
    assert cut_tail(f"第一段。\n第二段。\n{tail}") == "第一段。\n第二段。"
    assert cut_tail(f"第一段。\n{tail}\n第二段。") == f"第一段。\n{tail}\n第二段。"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "责任编辑：王小明",
        "第一段。\n编辑部搬到了新楼，记者在那里看到了新的机器。",
        "第一段。\n来源可靠的消息说，工厂下月开工。",
        "One.\nRead more books, said the minister.",
        "One.\nEditing by hand is slow, said the minister.",
        "One.\nEdited by a team of five, the list has grown.",
        "One.\nOur standards are high, said the minister.",
        "One.\nFollow the money, said the minister.",
        "One.\nRelated work began in May.",
        "One.\nMore than forty stories were told.",
        "第一段。\n作者认为，这样的结果并不意外，还要再看几年。",
        "第一段。\n编辑部搬走了。",
    ],
)
def test_what_only_begins_like_one_stays(text: str) -> None:
    assert cut_tail(text) == text


@pytest.mark.parametrize(
    "head",
    [
        "2026-10-12 09:30 来源：北海日报",
        "来源：北海日报",
        "发布时间：2026年10月12日",
        "By Jane Roe",
        "October 12, 2026",
        "Oct. 12, 2026, 9:30 a.m. ET",
        "Sept 3, 2026",
        "原标题：四家厂商互认测试结果",
        "（原标题：四家厂商互认测试结果）",
        "Advertisement",
        "字号：大 中 小",
        "Reuters",
        "（新华社）",
    ],
)
def test_a_line_under_the_headline_is_cut(head: str) -> None:
    assert cut_head(f"{head}\n第一段。\n第二段。") == "第一段。\n第二段。"
    assert cut_head(f"第一段。\n{head}\n第二段。") == f"第一段。\n{head}\n第二段。"
    assert cut_head(head) == head


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年10月12日，工厂开工。\n第二段。",
        "By Monday the plant had opened.\nTwo.",
        "Oct. 12, 2026 was the day on which the plant opened.\nTwo.",
        "Decades ago, 2,026 people worked here\nTwo.",
        "来源可靠的消息说。\n第二段。",
        "Reuters said the plant had opened.\nTwo.",
        "新华社开办新的频道\n第二段。",
    ],
)
def test_a_first_sentence_stays(text: str) -> None:
    assert cut_head(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "2026-10-12",
        "2026-10-12 09:30:00",
        "2026年10月12日 09:30 来源：北海日报",
        "发布时间：2026/10/12 09:30",
        "来源：北海日报 记者 王小明",
        "文章來源：北海日報",
        "Oct. 12, 2026",
        "Published October 12, 2026 at 9:30 a.m. ET",
        "Source: Harbour Post",
        "Reuters",
        "（新华社）",
    ],
)
def test_a_line_before_the_headline_is_cut(line: str) -> None:
    assert cut_before_title(f"{line}\n标题\n第一段。") == "标题\n第一段。"
    assert cut_before_title(f"{line}\n{line}\n标题") == "标题"
    assert cut_before_title(f"标题\n{line}\n第一段。") == f"标题\n{line}\n第一段。"
    assert cut_before_title(line) == line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年10月12日北海工厂投产新芯片\n第一段。",
        "2026年10月12日，北海\n第一段。",
        "来源可靠的芯片\n第一段。",
        "By the harbour\nOne.",
        "October 12, 2026 in pictures\nOne.",
        "Source code of the harbour\nOne.",
        "Reuters opens an office\nOne.",
        "字号：大 中 小\n第一段。",
    ],
)
def test_a_headline_stays(text: str) -> None:
    assert cut_before_title(text) == text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ""),
        ("Reuters", "Reuters"),
        ("REUTERS", "REUTERS"),
        ("(AP)", "AP"),
        ("【新华社】", "新华社"),
        ("新華社", "新華社"),
        ("Bloomberg News", "Bloomberg News"),
        ("Reuters and AP", ""),
        ("新华社记者", ""),
        ("北海日报", ""),
        ("()", ""),
    ],
)
def test_an_agency_that_stands_alone(line: str, expected: str) -> None:
    assert agency_of(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("One.\nAdvertisement\nTwo.\nArticle continues below\nThree.", "One.\nTwo.\nThree."),
        ("一。\n广告\n二。", "一。\n二。"),
        ("Advertisement", "Advertisement"),
        ("Advertisement pays for it.\n广告很多。", "Advertisement pays for it.\n广告很多。"),
    ],
)
def test_lines_amid_a_text(text: str, expected: str) -> None:
    assert cut_amid(text) == expected
