"""What the sides say, added up text by text: words of each language, names and pairs, with a text for each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from config.topic import Term
from pipeline.hearing import Heard
from pipeline.paired_terms import Said
from pipeline.values import Language

MOST_WORDS = 300_000  # different ones of a side: beyond, those said once are forgotten, which tell no sides apart


@dataclass(slots=True)
class Tally:
    """How often something was said, in how many texts, and the last of these."""

    times: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    last: dict[str, int] = field(default_factory=dict)

    def add(self, said: Mapping[str, int], article_id: int) -> None:
        """Add what a text says."""
        self.times.update(said)
        self.texts.update(said.keys())
        self.last.update(dict.fromkeys(said, article_id))
        if len(self.times) > MOST_WORDS:
            self.forget()

    def forget(self) -> None:
        """Forget what was said once only."""
        for word in [word for word, number in self.times.items() if number == 1]:
            del self.times[word], self.texts[word], self.last[word]


@dataclass(slots=True)
class Wording:
    """What all sides say; a text is added once for each side that carries it."""

    texts: Counter[str] = field(default_factory=Counter)  # by side
    words: Counter[str] = field(default_factory=Counter)  # by side
    by_language: dict[tuple[str, Language], Tally] = field(default_factory=lambda: defaultdict(Tally))
    printed: dict[str, str] = field(default_factory=dict)  # English stems
    names: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    forms: dict[tuple[Language, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    pairs: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    quoted: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, side: str, language: Language, article_id: int, of: Heard) -> None:
        """Add a text of a side."""
        self.texts[side] += 1
        self.words[side] += of.words
        self.by_language[side, language].add(of.times, article_id)
        for stem, printed in of.printed.items():
            known = self.printed.get(stem)
            if known is None or len(printed) < len(known):
                self.printed[stem] = printed
        self.names[side].add(of.names, article_id)
        for (name, printed), times in of.forms.items():
            self.forms[language, name][printed] += times
        self.pairs[side].add(of.pairs, article_id)
        self.quoted[side].add(of.quoted, article_id)

    def both_names(self, of: Term) -> str:
        """A name in both languages, in each as it is mostly printed, else by the first name that it has."""
        english = (*of.en, *of.exact, *of.capitals)
        names = (self.printed_as("zh", of.id) or of.zh[:1], self.printed_as("en", of.id) or english[:1])
        return " = ".join(name for its in names for name in its)

    def printed_as(self, language: Language, name: str) -> tuple[str, ...]:
        """The form in which a name is mostly printed in a language, if it is."""
        counted = self.forms.get((language, name), Counter())
        return tuple(printed for printed, _ in counted.most_common(1))

    def said_pairs(self) -> dict[str, Said]:
        """How often each side says each pair."""
        return {side: Said(self.words[side], self.pairs[side].times, self.pairs[side].texts) for side in self.texts}


def summed(tallies: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Several counts as one."""
    total = Counter[str]()
    for each in tallies:
        total.update(each)
    return total
