"""A host is asked for two pages at a time, however many wait for it and however short its delay is."""

from contextlib import closing
from itertools import pairwise
from pathlib import Path

from tests.crawling import crawl, outcomes
from tests.sites import Press, Reply, Site, article

TAKES = 0.2  # seconds of each answer


def test_no_more_than_two_are_under_way(tmp_path: Path) -> None:
    with closing(Press(tmp_path / "sources")) as press:
        site = press.add("slow", Site({f"/{n}": Reply(article(f"s{n}"), delay=TAKES) for n in range(12)}))
        crawl(tmp_path / "data", press.sources)
        assert list(outcomes(tmp_path / "data", "slow").values()) == ["stored"] * 12
        began = [each.at for each in site.asked if each.path[1:].isdigit()]
        assert len(began) == 12
        for lot in (began[::2], began[1::2]):  # each third one waits for an answer to one of the two before it
            assert all(later - earlier >= TAKES * 0.9 for earlier, later in pairwise(lot))
