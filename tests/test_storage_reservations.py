"""What pages reserve in the database: marks of articles, changes by link, files of hosts; on both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from pipeline.reservations_site import Rule
from pipeline.values import Found, Link, Reservation, Route
from storage.articles import add
from storage.chunks import sums
from storage.database import connect, reading, writing
from storage.details import article as detail
from storage.frontier import claim, fetched, number_due
from storage.looks import add_found
from storage.reservations import File, Seen, file_of, keep_file, newest, note
from storage.results import Result, write
from storage.runs import start_run
from storage.same_rows import copy_rows
from storage.schema import article, link, metadata, reservation, visit
from tests.builders import NOW
from tests.builders import article as new_article

MINED = (Reservation("tdm", "tdmrep.json", "https://p.example/1"),)
ARCHIVE = (Reservation("archive", "meta googlebot", agent="googlebot"),)
HOUR = timedelta(hours=1)


@pytest.fixture
def links(connection: sa.Connection) -> list[int]:
    """Two links."""
    found = Found((Link("https://harbour.example/1"), Link("https://harbour.example/2")))
    add_found(connection, start_run(connection, NOW), "harbour", Route("https://harbour.example/f", "feed"), found, NOW)
    return list(connection.scalars(sa.select(link.c.id).order_by(link.c.id)))


def rows_of(connection: sa.Connection) -> list[tuple[int, object]]:
    query = sa.select(reservation.c.link_id, reservation.c.reserved).order_by(reservation.c.id)
    return [tuple(row) for row in connection.execute(query)]


def test_nothing_is_noted_of_nothing(connection: sa.Connection) -> None:
    note(connection, [], NOW)
    assert newest(connection, ()) == {}
    assert rows_of(connection) == []


def test_each_change_is_kept_and_the_newest_stands(connection: sa.Connection, links: list[int]) -> None:
    one, other = links
    note(connection, [Seen(one, None, (), is_first=True), Seen(other, None, MINED, is_first=True)], NOW)
    note(connection, [Seen(one, None, ()), Seen(other, None, MINED)], NOW + HOUR)
    note(connection, [Seen(one, None, ARCHIVE), Seen(other, None, ())], NOW + 2 * HOUR)
    assert rows_of(connection) == [(other, MINED), (one, ARCHIVE), (other, ())]
    assert newest(connection, links) == {one: ARCHIVE, other: ()}


@pytest.mark.parametrize(
    ("before", "seen", "after"),
    [(None, (), ()), (None, MINED, MINED), ((), MINED, MINED), (MINED, (), ()), (MINED, MINED, MINED)],
)
def test_a_mark_changes_and_nothing_else(
    connection: sa.Connection,
    links: list[int],
    before: tuple[Reservation, ...] | None,
    seen: tuple[Reservation, ...],
    after: tuple[Reservation, ...],
) -> None:
    article_id = add(connection, new_article(reserved=before), None, NOW)[0]
    row = connection.execute(sa.select(article)).one()
    note(connection, [Seen(links[0], article_id, seen)], NOW)
    assert connection.execute(sa.select(article)).one()._asdict() == row._asdict() | {"reserved": after}


def test_an_article_tells_since_when(connection: sa.Connection, links: list[int]) -> None:
    article_id = add(connection, new_article(reserved=MINED), None, NOW)[0]
    connection.execute(sa.update(link).where(link.c.id == links[0]).values(article_id=article_id))
    note(connection, [Seen(links[0], article_id, MINED, is_first=True, is_stored=True)], NOW)
    note(connection, [Seen(links[0], article_id, ())], NOW + HOUR)
    found = detail(connection, article_id)
    assert found is not None
    assert found.article.reserved == ()
    assert [(each.seen_at, each.reserved) for each in found.reservations] == [(NOW, MINED), (NOW + HOUR, ())]


def test_a_visit_marks_its_article_and_its_link(connection: sa.Connection, links: list[int]) -> None:
    run_id = start_run(connection, NOW)
    one, other = claim(connection, run_id, "harbour", 5, NOW)
    whole = new_article(url=one.link.url, reserved=MINED)
    kept = Result(one, "", status=200, article=whole, reserved=MINED)
    assert write(connection, kept, None, run_id, NOW) == "stored"
    assert write(connection, Result(other, "reserved", status=200, reserved=ARCHIVE), None, run_id, NOW) == "reserved"
    assert rows_of(connection) == [(one.link_id, MINED), (other.link_id, ARCHIVE)]
    assert connection.execute(sa.select(article.c.reserved)).scalar_one() == MINED


def test_the_route_keeps_no_text_of_a_withheld_article(connection: sa.Connection, links: list[int]) -> None:
    run_id = start_run(connection, NOW)
    connection.execute(sa.update(link).values(text="All of it."))
    one, other = claim(connection, run_id, "harbour", 5, NOW)
    stub = new_article(url=one.link.url, text="", metadata_only=True, reserved=MINED)
    held = Result(one, "", status=200, article=stub, reserved=MINED, withheld=True)
    assert write(connection, held, None, run_id, NOW) == "metadata"
    texts = dict(connection.execute(sa.select(link.c.id, link.c.text)).all())
    assert texts == {one.link_id: "", other.link_id: "All of it."}


def test_a_file_is_kept(connection: sa.Connection) -> None:
    rules = (Rule("/a\x00\ud800", True, "https://p.example/1"), Rule("/", False))
    assert file_of(connection, "a.example:443") is None
    keep_file(connection, "a.example:443", rules, "found", "", NOW)
    assert file_of(connection, "a.example:443") == File(NOW, (Rule("/a\ufffd", True, "https://p.example/1"), rules[1]))
    keep_file(connection, "a.example:443", (), "bad-status", "404", NOW + HOUR)
    assert file_of(connection, "a.example:443") == File(NOW + HOUR, ())


def test_a_copy_has_all_of_it(engine: sa.Engine, tmp_path: object) -> None:
    with writing(engine) as connection:
        found = Found((Link("https://harbour.example/1"),))
        run_id = start_run(connection, NOW)
        add_found(connection, run_id, "harbour", Route("https://harbour.example/f", "feed"), found, NOW)
        (one,) = claim(connection, run_id, "harbour", 5, NOW)
        whole = new_article(url=one.link.url, reserved=MINED)
        write(connection, Result(one, "", status=200, article=whole, reserved=MINED), None, run_id, NOW)
        keep_file(connection, "a.example:443", (Rule("/", True),), "found", "", NOW)
    target = connect(f"sqlite:///{tmp_path}/target.sqlite")
    with writing(target) as connection:
        metadata.create_all(connection)

    def write_there(work: object) -> None:
        assert callable(work)
        with writing(target) as there:
            work(there)

    with reading(engine) as view:
        here = copy_rows(view, target, write_there, lambda rows: None)
    with reading(target) as there:
        assert sums(there) == here
        assert there.execute(sa.select(reservation.c.reserved)).scalar_one() == MINED
        assert file_of(there, "a.example:443") == File(NOW, (Rule("/", True),))
    target.dispose()


def test_pages_of_a_day_are_counted(connection: sa.Connection, links: list[int]) -> None:
    run_id = start_run(connection, NOW)
    assert (fetched(connection, "harbour", NOW - HOUR), number_due(connection, "harbour", NOW)) == (0, 2)
    (last,) = claim(connection, run_id, "harbour", 1, NOW, newest_first=True)
    assert last.link_id == max(links)
    assert (fetched(connection, "harbour", NOW - HOUR), number_due(connection, "harbour", NOW)) == (1, 1)
    write(connection, Result(last, "bad-status", status=500), None, run_id, NOW)
    assert fetched(connection, "harbour", NOW - HOUR) == 1
    assert fetched(connection, "harbour", NOW + HOUR) == 0
    assert fetched(connection, "other", NOW - HOUR) == 0
    connection.execute(sa.update(visit).where(visit.c.outcome != "").values(outcome="robots"))
    assert fetched(connection, "harbour", NOW - HOUR) == 0  # nobody was asked for it
