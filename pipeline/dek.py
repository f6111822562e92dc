"""The line under a headline: many a description is the title or the text again, with keywords or a site's name."""

import re
from html import unescape
from html.entities import html5

from pipeline.claims import Claim
from pipeline.clean import clean_line
from pipeline.ends import is_under_title
from pipeline.fields import Fields
from pipeline.fold import letters
from pipeline.metadata import DESCRIPTIONS
from pipeline.values import Link

BEFORE = re.compile(r"[\s\-–—_|｜,，:：;；·•]*")
APART = re.compile(r"[\s\-–—_|｜]")  # what parts a title from a sentence; a comma goes on with it
SENTENCE = re.compile(r"[，。！？；!?;]|\.(?:\s|$)")  # between keywords stands an ASCII comma
CLOSED = ("？", "！", "。", "?", "!", "】", "]")
CLOSING = "？！。?!.…”’\"'」』）)】]"
HAN = re.compile(r"[\u3400-\u9fff]")
MOST_BESIDE = 8  # letters around a title that tell nothing
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
# Markup is taken out where an element is closed, <i> alone may be what a description talks of, and only where what
# stands in it looks like attributes: in `a<b and c>d` nothing does.
BLOCKS = r"p|br|hr|div|ul|ol|li|h[1-6]|blockquote|section|article|figure|figcaption|table|caption|thead|tbody|t[rdh]"
INLINES = r"a|b|i|u|em|strong|span|font|small|sub|sup|img"
ATTRIBUTES = r"(?:\s(?=[^<>]{0,1000}?(?:=|data-))[^<>]{0,1000}|\s{0,4}/?)"
CLOSES = re.compile(rf"</(?:{BLOCKS}|{INLINES})\s?>|<br\s?/?>", re.IGNORECASE)
BLOCK_TAG = re.compile(rf"</?(?:{BLOCKS}){ATTRIBUTES}>", re.IGNORECASE)
INLINE_TAG = re.compile(rf"</?(?:{INLINES}){ATTRIBUTES}>", re.IGNORECASE)
# How a description says that it goes on elsewhere: at its very end, for a run of full stops costs the square of it. Of
# words those that are one's own as a button's; 更多 and 详情 end many a sentence, as `read more` does.
CUT_OFF = re.compile(
    r"\s?(?:(?:…|⋯|\.\.\.|。。。|\[…\]|\[\.\.\.\])[\W_]{0,4}"
    r"|[\[(【（]\s?(?:(?:点击)?(?:阅读|閱讀|查看)?(?:全文|更多|详细|详情)|[Rr]ead more|[Cc]ontinue reading)"
    r"\W{0,4}[\])】）]\W{0,4}"
    r"|(?:阅读全文|閱讀全文|查看全文|查看更多|阅读更多)[\s>»›→]{0,6}"
    r"|(?:Read [Mm]ore|Continue [Rr]eading|Read the full (?:story|article)|More(?=\s?[»›>→]))[\s>»›→]{0,6})$"
)
# What a feed of WordPress puts behind it, with the headline and the site in it.
GOES_ON = re.compile(r"(?:\[?(?:…|\.\.\.)\]?\s?Continue reading|\bThe post\b[^\n]{1,200}? appeared first on)\b")
# A dash parts the site where the rest is cut off; else a clause may stand behind it.
OF_SITE = re.compile(r"(?:\s[|｜]|(?:(?<=…)|(?<=\.\.\.))\s[-–—])\s[^|｜。.!?！？]{1,30}$")
CUT = re.compile(r"\s?(?:…|⋯|\.\.\.|。。。|\[…\]|\[\.\.\.\]){1,2}")
LONGEST_NOTE = 300
LONGEST_BYLINE = 80
LEAST_CLAUSE = 8  # letters; a name of a site is shorter
LONGEST_END, MOST_ENDS = 40, 3
LEAST_BEGINNING = 20  # letters; fewer may be the beginning of a paragraph by chance
FARTHEST = 40  # letters that stand before it in the description alone: 摘要, By and a name, a dateline
DATELINE = re.compile(
    r"(?:[^\n]{2,60}?(?:[)）]\s{0,2}[-–—]{1,2}|[电電讯訊](?:\s?[（(][^（）()\n]{1,30}[)）]|(?=[\s：:])))"
    r"|[A-Z][A-Z .,'’]{2,40}\s?[-–—]{1,2})\s{0,2}"
)
MOST_TOLD, BEGUN = 300, 60  # letters; a description of more than so many that begins like the text is the text
FIRST_LINES = 5  # of a text: before what a description begins with, lines that the site adds may stand


def dek_of(fields: Fields, link: Link, text: str = "") -> Claim[str] | None:
    """The line under the headline, or a description in its place; None where it tells no more than title and text."""
    metadata = fields.metadata
    claims = (
        fields.given.get("dek"),
        Claim(link.dek, "route"),
        Claim(metadata.first(*DESCRIPTIONS), "meta"),
        Claim(metadata.json_ld.description, "json-ld"),
    )
    title = fields.title.value
    found = (Claim(said, claim.layer) for claim in claims if claim and (said := told(claim.value, title, text)))
    return next(found, None)


