"""The commands `copies`, `family` and `revisions`: who carries the same text, and what each address said before."""

from datetime import tzinfo

from rich.table import Table
from rich.text import Text

from pipeline.numbers import Numbers
from pipeline.revisions import differences, told
from service.output import console, jsonable, moment_text, plural, print_json
from service.selecting import zone_of
from service.showing import changes, detail_of
from service.tables import difference, name_of, plain
from service.workplace import Workplace, open_workplace
from storage.copy_links import NEAREST, CopyLink, may_be_more
from storage.database import reading
from storage.details import Detail, with_ids
from storage.stored import Listed

SHOWN = 60  # characters of a shared run


def show_copies(article_id: int, as_json: bool) -> None:
    """Print the copies of an article with their evidence; raises ConfigError where there is no such article."""
    place = open_workplace()
    detail = detail_of(place, article_id)
    with reading(place.engine) as connection:
        others = {each.id: each for each in with_ids(connection, tuple(each.tie.other_id for each in detail.links))}
    if as_json:
        told_of = [_told(each, detail, others) for each in detail.links]
        print_json({"article": article_id, "copies": told_of, "may_be_more": may_be_more(detail.links)})
        return
    at = console()
    if detail.links:
        at.print(copies_table(detail, others, place))
    at.print(counted_copies(detail), highlight=False)


def counted_copies(detail: Detail) -> str:
    """How many copies an article has, and whether there may be more than those that are known."""
    number = plural(len(detail.links), "copy", "copies")
    if not may_be_more(detail.links):
        return number
    return f"{number}: of other texts the {NEAREST} nearest are looked for, there may be more"


def copies_table(detail: Detail, others: dict[int, Listed], place: Workplace) -> Table:
    """The copies of an article, a line each."""
    table = plain("")
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("source", overflow="fold", max_width=18)
    table.add_column("kind", no_wrap=True)
    table.add_column("score", justify="right")
    table.add_column("of both", justify="right", no_wrap=True)
    table.add_column("longest in both", overflow="fold")
    table.add_column("differs", overflow="fold")
    for link in detail.links:
        found, other = link.tie.found, others[link.tie.other_id]
        run = detail.article.text[slice(*link.place)] if link.place else ""
        table.add_row(
            str(other.id),
            name_of(place.catalogue.sources, other.source),
            f"{found.kind} ({found.form})" if found.form else found.kind,
            f"{found.score:.2f}",
            f"{found.share:.0%} {found.share_there:.0%}",
            Text(run if len(run) <= SHOWN else f"{run[:SHOWN]}… ({len(run):,})"),
            Text(differing_text(link.numbers, 6)),
        )
    return table


def differing_text(of: Numbers, most: int) -> str:
    """The numbers that differ, so many at most, and how many more there are."""
    told = "; ".join(f"{each.here} → {each.there}" for each in of.differing[:most])
    more = of.numbers + of.dates - len(of.differing[:most])
    return f"{told}; and {more} more" if more else told


def show_revisions(article_id: int, diff: bool, zone: str, as_json: bool) -> None:
    """Print every text that an article's address had, with what changed where that is asked for."""
    at, place = zone_of(zone), open_workplace()
    detail = detail_of(place, article_id)
    found = list(changes(detail))
    if as_json:
        texts = [jsonable(each) for each in detail.revisions]
        newest = {"number": len(texts), "title": detail.article.title, "text": detail.article.text}
        pairs = ((f"{one.old_title}\n{one.old_text}", f"{one.new_title}\n{one.new_text}") for one in found)
        told_of = [jsonable(told(differences(*pair))) for pair in pairs]
        all_texts = [*texts, newest | {"fetched_at": jsonable(detail.article.fetched_at)}]
        value = {"article": article_id, "texts": all_texts, "gone": jsonable(detail.tombstone)}
        print_json(value | ({"changes": told_of} if diff else {}))
        return
    to = console()
    table = plain("")
    for head in ("text", "last seen", "title"):
        table.add_column(head, justify="right" if head == "text" else "left", no_wrap=head != "title")
    for each in detail.revisions:
        table.add_row(str(each.number), moment_text(each.fetched_at, at), Text(each.title))
    table.add_row(str(len(found)), moment_text(detail.article.fetched_at, at), Text(detail.article.title))
    to.print(table)
    if diff:
        for change in found:
            to.print(f"after text {change.number}:", highlight=False)
            to.print(difference(change))
    if detail.tombstone:
        to.print(gone_text(detail, at), highlight=False)
    to.print(plural(len(found), "revision"))


def gone_text(detail: Detail, zone: tzinfo) -> str:
    """Since when an article's page is gone."""
    stone = detail.tombstone
    if stone is None:
        return ""
    since, seen = moment_text(stone.gone_at, zone), moment_text(stone.last_seen_at, zone)
    return f"gone since {since} (answer {stone.status}), last seen {seen}; the last text is kept"


def _told(link: CopyLink, detail: Detail, others: dict[int, Listed]) -> dict[str, object]:
    found, other = link.tie.found, others[link.tie.other_id]
    return {
        "id": other.id,
        "source": other.source,
        "url": other.url,
        "title": other.title,
        "kind": found.kind,
        "form": found.form,
        "score": found.score,
        "share": found.share,
        "share_of_other": found.share_there,
        "place": jsonable(link.place),
        "other_place": jsonable(link.other_place),
        "longest": detail.article.text[slice(*link.place)] if link.place else "",
        "differing": jsonable(link.numbers.differing),
        "differing_left_out": link.numbers.left_out,
    }
