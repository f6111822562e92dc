"""How long a text is: its Han characters and its words of other scripts."""

import re

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUNS = re.compile(rf"[{HAN}]+")
FEW = 40  # characters beyond ASCII of one text, Han apart
BEYOND = re.compile(r"[^\x00-\x7f]+")
ASCII = bytes(range(128))
# Of ASCII all but letters, digits and the underscore, which make up its words.
APART = bytes(code if chr(code).isalnum() or code == 95 else 32 for code in range(128)) + b" " * 128


class _Kinds(dict[int, str]):
    """Code point to a letter where it is a part of words, to a space where it is none, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = "a" if chr(code).isalnum() else " "
        return self[code]


KINDS = _Kinds()


def number_of_words(text: str) -> int:
    """How many Han characters and words of other scripts a text has.

    Words are counted as bytes, with other letters than those of ASCII put into its own: a pattern for all of them
    takes half as long again to twice as long.
    """
    han = 0
    rest = text
    if beyond := beyond_ascii(text):
        left = RUNS.sub("", beyond)
        han = len(beyond) - len(left)
        rest = RUNS.sub(" ", text) if han else text
        others = set(left)
        if len(others) <= FEW:  # quotation marks and accents: one by one takes less than a pattern
            for other in others:
                rest = rest.replace(other, KINDS[ord(other)])
        else:
            rest = BEYOND.sub(lambda found: found[0].translate(KINDS), rest)
    return len(rest.encode("ascii").translate(APART).split()) + han


def beyond_ascii(text: str) -> str:
    """The characters of a text that are beyond ASCII, in their order.

    By its bytes, each of which belongs to such a character or to none: a pattern takes three times as long.
    """
    if text.isascii():
        return ""
    return text.encode("utf-8", "surrogatepass").translate(None, ASCII).decode("utf-8", "surrogatepass")
