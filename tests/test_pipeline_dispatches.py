"""Whose dispatch an article carries."""

from datetime import UTC, date, datetime

import pytest

from pipeline.dispatches import Dispatch, dispatch_of
from pipeline.values import Language

AT = datetime(2025, 8, 27, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dateline", "language", "own", "expected"),
    [
        ("", "zh", None, None),
        ("本报讯", "zh", None, None),
        ("LONDON", "en", None, None),
        ("新华社昆明8月26日电", "zh", None, Dispatch("xinhua", date(2025, 8, 26))),
        ("新华社昆明8月26日电", "zh", "xinhua", None),
        ("法新社8月26日电", "zh", "thepaper", Dispatch("afp", date(2025, 8, 26))),
        ("新华社电", "zh", None, Dispatch("xinhua", None)),
        ("WASHINGTON (AP)", "en", None, Dispatch("ap", None)),
        ("BEIJING, Aug. 26 (Xinhua)", "en", "scmp", Dispatch("xinhua", date(2025, 8, 26))),
    ],
)
def test_whose_dispatch_it_is(dateline: str, language: Language, own: str | None, expected: Dispatch | None) -> None:
    assert dispatch_of(dateline, language, AT, "UTC", own) == expected


def test_without_a_day_of_publication_a_bare_day_is_none() -> None:
    assert dispatch_of("新华社昆明26日电", "zh", None, "UTC", None) in (Dispatch("xinhua", None), None)
