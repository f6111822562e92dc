"""What libxml2 leaves inside an element that seems never to be closed, put where a browser has it."""

from itertools import islice

from lxml.html import HtmlElement

# None holds the main part of a page. Where a div in one is not closed, libxml2 passes over `</nav>` or `</button>`, and
# all that follows is in it; a browser closes the div too. So it is on three of 705 saved pages, two of them of
# publishers with dozens of sites; of 254 with a main no other has it there.
NO_MAIN = frozenset(["nav", "button", "label"])
LOOKED_AT = 60  # of the elements that can be the main part; menus have cards of articles before it


def lift_main(tree: HtmlElement) -> None:
    """Puts the main part of a page at the end of its body, where it stands in an element that cannot hold it.

    It is the main part where it has most of that element's text, and that most of the page's: else more would be left
    behind than is put right.
    """
    body = tree.find("body")
    if body is None:
        return
    for element in islice(tree.iter("main", "article"), LOOKED_AT):
        outer = next((above for above in element.iterancestors() if above.tag in NO_MAIN), None)
        if outer is not None and (element.tag == "main" or element.find(".//h1") is not None):
            if _size(element) * 2 > _size(outer) and _size(outer) * 2 > _size(body):
                body.append(element)
            return
        if element.tag == "main":
            return


def _size(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
