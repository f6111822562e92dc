"""A few articles of the routes that a look at a site chose: what they tell of these routes."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.sampling import Sample
from crawler.scout_sections import TEXTLESS, Sections, articles_in, suspects_in
from crawler.scouted import Scouted
from pipeline.scouting_addresses import key_of
from pipeline.scouting_lots import kinds_of
from pipeline.scouting_routes import rank, refuted
from pipeline.scouting_union import spread
from pipeline.values import Article

ARTICLES = 5
OLDER = 5  # of which one is read where the newest are in another language
MOST_KINDS = 4  # of addresses in feeds, of which pages are read
FEW_SAMPLES = 2  # all of which are the same, for the site to be
FOREIGN = "its articles are in neither Chinese nor English"
LISTS = "its pages are lists of links"


async def read_some(sections: Sections, seen: Scouted) -> None:
    """Read a few articles, more than one from each chosen route, and rank the routes again with their times."""
    links = {key_of(link.url): link for link in spread(seen.ranked, OLDER * ARTICLES)}
    seen.samples = tuple([await sections.sample(link) for link in list(links.values())[:ARTICLES]])
    if _all_refused(seen.samples, "wrong-language"):  # the newest of a list in several languages may be in one
        older = list(links.values())[ARTICLES:][::OLDER][:ARTICLES]
        seen.samples += tuple([await sections.sample(link) for link in older])
    seen.is_foreign = _all_refused(seen.samples, "wrong-language")
    if refused := FOREIGN if seen.is_foreign else LISTS if _all_refused(seen.samples, "section-page") else "":
        seen.tried = [replace(each, refused=refused) for each in seen.tried]
    await leave_out_others(sections, seen, articles_in(seen.samples))
    bare = {key_of(each.link.url) for each in seen.samples if each.refused in TEXTLESS}
    none = refuted(seen.ranked, {key_of(each.link.url) for each in seen.samples if each.article}, bare)
    seen.tried = [
        replace(each, refused="its pages are no articles") if each.route in none else each for each in seen.tried
    ]
    times = {
        key_of(each.link.url): each.article.published_at
        for each in seen.samples
        if each.article and each.article.published_at
    }
    seen.ranked = rank(seen.tried, seen.zone, seen.at, times, seen.channel)


async def leave_out_others(sections: Sections, seen: Scouted, standard: Sequence[Article]) -> None:
    """Leave out of the chosen lists what stands beside articles in them: talks, events, pages about the site.

    Of each further kind of address a page or two are read, as of those on a section page.
    """
    lists = [each for each in seen.ranked if each.is_chosen and each.tried.route.kind in ("feed", "news")]
    lots = kinds_of([link.url for each in lists for link in each.articles])
    told = await sections.others(suspects_in(lots, frozenset())[:MOST_KINDS], standard)
    timed = {key for key, each in sections.read.items() if each.sight and each.sight.shows_time}
    # Flashes have few words and a time, which may stand in their text alone.
    none = frozenset(key for lot in lots if lot.shape in told and not lot.keys & timed for key in lot.keys)
    seen.tried = [replace(each, others=each.others | none) for each in seen.tried]


def _all_refused(samples: Sequence[Sample], reason: str) -> bool:
    return len(samples) >= FEW_SAMPLES and all(each.refused == reason for each in samples)
