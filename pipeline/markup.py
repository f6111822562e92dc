"""Markup made harmless and short before it is parsed, and the tree of it; all in linear time."""

import re

from lxml import etree, html

from pipeline.elements import found_by
from pipeline.values import Drop

MOST_TAGS = 100_000
MOST_ATTRIBUTES = 2_000
LONG_TAG = 2 * MOST_ATTRIBUTES  # no shorter tag can hold so many attributes
LONGEST_VALUE = 2048
SCRIPT = re.compile(r"<(script|style)\b([^>]{0,2000})>", re.IGNORECASE)
ENDS = {"script": re.compile(r"</script", re.IGNORECASE), "style": re.compile(r"</style", re.IGNORECASE)}
DATA_URI = re.compile(r"""data:[^"'\s<>()]{1024,}""")
REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
TAG = re.compile(r"<[a-zA-Z]")
# A tag as parsers read it: a quote opens only after an equals sign, and may hide a > for as long as it is open.
# Possessive, and an open end counts as an end, so that each character is looked at once.
WHOLE_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)""")
ATTRIBUTE = re.compile(r"""[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]++)?+)?+""")
LIMITS = {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NAME_TOO_LONG}
LONG_VALUES = etree.XPath(f"descendant-or-self::*[@*[string-length() > {LONGEST_VALUE}]]")
CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement)
# What libxml2 would read from Windows-1252 by its number, as browsers do.
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def tree_of(text: str) -> html.HtmlElement:
    """The tree of a page; Drop('parser-limit') where it was built to be costly or the parser cut it short."""
    text = slim(text)
    has_long_tags = _check_size(text)
    if not text.strip():
        raise Drop("no-text", "empty page")
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    # lxml.html asks Python for the class of each element it hands out, 4,600 times a page; this one answer is
    # given in C, and nothing here needs the classes of inputs and forms.
    parser.set_element_class_lookup(CLASSES)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise Drop("no-text", type(error).__name__) from error
    if any(entry.type in LIMITS for entry in parser.error_log):
        raise Drop("parser-limit", "libxml2")
    if has_long_tags:
        _cut_attributes(tree)
    return tree


def slim(text: str) -> str:
    """The markup without scripts other than JSON-LD, styles and long data: URIs, its bad references replaced."""
    text = _without_scripts(text)
    if "data:" in text:
        text = DATA_URI.sub("data:,", text)
    if "&#" in text:
        text = REFERENCE.sub(_reference, text)
    return text


def _without_scripts(text: str) -> str:
    kept: list[str] = []
    start, endless = 0, set()
    while found := SCRIPT.search(text, start):
        kind = found[1].lower()
        end = None if kind in endless else ENDS[kind].search(text, found.end())
        if end is None:
            endless.add(kind)  # none further on either: looked for once, or 30,000 open tags are quadratic
        cut = end is not None and "ld+json" not in found[2].lower()
        kept.append(text[start : found.start() if cut else found.end()])
        start = found.end()
        if end is not None:
            if not cut:
                kept.append(text[found.end() : end.start()])
            start = text.find(">", end.start()) + 1 or len(text)
            if not cut:
                kept.append(f"</{kind}>")
    kept.append(text[start:])
    return "".join(kept)


def _reference(found: re.Match[str]) -> str:
    """A character reference as it was, or what is safe in its place."""
    digits = found[1] or found[2]
    if len(digits) > 12:
        return "\ufffd"
    code = int(digits, 16 if found[1] else 10)
    if code in WINDOWS:
        return WINDOWS[code]
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or code in (0, 0xFFFE, 0xFFFF):
        return "\ufffd"
    return " " if code < 32 or code == 127 else found[0]


def _check_size(text: str) -> bool:
    """True where some tag is long enough to hold attributes that cost time; Drop where they are too many."""
    if text.count("<") > MOST_TAGS and sum(1 for _ in TAG.finditer(text)) > MOST_TAGS:
        raise Drop("parser-limit", f"more than {MOST_TAGS} tags")
    long_tags = [found[0] for found in WHOLE_TAG.finditer(text) if found.end() - found.start() > LONG_TAG]
    for tag in long_tags:
        _check_attributes(tag)
    return bool(long_tags)


def _check_attributes(tag: str) -> None:
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
