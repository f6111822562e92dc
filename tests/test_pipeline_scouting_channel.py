"""Which lists are right for a channel page that was given."""

import pytest

from pipeline.scouting_channel import Channel, channel_of, narrowed
from pipeline.scouting_named import Named
from pipeline.scouting_page import Sight
from pipeline.scouting_union import Tried
from pipeline.values import Link, Route

BASE = "https://a.example"
TECH = [f"/tech/{at}.html" for at in range(77000, 77010)]
SPORT = [f"/sport/{at}.html" for at in range(77000, 77030)]
PLAIN = [f"/a/{at}.html" for at in range(77000, 77010)]
OTHERS = [f"/a/{at}.html" for at in range(78000, 78040)]


def sight(path: str, articles: list[str], kind: str = "page") -> Sight:
    return Sight(BASE + path, kind, articles=tuple(Named(BASE + each) for each in articles))


@pytest.mark.parametrize(
    ("path", "articles", "expected"),
    [
        ("/", TECH, None),
        ("/index.html", TECH, None),
        ("/tech/", TECH[:2], None),
        ("/tech/", TECH, "tech"),
        ("/channels/tech.html", TECH, "tech"),
        ("/tech/index.shtml", [*TECH, *SPORT[:4]], "tech"),
        ("/tech/", PLAIN, ""),
        ("/hi.tech/", [each.replace("/tech/", "/hi.tech/") for each in TECH], "hi.tech"),
        ("/hi.tech/index.php", [each.replace("/tech/", "/hi.tech/") for each in TECH], "hi.tech"),
    ],
)
def test_channels(path: str, articles: list[str], expected: str | None) -> None:
    found = channel_of(sight(path, articles))
    assert (found.name if found else None) == expected
    assert found is None or not any("sport" in key for key in found.keys)


@pytest.mark.parametrize(
    ("page", "listed", "links", "refused"),
    [
        (TECH, [], 0, ""),
        (TECH, TECH, 10, ""),
        (TECH, SPORT, 0, "has none of the page's articles"),
        (TECH, [*TECH[:2], *SPORT], 0, "has 2 of the page's 10 articles amid others"),
        (TECH, [*TECH[:8], *SPORT], 8, ""),
        (PLAIN, [*PLAIN, *OTHERS[:15]], 25, ""),
        (PLAIN, OTHERS, 0, "has none of the page's articles"),
        (PLAIN, [*PLAIN[:6], *OTHERS], 0, "has 6 of the page's 10 articles amid others"),
    ],
)
def test_feeds_of_a_channel(page: list[str], listed: list[str], links: int, refused: str) -> None:
    channel = channel_of(sight("/tech/", page))
    found = narrowed(
        Tried(Route(f"{BASE}/feed", "feed"), "declared", tuple(Link(BASE + each) for each in listed)), channel
    )
    assert found.refused == refused
    assert len(found.named or found.links) == links


def test_a_page_stays_as_it_is() -> None:
    page = Tried(Route(BASE, "section"), "given", (Link(BASE + "/x"),))
    assert narrowed(page, Channel(frozenset({"y"}))) == page
