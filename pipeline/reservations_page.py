"""What one page reserves by its robots directives, and its meta elements that can reserve something."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from config.rules import rules
from pipeline.scripts import without_scripts
from pipeline.values import Page, Reservation

AGENT = "duizhao"
ALL = ("robots", "*", AGENT)
HEAD = 2**19  # bytes of a page in which its meta elements stand
MENTIONS = (b"noai", b"noarchive", b"noimageai", b"tdm-reservation")
LONG = 20_000  # bytes behind the beginning of a meta element, with all comments that may stand in it
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16
META = re.compile(r"<meta\b([^>]{1,4000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"""\b(name|property|http-equiv|content)\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
MOST = 200  # meta elements, header values or directives that are looked at
NAME = re.compile(r"[A-Za-z0-9_.*+/ -]{1,60}")
Pairs = Sequence[tuple[str, str]]


def mentions(body: bytes) -> bool:
    """True where a meta element may reserve something: nearly no page has one of the words, so few are searched."""
    if body.startswith(WIDE):
        return True
    # One search for the elements and four in what they hold: four in the whole page took twice as long.
    behind = body[:HEAD].lower().split(b"<meta")[1:]
    metas = b" ".join([each[:LONG] for each in behind])
    return any(word in metas for word in MENTIONS)


def metas_of(body: bytes) -> Pairs:
    """The names and contents of the meta elements that can reserve something, in their order; in linear time."""
    head = body[:HEAD]
    if head.startswith(WIDE):
        head = head.decode("utf-16", "replace").encode()
    text = without_comments(without_scripts(head).decode("latin-1"))
    wanted = {"tdm-reservation", "tdm-policy", *ALL, *rules("reservations")["others"]}
    found: list[tuple[str, str]] = []
    for element in META.finditer(text):
        attributes = {each[1].lower(): each[2] or each[3] or each[4] or "" for each in ATTRIBUTE.finditer(element[1])}
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        if name in wanted and "content" in attributes:
            found.append((name, unescape(attributes["content"]).strip()))
        if len(found) == MOST:
            break
    return found


def without_comments(text: str) -> str:
    """Markup with a space for each of its comments; one that is never closed stays."""
    kept: list[str] = []
    start = 0
    while (opened := text.find("<!--", start)) >= 0 and (closed := text.find("-->", opened + 4)) >= 0:
        kept.append(text[start:opened])
        start = closed + 3
    return " ".join([*kept, text[start:]])


def directives_of(page: Page, metas: Pairs) -> Iterator[Reservation]:
    """What the robots directives of a page reserve: `X-Robots-Tag` and the meta elements for robots."""
    values = [value for name, value in page.headers if name == "x-robots-tag"][:MOST]
    for agent, words in tagged(values):
        yield from reserved_by(words, "header x-robots-tag", agent)
    for name, content in metas:
        if not name.startswith("tdm-"):
            yield from reserved_by(content.split(","), f"meta {name}", name)


def tagged(values: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The directives of `X-Robots-Tag` with the agent that each header says them to, which is all where it names none.

    A name holds until the next one: `googlebot: nofollow, noarchive, otherbot: noai`.
    """
    valued = rules("reservations")["valued"]
    for value in values:
        agent, words = "*", list[str]()
        for piece in value[:4000].split(",")[:MOST]:
            before, colon, after = piece.partition(":")
            name = before.strip().lower()
            if colon and name not in valued and NAME.fullmatch(name):
                yield agent, words
                agent, words = name, [after]
            else:
                words.append(piece)
        yield agent, words


def reserved_by(words: Iterable[str], sign: str, agent: str) -> Iterator[Reservation]:
    """What these directives reserve; one to another agent than us or all has its name."""
    known = rules("reservations")["directives"]
    for word in words:
        what = known.get(word.strip().lower())
        if what:
            yield Reservation(what, sign, agent="" if agent in ALL else agent)
