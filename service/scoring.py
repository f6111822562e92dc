"""How right a topic's queries and facets are, against labels."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are labelled so, how many were found, and how many of those rightly."""

    labelled: int = 0
    found: int = 0
    right: int = 0

    def plus(self, labelled: Collection[str], found: Collection[str]) -> "Counts":
        """With one more text's labels and what was found of it."""
        right = len(set(labelled) & set(found))
        return Counts(self.labelled + len(labelled), self.found + len(found), self.right + right)

    @property
    def precision(self) -> float:
        """The share of those found that are right; 0 where none was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of those labelled that were found; 0 where none is labelled."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 where there is neither."""
        return 2 * self.right / (self.found + self.labelled) if self.found + self.labelled else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Of the query of each language, and of all facets together."""

    queries: dict[str, Counts]
    facets: Counts


Judged = tuple[str, bool | None, bool, Collection[str] | None, Collection[str]]


def scored(judged: Iterable[Judged]) -> Scores | None:
    """The scores of texts, None where none is labelled; each is language, label, verdict, labelled and found facets."""
    queries = {"zh": Counts(), "en": Counts()}
    facets, has_labels = Counts(), False
    for language, label, told, labelled, found in judged:
        if label is None:
            continue
        has_labels = True
        queries[language] = queries[language].plus(["on"] * label, ["on"] * told)
        if labelled is not None:
            facets = facets.plus(labelled, found)
    return Scores(queries, facets) if has_labels else None
