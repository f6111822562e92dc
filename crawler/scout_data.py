"""Lists of articles in JSON: alone, inside a page, or behind the addresses that a shell's scripts name."""

from crawler.errand import Desk
from crawler.scout_lists import Lists
from crawler.scouted import Scouted
from pipeline.scouting_data import DataList
from pipeline.values import Drop, Page, Route


async def look_at_data(desk: Desk, seen: Scouted, lists: Lists, page: Page) -> None:
    """Try what JSON there is, where neither a feed nor a page gave articles."""
    front = seen.front
    is_good = seen.has_feed() or seen.has_news() or bool(front and front.group)
    if front is None or not page.body or is_good:
        return
    await take_data(desk, seen, lists, page)
    for url in front.apis if front.kind == "page" else ():
        answer = await desk.ask(url)
        if isinstance(answer, Page):
            await take_data(desk, seen, lists, answer)


async def take_data(desk: Desk, seen: Scouted, lists: Lists, page: Page) -> None:
    """Try the list of articles that stands in an answer's JSON, where there is one."""
    try:
        held: DataList | None = await desk.children.run("new", "list_in", page, seen.at)
    except Drop:
        return
    if held is not None:
        route = Route(page.url, "api", api=held.api)
        seen.tried.append(await lists.tried(page, route, "data", ""))
