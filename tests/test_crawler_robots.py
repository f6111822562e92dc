"""robots.txt: what is meant for others is left out, what is meant for us is kept, and it takes no time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from crawler.robots import AGENT, ours
from tests.timing import takes_under

MIXED = """
# a comment
User-agent: GPTBot
User-agent: CCBot
Disallow: /

User-agent: *
Disallow: /private
Crawl-delay: 3

User-agent: Duizhao
User-agent: Other
Allow: /private/open
Disallow: /private
Sitemap: https://example.org/sitemap.xml
"""


def allowed(text: str | bytes, path: str) -> bool:
    """Whether the rules that are left let us fetch a path."""
    body = text if isinstance(text, bytes) else text.encode()
    return bool(Protego.parse(ours(body).decode()).can_fetch(f"http://example.org{path}", AGENT))


@pytest.mark.parametrize(
    ("text", "path", "passes"),
    [
        ("", "/a", True),
        (MIXED, "/a", True),
        (MIXED, "/private/a", False),
        (MIXED, "/private/open", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("user-agent:*\ndisallow:/a", "/a", False),
        ("User agent *\nDisallow: /a", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *  # all\nDisallow: /a # this", "/a", False),
        ("User-agent: a\nUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\n\nUser-agent: b\nDisallow: /a", "/a", False),
        ("User-agent: b\nDisallow: /b\nUser-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: DUIZHAO*\nDisallow: /a", "/a", False),
        ("User-agent: dui\nDisallow: /a", "/a", True),
        ("Disallow: /a", "/a", True),
        ("<html><body>not found</body></html>", "/a", True),
        ("User-agent: *\nDisallow: /a*b$", "/axb", False),
        (b"\xff\xfeU\x00s\x00e\x00r\x00", "/a", True),
        (bytes(500), "/a", True),
    ],
)
def test_the_rules_that_are_ours_stand(text: str | bytes, path: str, passes: bool) -> None:
    assert allowed(text, path) is passes


def test_the_delay_is_ours_too() -> None:
    assert Protego.parse(ours(b"User-agent: a\nCrawl-delay: 9\nUser-agent: *\nCrawl-delay: 2").decode()).crawl_delay(
        AGENT
    ) == pytest.approx(2)


LINES = st.sampled_from(
    [
        "User-agent: *",
        "User-agent: duizhao",
        "User-Agent: other",
        "useragent: b",
        "Disallow: /a",
        "Disallow: /",
        "Allow: /a/b",
        "Disallow:",
        "",
        "# nothing",
        "Sitemap: http://example.org/s.xml",
        "Host: example.org",
        "nonsense",
        "Crawl-delay: 2",
    ]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["/", "/a", "/a/b", "/c"]))
def test_leaving_others_out_changes_nothing_for_us(lines: list[str], path: str) -> None:
    text = "\n".join(lines)
    whole = Protego.parse(text)
    assert allowed(text, path) is whole.can_fetch(f"http://example.org{path}", AGENT)
    assert Protego.parse(ours(text.encode()).decode()).crawl_delay(AGENT) == whole.crawl_delay(AGENT)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(15_000)) + "Disallow: /x\n" * 18_000,
        "User-agent: *\nDisallow: /x\n" * 16_000,
        "User-agent: *\nDisallow: /" + "*a" * 5000 + "$\n" + "".join(f"Disallow: /*x{n}*y\n" for n in range(20_000)),
        " " * 500_000,
        "User-agent:" + " " * 500_000 + "x",
        "\n" * 500_000,
    ],
)
def test_half_a_mebibyte_is_read_in_no_time(text: str) -> None:
    assert takes_under(2, lambda: allowed(text[: 500 * 1024], "/" + "a" * 2000))
