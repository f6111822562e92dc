"""Tables of the terminal, and their cells."""

from datetime import UTC, datetime

import pytest
from rich.console import Console

from service.tables import articles_table, few
from storage.stored import Listed

AT = datetime(2026, 10, 11, 16, 0, tzinfo=UTC)
LONG = "四家加速卡厂商在北海互认测试结果，同一套题以后只考一遍，企业说这能省下三分之一的工夫"
ROW = Listed(
    id=1, url="", source="beihai-daily-of-the-harbour", title=LONG, dek="", credit="", declared_origin="",
    language="zh", script="Hans", published_at=AT, published_precision="minute", published_zone="stated",
    first_seen_at=AT, metadata_only=False, revision=2, family_id=None, gone_at=None, copies=(3, 4), topics=(),
    off_topics=(), facets=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ((), ""),
        ((7,), "7"),
        ((1, 2, 3, 4, 5), "1, 2, 3, 4, 5"),
        ((1, 2, 3, 4, 5, 6), "1, 2, 3, 4, 5 and 1 more"),
        (tuple(range(299)), "0, 1, 2, 3, 4 and 294 more"),
    ],
)
def test_of_many_ids_the_first_are_named(ids: tuple[int, ...], expected: str) -> None:
    assert few(ids) == expected


@pytest.mark.parametrize(
    ("width", "heads", "title"),
    [
        (200, ["id", "published", "source", "title", "same", "as", "revisions"], LONG),
        (80, ["id", "published", "source", "title", "revisions"], LONG[:12]),
        (56, ["id", "published", "title"], LONG[:10]),
    ],
)
def test_articles_have_a_line_each_however_narrow(width: int, heads: list[str], title: str) -> None:
    at = Console(width=width)
    with at.capture() as held:
        at.print(articles_table([ROW], {}, UTC, width))
    lines = [line for line in held.get().splitlines() if line.strip(" ─")]
    assert lines[0].split() == heads
    assert len(lines) == 2
    assert title in lines[1]
