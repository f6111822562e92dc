"""The command `family`: who carries an article's text, since when, and whom it came from."""

from datetime import tzinfo

from rich.table import Table
from rich.text import Text

from pipeline.compare import zone_printed
from pipeline.families import Edge
from pipeline.members import Member, is_precise, moment
from pipeline.newsrooms import name_of as newsroom_name
from service.output import console, jsonable, moment_text, plural, print_json, span_text
from service.selecting import zone_of
from service.showing import detail_of
from service.tables import SHOWN as SHOWN_DAYS
from service.tables import plain
from service.workplace import open_workplace
from storage.database import reading
from storage.details import Detail
from storage.families import family_of
from storage.kinship import StoredFamily, stored_family

FIRST_NOT_KNOWN = " by the times that are known; which was first is not known"


def show_family(article_id: int, zone: str, as_json: bool) -> None:
    """Print the family of an article; raises ConfigError where there is no such article."""
    at, place = zone_of(zone), open_workplace()
    detail = detail_of(place, article_id)
    with reading(place.engine) as connection:
        family_id = family_of(connection, article_id)
        found = stored_family(connection, family_id, place.catalogue.sources) if family_id is not None else None
    if as_json:
        print_json({"article": article_id, "family": jsonable(found)})
        return
    to = console()
    if found is None:
        to.print(no_family_text(detail), highlight=False, soft_wrap=True)
        return
    to.print(family_table(found, at))
    for line in family_lines(found):
        to.print(line, markup=False, highlight=False, soft_wrap=True)


def no_family_text(detail: Detail) -> str:
    """Why an article is in no family."""
    this = f"article {detail.article.id} is in no family"
    if not detail.links:
        return f"{this}: no other shares its text"
    others = plural(len(detail.links), "other")
    share = "share" if len(detail.links) > 1 else "shares"
    return (
        f"{this}: {others} {share} a part of its text, but neither is made of the other, or both tell of two events"
        f" in the same words; `duizhao copies {detail.article.id}` lists what they share"
    )


def family_table(of: StoredFamily, zone: tzinfo) -> Table:
    """The timeline of a family, a line a member, the earliest first."""
    table = plain(f"Family {of.id}")
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("published", no_wrap=True)
    table.add_column("after", justify="right", no_wrap=True)
    table.add_column("newsroom", overflow="fold", max_width=18)
    table.add_column("ownership", no_wrap=True)
    table.add_column("what it is", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("title", overflow="fold")
    edges = {each.id: each for each in of.family.edges}
    first = next(filter(is_precise, of.family.members), None)
    for each in of.family.members:
        after = span_text((moment(each) - moment(first)).total_seconds(), 2) if first and is_precise(each) else ""
        edge = edges.get(each.id)
        row = (str(each.id), published_text(each, zone), after, each.account or each.name or each.source)
        table.add_row(*row, each.ownership, edge_text(edge, each), score_text(edge), Text(each.title))
    return table


def published_text(of: Member, zone: tzinfo) -> str:
    """When a member was published, a bare day or month as printed; ~ where it is when it was first seen."""
    if of.published_at is None:
        return f"~{moment_text(of.first_seen_at, zone)}"
    if is_precise(of):
        return moment_text(of.published_at, zone)
    day = of.published_at.astimezone(zone_printed(of.published_precision, of.published_zone) or zone)
    return f"{day:{SHOWN_DAYS[of.published_precision]}}"


def edge_text(edge: Edge | None, of: Member) -> str:
    """What a member made of the text, in words."""
    if edge is None:
        return "origin"
    to = f" of {edge.of}" if edge.of is not None else ""
    return f"{edge.kind}{to}" + (f", credits {of.credit}" if edge.is_credited and of.credit else "")


def score_text(of: Edge | None) -> str:
    """How much alike a member and the one it is from are; nothing where no link between them is stored."""
    return f"{of.score:.2f}" if of and of.by else ""


def family_lines(of: StoredFamily) -> list[str]:
    """What a family is, in words: wire copy or release, its origin, its counts."""
    told_of = of.family
    kinds = {"wire": "wire copy (电讯稿)", "release": "release copy (通稿)"}
    lines = [f"{kinds[told_of.handout.kind]} of {newsroom_name(told_of.handout.of)}"] if told_of.handout else []
    if told_of.origin is None:
        lines.append("origin: not stored, all credit somebody else")
    else:
        is_open = told_of.why == "earliest" and not told_of.is_first_known
        lines.append(f"origin: {told_of.origin}, {told_of.why}" + (FIRST_NOT_KNOWN if is_open else ""))
    if told_of.elsewhere:
        named = ", ".join(f"{newsroom_name(name)} ({number})" for name, number in told_of.elsewhere)
        lines.append(f"credited and not in the family: {named}")
    for what, counted in (("ownership", told_of.by_ownership), ("language", told_of.by_language)):
        lines.append(f"by {what}: " + ", ".join(f"{name} {number}" for name, number in counted))
    return lines
