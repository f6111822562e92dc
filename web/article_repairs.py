"""What was repaired in a text, as a part of an article's page."""

from pipeline.repair_log import unlisted
from pipeline.values import Repair
from storage.stored import StoredArticle
from web.frame import counted, language_of
from web.html import Safe, tag, together


def repairs(of: StoredArticle) -> Safe | None:
    """What was repaired in the text that came damaged: before, after, by which rule and where."""
    if not of.repairs:
        return None
    more = unlisted(of.repairs)
    log, language = of.repairs[:-1] if more else of.repairs, language_of(of)
    heading = tag("h2", counted(len(log) + more, "repair"), tag("span", " of what came damaged", class_="quiet"))
    readings = [one.before for one in log if is_cut_reading(one)]
    each = (tag("li", repaired(one, language)) for one in log if not is_cut_reading(one))
    left_out = tag("li", f"and {counted(more, 'other')}, not listed", class_="quiet") if more else None
    shown = together(tag("li", cut_readings(readings, language)) if readings else None, each, left_out)
    return tag("section", heading, tag("ul", shown, class_="repairs"), class_="more")


def is_cut_reading(one: Repair) -> bool:
    """True for the reading of one character: a damaged text has a hundred of them, so they are shown in one line."""
    return one.rule == "reading" and not one.after


def cut_readings(readings: list[str], language: str) -> Safe:
    """The readings that were cut, in their order."""
    said = tag("span", f" {counted(len(readings), 'reading')} in parentheses", class_="quiet")
    return together(tag("del", " ".join(readings), lang=language), " cut", said)


def repaired(one: Repair, language: str) -> Safe:
    """One repair: what stood there, what stands there now, its rule and place."""
    after = (" → ", tag("ins", one.after, lang=language)) if one.after else " was cut"
    place = tag("span", f" {one.rule}, in the {one.field} at {one.place:,}", class_="quiet")
    return together(tag("del", one.before, lang=language), after, place)
