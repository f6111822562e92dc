"""The long tags of a page, told from all others by a few looks at its markup."""

import re

# A tag as parsers read it: a quote opens only after an equals sign, and may hide a > for as long as it is open.
# Possessive, and an open end counts as an end, so that each character is looked at once.
WHOLE_TAG = re.compile(rb"""<[a-zA-Z][^>=]*+(?>(?:=\s*+(?>(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?)[^>=]*+)*)(?:>|\Z)""")
MARKS = (b'"', b"'")
MOST_TRIED = 8  # of the ends of tags in a stretch
BLANKS = b" \t\n\r\f\v"
LONGEST_BLANK = 16  # of what is looked at before a quotation mark


def long_tags(markup: bytes, longest: int) -> list[bytes]:
    """The tags that are longer than so many bytes, in their order.

    A tag ends with the first `>` that no quotation mark hides, and where no stretch of that length is without such a
    one, none is longer. So most pages of 100 KB take some thirty looks: one at each of their tags took .2 to .3 ms.
    """
    found: list[bytes] = []
    at, size = 0, len(markup)
    while size - at > longest:
        stop = at + longest
        if end := _sure_end(markup, at, stop):
            at = end
            continue
        for tag in WHOLE_TAG.finditer(markup, at):
            at = tag.end()
            if len(tag[0]) > longest:
                found.append(tag[0])
            if at > stop:
                break
        else:
            break
    return found


def _sure_end(markup: bytes, start: int, stop: int) -> int:
    """The place behind a `>` in a stretch that surely ends a tag, if one is open there; 0 where none is told at once.

    No tag is open at the start of the stretch, so no mark before it matters.
    """
    end = stop
    for _ in range(MOST_TRIED):
        end = markup.rfind(b">", start, end)
        if end < 0:
            return 0
        if not any(_may_open(markup, markup.rfind(mark, start, end)) for mark in MARKS):
            return end + 1
    return 0


def _may_open(markup: bytes, mark: int) -> bool:
    """True for a quotation mark that may open a value: an equals sign stands before it."""
    if mark < 1:
        return False
    before = markup[max(0, mark - LONGEST_BLANK) : mark].rstrip(BLANKS)
    return before.endswith(b"=") or not before