def told(description: str, title: str, text: str = "") -> str:
    """A description without the title at its beginning; empty where nothing is told but the title, or a part of it.

    A sentence that begins with the title stays whole. Empty too for the beginning of the text where it is cut off in a
    sentence: of 705 saved pages an eighth has one, put there by the software of the site.
    """
    line = clean_line(without_markup(description))
    found = beside_title(line, title)
    begun = dict.fromkeys((line, found, after_title(line, title))) if found and text else ()
    if any(is_beginning(each, text) for each in begun) or (len(found) <= LONGEST_BYLINE and is_under_title(found)):
        return ""
    bare = without_end(found)
    end = found[len(bare) :]
    return (bare + (mark[0] if (mark := CUT.match(end)) else "")).rstrip() if letters(end) else found


def after_title(line: str, title: str) -> str:
    """What a line goes on with after the title, however the two are parted; all of it where it begins otherwise."""
    own = letters(title)
    rest = line[_end_of(own, line) :] if own and letters(line).startswith(own) else line
    return rest.lstrip(" -–—_|｜,，:：;；·•")


def beside_title(line: str, title: str) -> str:
    """A line without the title at its beginning; empty where it tells nothing but the title, or a part of it."""
    plain, own = letters(line), letters(title)
    if not plain or own.startswith(plain):
        return ""
    if not own or own not in plain:
        return line
    if len(plain) - len(own) <= MOST_BESIDE and plain.endswith(own):
        return ""
    if not plain.startswith(own):
        return line
    head = line[: _end_of(own, line)]
    rest = line[len(head) :]
    parted = BEFORE.match(rest)
    between = parted[0] if parted else ""
    body = rest[len(between) :]
    if HAN.search(title):
        if not SENTENCE.search(body):
            # Keywords, or the names of site and section; a comma of a sentence goes on with it.
            is_clause = between == "，" and len(letters(body)) >= LEAST_CLAUSE and "," not in body
            return line if is_clause else ""
        return body if APART.search(between) or head.endswith(CLOSED) else line
    return "" if APART.search(between.strip()) and not SENTENCE.search(body.rstrip(" !")) else line


def without_markup(description: str) -> str:
    """A description without the entities and elements that the software of a site left in it."""
    for _ in range(2):  # encoded once, and once more as a value
        description = ENTITY.sub(_character, description)
    if not CLOSES.search(description):
        return description
    return INLINE_TAG.sub("", BLOCK_TAG.sub(" ", description))


def _character(found: re.Match[str]) -> str:
    """What an entity stands for; `&notes;` is none, though it begins like one."""
    return unescape(found[0]) if found[0][1] == "#" or found[0][1:] in html5 else found[0]


def without_end(line: str) -> str:
    """A description without the marks at its end that it goes on elsewhere."""
    if note := GOES_ON.search(line, max(0, len(line) - LONGEST_NOTE)):
        line = line[: note.start()]
    for _ in range(MOST_ENDS):
        end = CUT_OFF.sub("", line[-LONGEST_END:])
        line = line[:-LONGEST_END] + end
    return line


def is_beginning(line: str, text: str) -> bool:
    """True for what a text begins with, or one of its first paragraphs, cut off in a sentence or longer than a dek.

    Before it may stand what only one of the two has: a dateline in the text, the word for a summary in the line.
    """
    core = without_end(line)
    named = OF_SITE.sub("", core) if core == line else core
    bare = without_end(named)  # cut off before the name of the site
    is_cut_off = core != line or bare != named
    plain = letters(bare) if text else ""
    if len(plain) > MOST_TOLD:
        plain = plain[:BEGUN]
    elif len(plain) < LEAST_BEGINNING or (not is_cut_off and bare.endswith(tuple(CLOSING))):
        return False
    start, size = 0, 2 * len(line) + 200
    for _ in range(FIRST_LINES):
        if (begun := _begins_alike(text[start : start + size], plain)) is not None:
            return not begun  # else it is a line of its own, and whole
        start = text.find("\n", start) + 1
        if not start:
            break
    return False


def _begins_alike(text: str, plain: str) -> bool | None:
    """Whether a text begins with some letters, or with the end of them, and its first line has no others; else None.

    A dateline of the text is passed over.
    """
    line = DATELINE.match(text)
    for rest in (text, text[line.end() :]) if line else (text,):
        # Nearly every paragraph differs in its first letters: all of it is looked at where these are alike.
        if letters(rest[:8]).startswith(plain[:2]) and letters(rest).startswith(plain):
            return letters(rest.partition("\n")[0]) == plain
    head = letters(text[: 2 * LEAST_BEGINNING])[:LEAST_BEGINNING]
    at = plain.find(head, 1, FARTHEST + LEAST_BEGINNING) if len(head) == LEAST_BEGINNING else -1
    if at < 0 or len(plain) - at < LEAST_BEGINNING or not letters(text).startswith(plain[at:]):
        return None
    return letters(text.partition("\n")[0]) == plain[at:]


def _end_of(plain: str, line: str) -> int:
    """Where in a line its first letters end that make up some others, with the mark that closes a sentence."""
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        if len(letters(line[:middle])) < len(plain):
            low = middle + 1
        else:
            high = middle
    while low < len(line) and line[low] in CLOSING:
        low += 1
    return low
