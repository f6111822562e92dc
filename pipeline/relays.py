"""What became of a relay: the original that a citation names, found among candidates, or why it is not."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from pipeline.moments import zone_of
from pipeline.pairs import Frequencies, Tie, pair_of
from pipeline.stories import scale_of
from pipeline.term_vector import TermVector
from pipeline.values import Language

End = Literal["linked", "known-not-collected", "not-found"]
Kind = Literal["reprint", "translation", "retelling", "compilation", "comment"]
Shares = Callable[[int], tuple[float, float] | None]
BEFORE, AFTER = timedelta(days=14), timedelta(days=1)  # in which an original is looked for, where no day is told
ANY_TIME = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)  # of a text that has no date itself
LATE = timedelta(hours=1)  # by which an original may be later where both times are exact: pages are written anew
NEAR = 1  # days by which a told day may differ: a report of the evening is dated the next day elsewhere
LEAST = 0.65  # of the median of two texts on one event, as for a story
# Where no week speaks for it. Of 130 English texts on the topic the nearest to a commentary on it came to .75; of five
# titles with the line below, which is all that is stored of a stub, to .45, and three that told of the commentary's own
# original to .97 and more.
LEAST_AT_ANY_TIME, LEAST_OF_A_STUB = 1.0, 0.55
DAY_COUNTS = 0.2  # less is enough where the day is the one that was told
SHOWN = 12  # terms
MANY = 3  # outlets, of which a text that cites so many is put together
# A translation keeps so much of its original, and so much of it is that: of ten labelled relays that are linked, those
# called retellings come to .39 to .95 and .83 to 1, translations to .81 and .96 and 1.
# Of the ten the least is .39: texts that have words of a trade in common and no sentence are of two events.
LEAST_KEPT, TRIED = 0.1, 5
STUB = 400  # characters: less is a title and a line, which need no sentence in common
WHOLE, NOTHING_ELSE = 0.8, 0.95
LITTLE = 0.4  # of a comment: what is told, the rest is its own
COMPILED = re.compile(r"编译|編譯|综合(?:外电|外媒|报道)|compiled (?:from|by)", re.IGNORECASE)
ENDS = 120  # characters at either end of a text, in which it says that it was compiled
COMMENTS = ("评论", "社评", "時評", "时评", "评：", "評論", "观点", "opinion", "comment", "editorial", "column")


@dataclass(frozen=True, slots=True)
class Text:
    """What of an article decides whether one retells the other."""

    id: int
    language: Language
    published: datetime | None
    length: int  # characters
    vector: TermVector
    family_id: int | None = None
    label: str = ""  # its title and section, by which a comment is known
    is_dispatch: bool = False  # it stands under the dateline of whom it cites
    is_compiled: bool = False  # it says so
    is_exact: bool = False  # the time of publication is known to the minute


@dataclass(frozen=True, slots=True)
class Relay:
    """The end of one citation; an original, its score and the shared terms only where it is linked."""

    outlet: str
    date: date | None
    end: End
    kind: Kind
    of: int | None = None
    score: float = 0.0
    ties: tuple[Tie, ...] = ()


def relay_of(
    outlet: str,
    day: date | None,
    relay: Text,
    originals: Iterable[Text],
    frequencies: Frequencies,
    *,
    cited: int = 1,
    shares: Shares = lambda original_id: None,
    is_collected: bool,
    zone: str = "UTC",
) -> Relay:
    """What became of the citation of an outlet by an article, given what is stored of that outlet.

    `cited` is how many outlets the article cites; `shares` tells of an original which part of it was kept, and which
    part of the relay that is. `is_collected` is False where the outlet is no source or was not healthy in the window:
    then nothing can be said of an original that is not there. Of two with the same score the earlier one counts, then
    the one of the lower id. Where nobody knows when the article was published, an original may be of any time.
    """
    least = LEAST - DAY_COUNTS if day else LEAST
    is_any_time = day is None and relay.published is None
    found: list[tuple[float, datetime, int, Text]] = []
    for each in originals:
        if each.id != relay.id and each.published and _is_in_time(each, day, relay, zone):
            near = nearness(relay, each, frequencies)
            if near >= (_least_at_any_time(each) if is_any_time else least) or _is_one_text(relay, each):
                found.append((-near, each.published, each.id, each))
    kept, best = None, None
    for *_, each in sorted(found, key=lambda one: one[:3])[:TRIED]:
        kept = shares(each.id)
        if kept is None or max(kept) >= LEAST_KEPT or each.length < STUB or _is_one_text(relay, each):
            best = each
            break
    if best is None:
        return Relay(outlet, day, "not-found" if is_collected else "known-not-collected", kind_of(relay, None, cited))
    ties = pair_of(relay.vector, best.vector, frequencies, SHOWN).ties
    near = nearness(relay, best, frequencies)
    return Relay(outlet, day, "linked", kind_of(relay, best, cited, kept), best.id, near, ties)


def nearness(one: Text, other: Text, frequencies: Frequencies) -> float:
    """How near two texts are, 1 being the median of two on one event."""
    return pair_of(one.vector, other.vector, frequencies, 0).score / scale_of(one.language, other.language)


def kind_of(relay: Text, original: Text | None, cited: int, kept: tuple[float, float] | None = None) -> Kind:
    """What a relay made of its original; of one that is not stored as far as the relay alone tells it.

    `kept` is which part of the original the relay kept, and which part of the relay that is.
    """
    if original is not None and _is_one_text(relay, original):
        return "reprint"
    if any(word in relay.label.lower() for word in COMMENTS) and not (kept and kept[1] > LITTLE):
        return "comment"
    if cited >= MANY:
        return "compilation"
    if original is not None and kept and kept[0] >= WHOLE and kept[1] >= NOTHING_ELSE:
        return "translation" if relay.language != original.language else "reprint"
    if relay.is_dispatch:
        return "translation" if original is not None and relay.language != original.language else "reprint"
    return "compilation" if relay.is_compiled else "retelling"


def is_compiled(text: str) -> bool:
    """True where a text says at its beginning or end that it was put together from others."""
    return bool(COMPILED.search(text[:ENDS]) or COMPILED.search(text[-ENDS:]))


def could_be_from(day: date | None, published: datetime | None) -> tuple[datetime, datetime]:
    """From when until when an original is looked for: a little more than counts, for days are of some zone."""
    if day is None:
        return (published - BEFORE, published + AFTER) if published else ANY_TIME
    around = datetime(day.year, day.month, day.day, tzinfo=published.tzinfo if published else UTC)
    last = around + timedelta(days=NEAR + 2)
    return around - timedelta(days=NEAR + 1), min(last, published + AFTER) if published else last


def _is_one_text(one: Text, other: Text) -> bool:
    return one.family_id is not None and one.family_id == other.family_id


def _least_at_any_time(original: Text) -> float:
    return LEAST_AT_ANY_TIME if original.length else LEAST_OF_A_STUB


def _is_in_time(original: Text, day: date | None, relay: Text, zone: str) -> bool:
    """True where an original can be what was cited: not after the relay, and of its day where that is told."""
    at = original.published
    assert at is not None
    if relay.published and at > relay.published + (LATE if original.is_exact and relay.is_exact else AFTER):
        return False
    if day is None:
        return relay.published is None or at >= relay.published - BEFORE
    return abs((at.astimezone(zone_of(zone)).date() - day).days) <= NEAR
