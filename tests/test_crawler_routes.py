"""Routes that answer with nothing: a failure, unless the source says that they may."""

from pathlib import Path

import pytest

from crawler.routes import refuse_empty
from pipeline.values import Drop, Found, Link, Route
from tests.builders import source
from tests.crawling import crawl, rows
from tests.sites import Press, Reply, Site, article, feed

LINK, ROUTE = Link("https://harbour.example/1"), Route("https://harbour.example/2.xml", "sitemap")


@pytest.mark.parametrize("found", [Found((LINK,)), Found((), (ROUTE,)), Found((LINK,), refused=9)])
def test_an_answer_that_leads_somewhere(found: Found) -> None:
    refuse_empty(found, source())


@pytest.mark.parametrize(
    ("found", "detail"), [(Found(), "no links"), (Found(refused=3), "no links, and 3 URLs that are not followed")]
)
def test_one_that_does_not(found: Found, detail: str) -> None:
    refuse_empty(found, source(may_be_empty=True))
    with pytest.raises(Drop) as caught:
        refuse_empty(found, source())
    assert (caught.value.reason, caught.value.detail) == ("no-text", detail)


def test_crawls_of_an_empty_feed(tmp_path: Path) -> None:
    press = Press(tmp_path / "sources")
    empty = feed([])
    press.add("strict", Site({"/feed": empty}))
    press.add("mild", Site({"/feed": empty}), may_be_empty="true")
    press.add("full", Site({"/a": Reply(article("a"))}))
    ended = crawl(tmp_path / "data", press.sources)
    press.close()
    assert ended.code in (0, 1)
    found = rows(tmp_path / "data", "SELECT source_id, outcome, detail FROM discovery ORDER BY source_id")
    assert found == [("full", "found", ""), ("mild", "found", ""), ("strict", "no-text", "no links")]
