"""Whether the tags of a page are short, told by a few looks at its markup."""

MARKS = (b'"', b"'")
MOST_TRIED = 8  # of the ends of tags in a stretch
BLANKS = b" \t\n\r\f\v"
LONGEST_BLANK = 16  # of what is looked at before a quotation mark


def has_short_tags(markup: bytes, longest: int) -> bool:
    """True where no tag can be longer than so many bytes; False where one is, or where that is not told at once.

    A tag ends with the first `>` that no quotation mark hides, and where no stretch of that length is without such a
    one, none is longer. So a page of 100 KB takes some thirty looks and not one at each of its tags.
    """
    at, size = 0, len(markup)
    opened = [-1, -1]  # the places of the last marks before it
    while size - at > longest:
        end = at + longest
        for _ in range(MOST_TRIED):
            end = markup.rfind(b">", at, end)
            if end < 0:
                return False
            marks = [max(last, markup.rfind(mark, at, end)) for mark, last in zip(MARKS, opened, strict=True)]
            if not any(_may_open(markup, mark) for mark in marks):
                break
        else:
            return False
        opened, at = marks, end + 1
    return True


def _may_open(markup: bytes, mark: int) -> bool:
    """True for a quotation mark that may open a value: an equals sign stands before it."""
    if mark < 1:
        return False
    before = markup[max(0, mark - LONGEST_BLANK) : mark].rstrip(BLANKS)
    return before.endswith(b"=") or not before
