"""The layers of evidence for a publication time."""

from datetime import UTC, datetime

import pytest

from pipeline.markup import tree_of
from pipeline.metadata import JsonLd, Metadata
from pipeline.published import published_of, updated_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
CLAIM = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("metadata", "near", "claim", "layer", "expected"),
    [
        (Metadata(json_ld=JsonLd(published="2026-10-12T01:00:00Z"), meta={"pubdate": "2026-10-11 09:00"}), (), CLAIM,
         "json-ld", "2026-10-12T01:00:00 second"),
        (Metadata(meta={"article:published_time": "2026-10-12 09:30"}), ("2026-10-11 08:00",), CLAIM,
         "meta", "2026-10-12T01:30:00 minute"),
        (Metadata(meta={"pubdate": "2026-10-12"}), (), None, "meta", "2026-10-11T16:00:00 day"),
        (Metadata(meta={"pubdate": "2026-10-12"}), ("2026-10-12 09:30",), None, "text", "2026-10-12T01:30:00 minute"),
        (Metadata(meta={"pubdate": "2026-10-12"}), ("2026-05-01 09:30",), CLAIM, "route", "2026-10-12T03:00:00 second"),
        (Metadata(json_ld=JsonLd(published="2026-10-12T00:00:00+08:00")), (), None,
         "json-ld", "2026-10-11T16:00:00 day"),
        (Metadata(items={"datepublished": "2026-10-12 09:30"}), (), None, "meta", "2026-10-12T01:30:00 minute"),
        (Metadata(), ("来源：北海", "2026年10月12日 09:30"), None, "text", "2026-10-12T01:30:00 minute"),
        (Metadata(), ("3 hours ago",), CLAIM, "route", "2026-10-12T03:00:00 second"),
        (Metadata(), (), CLAIM, "route", "2026-10-12T03:00:00 second"),
        (Metadata(json_ld=JsonLd(published="2099-01-01")), (), CLAIM, "route", "2026-10-12T03:00:00 second"),
        (Metadata(times=("2026-10-12T09:30:00+08:00",)), (), None, "text", "2026-10-12T01:30:00 second"),
    ],
)  # fmt: skip
def test_layers(metadata: Metadata, near: tuple[str, ...], claim: datetime | None, layer: str, expected: str) -> None:
    found = published_of(metadata, near, claim, None, ZONE, NOW)
    assert found is not None
    assert found.layer == layer
    assert f"{found.moment.at:%Y-%m-%dT%H:%M:%S} {found.moment.precision}" == expected


def test_no_evidence() -> None:
    assert published_of(Metadata(), (), None, None, ZONE, NOW) is None
    assert published_of(Metadata(), (), datetime(1970, 1, 1, tzinfo=UTC), None, ZONE, NOW) is None


def test_a_guess_is_the_last_layer_and_only_a_day() -> None:
    tree = tree_of('<html><body><p class="date">Published: 12 October 2026</p><p>Text.</p></body></html>')
    found = published_of(Metadata(), (), None, tree, ZONE, NOW)
    assert found is not None
    assert (found.layer, found.moment.precision, found.moment.at.day) == ("htmldate", "day", 11)


@pytest.mark.parametrize("text", ["2026-01-01T00:00:00+99:99", "9999-12-31T23:59:59+14:00", "1" * 5000])
def test_a_guess_never_raises(text: str) -> None:
    tree = tree_of(f'<html><head><meta name="date" content="{text}"></head><body><time>{text}</time></body></html>')
    published_of(Metadata(), (), None, tree, ZONE, NOW)


def test_updated() -> None:
    at = datetime(2026, 10, 12, tzinfo=UTC)
    assert updated_of(Metadata(json_ld=JsonLd(modified="2026-10-13T00:00:00Z")), at, ZONE, NOW) == datetime(
        2026, 10, 13, tzinfo=UTC
    )
    assert updated_of(Metadata(meta={"article:modified_time": "2026-10-01"}), at, ZONE, NOW) is None
    assert updated_of(Metadata(), None, ZONE, NOW) is None
