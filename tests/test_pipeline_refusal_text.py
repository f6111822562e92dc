"""Details of refusals in plain words."""

import pytest

from pipeline.refusal_text import plainly


@pytest.mark.parametrize(
    ("detail", "plain"),
    [
        ("", ""),
        ("404", "404"),
        ("refused by robots.txt", "refused by robots.txt"),
        (
            "robots.txt: CannotResolveHostError: DNS lookup failed: no results for hostname lookup: a.example..",
            "robots.txt: DNS lookup failed: no results for hostname lookup: a.example",
        ),
        (
            "DownloadTimeoutError: Getting https://a.example/feed took longer than 8.0 seconds.",
            "Getting https://a.example/feed took longer than 8.0 seconds",
        ),
        ("ForbiddenAddress: 10.0.0.1 is not a public address", "10.0.0.1 is not a public address"),
        ("not a feed: HTML", "not a feed: HTML"),
        ("Error: of a page's own", "Error: of a page's own"),
    ],
)
def test_a_detail_is_told_plainly(detail: str, plain: str) -> None:
    assert plainly(detail) == plain
