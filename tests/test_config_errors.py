"""Errors say in one line what is wrong and where, and survive the way between processes."""

import pickle
from pathlib import Path

import pytest

from config.errors import ConfigError, ConfigErrors, nearest

ONE = ConfigError(Path("sources/a.yml"), 3, "lanuage", "no such key", "language")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ONE, "sources/a.yml:3: lanuage: no such key (did you mean language?)"),
        (ConfigError(Path("a.yml"), None, "id", "is wrong"), "a.yml: id: is wrong"),
        (ConfigError(Path("a.yml"), 1, "", "is empty"), "a.yml:1: is empty"),
        (ConfigError(None, None, "DUIZHAO_DAT", "no such setting"), "DUIZHAO_DAT: no such setting"),
        (ConfigError(Path("a.yml"), 1, "a\nb", "two\r\nlines \x1b[31m"), "a.yml:1: a b: two lines [31m"),
    ],
)
def test_one_line(error: ConfigError, expected: str) -> None:
    assert str(error) == expected


def test_one_error_stands_for_itself() -> None:
    assert ONE.errors == (ONE,)


def test_many_errors_are_one_line_each() -> None:
    two = ConfigErrors(ONE, ConfigError(Path("sources/a.yml"), 5, "home", "is missing"))
    assert str(two).splitlines() == [str(ONE), "sources/a.yml:5: home: is missing"]
    assert (two.line, two.key, two.nearest) == (3, "lanuage", "language")


@pytest.mark.parametrize("error", [ONE, ConfigErrors(ONE, ONE)])
def test_pickled(error: ConfigError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("feed", "feeds"), ("SITEMAP", "sitemaps"), ("zzzz", None), ("", None), ("feeds" * 10**6, None)],
)
def test_nearest(word: str, expected: str | None) -> None:
    assert nearest(word, ("feeds", "sitemaps", "body")) == expected


def test_nearest_of_nothing() -> None:
    assert nearest("feeds", ()) is None
