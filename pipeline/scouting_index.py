"""Which children of a sitemap index are likeliest to hold the newest articles."""

import re
from collections.abc import Sequence

OF_ARTICLES = re.compile(r"news|post|article|story|stories|content", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)20\d\d(?:[-_/]?\d\d)?(?:[-_/]?\d\d)?")


def goes_by_dates(urls: Sequence[str]) -> bool:
    """True where the children of an index name years, so that they are other ones next month."""
    return sum(bool(YEAR.search(each)) for each in urls) * 2 >= len(urls)


def likeliest(urls: Sequence[str], number: int) -> list[str]:
    """So many children of an index: those of news, of the latest dates, the last ones, the first undated one."""
    order = sorted(enumerate(urls), key=lambda each: (_of_news(each[1]), _date(each[1]), each[0]), reverse=True)
    best = [each for _, each in order[:number]]
    if urls and not goes_by_dates(urls) and urls[0] not in best:
        best[-1] = urls[0]  # some count the newest as the first
    return best


def _of_news(url: str) -> int:
    last = url.rpartition("/")[2].lower()
    return 2 if "news" in last else int(bool(OF_ARTICLES.search(last)))


def _date(url: str) -> str:
    found = YEAR.findall(url)
    return re.sub(r"\D", "", found[-1]) if found else ""
