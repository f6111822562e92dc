"""Markup made harmless and short before it is parsed, and the tree of it; all in linear time."""

import re

from lxml import etree, html

from pipeline.elements import found_by
from pipeline.nesting import lift_main
from pipeline.scripts import without_drawings, without_scripts
from pipeline.tags import long_tags
from pipeline.values import Drop

MOST_TAGS = 100_000
MOST_ATTRIBUTES = 2_000
LONG_TAG = 2 * MOST_ATTRIBUTES  # no shorter tag can hold so many attributes
LONGEST_VALUE = 2048
DATA_URI = re.compile(rb"""data:[^"'\s<>()]{1024,}""")
# Only those that may be none of a character: of 43 references on a page six begin or count like one.
REFERENCE = re.compile(
    rb"&#(?:[xX]([01789][0-9a-fA-F]?(?![0-9a-fA-F])|0[0-9a-fA-F]*+|[2-6a-fA-F](?![0-9a-fA-F])"
    rb"|[dD][89a-fA-F][0-9a-fA-F]{2}(?![0-9a-fA-F])|[fF]{3}[eEfF](?![0-9a-fA-F])|[0-9a-fA-F]{6,}+)"
    rb"|([0-9](?![0-9])|0[0-9]*+|[12][0-9](?![0-9])|3[01](?![0-9])|1[2-5][0-9](?![0-9])|5[5-7][0-9]{3}(?![0-9])"
    rb"|6553[45](?![0-9])|[0-9]{7,}+));?"
)
TAG = re.compile(rb"<[a-zA-Z]")
ATTRIBUTE = re.compile(rb"""[^\s=>/]++(?>(?:\s*+=\s*+(?>(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]++)?))?)""")
# A whole tag, or the beginning of a comment: in `x<y and z` stands none.
ELEMENT = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>]{0,2000})?/?>|<!--")
PAGE_END = re.compile(rb"</(?:body|html)\s*+>", re.IGNORECASE)
LIMITS = {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NAME_TOO_LONG}
LONG_VALUES = etree.XPath(f"descendant-or-self::*[@*[string-length() > {LONGEST_VALUE}]]")
CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement)
# What libxml2 would read from Windows-1252 by its number, as browsers do.
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore").encode() for code in range(0x80, 0xA0)}
LOST = "\ufffd".encode()


def tree_of(text: str, utf8: bytes = b"", *, is_bare: bool = False) -> html.HtmlElement:
    """The tree of a page; Drop('parser-limit') where it was built to be costly or the parser cut it short.

    `utf8` is the same text in UTF-8, where that is at hand, `is_bare` says that scripts are cut out of it.
    """
    markup = slim(utf8 or text.encode("utf-8", "replace"), is_bare=is_bare)
    has_long_tags = _check_size(markup)
    if not markup.strip():
        raise Drop("no-text", "empty page")
    tree = _parsed(markup)
    if _goes_on(tree):
        tree = _parsed(PAGE_END.sub(b"", markup))
    if has_long_tags:
        _cut_attributes(tree)
    lift_main(tree)
    return tree


def tree_within(value: str) -> html.HtmlElement | None:
    """The tree of a text out of a page's data that is markup, None of a plain one; Drop as for a page."""
    return tree_of(value) if ELEMENT.search(value) else None


def _parsed(markup: bytes) -> html.HtmlElement:
    # Without a table of ids, which nothing asks: to fill and to free it is a twentieth of the parse.
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    # lxml.html asks Python for the class of each element it hands out, 4,600 times a page; this one answer is
    # given in C, and nothing here needs the classes of inputs and forms.
    parser.set_element_class_lookup(CLASSES)
    try:
        tree = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise Drop("no-text", type(error).__name__) from error
    if any(entry.type in LIMITS for entry in parser.error_log):
        raise Drop("parser-limit", "libxml2")
    return tree


def slim(markup: bytes, *, is_bare: bool = False) -> bytes:
    """Markup in UTF-8 without scripts but JSON-LD, styles, drawings and long data: URIs, bad references replaced."""
    markup = without_drawings(markup if is_bare else without_scripts(markup))
    if b"data:" in markup:
        markup = DATA_URI.sub(b"data:,", markup)
    return REFERENCE.sub(_reference, markup)


def _goes_on(tree: html.HtmlElement) -> bool:
    """True where text follows the end of the body, as in a page that was put into another.

    It is no part of libxml2's body, or even of its tree of the page, and of a browser's it is. So it was on two of 705
    saved pages, and on one of them it was the article, since the page ended below its menu.
    """
    body = tree.find("body")
    below = () if body is None else body.itersiblings()
    is_below = body is not None and bool((body.tail or "").strip())
    return is_below or any(text.strip() for other in (*below, *tree.itersiblings()) for text in other.itertext())


def _reference(found: re.Match[bytes]) -> bytes:
    """A character reference as it was, or what is safe in its place."""
    digits = found[1] or found[2]
    if len(digits) > 12:
        return LOST
    code = int(digits, 16 if found[1] else 10)
    if code in WINDOWS:
        return WINDOWS[code]
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or code in (0, 0xFFFE, 0xFFFF):
        return LOST
    return b" " if code < 32 or code == 127 else found[0]


def _check_size(markup: bytes) -> bool:
    """True where some tag is long enough to hold attributes that cost time; Drop where they are too many."""
    if (
        len(markup) > 2 * MOST_TAGS
        and markup.count(b"<") > MOST_TAGS
        and sum(1 for _ in TAG.finditer(markup)) > MOST_TAGS
    ):
        raise Drop("parser-limit", f"more than {MOST_TAGS} tags")
    tags = long_tags(markup, LONG_TAG)
    for tag in tags:
        _check_attributes(tag)
    return bool(tags)


def _check_attributes(tag: bytes) -> None:
    for number, _ in enumerate(ATTRIBUTE.finditer(tag)):
        if number > MOST_ATTRIBUTES:
            raise Drop("parser-limit", f"more than {MOST_ATTRIBUTES} attributes")


def _cut_attributes(tree: html.HtmlElement) -> None:
    """Cuts values to 2 KB: libxml2 writes `<!--` in a value by the square of its length."""
    for element in found_by(LONG_VALUES, tree):
        for name, value in element.items():
            if len(value) > LONGEST_VALUE:
                try:
                    element.set(name, value[:LONGEST_VALUE])
                except ValueError:  # lxml reads control characters and odd names, but sets none
                    del element.attrib[name]
