"""What all pages share: head, top and foot, names of languages, times."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from config.source import Source
from pipeline.compare import day_of, printed_zone, zone_printed
from pipeline.values import Precision
from storage.stored import Listed
from web.html import Child, Safe, tag, together


def page(title: str, *children: Child) -> str:
    """A whole HTML page."""
    return "<!doctype html>\n" + tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", title),
            tag("link", rel="stylesheet", href="/style.css"),
        ),
        tag("body", tag("header", top(), class_="top"), tag("main", *children)),
        lang="en",
    )


def top() -> Safe:
    """The name of the product, which leads to the list."""
    name = tag("a", tag("span", "对照", lang="zh-Hans", class_="mark"), " duizhao", href="/")
    return together(
        tag("p", name, class_="name"),
        tag("p", "Chinese and English news on AI, side by side", class_="quiet"),
        tag("nav", tag("a", "compare", href="/compare"), class_="quiet", aria_label="pages of the whole"),
    )


def language_of(article: Listed) -> str:
    """The language tag of an article: by it a browser takes the right Chinese glyphs."""
    return f"{article.language}-{article.script}" if article.script else article.language


def titled(article: Listed) -> Safe:
    """The title of an article, kept from changing the direction of what is around it."""
    return tag("bdi", article.title or "(no title)", lang=language_of(article))


def source_name(source: str, sources: Mapping[str, Source]) -> Safe:
    """The name of a source in its own language; its id where its file is gone."""
    known = sources.get(source)
    return tag("bdi", known.name, lang=known.language) if known else tag("bdi", source)


def long_day(day: date) -> str:
    """A day as `Monday 12 October 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def clock(article: Listed, zone: tzinfo) -> str:
    """The time of day of an article, or nothing where its page printed no more than a day or a month."""
    return "" if article.published_precision in ("day", "month") else f"{article.at.astimezone(zone):%H:%M}"


def when(at: datetime | None, zone: tzinfo, precision: Precision | None = None) -> Safe | None:
    """A time in the zone of the page, without the seconds where none were printed; None where there is none."""
    if at is None:
        return None
    local = at.astimezone(zone)
    clock = f"{local:%Y-%m-%d %H:%M %Z}" if precision == "minute" else f"{local:%Y-%m-%d %H:%M:%S %Z}"
    return tag("time", clock, datetime=at.isoformat())


def moment(at: datetime | None, precision: Precision | None, printed: str, zone: tzinfo) -> Safe | None:
    """A time as precisely as it is known, a day or a month as it was printed; None where there is none."""
    shown = {"month": "%Y-%m", "day": "%Y-%m-%d"}.get(precision or "")
    if at is None or shown is None:
        return when(at, zone, precision)
    return tag("time", f"{at.astimezone(zone_printed(precision, printed) or zone):{shown}}")


def published(article: Listed, zone: tzinfo) -> Safe | None:
    """When an article was published: the bare day or month where its page printed no more."""
    if article.published_at and printed_zone(article):
        day = day_of(article, zone).isoformat()
        printed = day[:7] if article.published_precision == "month" else day
        return tag("time", printed, datetime=printed)
    return when(article.published_at, zone, article.published_precision)


def joined(names: Sequence[str], article: Listed) -> str:
    """Names in one line, parted as the article's language parts them."""
    return ("、" if article.language == "zh" else ", ").join(names)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
