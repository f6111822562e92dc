"""The headline that a page prints in no heading, where what it declares is none of an article: 新闻详情."""

import re

from lxml import etree
from lxml.html import HtmlElement

from pipeline.claims import Claim
from pipeline.clean import clean_line
from pipeline.elements import found_by
from pipeline.fold import letters
from pipeline.title import LEAST_SIZE, size_of_title

# What systems call every page that shows an article.
EVERY_PAGE = frozenset(
    [
        "新闻详情", "文章详情", "新闻内容", "文章内容", "新闻正文", "文章正文", "内容详情", "资讯详情", "信息详情",
        "详情页", "内容页", "详情", "正文", "打印页面", "打印", "打印预览", "无标题文档", "新闻中心", "新闻动态",
        "news", "news detail", "news details", "article", "article detail", "untitled", "untitled document", "detail",
        "details", "home", "print", "print page", "document",
    ]
)  # fmt: skip
# The name of an office or a site, with nothing before it: 走进北海市人民政府 is a headline.
OFFICE = re.compile(r"(?![走我再致回重])[\u4e00-\u9fff]{2,8}(?:人民政府|新闻网)")
TITLED = etree.XPath("(/descendant::*[@class])[position() <= 2000]")
TITLE_CLASS = re.compile(
    r"(?:(?:art(?:i|icle)?|news|content|con|text|detail|info|main|page|post|story|big)[-_]?)?(?:title|tit|headline|hed|bt)\d?"
)
LONGEST = 60  # size of a headline, in Han characters


def printed_title(title: Claim[str], tree: HtmlElement) -> Claim[str]:
    """A declared title, or where it is none of an article what stands in a place for a headline."""
    plain = letters(title.value)
    value = title.value.strip()
    if title.layer != "meta" or not (value.lower() in EVERY_PAGE or OFFICE.fullmatch(value)):
        return title
    for element in found_by(TITLED, tree):
        names = (element.get("class") or "").lower().split()
        if not any(map(TITLE_CLASS.fullmatch, names)):
            continue
        if next(element.iter("a"), None) is not None:
            continue
        found = clean_line("".join(element.itertext())[:400])
        if LEAST_SIZE <= size_of_title(found) <= LONGEST and letters(found) != plain:
            return Claim(found, "text")
    return title
