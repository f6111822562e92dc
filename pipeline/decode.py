"""The bytes of a page as text, by what they are rather than by what they are labelled."""

import codecs
import re
from dataclasses import dataclass, field

from pipeline.encodings import TWO_BYTES, borne_out, is_clearly
from pipeline.values import Drop

MOST_REPLACED = 0.02
SNIFFED = 4096  # bytes in which a page may say its encoding
BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)[ ]{0,4}=[ ]{0,4}["']?([A-Za-z0-9_:.+-]{1,40})""",
    re.IGNORECASE,
)
HEADER = re.compile(r"""charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_:.+-]{1,40})""", re.IGNORECASE)
# A label that is none of these is not obeyed: Python also has codecs such as zip, hex, idna and unicode_escape.
# A page labelled gb2312 is mostly GBK or GB18030, one labelled latin-1 is windows-1252, as browsers read them.
CODECS = {
    **dict.fromkeys(["utf-8", "utf8", "unicode-1-1-utf-8"], "utf-8"),
    **dict.fromkeys(["utf-16", "utf-16le"], "utf-16-le"),
    "utf-16be": "utf-16-be",
    **dict.fromkeys(["gb2312", "gbk", "gb18030", "gb_2312-80", "gb-2312", "x-gbk", "cp936", "euc-cn"], "gb18030"),
    **dict.fromkeys(["big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5", "cp950"], "big5hkscs"),
    **dict.fromkeys(["iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "windows-1252", "cp1252"], "cp1252"),
    "hz-gb-2312": "hz",
    "hz": "hz",
    "iso-2022-jp": "iso2022_jp",
    **dict.fromkeys(["shift_jis", "shift-jis", "x-sjis", "sjis", "windows-31j"], "cp932"),
    **dict.fromkeys(["euc-jp", "x-euc-jp"], "euc_jp"),
    **dict.fromkeys(["euc-kr", "ks_c_5601-1987", "cp949", "windows-949"], "cp949"),
    **{f"windows-{page}": f"cp{page}" for page in (874, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "tis-620": "cp874",
    "ibm866": "cp866",
}
SEVEN_BIT = {"hz": b"~{", "iso2022_jp": b"\x1b$"}
SPECIALS = "\ufffd\ufffe\uffff"  # one that stands for a lost character, and two that are none
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\x1b") + b"\x7f"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text without control characters, the codec that read it, and the number of U+FFFD put in."""

    text: str
    encoding: str
    replaced: int
    utf8: bytes = field(default=b"", repr=False)  # the text in UTF-8, where it came so
    is_whole: bool = False  # known to have every byte that came


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a page; Drop('bad-encoding') where no codec reads it with fewer than 2 % replaced characters.

    A byte order mark decides, that of UTF-8 where the bytes bear it out; then valid UTF-8 whatever the label says,
    then the labels of header and page as far as the bytes bear them out, then what the bytes look like.
    """
    size = len(body)
    encoding, body, text = _encoding(body, content_type)
    wide = encoding.startswith("utf-16")
    is_whole = False
    if not wide:
        # On bytes, since on a text of 200,000 characters the same costs ten times as much.
        plain = body.translate(None, CONTROLS if encoding in SEVEN_BIT else CONTROLS + b"\x1b")
        if encoding not in SEVEN_BIT and (not text or len(plain) < len(body)):
            text = _sound(plain, encoding)
        is_whole = len(plain) == size
        body = plain
    if text and not any(special in text for special in SPECIALS):
        return Decoded(text, encoding, 0, body if encoding == "utf-8" else b"", is_whole)
    text = body.decode(encoding, "replace")
    if wide or encoding in SEVEN_BIT:
        text = CONTROL.sub("", text)
    replaced = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) if replaced else 0
    spots = len(re.findall("\ufffd+", text)) if replaced else 0
    if spots > MOST_REPLACED * len(text) or replaced * 2 > beyond_ascii > 100:
        raise Drop("bad-encoding", f"{encoding}: {replaced} of {len(text)} characters")
    return Decoded(text.replace("\ufffe", "").replace("\uffff", ""), encoding, replaced)


def _encoding(body: bytes, content_type: str) -> tuple[str, bytes, str]:
    """The codec of a page, the page without a byte order mark, and its text where that is known by now."""
    for mark, encoding in BOMS:
        if body.startswith(mark):
            return encoding, body[len(mark) :], ""
    if body.startswith(codecs.BOM_UTF8):
        # An editor puts it before what a template fills in another encoding.
        body = body[len(codecs.BOM_UTF8) :]
        if text := _sound(body, "utf-8"):
            return "utf-8", body, text
    if wide := _utf16(body):
        return wide, body, ""
    if body.isascii():
        for label in labels(body, content_type):
            if label in SEVEN_BIT and SEVEN_BIT[label] in body:
                return label, body, ""
    if (text := _sound(body, "utf-8")) or not body:
        return "utf-8", body, text
    said = labels(body, content_type)
    said = [label for label in said if label not in SEVEN_BIT and not label.startswith("utf-16")]
    if said and said[0] in TWO_BYTES and (text := _sound(body, said[0])) and is_clearly(body, text):
        return said[0], body, text
    return borne_out(body, said), body, ""


def labels(body: bytes, content_type: str) -> list[str]:
    """The codecs that header and page say a page is in, in that order; without those that are no labels."""
    said = [found[1] for found in (HEADER.search(content_type[:1000]),) if found]
    said += [found[1].decode("ascii") for found in META.finditer(body[:SNIFFED])]
    known = (CODECS.get(label.lower()) for label in said[:4])
    return list(dict.fromkeys(codec for codec in known if codec))


def _utf16(body: bytes) -> str:
    """UTF-16 without a mark: markup then has a NUL in every second byte."""
    head = body[:64]
    if len(head) < 20 or head.count(0) * 4 < len(head):
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _sound(body: bytes, encoding: str) -> str:
    """The text of a page where nothing of it must be replaced, else nothing."""
    if encoding == "gb18030" and (text := _sound(body, "gbk")):
        return text  # each pair of bytes that GBK reads GB18030 reads alike, in a sixth more time
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return ""
