"""A comparison on the page: the stories of one side alone, and what is known of the others."""

from pipeline.comparison import Comparison, Gap
from pipeline.gaps import Enough, Evidence
from storage.compared import Asked
from web.compare_sections import section, span
from web.frame import source_name
from web.html import Safe, tag, together
from web.side_chart import key, label


def gaps(of: Comparison, asked: Asked) -> Safe | None:
    """The stories of one side alone, each with its verdict and the evidence for it; None where there are none."""
    if not of.counts.verdicts:
        return None
    verdicts = ", ".join(f"{number:,} {verdict}" for verdict, number in sorted(of.counts.verdicts.items()))
    shown = f"; the {len(of.gaps)} with the most texts" if len(of.gaps) < sum(of.counts.alone.values()) else ""
    return section(
        "Gaps: stories of one side alone",
        tag("p", f"{verdicts}{shown}. {rule(asked.enough)}", class_="quiet"),
        tag("ul", (gap(each, of, asked) for each in of.gaps)),
    )


def gap(of: Gap, comparison: Comparison, asked: Asked) -> Safe:
    """A story that one side tells alone."""
    names = (together(", " if at else "", source_name(each, asked.sources)) for at, each in enumerate(of.sources))
    facts = (
        key(of.side, comparison.sides),
        tag("time", f"{of.first_at.astimezone(asked.zone):%Y-%m-%d %H:%M}", datetime=of.first_at.isoformat()),
        f"{of.articles:,} articles, {of.texts:,} texts",
        tag("span", names),
    )
    return tag(
        "li",
        tag("p", facts, class_="facts"),
        tag("h3", tag("a", tag("bdi", of.headline or "(no title)"), href=f"/article/{of.article_id}")),
        (evidence(each, asked) for each in of.others),
        class_="gap",
    )


def evidence(of: Evidence, asked: Asked) -> Safe:
    """What is known of one side, with its sources to be unfolded."""
    healthy = [each for each in of.sources if each.is_healthy]
    others = [each for each in of.sources if not each.is_healthy]
    window = f"from {of.since:%Y-%m-%d %H:%M} to {of.until:%Y-%m-%d %H:%M} UTC"
    unlooked = f"; {of.untold:,} of its articles not looked at" if of.untold else ""
    found = f" {of.healthy} of {len(of.sources)} sources healthy, {of.needed} needed, {window}{unlooked}"
    kind = "verdict sure" if of.verdict == "not covered" else "verdict"
    return tag(
        "details",
        tag("summary", label(of.side), ": ", tag("b", of.verdict, class_=kind), ".", found),
        tag(
            "ul",
            (tag("li", source_name(each.source, asked.sources), ": healthy all through") for each in healthy),
            (tag("li", source_name(each.source, asked.sources), f": {each.reason}") for each in others),
            tag("li", "no source of this side is followed") if not of.sources else None,
            class_="evidence",
        ),
    )


def rule(enough: Enough) -> str:
    """When `not covered` is said, in words."""
    return (
        f"“not covered” is said where at least {enough.sources} sources, and at least {enough.share:.0%} of those "
        f"followed on the other side, were healthy from {span(enough.before.total_seconds())} before a story's first "
        f"article until {span(enough.after.total_seconds())} after its last: a route answered at least every "
        f"{span(enough.silence.total_seconds())}, and {enough.readable:.0%} of each day's pages could be read."
    )
