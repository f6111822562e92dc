"""The sources of a service: which of them are crawled together, and how files that change are noticed."""

import os
from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.source import Source
from service.duty import Roster, free_room, groups_of, signature
from tests.builders import source
from tests.watching import write_source

HOSTS = st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=3)
OF_HOSTS = st.dictionaries(st.sampled_from([f"source-{number}" for number in range(9)]), HOSTS, max_size=9)


def at_hosts(hosts: Mapping[str, set[str]]) -> dict[str, Source]:
    """A source for each id, with a feed at each of its hosts."""
    return {
        each: source(id=each, feeds=tuple(f"https://{host}.example/{each}.xml" for host in sorted(of)))
        for each, of in hosts.items()
    }


def reached(hosts: Mapping[str, set[str]], first: str) -> set[str]:
    """The sources that a source shares a host with, over any number of steps, found the slow way."""
    found = {first}
    while True:
        more = {each for each in hosts for one in found if hosts[each] & hosts[one]} | found
        if more == found:
            return found
        found = more


@given(OF_HOSTS)
def test_sources_that_share_hosts_are_one_group(hosts: dict[str, set[str]]) -> None:
    groups = groups_of(at_hosts(hosts))
    assert groups == {each: min(reached(hosts, each)) for each in hosts}


@cache
def shipped() -> Roster:
    """All sources that come with it, read once; whoever takes it puts others in."""
    return Roster(None)


@given(OF_HOSTS, st.randoms())
def test_a_batch_is_what_is_due_of_a_group(hosts: dict[str, set[str]], random: Random) -> None:
    roster = copy(shipped())
    roster.sources = at_hosts(hosts)
    roster.groups = groups_of(roster.sources)
    due = [each for each in hosts if random.random() < 0.7]
    random.shuffle(due)
    batches = roster.batches(due)
    assert sorted(each for batch in batches for each in batch) == sorted(due)
    assert [batch[0] for batch in batches] == [each for each in due if each in {batch[0] for batch in batches}]
    for batch in batches:
        assert len({roster.group(each) for each in batch}) == 1
        assert list(batch) == [each for each in due if each in batch]
    assert len({roster.group(batch[0]) for batch in batches}) == len(batches)


@pytest.mark.parametrize(
    ("feeds", "together"),
    [
        (("https://a.example/1", "https://a.example/2"), True),
        (("https://a.example/1", "https://A.EXAMPLE/2"), True),
        (("https://a.example/1", "http://a.example/2"), False),  # another port: another host to be polite to
        (("https://a.example/1", "https://www.a.example/2"), False),
    ],
)
def test_what_is_the_same_host(feeds: tuple[str, str], together: bool) -> None:
    one, other = source(id="one", feeds=feeds[:1]), source(id="other", feeds=feeds[1:])
    assert (groups_of({"one": one, "other": other})["other"] == "one") == together


def test_what_is_due_and_has_no_file_any_more_is_left_out(tmp_path: Path) -> None:
    write_source(tmp_path, "harbour")
    roster = Roster(tmp_path, ["harbour"])
    assert roster.batches(["gone", "harbour"]) == [("harbour",)]
    assert roster.group("gone") == "gone"


def test_a_roster_is_all_or_those_asked_for(tmp_path: Path) -> None:
    write_source(tmp_path, "harbour")
    write_source(tmp_path, "beihai")
    assert {"harbour", "beihai", "guardian"} <= {*Roster(tmp_path).sources}
    assert [*Roster(tmp_path, ["harbour", "gone", "beihai"]).sources] == ["harbour", "beihai"]
    assert "guardian" in Roster(None).sources


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    file = write_source(tmp_path, "harbour", name="Before")
    roster = Roster(tmp_path, ["harbour"])
    assert not roster.refresh()
    write_source(tmp_path, "harbour", name="Afterwards")
    assert roster.refresh()
    assert roster.sources["harbour"].name == "Afterwards"
    assert not roster.refresh()
    os.utime(file, (1, 1))
    assert roster.refresh()


def test_files_that_come_and_go(tmp_path: Path) -> None:
    roster = Roster(tmp_path)
    file = write_source(tmp_path, "harbour")
    assert roster.refresh()
    assert "harbour" in roster.sources
    file.rename(tmp_path / "lantau.yaml")
    assert roster.refresh()
    assert "harbour" not in roster.sources
    assert "lantau" in roster.sources
    (tmp_path / "notes.txt").write_text("no source")
    assert not roster.refresh()


def test_a_file_that_is_broken_takes_no_other_with_it(tmp_path: Path) -> None:
    file = write_source(tmp_path, "harbour")
    write_source(tmp_path, "beihai")
    roster = Roster(tmp_path, ["harbour", "beihai"])
    right = file.read_text()
    file.write_text("nmae: [\n")
    assert roster.refresh()
    assert [*roster.sources] == ["beihai"]
    assert [error.path for error in roster.catalogue.errors] == [file]
    file.write_text(right)
    assert roster.refresh()
    assert [*roster.sources] == ["harbour", "beihai"]
    assert not roster.catalogue.errors


def test_a_broken_file_in_place_of_a_shipped_one_stops_that_source(tmp_path: Path) -> None:
    roster = Roster(tmp_path)
    (tmp_path / "guardian.yml").write_text("nmae: [\n")
    assert roster.refresh()
    assert "guardian" not in roster.sources
    assert "chinanews" in roster.sources
    (tmp_path / "guardian.yml").unlink()
    assert roster.refresh()
    assert "guardian" in roster.sources


def test_a_directory_that_is_gone_is_a_change(tmp_path: Path) -> None:
    own = tmp_path / "own"
    write_source(own, "harbour")
    roster = Roster(own)
    before = signature(own)
    own.rename(tmp_path / "elsewhere")
    assert signature(own) != before
    assert roster.refresh()
    assert "harbour" not in roster.sources
    assert "guardian" in roster.sources


def test_the_room_on_a_disk(tmp_path: Path) -> None:
    assert free_room(tmp_path) > 0
    with pytest.raises(OSError, match="No such file"):
        free_room(tmp_path / "gone")
