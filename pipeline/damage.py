"""How much of a text is damage that decoding left: replacement characters, and one charset read as another."""

import re

# U+FFFD and private characters stand for what was lost; C1 controls, Ã© and â€™ are UTF-8 read as Latin-1 or cp1252;
# 锟斤拷 is U+FFFD read as GBK, 烫烫 and 屯屯 are memory that nobody filled; ï¿½ is U+FFFD read as Latin-1.
DAMAGE = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]|锟斤拷|烫烫+|屯屯屯+|ï¿½|Ã[\xa0-\xbf©¨]|â€[\x99\x9c\x9d™œ“”]?")
BEGINS = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f锟烫屯ïÃâ]")  # what any of it begins with: most texts have none


def damage_of(text: str) -> float:
    """The share of a text's letters that are damage, 0 of an empty one."""
    if not BEGINS.search(text):
        return 0.0
    return sum(len(each) for each in DAMAGE.findall(text)) / len(text) if text else 0.0
