"""Keys of a source's file for when and how much it is asked, and what is stored of pages that reserve it."""

from datetime import time
from pathlib import Path

import pytest

from config.errors import ConfigErrors
from config.hours import Hours
from config.source import parse_source
from tests.test_config_source import written

FILE = Path("alpha.yml")


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ('"01:00-06:00"', Hours(time(1), time(6))),
        ("01:00-06:00", Hours(time(1), time(6))),
        ('"22:30-05:15"', Hours(time(22, 30), time(5, 15))),
        ('"20:00-24:00"', Hours(time(20), time())),
        ('"00:00-06:00"', Hours(time(), time(6))),
    ],
)
def test_hours(value: str, hours: Hours) -> None:
    assert parse_source(written(quiet=value), FILE).quiet == hours
    assert str(Hours(time(1), time(6))) == "01:00-06:00"


@pytest.mark.parametrize(
    ("key", "value", "message", "right"),
    [
        ("quiet", '"1-6"', "two times of a day", "01:00-06:00"),
        ("quiet", '"1:00 – 6:30"', "two times of a day", "01:00-06:30"),
        ("quiet", '"01:00 to 25:00"', "two times of a day", None),
        ("quiet", '"24:00-06:00"', "two times of a day", None),
        ("quiet", '"01:60-06:00"', "two times of a day", None),
        ("quiet", "night", "two times of a day", None),
        ("quiet", "5", "two times of a day", None),
        ("quiet", "[1, 6]", "two times of a day", None),
        ("quiet", '"06:00-06:00"', "ends where it begins", None),
        ("quiet", '"00:00-24:00"', "ends where it begins", None),
        ("budget", "0", "is not between", None),
        ("budget", "many", "pages a day, such as 200", None),
        ("budget", "2.5", "pages a day, such as 200", None),
        ("reserved", "metdata", "is none of full, metadata, skip", "metadata"),
        ("reserved", "true", "is none of|without quotes|YAML", None),
    ],
)
def test_a_mistake_names_the_key(key: str, value: str, message: str, right: str | None) -> None:
    with pytest.raises(ConfigErrors, match=message) as caught:
        parse_source(written(**{key: value}), FILE)
    (error,) = caught.value.errors
    assert (error.key, error.nearest) == (key, right)


def test_without_them_nothing_is_bounded() -> None:
    found = parse_source(written(), FILE)
    assert (found.quiet, found.budget, found.reserved) == (None, None, None)
