"""Texts that are reserved are told where they are left out: after a crawl, and after an export."""

from pathlib import Path

import pytest

from tests.commanding import run
from tests.scouted_sites import articles, as_reply, page, rss
from tests.sites import Reply, Site
from tests.test_service_checking import follow


@pytest.mark.parametrize(
    ("reserved", "crawled", "exported"),
    [
        ("metadata", "quay: 2 pages reserved, kept without text: `reserved` in its file.", ""),
        ("full", "", "2 texts left out, for they are reserved: --with-reserved has them"),
    ],
)
def test_texts_that_are_left_out_are_told(reserved: str, crawled: str, exported: str, tmp_path: Path) -> None:
    own, told, file = tmp_path / "own", articles("en", "/a/{number}", 3), str(tmp_path / "a.csv")
    with Site() as site:
        replies = [page(each, "The Quay") for each in told]
        for each, reply in zip(told[:2], replies, strict=False):
            site.pages[each.path] = Reply(reply.body, headers=(("X-Robots-Tag", "noai"),))
        site.pages |= {told[2].path: replies[2], "/feed": as_reply(rss(told, site.url("").rstrip("/"), "The Quay"))}
        follow(site, own, reserved=reserved)
        first = run("crawl", "quay", sources=own)
    without, whole = run("export", file, sources=own), run("export", file, "--with-reserved", sources=own)
    assert ("reserved" in first.output, crawled in first.output) == (bool(crawled), True)
    assert ("left out" in without.output, exported in without.output) == (bool(exported), True)
    assert "left out" not in whole.output
