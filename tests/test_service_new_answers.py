"""`new` on sites that answer with a pause or lead elsewhere."""

from pathlib import Path

import pytest

from tests.commanding import run
from tests.scouted_sites import articles, front, pages
from tests.sites import Page, Reply, Site
from tests.test_service_new_source import looked


def test_the_paper_of_a_day_is_followed_by_the_address_that_leads_to_it(tmp_path: Path) -> None:
    told = articles("zh", "/html/{day}/content_{number}.htm")
    today = f"/html/{told[0].at:%Y-%m/%d}/node_2.htm"
    with Site() as site:
        site.pages |= pages(told, "北屿日报", "zh")
        site.pages["/"] = Reply(status=302, headers=(("Location", today),))
        site.pages[today] = Reply(front(told, "北屿日报", language="zh"))
        lines = looked(site, tmp_path)["file"].splitlines()
        assert f"home: {site.url('/')}" in lines
        assert f"  - url: {site.url('/')}" in lines


def busy(wait: str) -> Page:
    """A front page that is too busy at first."""
    told = articles("en", "/{slash}/{slug}/")
    first = Reply(status=429, headers=(("Retry-After", wait),))
    replies = iter([first])
    return lambda _: next(replies, Reply(front(told, "The Quay")))


@pytest.mark.parametrize(("wait", "code"), [("1", 3), ("120", 1)])
def test_a_host_that_asks_for_a_pause_gets_it_where_it_is_short(wait: str, code: int, tmp_path: Path) -> None:
    with Site() as site:
        site.pages |= pages(articles("en", "/{slash}/{slug}/"), "The Quay")
        site.pages["/"] = busy(wait)
        done = run("new", site.url(), sources=tmp_path)
    assert done.code == code
    assert ("answered 429" in done.output + done.errors) == (code == 1)
