"""The routes of a site that was looked at: a table with their evidence, or lines where it would not fit."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.refusal_text import plainly
from pipeline.scouting_union import Ranked
from service.drafted_comments import evidence
from service.output import plural

MOST_SHOWN = 20
NARROW = 130  # columns, below which a table would leave no room for addresses and reasons
TITLE = "Routes, by what they have of the recent articles"


def show_routes(ranked: tuple[Ranked, ...], at: Console) -> None:
    """Print the routes with their addresses and why they are taken or not, however narrow the terminal."""
    if at.width >= NARROW:
        at.print(route_table(ranked))
        return
    at.print("\n".join((TITLE, *route_lines(ranked))), highlight=False, soft_wrap=True)


def route_table(ranked: tuple[Ranked, ...]) -> Table:
    """A line for each route: whether it is taken, its kind, articles, share of the union, newest, times, and why."""
    table = Table(title=TITLE, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for name in ("", "kind", "found by"):
        table.add_column(name, no_wrap=True)
    for name in ("articles", "of all"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("newest, UTC", no_wrap=True)
    table.add_column("times", no_wrap=True)
    table.add_column("address", overflow="fold")
    table.add_column("why", overflow="fold")
    for each in ranked[:MOST_SHOWN]:
        route = each.tried.route
        style = "" if each.is_chosen else "dim"
        row = (
            "taken" if each.is_chosen else "",
            route.kind,
            each.tried.how,
            str(len(each.articles) or "·"),
            f"{each.share:.0%}" if each.articles else "·",
            f"{each.newest:%Y-%m-%d %H:%M}" if each.newest else "·",
            "yes" if each.dated > 0.5 else "some" if each.dated else "no" if each.articles else "·",
            place_of(each),
            plainly(each.why),
        )
        table.add_row(*(Text(value) for value in row), style=style)
    if len(ranked) > MOST_SHOWN:
        table.caption = f"and {plural(len(ranked) - MOST_SHOWN, 'other route')}"
    return table


def route_lines(ranked: tuple[Ranked, ...]) -> list[str]:
    """A line for each route in words, as a terminal of any width can show it."""
    lines = []
    for each in ranked[:MOST_SHOWN]:
        standing = "Taken" if each.is_chosen else "Not taken"
        lines.append(f"  {standing}: {each.tried.route.kind} {place_of(each)}: {evidence(each)}: {plainly(each.why)}")
    further = len(ranked) - MOST_SHOWN
    return [*lines, f"  and {plural(further, 'other route')}"] if further > 0 else lines


def place_of(each: Ranked) -> str:
    """The address of a route, and what names its links there."""
    route = each.tried.route
    within = route.selector or (route.api.items if route.api else "")
    return f"{each.url}  {within}" if within else each.url
