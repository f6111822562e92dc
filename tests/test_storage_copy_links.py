"""What an article is tied to, seen from it: through articles with the same letters, with places in both texts."""

import pytest
import sqlalchemy as sa

from pipeline.numbers import Differing
from storage.copy_links import CopyLink, links_of, ties_of
from tests.test_storage_copies import A, B, C, of, store

RUN = f"　　{A[:200]}，\n{A[200:400]}。"


def seen(links: tuple[CopyLink, ...]) -> list[tuple[int, str, float]]:
    """The other article, the kind and the score of each."""
    return [(each.tie.other_id, each.tie.found.kind, round(each.tie.found.score, 3)) for each in links]


def test_nothing_is_tied(connection: sa.Connection) -> None:
    store(connection, of("1", A), of("2", ""), of("3", B))
    assert [links_of(connection, number) for number in (0, 1, 2, 3, 99)] == [()] * 5
    assert ties_of(connection, []) == {}


def test_both_sides_see_a_tie(connection: sa.Connection) -> None:
    store(connection, of("1", A), of("2", B[:100] + RUN))
    (here,), (there,) = links_of(connection, 2), links_of(connection, 1)
    assert here.place is not None
    assert here.other_place == (0, 400)
    assert (B[:100] + RUN)[slice(*here.place)] == RUN[2:-1]
    assert (there.place, there.other_place) == (here.other_place, here.place)
    assert (here.tie.found.share, here.tie.found.share_there) == pytest.approx((400 / 500, 400 / 500))
    assert (there.tie.found.share, there.tie.found.share_there) == pytest.approx((400 / 500, 400 / 500))


def test_the_likest_come_first(connection: sa.Connection) -> None:
    store(connection, of("1", A[:150] + C), of("2", A[:450]), of("3", A), of("4", A + "。"))
    assert seen(links_of(connection, 4)) == [
        (3, "exact", 1.0),
        (2, "near-copy", 0.899),
        (1, "shared-passage", pytest.approx(0.145, abs=0.001)),
    ]


def test_exact_copies_have_the_ties_of_each_other(connection: sa.Connection) -> None:
    store(connection, of("1", A), of("2", A[:400]), of("3", A), of("4", A[50:]))
    assert {number: [each.other_id for each in ties] for number, ties in ties_of(connection, range(1, 5)).items()} == {
        1: [3, 4, 2],
        2: [1, 4],
        3: [1, 4, 2],
        4: [1, 2],
    }


def test_numbers_that_differ_are_told(connection: sa.Connection) -> None:
    bulletin = f"{B[:300]}。截至10月{{}}日，接入企业{{}}家，{C[:100]}"
    store(connection, of("1", bulletin.format(12, 128)), of("2", bulletin.format(13, "131")))
    (link,) = links_of(connection, 2)
    assert link.numbers.differing == (Differing("date", "10月13日", "10月12日"), Differing("number", "131", "128"))


def test_exact_copies_may_differ_in_a_number(connection: sa.Connection) -> None:
    """Letters have no points: 3.5 and 35 are the same ones."""
    store(connection, of("1", f"{A[:100]}增长3.5倍。"), of("2", f"{A[:100]}增长35倍。"))
    (link,) = links_of(connection, 1)
    assert (link.tie.found.kind, link.numbers.differing) == ("exact", (Differing("number", "3.5", "35"),))
    assert (link.place, link.other_place) == ((0, 106), (0, 105))
