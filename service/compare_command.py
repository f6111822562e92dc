"""The options of `compare`."""

from typing import Annotated

import typer

from service.keeping import Json


def compare(
    topic: Annotated[str, typer.Option("--topic", help="Only articles on this topic, as us-china-ai.")] = "",
    facet: Annotated[str, typer.Option(help="Only those that have this facet of the topic, as chips.")] = "",
    story: Annotated[int, typer.Option(min=0, help="Only the articles of this story; 0 means all.")] = 0,
    since: Annotated[str, typer.Option(help="First day or time, as 2026-10-12 or 2026-10-12T09:00.")] = "",
    until: Annotated[str, typer.Option(help="End of the period, not part of it itself.")] = "",
    cut: Annotated[str, typer.Option(help="What makes the sides: language, edited_in or ownership.")] = "language",
    by: Annotated[str, typer.Option(help="day or week.")] = "day",
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")] = None,
    ownership: Annotated[
        list[str] | None, typer.Option("--ownership", help="Only this ownership; may be repeated.")
    ] = None,
    words: Annotated[str, typer.Option(help="Words that must all be in title or text, in either script.")] = "",
    titles: Annotated[int, typer.Option(min=0, help="How many of the newest articles stand side by side.")] = 200,
    gaps: Annotated[int, typer.Option(min=0, help="How many stories of one side alone are listed.")] = 20,
    least: Annotated[int, typer.Option(min=1, help="Texts of a story to count as a gap, copies once.")] = 2,
    healthy: Annotated[
        int,
        typer.Option(
            min=0,
            help="Sources of the other side that must have been healthy to say `not covered`; 0: 3.",
        ),
    ] = 0,
    share: Annotated[float, typer.Option(min=0, max=1, help="And their share of that side's sources; 0: half.")] = 0.0,
    zone: Annotated[str, typer.Option("--tz", help="Time zone of bare dates, and of the days in tables.")] = "UTC",
    json_: Json = False,
) -> None:
    """Set the sides of a cut side by side: attention, lead and lag, words, names, who retells whom, and gaps."""
    from service.comparing import Wanted, show_comparison
    from service.selecting import one_of, select

    one_of("--by", by, ("day", "week"))
    selected = select(source or [], "", ownership or [], since, until, words, None, zone, topic, facet)
    wanted = Wanted(cut, by, story or None, titles, gaps, least, healthy or None, share or None)
    show_comparison(selected, wanted, as_json=json_)
