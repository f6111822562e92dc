"""How long a text is: its Han characters and its words of other scripts."""

import re

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
WORDS = re.compile(rf"[{HAN}]|[^\W{HAN}]++")


def number_of_words(text: str) -> int:
    """How many Han characters and words of other scripts a text has."""
    return sum(1 for _ in WORDS.finditer(text))
