"""The fields of one article as a table for people: a line each, a time as precisely as its page printed it."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from rich.table import Table
from rich.text import Text

from pipeline.compare import zone_printed
from pipeline.moments import OFFSET, STATED
from pipeline.repair_log import MORE, unlisted
from pipeline.reservations import told
from pipeline.values import Article, Precision, Repair, Reservation
from service.output import moment_text, names_text, plural
from storage.stored import StoredArticle

ORDER = (
    "id", "url", "page_url", "source", "title", "dek", "byline", "editor", "account", "credit", "dateline", "section",
    "language", "script", "published_at", "updated_at", "image", "original", "stub", "metadata_only", "words",
    "declared_origin", "topics", "facets", "off_topics", "learned", "reserved", "revision", "family_id", "gone_at",
    "first_seen_at", "fetched_at",
)  # fmt: skip
TIMES = ("published", "updated")  # each has its precision, layer and zone beside it
UNKNOWN = ("", None, (), False, 0)
SHOWN = 60  # characters of a repaired part that are shown


def field_table(of: Article | StoredArticle, zone: tzinfo | None, without: tuple[str, ...] = ()) -> Table:
    """The fields that are known, each with the layer that gave it; times in a zone, or in the one they were read in."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", no_wrap=True)
    layers = dict(of.layers)
    for name in ORDER:
        value = getattr(of, name, None)
        if value in UNKNOWN or name in without or (name == "page_url" and value == of.url):
            continue
        kind = name.removesuffix("_at")
        layer = layers.get(name, "")
        if kind in TIMES:
            precision, printed = getattr(of, f"{kind}_precision"), getattr(of, f"{kind}_zone")
            layer = getattr(of, f"{kind}_from") + _read_in(printed)
            value = time_text(value, precision, printed, zone)
        if name == "words":
            table.add_row("text", Text(length_of(of)), Text(layers.get("text", "")))
        else:
            table.add_row(name, Text(cell(value, zone)), Text(layer))
    return table


def length_of(of: Article | StoredArticle) -> str:
    """How long a text is, in characters where it is Chinese, else in words."""
    return plural(of.words or 0, "character" if of.language == "zh" else "word")


def time_text(at: datetime, precision: Precision | None, printed: str, zone: tzinfo | None) -> str:
    """A time to what its page printed: a bare month or day as it stands there, a clock time in a zone."""
    bare = zone_printed("day", printed)
    shown = {"month": "%Y-%m", "day": "%Y-%m-%d"}.get(precision or "")
    chosen = (bare if shown else None) or zone or bare or UTC
    local = at.astimezone(chosen)
    if shown:
        return f"{local:{shown}}"
    return f"{local:%Y-%m-%d %H:%M} {chosen}" if precision == "minute" else f"{local:%Y-%m-%d %H:%M:%S} {chosen}"


def cell(value: Any, zone: tzinfo | None) -> str:
    """A field's value for people."""
    if isinstance(value, datetime):
        return moment_text(value, zone or UTC)
    if value is True:
        return "yes"
    if isinstance(value, tuple) and isinstance(value[0], Reservation):
        return told(value)
    return names_text(value) if isinstance(value, tuple) else str(value)


def repair_lines(repairs: tuple[Repair, ...]) -> list[str]:
    """What was repaired: readings by their number, for a text has a hundred of them, everything else one by one."""
    readings = [repair for repair in repairs if repair.rule == "reading"]
    lines = [f"{plural(len(readings), 'reading')} in parentheses cut, as in {readings[0].before}"] if readings else []
    others = (repair for repair in repairs if repair.rule not in ("reading", MORE))
    lines += [
        f"{one.rule} at {one.place} of {one.field}: {_short(one.before)} → {_short(one.after) or 'nothing'}"
        for one in others
    ]
    more = unlisted(repairs)
    return [*lines, f"and {plural(more, 'other repair')} that are not listed"] if more else lines


def _read_in(zone: str) -> str:
    if not zone:
        return ""
    if zone == STATED:
        return ", zone stated"
    return f", clock of {zone}" if OFFSET.fullmatch(zone) else f", read in {zone}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"
