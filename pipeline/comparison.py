"""What a comparison tells of the sides of a cut, all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline.attention import Attention, Volume
from pipeline.distinctive import SideTerms
from pipeline.gaps import Evidence
from pipeline.lags import Lead
from pipeline.paired_terms import PairRates
from pipeline.sides import Cut


@dataclass(frozen=True, slots=True)
class Counted:
    """Something named or cited: in how many texts of each side, and how often."""

    id: str
    name: str
    kind: str
    texts: Mapping[str, int]
    times: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Edge:
    """A source that says that it retells an outlet: in how many articles, and in how many texts."""

    side: str
    source: str
    outlet: str
    articles: int
    texts: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A story that one side tells alone, and what is known of each other side."""

    story: int
    side: str
    headline: str
    article_id: int
    first_at: datetime
    last_at: datetime
    articles: int
    texts: int
    sources: tuple[str, ...]
    others: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """How many stories the articles tell, how many of them several sides, and of the others how many texts each."""

    stories: int
    shared: int
    alone: Mapping[str, int]  # by side, of those with enough texts to be a gap
    small: int  # of one side, with fewer
    verdicts: Mapping[str, int]  # of all gaps, one for each other side


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison tells; every part is empty where there is nothing to tell."""

    cut: Cut
    by: str
    sides: tuple[str, ...]
    attention: tuple[Attention, ...]
    volume: tuple[Volume, ...]
    read: Mapping[str, int]  # texts of each side whose words were counted, a family of copies once
    unread: int  # texts that were left out, the oldest, where only so many were asked for
    words: Mapping[str, int]
    counts: StoryCounts
    leads: tuple[Lead, ...]
    distinctive: tuple[SideTerms, ...]
    entities: tuple[Counted, ...]
    quoted: tuple[Counted, ...]
    cited: tuple[Counted, ...]
    relays: tuple[Edge, ...]
    pairs: tuple[PairRates, ...]
    gaps: tuple[Gap, ...]
