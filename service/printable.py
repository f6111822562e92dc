"""Texts of others in one line of characters that a terminal shows and does not obey."""


def printable(text: str) -> str:
    """The text with an escape, as Python writes it, for each line break, control and mark of direction in it."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def printable_json(text: str) -> str:
    """JSON in one line, the same characters escaped as JSON does it: they can stand within strings alone."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else escaped(each) for each in text)


def escaped(letter: str) -> str:
    """A character as JSON escapes it: in two halves where it is beyond the first 65,536."""
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
