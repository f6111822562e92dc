"""Claims of a list as plain text: no markup, no entities, no character that harms later on."""

import html
import re

LONGEST_TEXT = 100_000
LONG_SUMMARY = 1_000  # characters; a longer one is the article itself
MARKUP_PER_CHARACTER = 8  # how much raw markup is read for one character of text
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>|<[!?][^<>]*>")
BLOCK = re.compile(
    "address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main"
    "|nav|ol|p|pre|section|table|td|th|tr|ul",
    re.IGNORECASE,
)
BLOCK_TAG = re.compile(rf"<(?:{BLOCK.pattern})[\s/>]", re.IGNORECASE)
UNSHOWN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
# html.unescape hands a reference's digits to int(), which raises ValueError above 4,300 of them.
LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffd-\uffff]")


def plain(markup: str, longest: int) -> str:
    """The text on one line, cut to the longest length allowed."""
    if not markup:
        return ""
    return " ".join(_text(markup, longest).split())[:longest].rstrip()


def paragraphs(markup: str, longest: int = LONGEST_TEXT) -> str:
    """The text with one line for each paragraph, cut to the longest length allowed."""
    if not markup:
        return ""
    if BLOCK_TAG.search(markup):
        markup = markup.replace("\n", " ")  # in HTML the ends of lines mean nothing, in text they do
    lines = (" ".join(line.split()) for line in _text(markup, longest).split("\n"))
    return "\n".join(line for line in lines if line)[:longest].rstrip()


def dek_and_text(summary: str, content: str) -> tuple[str, str]:
    """What a feed gives as the deck and what as the whole text, both still marked up.

    Many Chinese feeds print the whole article as the description, and some repeat the content there.
    """
    if content:
        return ("" if summary == content else summary), content
    if len(summary) > LONG_SUMMARY and len(plain(summary, LONGEST_TEXT)) > LONG_SUMMARY:
        return "", summary
    return summary, ""


def _text(markup: str, longest: int) -> str:
    text = _stripped(markup[: longest * MARKUP_PER_CHARACTER])
    if "&" in text:
        # Feeds escape twice (`&amp;lt;p&amp;gt;`), so tags can come out of the entities.
        text = _stripped(html.unescape(LONG_REFERENCE.sub("", text)))
    return UNFIT.sub("", text)


def _stripped(markup: str) -> str:
    if "<" not in markup:
        return markup
    for opening, closing in UNSHOWN:
        markup = _without(markup, opening, closing)
    return TAG.sub(lambda tag: "\n" if BLOCK.fullmatch(tag[1] or "") else "", markup)


def _without(markup: str, opening: str, closing: str) -> str:
    lower = markup.lower() if opening in markup.lower() else ""
    if len(lower) != len(markup):  # nothing to cut, or a letter such as İ that grows in lower case
        return markup
    pieces, place = [], 0
    while (start := lower.find(opening, place)) >= 0:
        pieces.append(markup[place:start])
        end = lower.find(closing, start)
        place = end + len(closing) if end >= 0 else len(markup)
    return "".join([*pieces, markup[place:]])
