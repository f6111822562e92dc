"""Whether a Chinese name is how a foreign one sounds: 霍尔特 is Holt."""

import re
from functools import lru_cache

from pipeline.dictionary import readings

MOST = 0.3  # of the sounds of the longer one that may differ
# English letters as the consonants that a transcription keeps; vowels are left out.
LETTERS = (
    (re.compile("ph"), "f"), (re.compile("sch|tch|ch|sh|sc(?=[ei])"), "s"), (re.compile("ck|qu|q"), "k"),
    (re.compile("c(?=[eiy])"), "s"), (re.compile("c"), "k"), (re.compile("x"), "ks"), (re.compile("g(?=[ei])"), "j"),
    (re.compile("gh(?=t)"), ""), (re.compile("wh"), "w"), (re.compile("th"), "s"), (re.compile("dg"), "j"),
    (re.compile("kn"), "n"), (re.compile("wr"), "r"), (re.compile("z|ts"), "s"),
)  # fmt: skip
VOWELS = re.compile("[aeiouy']")
TWICE = re.compile(r"(.)\1+")
INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsw")
AS_SOUND = {"zh": "j", "ch": "s", "sh": "s", "z": "s", "c": "s", "q": "s", "x": "s", "r": "l"}
# Which sounds a Chinese syllable may stand for besides its own.
NEAR = {
    frozenset(pair)
    for pair in ("bp", "dt", "gk", "hk", "fw", "vw", "vf", "sj", "mn", "lr", "hg", "st", "sd", "jg", "wh", "ks")
}
NEAR_COST, FAINT_COST = 0.4, 0.35
FAINT = "lrnhw"  # may be left out: 沃尔什 and Walsh, 布维尼耶 and Bouvignies


def sounds_like(chinese: str, english: str) -> bool:
    """True where a name in Han characters is a transcription of a Latin one, as far as its consonants tell.

    Of names with one or two consonants every one must fit.
    """
    one, other = _of_chinese(chinese), _of_english(english.lower())
    if not one or not other:
        return False
    longer = max(len(one), len(other))
    most = MOST * longer if longer > 2 else 0.4
    return _fits(one[0], other[0]) and _distance(one, other) <= most and abs(len(chinese) - _syllables(english)) <= 2


def _fits(one: str, other: str) -> bool:
    return one == other or frozenset((one, other)) in NEAR


@lru_cache(maxsize=1 << 12)
def _of_english(word: str) -> str:
    for form, sound in LETTERS:
        word = form.sub(sound, word)
    first = word[:1] if word.startswith("h") else ""
    inside = VOWELS.sub("", word)
    return TWICE.sub(r"\1", (first + inside[1:]) if first else inside)


@lru_cache(maxsize=1 << 12)
def _of_chinese(name: str) -> str:
    sounds = []
    for character in name:
        reading = next(iter(readings(character)), "")
        if reading == "er":
            sounds.append("l")
            continue
        initial = next((each for each in INITIALS if reading.startswith(each)), "")
        sounds.append(AS_SOUND.get(initial, initial))
        rest = reading[len(initial) :]
        if rest.endswith(("n", "ng")):
            sounds.append("n")
    return TWICE.sub(r"\1", "".join(sounds))


def _syllables(word: str) -> int:
    """About how many characters a transcription has."""
    return len(re.findall(r"[aeiouy]+|[bcdfgklmprstvz](?=[^aeiouyhrl]|$)", word.lower()))


def _distance(one: str, other: str) -> float:
    costs = [0.0]
    for sound in other:
        costs.append(costs[-1] + _alone(sound))
    for here in one:
        row = [costs[0] + _alone(here)]
        for at, there in enumerate(other):
            change = 0.0 if here == there else NEAR_COST if _fits(here, there) else 1.0
            row.append(min(row[-1] + _alone(there), costs[at + 1] + _alone(here), costs[at] + change))
        costs = row
    return costs[-1]


def _alone(sound: str) -> float:
    return FAINT_COST if sound in FAINT else 1.0
