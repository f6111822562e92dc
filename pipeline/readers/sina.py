"""Sina: its lists name the outlet that wrote an article, which its page does not always."""

from dataclasses import replace

from config.source import Source
from pipeline.read import read as read_by_data
from pipeline.values import Article, Link, Page


def read(page: Page, source: Source, link: Link) -> Article:
    """The article of a page, credited to the outlet that the list names where the page names none."""
    article = read_by_data(page, source, replace(link, author=""))
    outlet = link.author.strip()
    if article.credit or not outlet or outlet.startswith("新浪"):  # 新浪科技 and the like are its own desks
        return article
    return replace(article, credit=outlet, layers=(*article.layers, ("credit", "route")))
