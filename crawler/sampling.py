"""A few articles fetched and read for a person to look at; nothing of them is stored."""

from dataclasses import dataclass

from config.source import Source
from crawler.clock import CLOCK
from crawler.errand import Desk
from pipeline.scouting_page import Sight
from pipeline.values import Article, Drop, Link, Page


@dataclass(frozen=True, slots=True)
class Sample:
    """One link, what its page shows and the article on it, or why there is none."""

    link: Link
    page: Page | None = None
    sight: Sight | None = None
    article: Article | None = None
    refused: str = ""  # the outcome that its visit would have
    detail: str = ""


async def sample(desk: Desk, source: Source, link: Link) -> Sample:
    """A link fetched and read as a crawl of the source would, with what its page shows beside."""
    page = await desk.ask(link.url, needed=True)
    if isinstance(page, Drop):
        return Sample(link, refused=page.reason, detail=page.detail)
    try:
        sight: Sight | None = await desk.children.run(source.id, "look", page)
    except Drop:
        sight = None
    try:
        reading = await desk.children.read(page, source, link)
    except Drop as drop:
        return Sample(link, page, sight, refused=drop.reason, detail=drop.detail)
    return Sample(link, page, sight, reading.article)


async def claimed(desk: Desk, source: Source, link: Link) -> Sample:
    """What the routes alone say of an article whose page is not to be fetched."""
    try:
        return Sample(link, article=await desk.children.metadata(source, link, CLOCK.now()))
    except Drop as drop:
        return Sample(link, refused=drop.reason, detail=drop.detail)
