"""The command `show`: one article with everything that is known of it, or its page as it came."""

import sys
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from pathlib import Path

from config.errors import ConfigError
from config.source import Source
from pipeline.reservations import told
from service.field_table import field_table, repair_lines
from service.output import console, jsonable, moment_text, print_json
from service.selecting import zone_of
from service.tables import difference, name_of
from service.workplace import Workplace, open_workplace
from storage.copy_links import CopyLink
from storage.database import reading
from storage.details import Detail, article
from storage.reports import Change
from storage.warc import Record, body_of

MOST_COPIES = 20  # that are listed one by one


def show_article(article_id: int, zone: str, as_json: bool) -> None:
    """Print one article; raises ConfigError where there is none of that id."""
    at = zone_of(zone)
    place = open_workplace()
    detail = detail_of(place, article_id)
    if as_json:
        print_json(jsonable(detail))
    else:
        show_detail(detail, place.catalogue.sources, at, archive(place))


def write_page(article_id: int) -> None:
    """Write the bytes of an article's archived page to standard output; raises ConfigError where there is none."""
    place = open_workplace()
    page = detail_of(place, article_id).page
    if page is None:
        raise ConfigError(None, None, "--page", f"article {article_id} was made from a feed alone, it has no page")
    if page.pruned_at is not None:
        message = f"the page of article {article_id} was thrown away for its age on {page.pruned_at:%Y-%m-%d} (prune)"
        raise ConfigError(None, None, "--page", message)
    try:
        body = body_of(archive(place), Record(page.warc, page.offset))
    except OSError as error:
        raise ConfigError(archive(place) / page.warc, None, "--page", f"can not be read: {error.strerror}") from error
    except Exception as error:  # whatever warcio raises for a file that was cut or changed
        raise ConfigError(archive(place) / page.warc, None, "--page", f"holds no page there: {error}") from error
    sys.stdout.buffer.write(body)


def detail_of(place: Workplace, article_id: int) -> Detail:
    """Everything known of the article; raises ConfigError where there is none of that id."""
    found = None
    if abs(article_id) < 2**31:  # what an id can be in either database
        with reading(place.engine) as connection:
            found = article(connection, article_id)
    if found is None:
        why = place.note or "`duizhao articles` lists them"
        raise ConfigError(None, None, "ID", f"there is no article {article_id}; {why}")
    return found


def archive(place: Workplace) -> Path:
    """The directory of the archived pages."""
    return place.settings.data.absolute() / "warc"


def show_detail(detail: Detail, sources: Mapping[str, Source], zone: tzinfo, warcs: Path) -> None:
    """Print an article's fields, each with the layer that gave it, its text, and what is known of it beside."""
    at = console()
    this = detail.article
    at.print(field_table(this, zone))
    at.print()
    at.print(this.text or "(metadata only: the text is not kept)", markup=False, highlight=False, soft_wrap=True)
    at.print()
    for line in repair_lines(this.repairs):
        at.print(f"repaired: {line}", markup=False, highlight=False, soft_wrap=True)
    for copy in detail.copies[:MOST_COPIES]:
        line = f"same text: {copy.id} {name_of(sources, copy.source)} {copy.url}"
        at.print(line, markup=False, highlight=False, soft_wrap=True)
    if len(detail.copies) > MOST_COPIES:
        at.print(f"same text: {len(detail.copies) - MOST_COPIES} more", markup=False, highlight=False)
    for link in detail.links:
        if link.tie.found.kind != "exact":
            at.print(link_line(link), markup=False, highlight=False, soft_wrap=True)
    if this.family_id is not None:
        at.print(f"family {this.family_id}: `duizhao family {this.id}` shows it", markup=False, highlight=False)
    if stone := detail.tombstone:
        line = f"gone since {moment_text(stone.gone_at, zone)}, last seen {moment_text(stone.last_seen_at, zone)}"
        at.print(line, markup=False, highlight=False)
    for since in detail.reservations:
        line = f"since {moment_text(since.seen_at, zone)} it reserves {told(since.reserved) or 'nothing any more'}"
        at.print(line, markup=False, highlight=False, soft_wrap=True)
    for change in changes(detail):
        seen = f"last seen {moment_text(change.last_seen_at, zone)}"
        at.print(f"earlier text {change.number}, {seen}: {change.old_title}", markup=False, highlight=False)
        at.print(difference(change))
    for earlier in detail.readings:
        line = f"text {earlier.number} was read otherwise until {moment_text(earlier.reread_at, zone)}: {earlier.title}"
        at.print(line, markup=False, highlight=False)
    if detail.page and detail.page.pruned_at:
        line = f"page as it came: thrown away for its age on {detail.page.pruned_at.astimezone(zone):%Y-%m-%d}"
        at.print(line, markup=False, highlight=False)
    elif detail.page:
        line = (
            f"page as it came: {warcs / detail.page.warc} at {detail.page.offset}, or `duizhao show {this.id} --page`"
        )
        at.print(line, markup=False, highlight=False, soft_wrap=True)


def link_line(link: CopyLink) -> str:
    """A copy that is not exact, in a line."""
    found = link.tie.found
    kind = found.form or found.kind
    shares = f"{found.share:.0%} of this text and {found.share_there:.0%} of that one"
    return f"{kind}: {link.tie.other_id}, score {found.score:.2f}, {shares} in both"


def changes(detail: Detail) -> Iterator[Change]:
    """Each earlier text of an article with the text that took its place, the oldest first."""
    this = detail.article
    texts = [(each.title, each.text) for each in detail.revisions] + [(this.title, this.text)]
    for earlier, (title, text) in zip(detail.revisions, texts[1:], strict=True):
        yield Change(this.id, this.source, earlier.number, earlier.title, earlier.text, title, text, earlier.fetched_at)
