"""The headline that a page prints in no heading, where what it declares can be none: 新闻详情, Daily Post."""

import re

from lxml import etree
from lxml.html import HtmlElement

from pipeline.claims import Claim
from pipeline.clean import clean_line
from pipeline.elements import found_by
from pipeline.fold import letters
from pipeline.title import LEAST_SIZE, SEPARATOR, SITE_WORD, size_of_title

# What systems call every page that shows an article.
EVERY_PAGE = frozenset(
    [
        "新闻详情", "文章详情", "新闻内容", "文章内容", "新闻正文", "文章正文", "内容详情", "资讯详情", "信息详情",
        "详情页", "内容页", "详情", "正文", "打印页面", "打印", "打印预览", "无标题文档", "新闻中心", "新闻动态",
        "news", "news detail", "news details", "article", "article detail", "untitled", "untitled document", "detail",
        "details", "home", "print", "print page", "document",
    ]
)  # fmt: skip
OFFICE = re.compile(r"(?:政府|委员会|委|局|厅|部|大学|学院|协会|学会|集团|公司|中心|研究院)$")
TITLED = etree.XPath(
    "(/descendant::h3 | /descendant::*[contains(@class, 'itle') or contains(@class, 'eadline') or @class = 'hed'])"
    "[position() <= 40]"
)
NO_HEADLINE = ("sub", "site", "widget", "section", "side", "block", "relat", "nav", "logo", "list", "more", "hot")
LONGEST = 60  # size of a headline, in Han characters


def printed_title(title: Claim[str], tree: HtmlElement) -> Claim[str]:
    """A declared title, or where it is none of an article what stands in a place for a headline."""
    plain = letters(title.value)
    if title.layer != "meta" or not _is_no_headline(title.value):
        return title
    for element in found_by(TITLED, tree):
        names = (element.get("class") or "").lower()
        if any(word in names for word in NO_HEADLINE) or next(element.iter("a"), None) is not None:
            continue
        found = clean_line("".join(element.itertext())[:400])
        if LEAST_SIZE <= size_of_title(found) <= LONGEST and letters(found) != plain:
            return Claim(found, "text")
    return title


def _is_no_headline(title: str) -> bool:
    """True for what every page of a site is called, and for the name of a site or an office."""
    is_name = size_of_title(title) < LEAST_SIZE and not SEPARATOR.search(title)
    return title.strip().lower() in EVERY_PAGE or (is_name and bool(SITE_WORD.search(title) or OFFICE.search(title)))
