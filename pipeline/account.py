"""What a platform says of an article: the self-media account that published it, and the mark of original work."""

import re
from functools import cache

from config.rules import rules, words
from pipeline.claims import Claim
from pipeline.clean import clean_line
from pipeline.fold import letters
from pipeline.metadata import Metadata
from pipeline.urls import site_of

ORIGINAL = re.compile(r"(?:来源\s?[：:]\s?)?[【\[（(「]?原[创創](?:文章|作品|内容|內容)?[】\]）)」]?[：:]?")
IN_TITLE = re.compile(r"[【\[（(「]原[创創][】\]）)」]|原[创創]\s?[｜|丨]")
# A mark beside a headline; that an element of its own prints it tells it from a word of the headline.
BESIDE_TITLE = re.compile(r"(?:[【\[（(「]原[创創][】\]）)」]|原[创創](?=[\s｜|丨·:：]))[\s｜|丨·:：]{0,3}")
NEAR = 12  # lines after the title
NEXT = 6
# A line of time, credit and marks, 2026-10-12 09:30 · 北海观察 · 原创; without a time or a credit it can be a menu.
INFO = re.compile(
    r"(?:19|20)\d\d|\d[:：]\d\d|[来來]源|作者|[发發][布佈表]|\d\s?(?:秒|分[钟鐘]|个?小[时時]|天|周)[钟鐘]?\s?前|[刚剛]{2}|昨[天日]",
    re.ASCII,
)
BETWEEN = re.compile(r"[\s|｜丨·•/]+")
LONGEST_INFO = 60


def account_of(metadata: Metadata, url: str, head: tuple[str, ...], text: str) -> Claim[str] | None:
    """The account whose name stands in a platform's own meta element, else after 公众号： and the like; None without.

    The name is looked for around the title and at both ends of the text, where 来源 and 作者 stand too.
    """
    name = rules("accounts")["meta"].get(_site(url), "")
    if declared := clean_line(metadata.meta.get(name, "")):
        return Claim(declared, "meta")
    for place in ("\n".join(head[:NEAR]), text[:200], text[-300:]):
        for found in _account().finditer(place):
            if not place[: found.start()].rstrip().endswith(_invitations()):
                return Claim(found["name"].strip(), "text")
    return None


def is_marked_original(title: str, head: tuple[str, ...]) -> bool:
    """True where 原创 stands before a title, or right after it as a line or as a part of a line of time and credit.

    In a sentence it is a word, further down a channel of the site: 时政, 双语, 原创.
    """
    if IN_TITLE.match(title):
        return True
    after = head[1:NEXT] if head and letters(head[0]) == letters(title) else ()
    return any(ORIGINAL.fullmatch(part) for line in after for part in _parts(line))


def without_mark(title: str, nodes: frozenset[str], headings: tuple[str, ...]) -> tuple[str, bool]:
    """A headline without 原创 where that is an element beside it, and whether it is so in it or in a heading.

    `nodes` are the text nodes of the page, `headings` its headings as they are printed.
    """
    for heading in (title, *headings):
        found = BESIDE_TITLE.match(heading)
        rest = heading[found.end() :] if found else ""
        if rest and rest in nodes and (heading == title or letters(rest) == letters(title)):
            return rest, True
    return title, False


def _parts(line: str) -> list[str]:
    """What a line says for itself: the whole of a short one, the parts of a line of time and credit."""
    if len(line) <= LONGEST_INFO and INFO.search(line):
        return BETWEEN.split(line)
    return [line] if len(line) < 12 else []


def _site(url: str) -> str:
    try:
        return site_of(url)
    except ValueError:
        return ""


@cache
def _invitations() -> tuple[str, ...]:
    return words("accounts", "invitations")


@cache
def _account() -> re.Pattern[str]:
    marks = "|".join(map(re.escape, words("accounts", "words")))
    return re.compile(
        rf"(?:{marks})(?:\s?[：:丨|｜/]\s{{0,2}}[“「《\"]?|\s?[“「《\"])"
        r"(?P<name>[^\n，。；、|丨｜（()）」”\"》：:\s]{2,20})"
    )
