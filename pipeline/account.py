"""What a platform says of an article: the self-media account that published it, and the mark of original work."""

import re
from functools import cache

from config.rules import rules, words
from pipeline.claims import Claim
from pipeline.clean import clean_line
from pipeline.fold import letters
from pipeline.metadata import Metadata
from pipeline.urls import site_of

ORIGINAL = re.compile(r"(?:来源\s?[：:]\s?)?[【\[（(「]?原[创創](?:文章|作品|内容|內容)?[】\]）)」]?")
IN_TITLE = re.compile(r"[【\[（(「]原[创創][】\]）)」]|原[创創]\s?[｜|丨]")
NEAR = 12  # lines after the title
NEXT = 6


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
    """True where 原创 stands before a title, or as a line of its own right after it; never for the word in a sentence.

    Further down it is a channel of the site: 时政, 双语, 原创.
    """
    if IN_TITLE.match(title):
        return True
    after = head[1:NEXT] if head and letters(head[0]) == letters(title) else ()
    return any(ORIGINAL.fullmatch(line) for line in after if len(line) < 12)


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
