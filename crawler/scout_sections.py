"""The article links of a section page: of lots whose addresses differ from the main list's a few pages are read."""

from collections.abc import Mapping, Sequence
from itertools import chain
from statistics import median

from crawler.errand import Desk
from crawler.sampling import Sample, sample
from crawler.scout_again import steadied
from crawler.scout_lists import Lists
from crawler.scouted import Scouted
from pipeline.scouting_addresses import key_of
from pipeline.scouting_channel import channel_of
from pipeline.scouting_kind import FILMS
from pipeline.scouting_lots import Lot, judged_by, lots_by_shape
from pipeline.scouting_page import Sight
from pipeline.scouting_shapes import Shape
from pipeline.values import Article, Link, Page

MOST_LOTS = 5  # beside the main list, of which pages are read
MOST_KIN = 8  # that stand among it, of which one page is read
MOST_TONGUES, TWO = 4, 2  # pages of a box in another writing that are asked for, and that have to be read
FEWEST = 3  # links of a lot that are worth a request
LEAST = 0.3  # of the main list's length of text
LEAST_WORDS = 60  # of an article on a page of a main list
TEXTLESS = ("no-text", "too-short", "section-page")  # why a page that answered is none


class Sections:
    """Looks at section pages through a desk, and reads a few of the pages that they lead to."""

    def __init__(self, desk: Desk, seen: Scouted, lists: Lists) -> None:
        self.desk = desk
        self.seen = seen
        self.lists = lists
        self.read: dict[str, Sample] = {}  # by the keys of their addresses

    async def look(self, page: Page, known: frozenset[str], is_told: bool) -> Sight:
        """What a section page shows, its selector without classes that are others on each load."""
        sight = await self.judged(page, known, is_told)
        return sight if is_told else await steadied(self.desk, self.lists, page, sight)

    async def judged(self, page: Page, known: frozenset[str], is_told: bool) -> Sight:
        """What a section page shows; where a feed has told what its articles are, nothing is read."""
        sight = await self.lists.look(page, known)
        if not is_told and (own := await self.of_own_language(sight)):
            known |= own
            self.lists.native |= own
            sight = await self.lists.look(page, known)
        if (channel := channel_of(sight)) and channel.name:
            # Boxes of the whole site stand beside a channel's list.
            return await self.lists.look(
                page, known, frozenset(key for lot in sight.lots for key in lot.keys) - channel.keys
            )
        further = [
            lot for lot in sight.lots[1:] if lot.standing == "open" and len(lot.keys) >= FEWEST and not lot.keys & known
        ]
        kin = suspects_in(sight.lots, known)
        if is_told or not (further or kin) or not self.desk.may_ask():
            return sight
        further.sort(key=lambda lot: lot.weight, reverse=True)
        lots = lots_by_shape((sight.lots[0], *further[:MOST_LOTS]))
        samples = {shape: await self.some(lot) for shape, lot in lots.items() if self.desk.may_ask()}
        told = told_by(sight.lots[0], {lot: samples[lot.shape] for lot in lots.values() if lot.shape in samples})
        said = {lot.shape: is_article for lot, is_article in told.items() if further}
        said |= await self.others(kin, articles_in(samples.get(sight.lots[0].shape, ())))
        good, bad = judged_by(sight.lots, said) if said else (frozenset[str](), frozenset[str]())
        return await self.lists.look(page, known | good, bad) if good else sight

    async def of_own_language(self, sight: Sight) -> frozenset[str]:
        """The links in boxes of another writing whose pages are in the page's language, as names of models are Latin.

        Two pages of them that have a text are read; both have to be.
        """
        urls = sight.tongues if len(sight.tongues) >= FEWEST and sight.language else ()
        read = 0
        for url in urls[:: max(1, len(urls) // MOST_TONGUES)][:MOST_TONGUES]:
            if read == TWO or not self.desk.may_ask():
                break
            found = await self.sample(Link(url, self.seen.base))
            if found.refused == "wrong-language" or (found.article and found.article.language != sight.language):
                return frozenset()
            read += found.article is not None
        return frozenset(map(key_of, urls)) if read == TWO else frozenset()

    async def others(self, lots: Sequence[Lot], standard: Sequence[Article]) -> dict[Shape, bool]:
        """Of lots that stand among the main list those whose pages turn out to be no articles, as quizzes and videos.

        One page of each is read, and a second one where the first is none.
        """
        found = {}
        for lot in lots if standard else ():
            for url in picked(lot):
                if not self.desk.may_ask() or not is_none(await self.sample(Link(url, self.seen.base)), standard):
                    break
            else:
                found[lot.shape] = False
        return found

    async def some(self, lot: Lot) -> list[Sample]:
        """A few pages of a lot."""
        return [await self.sample(Link(url, self.seen.base)) for url in picked(lot)]

    async def sample(self, link: Link) -> Sample:
        """One page, asked and read once."""
        key = key_of(link.url)
        if key not in self.read:
            self.read[key] = await sample(self.desk, self.seen.source, link)
        return self.read[key]


def picked(lot: Lot) -> list[str]:
    """The addresses of a lot that stand for it: the first of its list and one from its middle."""
    return list(dict.fromkeys((lot.urls[0], lot.urls[len(lot.urls) // 2])))


def suspects_in(lots: Sequence[Lot], known: frozenset[str]) -> list[Lot]:
    """Lots that were taken for standing among the main list, though their addresses have other words.

    The largest and the smallest in turn: a large one does most harm, and other kinds of pages are few.
    """
    kin = [lot for lot in lots[1:] if lot.standing == "kin" and not lot.keys & known]
    kin = [lot for lot in kin if lot.shape.words != lots[0].shape.words]
    kin.sort(key=lambda lot: lot.weight, reverse=True)
    turns = chain.from_iterable(zip(kin, reversed(kin), strict=True))
    return list(dict.fromkeys(turns))[:MOST_KIN]


def told_by(main: Lot, read: Mapping[Lot, Sequence[Sample]]) -> dict[Lot, bool]:
    """Which lots are articles, as those of the main list are; the main list is none where another alone reads as such.

    Where no page could be read, what has the form of the main list stands, and nothing else does.
    """
    readable = {lot: articles for lot, samples in read.items() if (articles := articles_in(samples))}
    was_seen = all(each.page is not None for each in read.get(main, ()))
    standard = readable.get(main, ())
    if not standard and was_seen and readable:
        standard = readable[max(readable, key=lambda lot: lot.weight)]
    if not standard:
        return {lot: lot.shape.form == main.shape.form for lot in read}
    return {lot: readable.get(lot) is standard or is_like(samples, standard) for lot, samples in read.items()}


def articles_in(samples: Sequence[Sample]) -> list[Article]:
    """The articles among pages that were read: those with a text."""
    return [each.article for each in samples if each.article and each.article.words >= LEAST_WORDS]


def is_like(samples: Sequence[Sample], standard: Sequence[Article]) -> bool:
    """True where all pages that answered read as a standard does: a text as long, a time and a byline where it has."""
    answered = [each for each in samples if each.page is not None]
    least = LEAST * median(each.words for each in standard)
    is_timed = all(each.published_at for each in standard)
    is_signed = all(signed(each) for each in standard)
    return bool(answered) and all(
        each.article is not None
        and each.article.words >= least
        and (each.article.published_at is not None or not is_timed)
        and (signed(each.article) or not is_signed)
        for each in answered
    )


def is_none(page: Sample, standard: Sequence[Article]) -> bool:
    """True for a page that is surely no article: it says so, or has next to no text and no time where others have.

    One that did not answer tells nothing; a flash of few words has a time.
    """
    sight = page.sight
    if page.page is None or sight is None or page.refused not in ("", *TEXTLESS):
        return False
    if sight.wall or sight.refresh:
        return False
    if page.article is None:
        return bool(sight.sort) or not (sight.is_timed or sight.is_shell)
    if sight.sort:
        # The film above a report makes it none: what is told beside it counts.
        is_told = page.article.words >= LEAST * median(each.words for each in standard)
        return not (is_told and sight.sort.startswith(FILMS))
    is_bare = page.article.words < LEAST_WORDS and page.article.published_at is None
    return is_bare and all(each.published_at for each in standard)


def signed(article: Article) -> bool:
    """True where somebody is named who wrote or edited it."""
    return bool(article.byline or article.editor or article.credit)
