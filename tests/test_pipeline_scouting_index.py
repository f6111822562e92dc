"""Which children of a sitemap index are asked."""

import pytest

from pipeline.scouting_index import goes_by_dates, likeliest

BASE = "https://a.example/"


@pytest.mark.parametrize(
    ("names", "best", "is_dated"),
    [
        ([], [], True),
        (["page.xml", "tag.xml", "post.xml"], ["post.xml", "page.xml"], False),
        (["post-1.xml", "post-2.xml", "post-3.xml"], ["post-3.xml", "post-1.xml"], False),
        (["2024-12.xml", "2026-10.xml", "2026-11.xml", "2025-01.xml"], ["2026-11.xml", "2026-10.xml"], True),
        (["2026/11/a.xml", "news.xml", "2026/10/a.xml"], ["news.xml", "2026/11/a.xml"], True),
    ],
)
def test_the_likeliest_children(names: list[str], best: list[str], is_dated: bool) -> None:
    urls = [BASE + name for name in names]
    assert likeliest(urls, 2) == [BASE + name for name in best]
    assert goes_by_dates(urls) == is_dated
