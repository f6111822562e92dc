"""Routes ranked against each other, and which of them together give a site's articles."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scouting_addresses import key_of
from pipeline.scouting_routes import rank
from pipeline.scouting_union import Ranked, Tried
from pipeline.values import Link, Route, RouteKind

NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)


def url(number: int) -> str:
    return f"https://a.example/article/{number + 7000}"


def tried(
    kind: RouteKind,
    name: str,
    numbers: range,
    hours: float | None = 5,
    how: str = "declared",
    trait: str = "",
    refused: str = "",
) -> Tried:
    """A route with articles, the number of each the higher the older."""
    links = tuple(
        Link(
            url(number),
            title="Harbor of Tallgrass tries barges",
            published_at=None if hours is None else NOW - timedelta(hours=hours * number),
        )
        for number in numbers
    )
    return Tried(Route(f"https://a.example/{name}", kind), how, links, trait=trait, refused=refused)


FEED = tried("feed", "feed", range(20))
PAGE = tried("section", "", range(20), None, "page")
WORLD = tried("feed", "world", range(1, 60, 4))
COMMENTS = tried("feed", "c", range(40), trait="comments")
CASES = {
    "nothing": ([], []),
    "an empty feed": ([tried("feed", "feed", range(0))], []),
    "a feed alone": ([FEED], ["feed"]),
    "a feed that the page adds nothing to": ([FEED, PAGE], ["feed"]),
    "a page that shows a few old ones beside": ([FEED, tried("section", "", range(22), None, "page")], ["feed"]),
    "a page that shows far more": ([FEED, tried("section", "", range(5, 60), None, "page")], ["feed", ""]),
    "feeds of sections beside the whole": ([tried("feed", "tech", range(0, 60, 4)), FEED, WORLD], ["feed"]),
    "feeds of sections alone": ([tried("feed", "tech", range(0, 60, 4)), WORLD], ["tech", "world"]),
    "comments and sound": ([COMMENTS, tried("feed", "p", range(40), trait="podcast"), FEED], ["feed"]),
    "a frozen feed": ([tried("feed", "feed", range(300, 320)), tried("news", "news", range(20))], ["news"]),
    "news that has more than the feed": ([FEED, tried("news", "news", range(100), 1)], ["news"]),
    "news that has more, beside a given page of old articles": (
        [tried("section", "old", range(41, 50), 5, "given"), FEED, tried("news", "news", range(21))],
        ["news"],
    ),
    "a page alone": ([PAGE], [""]),
    "an archive alone": ([tried("sitemap", "map", range(50), None)], ["map"]),
    "an archive beside a feed": ([FEED, tried("sitemap", "map", range(500), None)], ["feed"]),
    "two links are no list": ([tried("section", "", range(2), None)], []),
    "refused": ([tried("feed", "feed", range(20), refused="robots: refused"), PAGE], [""]),
}  # fmt: skip


@pytest.mark.parametrize(("routes", "expected"), CASES.values(), ids=CASES)
def test_what_is_taken(routes: list[Tried], expected: list[str]) -> None:
    ranked = rank(routes, "UTC", NOW)
    assert sorted(each.url.removeprefix("https://a.example/") for each in ranked if each.is_chosen) == sorted(expected)
    assert len(ranked) == len(routes)
    assert all(each.why for each in ranked)


def test_articles_that_were_looked_at_and_are_old_take_their_page_out() -> None:
    routes = [FEED, tried("section", "", range(100, 140), None, "page")]
    read = {key_of(url(number)): NOW - timedelta(days=90) for number in (100, 101)}
    assert [each.is_chosen for each in rank(routes, "UTC", NOW)] == [True, True]
    assert [each.url for each in rank(routes, "UTC", NOW, read) if each.is_chosen] == [FEED.route.url]


KINDS: list[RouteKind] = ["feed", "news", "section", "sitemap"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.integers(0, 40),
            st.integers(0, 40),
            st.sampled_from([None, 0.0, 1, 500, -3, 90_000]),
        ),
        max_size=6,
    )
)
def test_any_routes_can_be_ranked(drawn: list[tuple[RouteKind, int, int, float | None]]) -> None:
    routes = [
        tried(kind, str(at), range(first, first + count), hours) for at, (kind, first, count, hours) in enumerate(drawn)
    ]
    ranked: tuple[Ranked, ...] = rank(routes, "Asia/Shanghai", NOW)
    assert len(ranked) == len(routes)
    assert all(0 <= each.share <= 1 and each.share <= each.recall <= 1 for each in ranked)
    assert all(each.articles for each in ranked if each.is_chosen)
