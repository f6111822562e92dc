"""Families as they are asked for, and selections with one article of each."""

from collections.abc import Sequence
from datetime import timedelta
from time import process_time

import pytest
import sqlalchemy as sa

from storage.families import gather
from storage.kinship import links_among, once, stored_family
from storage.queries import Selection, listed, number
from storage.schema import article as articles
from storage.schema import family, kin
from tests.builders import NOW, source, sources
from tests.test_storage_families import A, B, C, of, store

SOURCES = sources(*(source(id=f"s{each}", name=f"第{each}日报", language="zh") for each in range(6)))


def titles(connection: sa.Connection, selection: Selection) -> list[str]:
    return sorted(each.title for each in listed(connection, selection))


def test_no_family(connection: sa.Connection) -> None:
    assert stored_family(connection, 1, SOURCES) is None
    assert once(connection, Selection(), SOURCES).leave_out == frozenset()


def test_a_family_with_its_origin_and_edges(connection: sa.Connection) -> None:
    store(connection, of(1, A, credit="第2日报"), of(2, A + "。", credit="第2日报"), of(3, A[:250]), of(4, B))
    found = stored_family(connection, 1, SOURCES)
    assert found is not None
    assert found.id == 1
    assert [each.id for each in found.family.members] == [1, 2, 3]
    assert (found.family.origin, found.family.why) == (2, "credited")
    assert [(each.id, each.of, each.kind) for each in found.family.edges] == [(1, 2, "reprint"), (3, 2, "excerpt")]
    assert found.family.by_ownership == (("state", 3),)


@pytest.mark.parametrize("order", [range(9), range(8, -1, -1), (4, 7, 1, 8, 0, 5, 2, 6, 3)])
def test_what_one_text_is_tied_to_all_that_carry_it_are(connection: sa.Connection, order: Sequence[int]) -> None:
    group = [of(each, (A, A + C[:60], A[:300])[each % 3]) for each in range(1, 10)]
    for each in order:
        store(connection, group[each])
    found = stored_family(connection, 1, SOURCES)
    assert found is not None
    number = {each.id: int(each.url.rpartition("/")[2]) for each in found.family.members}
    told = {(number[each.one], number[each.other]) for each in links_among(connection, found.family.members)}
    ends = {frozenset(each) for each in told}
    assert len(told) == 15  # of three texts with three copies each pair has five
    assert frozenset((1, 2)) in ends
    assert frozenset((4, 5)) not in ends
    edges = {number[each.id]: (number[each.of or 0], each.kind) for each in found.family.edges}
    assert edges == {
        2: (1, "excerpt"), 3: (1, "copy"), 4: (1, "copy"), 5: (2, "copy"), 6: (3, "copy"), 7: (1, "copy"),
        8: (2, "copy"), 9: (3, "copy"),
    }  # fmt: skip
    assert list(links_among(connection, [])) == []


def test_a_thousand_exact_copies_are_told_in_linear_time(connection: sa.Connection) -> None:
    store(connection, *(of(each, A) for each in range(1, 1001)))
    start = process_time()
    found = stored_family(connection, 1, SOURCES)
    assert found is not None
    assert len(found.family.edges) == 999
    assert process_time() - start < 3  # half a million pairs took 5 to 12 s


def test_a_family_of_sources_whose_files_are_gone(connection: sa.Connection) -> None:
    store(connection, of(1, A), of(2, A))
    found = stored_family(connection, 1, {})
    assert found is not None
    assert (found.family.origin, found.family.by_ownership) == (1, ())


def test_the_id_of_a_family_that_became_part_of_another_leads_there(connection: sa.Connection) -> None:
    for at, its in enumerate([A[:300], A[:300], A[200:], A[200:], A], 1):
        store(connection, of(at, its))
    found = stored_family(connection, 2, SOURCES)
    assert found is not None
    assert (found.id, len(found.family.members)) == (1, 5)


def test_a_family_that_all_left(connection: sa.Connection) -> None:
    connection.execute(sa.insert(family).values(began_at=NOW))
    found = stored_family(connection, 1, SOURCES)
    assert found is not None
    assert (found.family.members, found.family.origin) == ((), None)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (None, ["题目2", "题目4"]),  # the origin
        (("s1", "s3", "s4"), ["题目1", "题目4"]),  # else the earliest
        (("s3",), ["题目3"]),
        ((), []),
    ],
)
def test_one_of_each_family(connection: sa.Connection, chosen: tuple[str, ...] | None, expected: list[str]) -> None:
    store(connection, of(1, A, credit="第2日报"), of(2, A), of(3, A), of(4, B))
    selection = once(connection, Selection(sources=chosen), SOURCES)
    assert titles(connection, selection) == expected
    assert number(connection, selection) == len(expected)


def test_limit_and_offset_count_what_is_left(connection: sa.Connection) -> None:
    store(connection, *(of(each, A) for each in range(1, 4)), of(4, B))
    for limit, offset, expected in ((1, 0, ["题目4"]), (1, 1, ["题目1"]), (5, 1, ["题目1"]), (5, 2, [])):
        selection = once(connection, Selection(limit=limit, offset=offset), SOURCES)
        assert titles(connection, selection) == expected


def test_lists_tell_the_family(connection: sa.Connection) -> None:
    store(connection, of(1, A), of(2, A), of(3, B))
    assert {each.id: each.family_id for each in listed(connection, Selection())} == {1: 1, 2: 1, 3: None}
    assert connection.execute(sa.select(sa.func.count()).select_from(kin)).scalar_one() == 2


def test_times_decide_and_not_ids(connection: sa.Connection) -> None:
    store(connection, of(1, A, published_at=NOW + timedelta(days=1)), of(2, A))
    found = stored_family(connection, 1, SOURCES)
    assert found is not None
    assert found.family.origin == 2
    connection.execute(sa.update(articles).where(articles.c.id == 1).values(published_at=NOW))
    gather(connection, [1], NOW)
    again = stored_family(connection, 1, SOURCES)
    assert again is not None
    assert again.family.origin == 1
