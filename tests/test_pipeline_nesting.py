"""What libxml2 leaves inside an element that seems never to be closed."""

import pytest

from pipeline.general import general
from pipeline.markup import tree_of

SENTENCES = "\n".join(f"The {number} makers agreed on Monday to test chips, phones and modems." for number in range(9))
TEXT = "".join(f"<p>{line}</p>" for line in SENTENCES.split("\n"))
CARD = "<article><h3><a href=/a>Another story of the day</a></h3><p>What it is about, in a line.</p></article>"
MENU = "<div><ul><li><a href=/news>News</a></li></ul>"  # the div is not closed


@pytest.mark.parametrize(
    ("before", "page", "expected"),
    [
        ("<nav>{menu}</nav>", "<main><h1>Title</h1>{text}</main>", "main in body"),
        ("<button>{menu}</button>", "<main><article><h1>Title</h1>{text}</article></main>", "main in body"),
        ("<label>{menu}</label>", "<article><h1>Title</h1>{text}</article>", "article in body"),
        ("<nav>{card}{card}{menu}</nav>", "<article><h1>Title</h1>{text}</article>", "article in body"),
        ("<nav>{menu}</div></nav>", "<div><main><h1>Title</h1>{text}</main></div>", "main in div"),
        ("<nav>{card}{card}</nav>", "<article><h1>Title</h1>{text}</article>", "article in body"),
        ("<nav>{card}</nav>", "<div><h1>Title</h1>{text}</div>", "article in nav"),
        (
            "<h1>Title</h1>{text}",
            "<button>Share<article><h1>More</h1><p>Story.</p></article></button>",
            "article in button",
        ),
    ],
)
def test_the_main_part_of_a_page_stands_in_no_menu(before: str, page: str, expected: str) -> None:
    body = (before + page).format(menu=MENU, card=CARD, text=TEXT)
    tree = tree_of(f"<html><body>{body}<footer>All rights reserved</footer></body></html>")
    main = list(tree.iter(expected.partition(" ")[0]))[-1]
    parent = main.getparent()
    assert parent is not None
    assert f"{main.tag} in {parent.tag}" == expected
    assert SENTENCES in general(tree).text


@pytest.mark.parametrize("markup", ["<nav>", "<nav><main></main>", "<main>", "<article>", "<nav><article>x", "x"])
def test_a_page_of_nothing_stays_one(markup: str) -> None:
    assert general(tree_of(f"<html><body>{markup}</body></html>")).text == ""
