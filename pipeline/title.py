"""The headline of an article, without the name of its site."""

import re
from collections.abc import Iterator
from html import unescape

from pipeline.claims import Claim
from pipeline.clean import clean_line
from pipeline.fold import letters
from pipeline.metadata import Metadata

# What parts a headline from the names of site and section: 标题_网易新闻, 标题--时政--人民网, Headline - The Guardian.
SEPARATOR = re.compile(r"\s*(?:_+|--+|\||｜|丨|»|::|•|\s[-–—·:]\s|[-–—](?=[^-–—]{1,20}$))\s*")
SITE_WORD = re.compile(
    r"网$|網$|网站|新闻|新聞|频道|頻道|日报|日報|晚报|在线|头条|客户端|官网|资讯|百科|网易|搜狐|新浪|腾讯|凤凰|澎湃|财经|(?i:\.com|\.cn)"
    r"|(?i:\b(?:news|times|post|magazine|blog|online|daily|journal|tv|radio|review|herald|tribune|gazette)\b)"
)
# How a part of a headline begins or reads that stands after a dash: Chips for all - a review, 棋局 - 网易的十年.
NO_SITE = re.compile(
    r"(?i:an?|and|but|or|why|how|what|where|who|in|on|inside)\b(?! ?\.)|[a-z]+ [a-z]|.*[的了是吗？！?!，,]"
)
SITE_NAME = re.compile(r"[\u4e00-\u9fff](?:(?<![联聯电電官全内內外])[网網]|网站|日报|日報|晚报|在线|新闻网|客户端)$")
WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")
QUOTES = ('"', "“", "”", "「", "'")
LEAST = 4  # letters: less is a label, not a headline
# Size of a heading in Han characters, a Latin word as two, where few of its words are declared: 网易商业, Business
# Monday and Related content are shorter.
LEAST_SIZE = 8
LEAST_LONG = 9
LONGEST_SITE = 8  # letters of the name of a site before a headline
LONGEST_LABEL = (4, 16)  # letters of what stands before a headline: 专访｜, 【深度】, 北海网：; Opinion, Analysis:


def title_of(
    metadata: Metadata, claim: str = "", names: tuple[str, ...] = (), nodes: frozenset[str] = frozenset()
) -> Claim[str] | None:
    """The headline: what a heading and the page's declarations agree on, else the best declared; None without any.

    `claim` is the title a feed or list gave; `names` are the names of the source, cut from the end; `nodes` are
    the text nodes of the page: a part of a declared title that stands there alone is the headline.
    """
    return next(title_claims(metadata, claim, names, nodes), None)


def title_claims(
    metadata: Metadata, claim: str = "", names: tuple[str, ...] = (), nodes: frozenset[str] = frozenset()
) -> Iterator[Claim[str]]:
    """The headline by each layer that gives one, the best first."""
    named = (
        (metadata.json_ld.headline, "json-ld"),
        (metadata.first("og:title"), "meta"),
        (metadata.first("twitter:title"), "meta"),
        (metadata.title, "meta"),
        (clean_line(claim), "route"),
    )
    declared = [(unescape(title), layer) for title, layer in named if title]
    titles = [title for title, _ in declared]
    sites = set(map(letters, (*names, metadata.site, metadata.first("og:site_name"), metadata.json_ld.publisher)))
    sites.discard("")
    sites |= {letters(heading) for heading in metadata.headings if _is_end_of(heading, titles)}
    if all(size_of_title(title) < LEAST_SIZE or letters(title) in sites for title in titles):
        # No declared title can be the headline: one that is printed in a lesser heading is.
        yield from (Claim(lesser, "text") for lesser in metadata.lesser if size_of_title(lesser) >= LEAST_SIZE)
    if heading := _heading(metadata.headings, titles, sites):
        yield Claim(_bare(heading, titles, nodes), "text")
    # A channel's or site's name that is declared for a title comes after all that can be a headline.
    names_last = sorted(declared, key=lambda one: size_of_title(one[0]) < LEAST_SIZE and bool(SITE_WORD.search(one[0])))
    for title, layer in names_last:
        if len(letters(title)) < LEAST:
            continue
        title = _whole(title, titles)
        if printed := _printed(title, nodes, sites):
            yield Claim(printed, "text")
        yield Claim(without_site(title, sites), layer)
    for title in (clean_line(claim), *metadata.headings, *metadata.lesser):
        if title:
            yield Claim(title, "route" if title == clean_line(claim) else "text")


def without_site(title: str, known: set[str]) -> str:
    """A title without the names of site and section at its ends; `known` are the letters of such names."""
    for _ in range(4):
        parts = list(SEPARATOR.finditer(title))
        if not parts:
            break
        last = parts[-1]
        head, end = title[: last.start()].strip(), title[last.end() :].strip()
        if len(letters(head)) < LEAST or not _is_site(head, end, last[0], known):
            break
        title = head
    if (first := SEPARATOR.search(title)) and _is_site_before(title[: first.start()], title[first.end() :], known):
        title = title[first.end() :]
    head, _, end = title.rpartition(" ")
    return head.rstrip() if letters(end) in known and len(letters(head)) >= LEAST else title


