"""What is refused as no article: other formats, empty shells, lists of links."""

import re

from lxml.html import HtmlElement

from pipeline.decode import MOST_REPLACED
from pipeline.encodings import COMMON
from pipeline.link_lists import is_list
from pipeline.repair_double import MATTER
from pipeline.values import Drop
from pipeline.words import beyond_ascii

HTML_TYPES = frozenset(
    ["", "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", "application/octet-stream"]
)
# More than the letters that a pasted text may begin with, such as BMW, GIF89 and ID3.
MAGIC = {
    name: re.compile(form, re.DOTALL)
    for name, form in {
        "PDF": rb"%PDF-", "PNG": rb"\x89PNG", "JPEG": rb"\xff\xd8\xff", "GIF": rb"GIF8[79]a", "BMP": rb"BM.{4}\x00{4}",
        "RIFF": rb"RIFF.{4}(?:WAVE|WEBP|AVI )", "ZIP": rb"PK(?:\x03\x04|\x05\x06)", "gzip": rb"\x1f\x8b",
        "RAR": rb"Rar!\x1a", "7z": rb"7z\xbc\xaf", "Zstandard": rb"\x28\xb5\x2f\xfd", "MP3": rb"ID3[\x02-\x04]",
        "Ogg": rb"OggS\x00", "MP4, HEIC or AVIF": rb"\x00\x00.{2}ftyp", "TrueType": rb"\x00\x01\x00\x00",
        "WOFF": rb"wOF[F2](?:\x00\x01|OTTO|true)", "ELF": rb"\x7fELF", "Microsoft Office": rb"\xd0\xcf\x11\xe0",
    }.items()
}  # fmt: skip
SAMPLE = 8_000
BINARY = bytes(code for code in range(1, 32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
MOST_CONTROLS, LEAST_CONTROLS = 0.02, 32  # of 256 bytes drawn by chance 26 are such
# Of the 194 saved Chinese texts each has a sixth and more of the commonest characters, of Han characters drawn by
# chance 5 in 1,000 are such, of those in GB2312 11; in a list of names there are a few.
MANY_COMMON = 12  # different ones of them in a beginning, which chance has not
SENSED, LEAST_TOLD, LEAST_COMMON = 3_000, 100, 0.02
MARKUP = re.compile(
    rb"<(?:!doctype html|html|head|body|title|meta|div|p|article|section|h1|span|table)[\s>]", re.IGNORECASE
)
FEED = re.compile(rb"<(?:rss|feed|urlset|sitemapindex|rdf:RDF|svg)[\s>]")
TWO_LOST = "锟斤拷"  # two U+FFFD that were read as GBK
LOST = re.compile(f"(?:\ufffd|{TWO_LOST})+")
MOST_OF_ONE = 6  # of them that stand for one character, as of a surrogate pair
HAN = re.compile(r"[\u3400-\u9fff]+")  # in runs, of which there are a tenth as many as characters
WORD = re.compile(r"[A-Za-z0-9]+")
OTHER = re.compile(r"[\u0370-\u1fff\u3041-\u30fa\uac00-\ud7af]+")  # scripts that the check of the language refuses
# Of the 705 pages the shortest articles have 54 Han characters and 20 words; the shells, error pages and
# notices that a site sends in an article's place are shorter.
LEAST_HAN = 50
LEAST_WORDS = 40
BEGINNING = 600


def check_type(body: bytes, content_type: str) -> None:
    """Raises Drop('not-html') for another format, whatever it is labelled, and 'no-text' for nothing at all."""
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n\f\x00")
    if not head and not body.strip(b"\x00 \t\r\n\f"):
        raise Drop("no-text", "empty page")
    check_magic(body)
    may_be_wide = is_wide(body)
    if may_be_wide:
        head = head.replace(b"\x00", b"")
    if not may_be_wide and head[:1] in (b"{", b"["):
        raise Drop("not-html", "JSON")
    if FEED.search(head[:1000]) and not re.search(rb"<html", head[:1000], re.IGNORECASE):
        raise Drop("not-html", "XML")
    is_html = bool(MARKUP.search(head) or MARKUP.search(body[:200_000]))
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in HTML_TYPES and not (is_html and "/" not in kind):
        raise Drop("not-html", kind[:60])
    if not is_html:
        raise Drop("not-html", "no markup")


def check_magic(body: bytes) -> None:
    """Raises Drop('not-html') with the name of the format for a picture, a PDF, an archive and the like.

    What has no such name is told by its control characters, of which text has next to none.
    """
    for name, form in MAGIC.items():
        if form.match(body):
            raise Drop("not-html", f"{name}, by its first bytes")
    sample = body[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, BINARY))
    if controls > MOST_CONTROLS * len(sample) and controls >= LEAST_CONTROLS and not is_wide(body):
        raise Drop("not-html", f"binary: {controls} control characters in {len(sample)} bytes")


def is_wide(body: bytes) -> bool:
    """True for what can be UTF-16, half of whose bytes may be control characters."""
    return body.startswith((b"\xff\xfe", b"\xfe\xff")) or body[:64].count(0) * 4 >= len(body[:64]) >= 20


def check_sense(text: str) -> None:
    """Raises Drop('bad-encoding') for Han characters that are no Chinese: bytes of something else read as such."""
    beginning = text[:SENSED]
    if beginning.isascii():
        return
    first = beyond_ascii(beginning[:BEGINNING])
    # A paragraph is enough to tell of nearly every one.
    if any(len(COMMON.intersection(first[:size])) >= MANY_COMMON for size in (BEGINNING // 5, BEGINNING)):
        return
    han = "".join(HAN.findall(beyond_ascii(beginning)))
    if len(han) >= LEAST_TOLD and sum(map(COMMON.__contains__, han)) < LEAST_COMMON * len(han):
        raise Drop("bad-encoding", "Han characters without the common ones")


def check_replaced(text: str) -> None:
    """Raises Drop('bad-encoding') for a text whose characters were lost: its page may be whole, in another encoding."""
    if "\ufffd" not in text and (TWO_LOST not in text or MATTER.search(text)):
        return
    spots = sum(max(1, len(run) // MOST_OF_ONE) for run in LOST.findall(text))
    if spots > MOST_REPLACED * len(text):
        raise Drop("bad-encoding", f"{spots} spots in {len(text)} characters of the text")


def check_text(text: str, tree: HtmlElement, nodes: list[str], *, may_be_links: bool = True) -> None:
    """Raises Drop for a text that is none: 'no-text', 'bad-encoding', 'too-short', 'section-page'.

    `nodes` are the text nodes of the page; `may_be_links` is false where most of the text is known to be in no link.
    """
    if not text:
        raise Drop("no-text", "nothing extracted")
    check_replaced(text)
    check_sense(text)
    if is_list(text, tree, nodes, may_be_links=may_be_links):
        raise Drop("section-page", "mostly links")
    if is_long(text[:BEGINNING]) or is_long(text):  # the beginning of nearly every text is enough to tell
        return
    han, words = _size(HAN, text), len(WORD.findall(text))
    raise Drop("too-short", f"{han} Han characters, {words} words")


def is_long(text: str) -> bool:
    """True for a text that is long enough for an article, however short."""
    han, words = _size(HAN, text), len(WORD.findall(text))
    return han / LEAST_HAN + words / LEAST_WORDS >= 1 or _size(OTHER, text) >= LEAST_HAN


def _size(form: re.Pattern[str], text: str) -> int:
    """How many characters of a kind a text has, by their runs."""
    return sum(map(len, form.findall(text)))
