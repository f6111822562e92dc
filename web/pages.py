"""The page that lists the articles: Chinese left, English right, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo

import sqlalchemy as sa

from config.source import Source
from pipeline.compare import Slot, side_by_side
from storage.queries import Selection, by_source, listed, number
from storage.stored import Listed
from web.chart import chart
from web.frame import clock, counted, language_of, long_day, page, source_name, titled
from web.html import Safe, tag, together
from web.parameters import Parameters, address, parse

PAGE = 100
CHARTED = 2_000  # the newest articles, of which the chart is made; with them a page takes 50 ms


def list_page(connection: sa.Connection, query: str, sources: Mapping[str, Source], zone: tzinfo) -> str:
    """The list that a query asks for; raises BadParameter."""
    stored = by_source(connection)
    asked = parse(query, {*sources, *stored})
    selection = Selection((asked.source,) if asked.source else None, asked.language, words=asked.words)
    total = number(connection, selection)
    newest = list(listed(connection, replace(selection, limit=CHARTED)))
    start = (asked.page - 1) * PAGE
    rows = newest[start : start + PAGE]
    if start + PAGE > len(newest) < total:
        rows = list(listed(connection, replace(selection, limit=PAGE, offset=start)))
    return page(
        "duizhao 对照",
        chart(newest, zone, whole=len(newest) == total),
        form(asked, stored, sources),
        tag("p", found(asked, total, start, len(rows), zone), class_="found"),
        heads(asked) if rows else nothing(asked),
        (day(slot, asked, sources, zone) for slot in side_by_side(rows, "day", zone) if slot.zh or slot.en),
        paging(asked, total),
    )


def form(asked: Parameters, stored: Mapping[str, int], sources: Mapping[str, Source]) -> Safe:
    """The fields that narrow the list down."""
    ids = sorted({*stored, *sources}, key=lambda each: (sources[each].language if each in sources else "", each))
    names = {each: sources[each].name if each in sources else each for each in ids}
    options = ((each, f"{names[each]} ({stored.get(each, 0):,})") for each in ids)
    languages = (("zh", "中文"), ("en", "English"))
    return tag(
        "form",
        choice("source", "Source", asked.source, (("", "all sources"), *options)),
        choice("language", "Language", asked.language or "", (("", "both languages"), *languages)),
        tag(
            "label",
            tag("span", "Words"),
            tag("input", type="search", name="words", value=asked.words, maxlength=200, placeholder="芯片 export"),
        ),
        tag("button", "Show"),
        method="get",
        action="/",
        class_="choose",
    )


def choice(name: str, label: str, chosen: str, options: Sequence[tuple[str, str]]) -> Safe:
    """A labelled field with the values that can be chosen."""
    each = (tag("option", text, value=value, selected=value == chosen) for value, text in options)
    return tag("label", tag("span", label), tag("select", each, name=name))


def found(asked: Parameters, total: int, start: int, shown: int, zone: tzinfo) -> Safe:
    """How many articles there are, which of them are shown, and the way back to all."""
    here = f", {start + 1:,} to {start + shown:,} here" if 0 < shown < total else ""
    back = tag("a", "show all", href="/") if (asked.source or asked.language or asked.words) else None
    return together(counted(total, "article"), here, f" · times in {zone}", " · " if back else "", back)


def heads(asked: Parameters) -> Safe:
    """The heads of the two columns, or of the one that is asked for."""
    zh, en = tag("span", "中文", lang="zh-Hans", class_="zh"), tag("span", "English", class_="en")
    both = {"zh": (zh,), "en": (en,)}.get(asked.language or "", (zh, en))
    return tag("div", both, class_="heads" if len(both) == 2 else "heads one", aria_hidden="true")


def nothing(asked: Parameters) -> Safe:
    """What to do where the list is empty."""
    if asked.page > 1:
        return tag("p", "The list ends before this page. ", tag("a", "To its beginning", href=address(asked)))
    if asked.source or asked.language or asked.words:
        return tag("p", "No article has all of this.")
    return tag("p", "Nothing is stored yet. Run ", tag("code", "duizhao crawl"), " and look again.")


def day(slot: Slot[Listed], asked: Parameters, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """A day with its articles, each language in its column."""
    sides = [(side, rows) for side, rows in (("zh", slot.zh), ("en", slot.en)) if asked.language in (None, side)]
    names = {"zh": "Chinese", "en": "English"}
    columns = (
        tag("ul", (item(row, sources, zone) for row in rows), class_=side, aria_label=names[side])
        if rows
        else tag("p", f"no {names[side]} article", class_=f"{side} none")
        for side, rows in sides
    )
    return tag(
        "section",
        tag("h2", tag("time", long_day(slot.start), datetime=slot.start.isoformat())),
        tag("div", columns, class_="sides" if len(sides) == 2 else "sides one"),
        class_="day",
    )


def item(row: Listed, sources: Mapping[str, Source], zone: tzinfo) -> Safe:
    """An article in the list: source and time, title, dek, and what is special about it."""
    facts = [source_name(row.source, sources)]
    if at := clock(row, zone):
        facts.append(tag("time", at, datetime=row.at.isoformat()))
    facts += (tag("span", each, class_="badge") for each in marks(row))
    return tag(
        "li",
        tag("p", facts, class_="facts"),
        tag("h3", tag("a", titled(row), href=f"/article/{row.id}")),
        tag("p", tag("bdi", row.dek, lang=language_of(row)), class_="dek") if row.dek else None,
    )


def marks(row: Listed) -> list[str]:
    """What is special about an article, in a word or two each."""
    each = [
        (row.metadata_only, "stub only"),
        (row.gone_at, "gone"),
        (row.revision, "changed" if row.revision == 1 else f"changed {row.revision} times"),
    ]
    each += [(len(row.copies), counted(len(row.copies), "copy", "copies"))]
    each += [(row.script == "Hant", "traditional")]
    return [word for true, word in each if true]


def paging(asked: Parameters, total: int) -> Safe | None:
    """Links to the pages before and after."""
    newer = tag("a", "← newer", href=address(asked, asked.page - 1), rel="prev") if asked.page > 1 else None
    more = asked.page * PAGE < total
    older = tag("a", "older →", href=address(asked, asked.page + 1), rel="next") if more else None
    return tag("nav", newer, older, class_="paging", aria_label="pages") if newer or older else None
