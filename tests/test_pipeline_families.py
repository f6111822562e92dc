"""Families: their origin, what each member made of its text, and what kind of text it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.families import Family, family_of
from pipeline.members import Member
from pipeline.ties import Groups, Link, ties
from tests.timing import grows_with_size

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def member(number: int, hour: float = 0, **changes: Any) -> Member:
    """A member of that id, published so many hours after the first."""
    values: dict[str, Any] = {
        "url": f"https://s{number}.example/a",
        "source": f"s{number}",
        "name": f"第{number}日报",
        "language": "zh",
        "first_seen_at": NOW + timedelta(days=2),
        "published_at": NOW + timedelta(hours=hour),
        "published_precision": "minute",
        "ownership": "commercial",
        "country": "CN",
        "script": "Hans",
    }
    return Member(id=number, **values | changes)


def near(one: int, other: int, score: float = 0.9, **changes: Any) -> Link:
    return Link(one, other, "near-copy", score, **changes)


def edges(of: Family) -> list[tuple[int, int | None, str]]:
    return [(each.id, each.of, each.kind) for each in of.edges]


def test_no_members_make_an_empty_family() -> None:
    found = family_of((), ())
    assert (found.members, found.origin, found.edges, found.handout) == ((), None, (), None)
    assert (found.by_ownership, found.by_language, found.elsewhere) == ((), (), ())


def test_one_member_is_its_own_origin() -> None:
    found = family_of([member(1)], ())
    assert (found.origin, found.why, found.edges) == (1, "earliest", ())
    assert found.is_first_known
    assert found.by_language == (("zh", 1),)
    assert found.edge_of(1) is None


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], True),
        ([member(2, 1)], True),
        ([member(2)], False),
        ([member(2, 1), member(3, published_at=None)], False),
        # Who took it from the other was not first.
        ([member(2, credit="第1日报")], True),
        ([member(2, published_at=None, credit="第1日报"), member(3, 2)], True),
    ],
)
def test_whether_it_is_known_which_was_first(others: list[Member], expected: bool) -> None:
    assert family_of([member(1), *others], ()).is_first_known == expected


@pytest.mark.parametrize(
    ("members", "origin", "why"),
    [
        ([member(1, 0), member(2, 1)], 1, "earliest"),
        ([member(1, 2), member(2, 1)], 2, "earliest"),
        # The earliest credits somebody outside.
        ([member(1, 0, credit="北海晚报"), member(2, 1)], 2, "earliest"),
        # All do.
        ([member(1, 0, credit="北海晚报"), member(2, 1, credit="北海晚报")], None, "elsewhere"),
        # A credit that is stored wins over time, whatever the newsroom is called there.
        ([member(1, 0), member(2, 1, name="新华社"), member(3, 2, credit="新华网")], 2, "credited"),
        ([member(1, 0), member(2, 1, credit="第3日报"), member(3, 5)], 3, "credited"),
        # Its own name as a credit points nowhere.
        ([member(1, 0, credit="第1日报"), member(2, 1)], 1, "earliest"),
        ([member(1, 0, account="星海观察", credit="星海观察"), member(2, 1)], 1, "earliest"),
        ([member(1, 3), member(2, 0, declared_origin="https://s1.example/a")], 1, "declared"),
        ([member(1, 0), member(2, 1, declared_origin="https://other.example/")], 1, "earliest"),
        ([member(1, 3, page_url="https://s1.example/amp"), member(2, 0, declared_origin="https://s1.example/amp")], 1,
         "declared"),
        # What is declared goes before what is credited.
        ([member(1, 0), member(2, 1), member(3, 2, credit="第2日报", declared_origin="https://s1.example/a")], 1,
         "declared"),
        # A chain leads to its end, a circle to who was first.
        ([member(1, 2), member(2, 1, credit="第1日报"), member(3, 0, credit="第2日报")], 1, "credited"),
        ([member(1, 0, credit="第2日报"), member(2, 1, credit="第1日报")], 1, "credited"),
        # The newsroom that most lead to.
        ([member(1, 0), member(2, 1), member(3, 2, credit="第2日报"), member(4, 3, credit="第1日报"),
          member(5, 4, credit="第2日报")], 2, "credited"),
        # A bare day may be its evening.
        ([member(1, 2), member(2, 0, published_precision="day")], 1, "earliest"),
        ([member(1, 2), member(2, 0, published_precision="day", first_seen_at=NOW + HOUR)], 2, "earliest"),
        # Unknown is when it was first seen.
        ([member(1, 0, published_at=None), member(2, 1)], 2, "earliest"),
        # Of equals the URL decides.
        ([member(2, 0), member(1, 0)], 1, "earliest"),
    ],
)  # fmt: skip
def test_the_origin(members: list[Member], origin: int | None, why: str) -> None:
    links = [near(1, each.id) for each in members if each.id != 1]
    found = family_of(members, links)
    assert (found.origin, found.why) == (origin, why)


@pytest.mark.parametrize(
    ("changes", "link", "kind"),
    [
        ({}, near(2, 1), "copy"),
        ({}, Link(2, 1, "exact", 1.0), "copy"),
        ({"credit": "第1日报"}, near(2, 1), "reprint"),
        ({"declared_origin": "https://s1.example/a"}, near(2, 1), "reprint"),
        ({"dateline": "新华社北京10月12日电"}, near(2, 1), "reprint"),
        ({}, Link(2, 1, "shared-passage", 0.4, "excerpt", 0.95, 0.3), "excerpt"),
        ({"credit": "第1日报"}, Link(1, 2, "shared-passage", 0.4, "excerpt", 0.3, 0.95), "excerpt"),
        ({}, near(2, 1, 0.5, share_one=0.98, share_other=0.5), "excerpt"),
        ({"name": "第1日报", "source": "s1"}, near(2, 1), "update"),
        ({"name": "第1日报", "source": "s1"}, Link(2, 1, "exact", 1.0), "repeat"),
        ({"script": "Hant"}, near(2, 1), "script-conversion"),
        ({"script": "Hant", "credit": "第1日报"}, Link(2, 1, "exact", 1.0), "script-conversion"),
        ({"script": None}, near(2, 1), "copy"),
    ],
)
def test_what_a_member_made_of_the_text(changes: dict[str, Any], link: Link, kind: str) -> None:
    found = family_of([member(1, 0), member(2, 1, **changes)], [link])
    assert edges(found) == [(2, 1, kind)]
    assert found.edges[0].by == link.kind
    assert found.edges[0].is_credited == ("credit" in changes or "declared_origin" in changes or "dateline" in changes)


def test_a_copy_hangs_on_whom_it_is_most_like() -> None:
    members = [member(1, 0), member(2, 1), member(3, 2), member(4, 3)]
    links = [near(2, 1, 0.5), near(3, 1, 0.5), near(3, 2, 0.98), near(4, 3, 0.9), near(4, 1, 0.92)]
    assert edges(family_of(members, links)) == [(2, 1, "copy"), (3, 2, "copy"), (4, 1, "copy")]


def test_a_credit_goes_before_likeness() -> None:
    members = [member(1, 0), member(2, 1), member(3, 2, credit="第2日报")]
    found = family_of(members, [near(2, 1), near(3, 1, 0.99)])
    assert edges(found) == [(1, 2, "copy"), (3, 2, "reprint")]


def test_all_that_credit_somebody_outside() -> None:
    found = family_of([member(1, 0, credit="北海晚报"), member(2, 1, credit="北海晚报、南海晚报")], [near(2, 1)])
    assert found.elsewhere == (("北海晚报", 2), ("南海晚报", 1))
    assert edges(found) == [(1, None, "reprint"), (2, 1, "reprint")]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([member(1), member(2)], None),
        ([member(1, name="新华社"), member(2, 1)], ("wire", "xinhua")),
        ([member(1, dateline="新华社北京10月12日电"), member(2, 1)], ("wire", "xinhua")),
        ([member(1), member(2, 1, credit="新华社"), member(3, 2, credit="新华网")], ("wire", "xinhua")),
        ([member(1), member(2, 1), member(3, 2, credit="新华社")], None),
        ([member(1, language="en", credit="Reuters")], ("wire", "reuters")),
        ([member(1, credit="北海市商务局"), member(2, 1, credit="北海市商务局")], ("release", "北海市商务局")),
        ([member(1, credit="北海市商务局网站"), member(2, 1)], ("release", "北海市商务局")),
        ([member(1, credit="北海市商务局")], None),
        ([member(1, name="北海市商务局"), member(2, 1), member(3, 2)], ("release", "北海市商务局")),
        ([member(1, name="北海发布", ownership="government"), member(2, 1), member(3, 2)], ("release", "北海发布")),
        ([member(1, name="星海", ownership="company"), member(2, 1)], None),
        ([member(1, credit="北海市商务局"), member(2, 1, credit="新华社"), member(3, 2, credit="新华社")],
         ("wire", "xinhua")),
    ],
)  # fmt: skip
def test_wire_copy_and_releases(members: list[Member], expected: tuple[str, str] | None) -> None:
    handout = family_of(members, ()).handout
    assert (handout and (handout.kind, handout.of)) == expected


def test_counts() -> None:
    members = [member(1), member(2, 1, ownership="state"), member(3, 2, language="en", country="US"), member(4, 3)]
    found = family_of([*members, member(5, 4, source="s1", ownership="")], ())
    assert found.by_ownership == (("commercial", 3), ("state", 1))
    assert found.by_language == (("zh", 4), ("en", 1))
    assert found.by_country == (("CN", 4), ("US", 1))
    assert found.by_newsroom == (("s1", 2), ("s2", 1), ("s3", 1), ("s4", 1))


def test_any_order_of_arrival_gives_the_same_family() -> None:
    members = [member(1, 0), member(2, 0, credit="第3日报"), member(3, 1), member(4, 2, credit="新华社")]
    links = [near(2, 1), Link(3, 1, "exact", 1.0), near(4, 3, 0.4)]
    found = family_of(members, links)
    for order in permutations(members):
        assert family_of(order, reversed(links)) == found


numbers = st.integers(1, 6)
members_drawn = st.lists(
    st.builds(
        member,
        numbers,
        st.sampled_from([0, 1, 2]),
        credit=st.sampled_from(["", "第1日报", "第2日报", "新华社", "北海市商务局"]),
        declared_origin=st.sampled_from(["", "https://s3.example/a", "https://x.example/"]),
        letters=st.sampled_from([None, "aa", "bb"]),
        script=st.sampled_from(["Hans", "Hant", None]),
        published_precision=st.sampled_from(["minute", "day"]),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)
links_drawn = st.lists(
    st.builds(
        Link,
        numbers,
        numbers,
        st.sampled_from(["near-copy", "shared-passage"]),
        st.sampled_from([0.3, 0.5, 1.0]),
        st.sampled_from(["", "excerpt", "update"]),
        st.sampled_from([0.2, 0.9]),
        st.sampled_from([0.2, 0.9]),
    ),
    max_size=10,
)


@given(members_drawn, links_drawn, st.randoms(use_true_random=False))
def test_a_family_is_a_tree_in_whatever_order(members: list[Member], links: list[Link], order: Any) -> None:
    found = family_of(members, links)
    mixed, others = list(members), list(links)
    order.shuffle(mixed)
    order.shuffle(others)
    assert family_of(mixed, others) == found
    parents = {each.id: each.of for each in found.edges}
    roots = {each.id for each in members} - {one for one, of in parents.items() if of is not None}
    assert len(roots) == bool(members)
    for at in parents:
        seen = {at}
        while (of := parents.get(at)) is not None:
            at = of
            assert at not in seen
            seen.add(at)
    assert sum(number for _, number in found.by_newsroom) == len(members)
    assert [each.id for each in found.edges] == [each.id for each in found.members if each.id != found.origin]


@given(members_drawn, links_drawn)
@example(
    [member(1, 0), member(2, 0), member(3, 0)],
    [Link(2, 3, "shared-passage", 0.5, "", 0.2, 0.9), Link(3, 2, "shared-passage", 0.5, "", 0.2, 0.9)],
)
def test_ids_decide_nothing(members: list[Member], links: list[Link]) -> None:
    """Ids are given in the order of arrival: others must give the same family."""
    other = {number: 100 - number for number in range(1, 7)}

    def turned(of: Member | Link) -> Any:
        changes = {name: other[getattr(of, name)] for name in ("id", "one", "other") if hasattr(of, name)}
        return type(of)(**{name: getattr(of, name) for name in of.__dataclass_fields__} | changes)

    found, again = family_of(members, links), family_of(map(turned, members), map(turned, links))
    assert again.origin == (None if found.origin is None else other[found.origin])
    assert [(each.id, each.of, each.kind) for each in again.edges] == [
        (other[each.id], each.of and other[each.of], each.kind) for each in found.edges
    ]
    assert again.handout == found.handout


@pytest.mark.parametrize("kind", ["chain", "circle", "star", "apart"])
def test_large_families_take_no_longer(kind: str) -> None:
    def build(size: int) -> Callable[[], object]:
        to = {"chain": [at - 1 for at in range(size)], "circle": [*range(1, size), 0], "star": [0] * size}
        named = [f"https://s{at}.example/a" for at in to[kind]] if kind in to else [""] * size
        members = [member(at, (size - at) / 100, declared_origin=named[at]) for at in range(size)]
        links = [near(at, at - 1) for at in range(1, size) if kind != "apart"]
        return lambda: family_of(members, links)

    assert grows_with_size(build, 200, most=3.0)


@pytest.mark.parametrize(
    ("link", "later", "same", "expected"),
    [
        (Link(1, 2, "exact", 1.0), True, False, True),
        (near(1, 2, 0.3), True, False, True),
        (near(1, 2, 0.8, is_template=True), True, False, False),
        (near(1, 2, 0.5, share_one=0.5, share_other=1.0), True, False, False),  # a round-up with all of two
        (near(1, 2, 0.5, share_one=0.5, share_other=1.0), False, False, True),  # half of a report
        (near(1, 2, 0.4, share_one=0.4, share_other=1.0), True, True, True),  # a newsroom's own, much longer now
        (near(1, 2, 0.4, share_one=0.4, share_other=0.4), True, True, False),
        (Link(1, 2, "shared-passage", 0.2, "quotation", 0.9, 0.9), True, False, False),
        (Link(1, 2, "shared-passage", 0.2, "excerpt", 0.9, 0.2), True, False, True),
        (Link(1, 2, "shared-passage", 0.2, "excerpt", 0.9, 0.2), False, False, False),  # a round-up with all of one
        (Link(1, 2, "shared-passage", 0.2, "excerpt", 0.2, 0.1), True, True, False),
        (Link(1, 2, "shared-passage", 0.2, "update", 0.3, 0.9), True, False, False),
        (Link(1, 2, "shared-passage", 0.2, "update", 0.3, 0.9), True, True, True),
    ],
)
def test_what_ties(link: Link, later: bool, same: bool, expected: bool) -> None:
    assert ties(link, later, same) is expected
    turned = replace(link, one=link.other, other=link.one, share_one=link.share_other, share_other=link.share_one)
    assert ties(turned, not later, same) is expected


@pytest.mark.parametrize(
    ("ids", "tied", "expected"),
    [
        ([], [], []),
        ([3], [], [[3]]),
        ([3, 1, 2], [(1, 3)], [[1, 3], [2]]),
        ([1, 2, 3, 4], [(4, 3), (3, 2)], [[1], [2, 3, 4]]),
        ([1], [(1, 9), (9, 8)], [[1]]),
    ],
)
def test_groups(ids: list[int], tied: list[tuple[int, int]], expected: list[list[int]]) -> None:
    groups = Groups(ids)
    for pair in tied:
        groups.join(*pair)
    assert groups.listed() == expected
    for group in expected:
        assert all(groups.are_together(group[0], each) for each in group)
