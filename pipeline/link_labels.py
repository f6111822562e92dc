"""What a link is called that shows no text: by what is read aloud of it, or of the pictures in it."""

from itertools import islice

from lxml import etree

MOST_INNER = 60
MOST_PICTURES = 4
LONGEST = 2_000


def label_of(link: etree._Element) -> str:
    """The aria-label of a link or of what it holds, else the alternative text of its pictures; empty without any."""
    inner = [each for each in islice(link.iter(), MOST_INNER) if isinstance(each.tag, str)]
    spoken = (each.get("aria-label") or "" for each in inner)
    drawn = (each.get("alt") or "" for each in islice((each for each in inner if each.tag == "img"), MOST_PICTURES))
    return next((plain for each in (*spoken, *drawn) if (plain := " ".join(each[:LONGEST].split()))), "")
