"""A page in the shape of one platform, and what the rules of its host are to read from it."""

import html
from dataclasses import dataclass

FIRST = {
    "zh": "星海研究所周一公布一款开放权重的语言模型，参数约三百亿，任何人都可以下载、修改和再发布，"
    "训练用的数据清单也一并公开。",
    "en": "The institute released an open language model on Monday, and published the list of the data that it was"
    " trained on, so that anyone may download, change and pass it on.",
}
SECOND = {
    "zh": "三所大学的研究小组独立重做了全部测试，结果与公布的数字相差不到百分之一，"
    "负责人说下一步要把推理的成本再降一半。",
    "en": "Research groups at three universities repeated all of the tests, and came within one percent of what had"
    " been announced; the next aim, they said, is to halve the cost of running it.",
}
JUNK = {"zh": "这一行是广告，不属于正文", "en": "This line is an advertisement and no part of the story"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The id of the rules, a URL, and the body of a page; $TEXT stands for two paragraphs, $JUNK for what is none."""

    rules: str
    url: str
    body: str
    title: str = ""
    dek: str = ""
    byline: str = ""
    editor: str = ""
    credit: str = ""
    section: str = ""
    published_at: str = ""
    account: str = ""
    original: str = ""
    stub: str = ""
    charset: str = "utf-8"
    language: str = "zh"

    @property
    def text(self) -> str:
        """What is to be read as the text."""
        return f"{FIRST[self.language]}\n{SECOND[self.language]}"

    @property
    def markup(self) -> str:
        """The whole page."""
        first, second = FIRST[self.language], SECOND[self.language]
        body = self.body.replace("$TEXT", f"<p>{first}</p><p>{second}</p>").replace("$JUNK", JUNK[self.language])
        body = body.replace("$SPLIT", first).replace("$SECOND", second)
        title = html.escape(self.title or "A page")
        return f'<html><head><meta charset="{self.charset}"><title>{title}</title></head><body>{body}</body></html>'
