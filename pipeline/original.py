"""The mark of original work at the head of a pasted text: 原創 with the name of who signs it."""

import re
from dataclasses import dataclass

from pipeline.claims import Claim, Given
from pipeline.names import is_chinese_name, is_person

LINE = re.compile(r"[【\[（(]?原[创創][】\]）)]?(?P<parted>[\s:：|｜丨·/]{0,3})(?P<rest>[^，。！？；、,!?;\n]{0,40})")
BETWEEN = re.compile(r"[\s|｜丨]+")
SIGNED = re.compile(r"^(?:作者|文)\s?[:：/]")
DATE = re.compile(r"(?:20\d\d|\d{1,2}[-/.月:]|昨天|今天|[周星期]).{0,24}")
MOST_LINES = 3  # the mark stands on top, or under the headline
LONGEST_NAME = 12
# Words that stand behind 原创 as a part of it or of a headline, and are nobody's name.
NO_NAME = re.compile(r"(?:文章|内容|內容|作品|视频|視頻|稿件|首发|首發|发布|發佈|声明|聲明|作者)")


@dataclass(frozen=True, slots=True)
class Original:
    """A text without its line of the mark, and the name and account on that line."""

    text: str
    name: str = ""
    account: str = ""
    is_marked: bool = False
    line: str = ""  # the line of the mark

    @property
    def given(self) -> Given:
        """What the line says of the article's fields, in the form of an earlier layer."""
        said = {"original": "原创" if self.is_marked else "", "byline": self.name, "account": self.account}
        return {name: Claim(value, "text") for name, value in said.items() if value}


def original_of(text: str) -> Original:
    """The text without the line 原创 + name among its first ones; as it came where it has none."""
    lines = text.split("\n", MOST_LINES)
    for at, line in enumerate(lines[:MOST_LINES]):
        found = LINE.fullmatch(line) if len(line) <= 60 else None
        names = _names(found["rest"], bool(found["parted"])) if found else None
        if names is not None and len(lines) > 1:
            name, account = (*names, "", "")[:2]
            return Original("\n".join((*lines[:at], *lines[at + 1 :])), name, account, True, line)
    return Original(text)


def _names(rest: str, is_parted: bool) -> tuple[str, ...] | None:
    """The names behind the mark, none for the mark alone; None where the line is a headline that begins with it."""
    words = [word for word in BETWEEN.split(rest) if word and not DATE.fullmatch(word)]
    if not words or NO_NAME.fullmatch(words[0]):
        return tuple(words[1:2])
    first = SIGNED.sub("", words[0])
    if len(first) > LONGEST_NAME or len(words) > 3 or not is_person(first):
        return None
    is_name = is_chinese_name(first) or (is_parted and len(first) <= 6) or len(words) == 2
    return (first, *words[1:2]) if is_name and not NO_NAME.search(first) else None
