"""The rules that ship as YAML."""

import re

import pytest

from config.rules import rules, words


def test_rules_are_read_once() -> None:
    assert rules("tracking") is rules("tracking")


def test_an_unknown_file_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        rules("nothing")


def test_the_longest_word_comes_first() -> None:
    lengths = [len(word) for word in words("marks", "credit")]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("line", [*rules("tails")["lines"], *rules("heads")["lines"], *rules("heads")["before_title"]])
def test_a_line_is_a_pattern_that_does_not_match_everything(line: str) -> None:
    assert re.compile(line).fullmatch("这是正文里的一句普通的话。") is None
    assert re.compile(line).fullmatch("") is None


@pytest.mark.parametrize("name", ["id", "cid", "p", "page", "code", "docid", "articleid"])
def test_names_that_tell_articles_apart_are_no_tracking(name: str) -> None:
    held = rules("tracking")
    assert name not in held["names"]
    assert not name.startswith(tuple(held["prefixes"]))
