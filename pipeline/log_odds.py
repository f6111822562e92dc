"""Which words one side says more than the other: weighted log-odds with an informative Dirichlet prior.

Monroe, Colaresi, Quinn: Fightin' Words (Political Analysis 16, 2008), equations 16, 18, 22 and 23.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import erfc

DISCOVERIES = 0.05  # of what is called sure, so much may be chance
PRIOR = 500.0  # words that the prior weighs, as in the paper's section 3.5: about as many as one text has


@dataclass(frozen=True, slots=True)
class Odds:
    """A word, how often either side said it, and how sure it is that the first says it more, as a z-score."""

    word: str
    here: int
    there: int
    delta: float  # the difference of the two log-odds
    z: float  # that, by its standard deviation


def log_odds(
    here: Mapping[str, int],
    there: Mapping[str, int],
    background: Mapping[str, int] | None = None,
    prior: float = PRIOR,
) -> tuple[Odds, ...]:
    """The words of both sides, what the first says most before the others at the top.

    `background` says how common words are, by default both sides taken together; a word that it lacks counts as said
    once. Of fewer than two words there is nothing to tell.
    """
    words = sorted(word for word in here.keys() | there.keys() if here.get(word, 0) + there.get(word, 0) > 0)
    if len(words) < 2:
        return ()
    ours = np.array([here.get(word, 0) for word in words], dtype=np.float64)
    theirs = np.array([there.get(word, 0) for word in words], dtype=np.float64)
    common = ours + theirs
    if background is not None:
        common = np.array([max(background.get(word, 0), 1) for word in words], dtype=np.float64)
    alpha = prior * common / common.sum()
    # Of one word more than all others together the rest can round to nothing, and so to odds without end.
    rest_here = np.maximum(ours.sum() + prior - ours - alpha, np.finfo(np.float64).tiny)
    rest_there = np.maximum(theirs.sum() + prior - theirs - alpha, np.finfo(np.float64).tiny)
    delta = np.log((ours + alpha) / rest_here) - np.log((theirs + alpha) / rest_there)
    z = delta / np.sqrt(1 / (ours + alpha) + 1 / (theirs + alpha))
    order = np.lexsort((np.arange(len(words)), -z))
    return tuple(Odds(words[at], int(ours[at]), int(theirs[at]), float(delta[at]), float(z[at])) for at in order)


def sure_from(odds: Sequence[Odds], discoveries: float = DISCOVERIES) -> float:
    """The z-score from which a difference is no chance, many words having been looked at; infinite where none is.

    Benjamini and Hochberg's: of those called sure no more than this share is expected to be chance.
    """
    if not odds:
        return math.inf
    size = np.sort(np.abs([each.z for each in odds]))[::-1]
    chance = erfc(size / math.sqrt(2))
    passed = np.flatnonzero(chance <= discoveries * np.arange(1, len(size) + 1) / len(size))
    return float(size[passed[-1]]) if len(passed) else math.inf
