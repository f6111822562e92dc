"""Whether an address names the day of now, in any form: the page that it leads to is another one tomorrow."""

import re
from datetime import datetime, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
AROUND = (-2, -1, 0, 1)  # days: a paper of yesterday, and the day of another zone
LONGEST = 2_000


def names_day_of(url: str, now: datetime) -> bool:
    """True where the path or the query of an address names a day next to `now`, as 20261130, 1130, november-30-2026."""
    below = url.partition("://")[2].partition("/")[2][:LONGEST].lower()
    return any(_form(now + timedelta(days=days)).search(below) for days in AROUND)


def _form(day: datetime) -> re.Pattern[str]:
    month, number, word = f"0?{day.month}", f"0?{day.day}", f"{MONTHS[day.month - 1]}[a-z]{{0,6}}"
    between = r"[-_/.]?"
    # A month and a day alone are a whole step or value; with a year they may stand among other words.
    forms = (
        rf"{day.year}{between}{month}{between}{number}",
        rf"(?:{word}{between}{number}|{number}{between}{word}){between}{day.year}",
        rf"{day.year}{between}{word}{between}{number}",
    )
    alone = rf"(?:^|[/=]){day:%m}[-_/]?{day:%d}(?=[/&.]|$)"
    return re.compile(rf"(?<![0-9])(?:{'|'.join(forms)})(?![0-9])|{alone}")
