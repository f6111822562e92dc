"""What libxml2 leaves inside an element that seems never to be closed, put where a browser has it."""

from itertools import islice

from lxml.html import HtmlElement

# None holds the main part of a page. Where a div in one is not closed, libxml2 passes over `</nav>` or `</button>`, and
# all that follows is in it; a browser closes the div too. So it is on three of 705 saved pages, two of them of
# publishers with dozens of sites; of 254 with a main no other has it there.
NO_MAIN = ("nav", "button", "label")
LOOKED_AT = 8  # elements that can be either


def lift_main(tree: HtmlElement) -> None:
    """Puts the main part of a page at the end of its body, where it stands in an element that cannot hold it.

    It is the main part where it has most of that element's text, and that most of the page's: else more would be left
    behind than is put right.
    """
    body = tree.find("body")
    main = _main_of(tree)
    outer = None if main is None else next(main.iterancestors(*NO_MAIN), None)
    if body is None or main is None or outer is None:
        return
    if _size(main) * 2 > _size(outer) and _size(outer) * 2 > _size(body):
        body.append(main)


def _main_of(tree: HtmlElement) -> HtmlElement | None:
    """The main element of a page, else the article around its headline: menus have cards of others."""
    headings: list[HtmlElement] = []
    for element in islice(tree.iter("main", "h1"), LOOKED_AT):
        if element.tag == "main":
            return element
        headings.append(element)
    return next((above for heading in headings for above in heading.iterancestors("article")), None)


def _size(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
