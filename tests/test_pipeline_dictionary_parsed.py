"""The dictionary as it is kept for other processes."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import dictionary, dictionary_parsed, english
from pipeline.dictionary_lines import places
from pipeline.dictionary_parsed import parsed, prepare
from pipeline.dictionary_senses import shares_of

WORDS = ("芯片", "出口", "管制", "央行", "特朗普", "单", "打", "儿")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where it is kept: a folder of the test's own, and of few words."""
    few = {word: places()[word] for word in WORDS}
    monkeypatch.setattr(dictionary_parsed, "places", lambda: few)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: tmp_path / "kept")
    held = (dictionary_parsed.parsed, dictionary_parsed._path, dictionary.meaning, dictionary._prepared)
    for each in held:
        each.cache_clear()
    yield tmp_path / "kept"
    for each in held:
        each.cache_clear()


def kept(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_what_is_kept_means_the_same(folder: Path) -> None:
    assert parsed() is None
    lazily = {word: dictionary.meaning(word) for word in (*WORDS, "芯片出口", "囧囧囧")}
    prepare()
    dictionary.meaning.cache_clear()
    assert parsed() is not None
    assert {word: dictionary.meaning(word) for word in lazily} == lazily
    assert dictionary._shares("打") == shares_of("打")
    assert dictionary.is_word("芯片")
    assert not dictionary.is_word("囧囧囧")


def test_another_process_only_reads_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare()
    monkeypatch.setattr(dictionary_parsed, "shares_of", lambda word: pytest.fail(f"{word} was parsed again"))
    dictionary_parsed.parsed.cache_clear()
    prepare()
    assert dictionary.meaning("芯片")


@pytest.mark.parametrize("spoil", [lambda held: held[: len(held) // 2], lambda _: b"", lambda held: held + b"\xff"])
def test_a_spoilt_one_is_made_anew(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    prepare()
    whole = kept(folder).read_bytes()
    kept(folder).write_bytes(spoil(whole))
    dictionary_parsed.parsed.cache_clear()
    assert parsed() is None
    prepare()
    assert kept(folder).read_bytes() == whole


def test_one_of_an_older_release_goes(folder: Path) -> None:
    folder.mkdir()
    (folder / "dictionary-0.txt").write_text("old")
    prepare()
    assert kept(folder).name != "dictionary-0.txt"


def test_where_nothing_can_be_kept_words_are_parsed(folder: Path) -> None:
    folder.write_text("a file in the folder's place")
    prepare()
    assert parsed() is None
    assert dictionary.meaning("芯片")


def test_it_is_made_anew_where_the_words_that_tell_nothing_are_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare()
    monkeypatch.setitem(english.KNOWN, "chip", "")
    monkeypatch.setattr(english, "TERMS", type(english.TERMS)())
    dictionary_parsed.parsed.cache_clear()
    dictionary_parsed._path.cache_clear()
    assert parsed() is None


def test_without_a_home_words_are_parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_: str) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_cache_path", homeless)
    prepare()
    assert dictionary.meaning("芯片")


def test_one_that_can_not_be_kept_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[None] = []
    monkeypatch.setattr(dictionary, "prepare", lambda: made.append(None))
    monkeypatch.setattr(dictionary, "MANY", 2)
    for word in WORDS:
        dictionary.meaning(word)
    dictionary.meaning.cache_clear()
    for word in WORDS:
        dictionary.meaning(word)
    assert made == [None]


def test_what_a_killed_process_left_goes(folder: Path) -> None:
    for name in ("making-old", "making-new"):
        (folder / name).mkdir(parents=True)
    os.utime(folder / "making-old", (0, 0))
    prepare()
    assert {each.name for each in folder.iterdir()} == {"making-new", dictionary_parsed._path().name}
