"""A second load of a section page, which tells what of its markup is made anew each time."""

from crawler.errand import Desk
from crawler.scout_lists import Lists
from pipeline.scouting_addresses import key_of
from pipeline.scouting_names import stands_on
from pipeline.scouting_page import Sight
from pipeline.values import Page

SAME = 0.5  # of the articles on a page, below which another load is another page


async def steadied(desk: Desk, lists: Lists, page: Page, sight: Sight) -> Sight:
    """What a page shows, its selector without classes that a second load lacks; no request where it needs no class."""
    if sight.group is None or not (names := frozenset(stands_on(sight.group.selector))) or not desk.may_ask():
        return sight
    again = await desk.ask(page.url)
    if not isinstance(again, Page):
        return sight
    other = await lists.look(again)
    articles = frozenset(key_of(each.url) for each in sight.articles)
    shown = articles & {key_of(each.url) for each in other.articles}
    fleeting = sight.classes - other.classes
    if len(shown) < SAME * len(articles) or not names & fleeting:
        return sight
    others = frozenset(key for lot in sight.lots for key in lot.keys) - articles
    return await lists.look(page, articles, others, fleeting)
