"""A time in the short lines near a title that has no year of four figures: 3小时前, 18-03-08 23:16, Posted 10/3/26."""

import re
from datetime import datetime
from operator import itemgetter

from pipeline.dates import ENGLISH, parse_time, short_day
from pipeline.moments import Moment
from pipeline.time_forms import LABELLED
from pipeline.time_marks import is_changed, unmarked

# What may stand above a bare 18-03-08: a short name or section, or a line of credit or names, however long. Below
# another it is another story's.
LONGEST_ABOVE = 8
ABOVE = re.compile(r"来源|作者|记者|编辑|浏览|阅读|点击|字号|频道|栏目|[网網报報社台刊号心体端]$")
SHORT_BEGINS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d)")


def by_mark(pieces: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that tell of a change, and the others."""
    changes = tuple(filter(is_changed, pieces))
    return changes, tuple(piece for piece in pieces if piece not in changes)


def told_in(pieces: tuple[str, ...], zone: str, fetched_at: datetime) -> tuple[Moment | None, str]:
    """The first time in short lines near a title, without a year of four figures, and its line; a bare day last."""
    for piece in pieces:
        bare = unmarked(piece)
        if bare != piece and ENGLISH.search(piece) and SHORT_BEGINS.match(bare):  # Published 03/11/26 in Shanghai
            bare = ""
        if told := parse_time(piece, zone, fetched_at) or parse_time(bare, zone, fetched_at):
            return told, piece
    before = ("", *pieces)
    days = (
        (short_day(unmarked(piece), zone, fetched_at), piece)
        for piece, above in zip(pieces, before, strict=False)
        if (len(above) <= LONGEST_ABOVE or ABOVE.search(above)) and not LABELLED.search(above)
    )
    return next(filter(itemgetter(0), days), (None, ""))