def _heading(headings: tuple[str, ...], declared: list[str], sites: set[str]) -> str:
    """The heading that is the headline: what a declared title repeats or shares words with, or the only long one."""
    plain = {heading: letters(heading) for heading in headings}
    held = [heading for heading in plain if len(plain[heading]) >= LEAST and plain[heading] not in sites]
    witnesses = [letters(title) for title in declared]
    good = [heading for heading in held if any(_is_either_end(plain[heading], other) for other in witnesses)]
    if good:
        return max(good, key=len)
    long = [
        heading for heading in held if size_of_title(heading) >= (2 if SITE_WORD.search(heading) else 1) * LEAST_LONG
    ]
    like = {heading: max((_shared(heading, title) for title in declared), default=0.0) for heading in held}
    best = max(held, key=lambda heading: like[heading], default="")
    if best and size_of_title(best) >= LEAST_SIZE and like[best] >= 0.5:
        return best
    # What is printed for readers may have no word of what is declared for search: of 8 English pages, each of another
    # host, whose only long heading shares less than half of its words with it, all 8 have it for their headline.
    return long[0] if len(long) == 1 else ""


def _bare(heading: str, declared: list[str], nodes: frozenset[str]) -> str:
    """A heading without the section before it or the button behind it: what is declared, printed by itself in it."""
    plain = letters(heading)
    for title in declared:
        witness = letters(title)
        if (
            title in nodes
            and 2 * LEAST <= len(witness) < len(plain)
            and (plain.startswith(witness) or plain.endswith(witness))
        ):
            return title
    return heading


def size_of_title(heading: str) -> int:
    """The size of a headline in Han characters, a Latin word as two."""
    return sum(1 if len(word) == 1 and not word.isascii() else 2 for word in WORD.findall(heading.lower()))


def _shared(heading: str, title: str) -> float:
    own, other = (set(WORD.findall(text.lower())) for text in (heading, title))
    return len(own & other) / max(len(own), 1)


def _is_either_end(plain: str, title: str) -> bool:
    """True where a title begins with a heading, or has no more than a label before it."""
    return title.startswith(plain) or (title.endswith(plain) and _is_label(title.removesuffix(plain), plain))


def _is_end_of(heading: str, titles: list[str]) -> bool:
    """True where titles end with a heading and none begins with it: it is the name of the site.

    It is the headline where no more than a label stands before it: Opinion | Headline.
    """
    plain = letters(heading)
    witnesses = list(map(letters, titles))
    ended = [other for other in witnesses if len(other) > len(plain) and other.endswith(plain)]
    if not plain or not ended or any(other.startswith(plain) for other in witnesses):
        return False
    is_named = any(found.end() == len(heading) for found in SITE_WORD.finditer(heading))
    return is_named or not all(_is_label(other.removesuffix(plain), plain) for other in ended)


def _is_label(before: str, heading: str) -> bool:
    """True for the letters of a label before a headline, which are few beside the headline's."""
    return len(before) <= LONGEST_LABEL[before.isascii()] and 2 * len(before) <= len(heading)


def _whole(title: str, others: list[str]) -> str:
    """A title, or the longer one that goes on where it was cut at a quotation mark."""
    rest = (other for other in others if other.startswith(title) and other[len(title) :].lstrip().startswith(QUOTES))
    return max(rest, key=len, default=title)


def _printed(title: str, nodes: frozenset[str], sites: set[str]) -> str:
    """The longest part of a title between separators that the page prints by itself; empty where none is."""
    cuts = [(0, 0), *(found.span() for found in list(SEPARATOR.finditer(title))[:8]), (len(title), len(title))]
    parts = {title[start[1] : end[0]].strip() for i, start in enumerate(cuts) for end in cuts[i + 1 :]} - {title}
    printed = [part for part in parts if part in nodes and len(letters(part)) >= 2 * LEAST]
    return max((part for part in printed if letters(part) not in sites), key=len, default="")


def _is_site(head: str, end: str, separator: str, known: set[str]) -> bool:
    """True where what stands after the separator names the site or a section, and not the story."""
    plain = letters(end)
    if not plain or plain in known:
        return True
    if len(plain) > 24 or len(plain) > len(letters(head)):
        return False
    if any(name and (plain.startswith(name) or name.startswith(plain)) for name in known):
        return True
    if NO_SITE.match(end):
        return False
    return separator.strip() in ("_", "__", "--", "|", "｜") or bool(SITE_WORD.search(end))


def _is_site_before(head: str, rest: str, known: set[str]) -> bool:
    """True where what stands before the first separator names the site: 北海网 - Headline."""
    plain = letters(head)
    is_named = len(plain) <= LONGEST_SITE and SITE_NAME.search(head) is not None
    return len(letters(rest)) >= 2 * LEAST and (plain in known or (is_named and not NO_SITE.match(head)))
