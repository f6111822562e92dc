"""The headline of an article, without the name of its site."""

import re

from pipeline.clean import clean_line
from pipeline.fold import letters
from pipeline.metadata import Metadata

# What parts a headline from the names of site and section: 标题_网易新闻, 标题--时政--人民网, Headline - The Guardian.
SEPARATOR = re.compile(r"\s*(?:_+|--+|\||｜|丨|»|::|•|\s[-–—·:]\s|[-–—](?=[^-–—]{1,20}$))\s*")
SITE_WORD = re.compile(
    r"网$|網$|新闻|新聞|频道|頻道|日报|日報|晚报|在线|头条|客户端|官网|资讯|百科|网易|搜狐|新浪|腾讯|凤凰|澎湃|财经|(?i:\.com|\.cn)"
    r"|(?i:\b(?:news|times|post|magazine|blog|online|daily|journal|tv|radio|review|herald|tribune|gazette)\b)"
)
WORD = re.compile(r"[a-z0-9]+")
LEAST = 4  # letters: less is a label, not a headline


def title_of(
    metadata: Metadata, claim: str = "", names: tuple[str, ...] = (), nodes: frozenset[str] = frozenset()
) -> str:
    """The headline: what a heading and the page's declarations agree on, else the best declared; empty where none.

    `claim` is the title a feed or list gave; `names` are the names of the source, cut from the end; `nodes` are
    the text nodes of the page: a part of a declared title that stands there alone is the headline.
    """
    declared = [metadata.first("og:title"), metadata.json_ld.headline, metadata.first("twitter:title")]
    witnesses = [letters(title) for title in (metadata.title, *declared, claim) if title]
    titles = [title.lower() for title in (metadata.title, *declared, claim)]
    if heading := _witnessed(metadata.headings, witnesses, titles):
        return heading
    known = (*names, metadata.first("og:site_name"), metadata.json_ld.publisher)
    for title in (*declared, metadata.title, clean_line(claim)):
        if len(letters(title)) >= LEAST:
            return _printed(title, nodes) or without_site(title, known)
    return clean_line(claim) or next(iter(metadata.headings), "")


def without_site(title: str, names: tuple[str, ...] = ()) -> str:
    """A title without the names of site and section at its end."""
    known = {letters(name) for name in names if name}
    for _ in range(4):
        parts = list(SEPARATOR.finditer(title))
        if not parts:
            return title
        last = parts[-1]
        head, end = title[: last.start()].strip(), title[last.end() :].strip()
        if len(letters(head)) < LEAST or not _is_site(head, end, last[0], known):
            return title
        title = head
    return title


def _witnessed(headings: tuple[str, ...], witnesses: list[str], declared: list[str]) -> str:
    """The longest heading that a declared title repeats: a page's h1 may also be the name of its site."""
    good = [
        heading
        for heading in headings
        if len(plain := letters(heading)) >= LEAST and any(other.startswith(plain) for other in witnesses)
    ]
    if good or len(headings) != 1:
        return max(good, key=len, default="")
    # What is printed for readers differs a little from what is declared for search: the only h1 is believed
    # where it shares half of its words with a declared title.
    own = set(WORD.findall(headings[0].lower()))
    shared = max((len(own & set(WORD.findall(other))) for other in declared), default=0)
    return headings[0] if len(own) >= LEAST and shared * 2 >= len(own) else ""


def _printed(title: str, nodes: frozenset[str]) -> str:
    """The longest part of a title between separators that the page prints by itself; empty where none is."""
    cuts = [(0, 0), *(found.span() for found in list(SEPARATOR.finditer(title))[:8]), (len(title), len(title))]
    parts = {title[start[1] : end[0]].strip() for i, start in enumerate(cuts) for end in cuts[i + 1 :]} - {title}
    printed = [part for part in parts if part in nodes and len(letters(part)) >= 2 * LEAST]
    return max(printed, key=len, default="")


def _is_site(head: str, end: str, separator: str, known: set[str]) -> bool:
    """True where what stands after the separator names the site or a section, and not the story."""
    plain = letters(end)
    if not plain or plain in known:
        return True
    if len(plain) > 24 or len(plain) > len(letters(head)):
        return False
    if any(name and (plain.startswith(name) or name.startswith(plain)) for name in known):
        return True
    return separator.strip() in ("_", "__", "--", "|", "｜") or bool(SITE_WORD.search(end))
