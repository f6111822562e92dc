"""The language of a text, and the script of a Chinese one, by characters and function words."""

import re
from functools import cache

from pipeline.fold import simplified
from pipeline.values import Language, Script
from pipeline.words import beyond_ascii

SAMPLE = 3000  # characters: enough to decide, and the same cost for any text
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
HAN_RUNS = re.compile(f"{HAN.pattern}+")
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
# Common words of Chinese that are hardly a character of Japanese, and how Japanese goes on after a Han character.
CHINESE = re.compile("[的是这這们們吗嗎呢你您她很么麼还還让讓给給说說把吧也哪]")
INFLECTED = re.compile(r"[\u4e00-\u9fff][\u3041-\u3096]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
OTHER = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0750-\u077f"
    r"\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u10a0-\u10ff\u1100-\u11ff\u1780-\u17ff\uac00-\ud7af]"
)
# The commonest words of a language, none of which is as common in another of the list.
FUNCTION_WORDS = {
    "en": "the of and to that is was for with as at by this from are have has it be on not which their they his her",
    "de": "der die und das den nicht von zu ist mit ein eine auf dem im sich des für auch wird sind als bei nach",
    "fr": "le la les des et une est du que dans qui pour sur pas au avec ce sont par plus aux cette être il",
    "es": "el la los las del que una por con para como más su se al fue este esta pero ha sus sobre entre y",
    "pt": "o os da do das dos que uma não para com em por mais ao foi como são pela sua ou também à",
    "it": "il di che la un una per non sono della del con si gli dei delle nel alla più anche dal è",
    "nl": "de het een van en dat niet zijn op te voor met die aan ook bij naar wordt er om als",
    "pl": "w na nie się jest że do to z od jak po przez oraz ale czy tym są dla który",
    "id": "yang dan di dari untuk dengan ini itu pada tidak dalam akan oleh juga ke adalah bisa telah",
    "vi": "và của là có trong cho được một với các không này những đã khi người để từ",
    "tr": "ve bir bu için ile de da olarak çok daha olan gibi sonra kadar ama en",
    "sv": "och att det som en är på för med av till den inte har om ett de var",
}


def language_of(text: str) -> Language | None:
    """`zh` or `en`; None for any other language and for a text too short or too mixed to tell."""
    sample = text[:SAMPLE]
    # Of most English texts next to nothing is beyond ASCII, where alone these stand; of Chinese ones all but a sixth is
    # Han characters, so what is left is looked through in a third of the time.
    beyond = beyond_ascii(sample)
    rest = HAN_RUNS.sub("", beyond)
    han, kana, other = len(beyond) - len(rest), len(KANA.findall(rest)), len(OTHER.findall(rest))
    words = LATIN.findall(sample)
    if other > han + len(words):
        return None
    # A Han character says about as much as two thirds of a word; names of firms and models stay Latin.
    if han * 2 > len(words):
        return None if other > han or (kana * 8 > han and not _is_quoting(beyond, han)) else "zh"
    if kana > len(words) or not words:
        return None
    return "en" if _is_english(words) else None


def _is_quoting(text: str, han: int) -> bool:
    """True for a Chinese text with Japanese words: words of Chinese are more than what goes on in hiragana."""
    own = len(CHINESE.findall(text))
    return own * 60 >= han and own > len(INFLECTED.findall(text))


def is_foreign(text: str) -> bool:
    """True where the letters of another script outnumber Han characters and Latin words, however few they are."""
    sample = text[:SAMPLE]
    known = sum(map(len, HAN_RUNS.findall(sample))) + len(LATIN.findall(sample))
    # Japanese has Han characters too, so kana count double; one の is no Japanese, it stands in Chinese names.
    return len(OTHER.findall(sample)) > known or len(KANA.findall(sample)) * 2 > known


def script_of(text: str) -> Script | None:
    """`Hans` or `Hant` by the characters that only one script uses; None where there are none, or as many."""
    hans, hant = (len(form.findall(text[:SAMPLE])) for form in _one_script())
    if hans == hant:
        return None
    return "Hans" if hans > hant else "Hant"


def _is_english(words: list[str]) -> bool:
    """True where English function words are common, and more so than those of any other language."""
    # As they are printed most function words of an English text are enough to tell, at half the time.
    if sum(map(_printed_english().__contains__, words)) * 5 >= len(words):
        return True
    words = list(map(str.lower, words))
    known = _function_words()
    english = sum(map(known["en"].__contains__, words))
    if english * 5 >= len(words):
        return True
    if english * 12 < len(words):
        return False
    return english > max(sum(map(other.__contains__, words)) for name, other in known.items() if name != "en")


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in FUNCTION_WORDS.items()}


@cache
def _printed_english() -> frozenset[str]:
    """The function words of English, in small letters and with a capital."""
    words = _function_words()["en"]
    return words | frozenset(map(str.capitalize, words))


@cache
def _one_script() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters of simplified and of traditional text alone.

    Only what the older character set of one side has and the other's has not: 后, 里 and 台 are in both,
    as a plain conversion table would not say.
    """
    hans, hant = [], []
    for code in range(0x4E00, 0x9FA6):
        character = chr(code)
        in_gb, in_big5 = _has("gb2312", character), _has("big5", character)
        if in_big5 and not in_gb and simplified(character) != character:
            hant.append(character)
        elif in_gb and not in_big5 and simplified(character) == character:
            hans.append(character)
    return re.compile(f"[{''.join(hans)}]"), re.compile(f"[{''.join(hant)}]")


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
