"""Stubs of pictures and notices of platforms."""

import re

import pytest

from config.rules import rules
from pipeline.repair import repair

STORY = "第一段。\n第二段。"


@pytest.mark.parametrize(
    "notice",
    [
        "特別聲明:以上內容(如有圖片或視頻亦包括在內)為自媒體平台“網易號”用戶上傳並發布,本平台僅提供信息存儲服務。",
        "特别声明：以上作品内容(包括在内的视频、图片或音频)为自媒体平台“大风号”用户上传并发布，仅提供信息存储空间服务。",
        "平台声明：该文观点仅代表作者本人，搜狐号系信息发布平台，仅提供信息存储空间服务。",
        "该文观点仅代表作者本人，平台仅提供信息存储空间服务。",
        "本文为澎湃号作者或机构上传并发布，仅代表该作者或机构观点，不代表平台的观点或立场。",
        "Notice: The content above (including the pictures) is uploaded and posted by a user of a platform.",
    ],
)
def test_a_notice_at_the_end_is_cut(notice: str) -> None:
    assert repair({"text": f"{STORY}\n{notice}"}).fields["text"] == STORY
    assert repair({"text": f"{STORY}\n\n{notice}\n{notice}"}).fields["text"] == f"{STORY}\n"
    assert repair({"text": f"{notice}\n{STORY}"}).repairs == ()
    assert repair({"text": notice}).repairs == ()


def test_a_notice_on_the_line_of_the_text_is_cut() -> None:
    came = "第一段。\n第二段。特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。"
    assert repair({"text": came}).fields["text"] == STORY


@pytest.mark.parametrize("key", ["lines", "ends"])
def test_patterns_match_no_plain_sentence(key: str) -> None:
    for line in rules("notices")[key]:
        form = re.compile(line)
        assert not form.search("这是正文里的一句普通的话,平台说用户很多。")
        assert not form.search("")


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ("第一段。\n![]()\n第二段。", STORY),
        ("第一段。![图](a.png)\n第二段。", STORY),
        ("第一段。\n第二段。\n![]()", STORY + "\n"),
        ("第一段！[注](一)\n第二段。", "第一段！[注](一)\n第二段。"),
        ("用`![]()`或“![图](a.png)”插入图片。", "用`![]()`或“![图](a.png)”插入图片。"),
        ("第一段。\n![圖](data:image/png;base64,AA" + "A" * 900 + "==)\n第二段。", STORY),
        ("第一段。\n![image]( )\n第二段。", STORY),
        ("第一段。\n![](https://pic.example/a(1).png)\n第二段。", STORY),
        ("语法是![文字](地址)，地址为空则写![](a.png)。", "语法是![文字](地址)，地址为空则写![](a.png)。"),
        ("Write ![text](address), or ![](a.png).", "Write ![text](address), or ![](a.png)."),
        ("In Markdown it is ![](a.png), she says.", "In Markdown it is ![](a.png), she says."),
        ("模型会写Markdown。\n![](https://pic.example/a.png)\n它很快。", "模型会写Markdown。\n它很快。"),
        ("输入 ![替代文字](图片地址) 或 ![alt](url)。", "输入 ![替代文字](图片地址) 或 ![alt](url)。"),
    ],
)
def test_stubs_of_pictures(came: str, expected: str) -> None:
    assert repair({"text": came}).fields["text"] == expected
