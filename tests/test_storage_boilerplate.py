"""Lines of hosts at rest: noted, learned, kept apart, forgotten, and no revision of what only lost them."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pipeline.boilerplate import Boilerplate, line_hashes
from pipeline.learned import FEWEST, NEWEST, reading_of
from pipeline.values import Article
from storage.articles import add
from storage.boilerplate import KEPT, ever_known, forget, known, learn, listed, note
from storage.schema import article as articles
from storage.schema import printed
from tests.builders import NOW, article

HOST = "harbour.example:443"
FOOT = "The Harbour Post is published in Halden."


def store(
    connection: sa.Connection, number: int, foot: str = FOOT, cut: Boilerplate | None = None, host: str = HOST
) -> tuple[Article, str]:
    """Store an article of that number with the foot of its host, read by what is known."""
    text = f"Report {number} tells of a harbour and of {number} ships.\nIt was busy for {number} days."
    came = article(title=f"Harbour {number}", text=f"{text}\n{foot}" if foot else text, fetched_at=NOW)
    reading = reading_of(came, cut or Boilerplate())
    article_id, outcome, _ = add(connection, reading.article, None, NOW + timedelta(minutes=number))
    if outcome in ("stored", "revised"):
        note(connection, article_id, host, reading.lines, outcome == "stored")
    return reading.article, outcome


def test_nothing_is_known_of_an_empty_database(connection: sa.Connection) -> None:
    assert learn(connection, [HOST], NOW) == 0
    assert (known(connection), listed(connection), ever_known(connection, HOST)) == ({}, [], frozenset())


def test_a_line_on_many_articles_is_learned(connection: sa.Connection) -> None:
    for number in range(1, FEWEST):
        store(connection, number)
    assert learn(connection, [HOST], NOW) == 0
    store(connection, FEWEST)
    store(connection, FEWEST + 1, foot="")
    assert learn(connection, [HOST, "other.example:443"], NOW) == 1
    assert known(connection)[HOST].lines == frozenset(line_hashes(FOOT))
    (line,) = listed(connection)
    assert (line.host, line.sample, line.articles, line.of_articles) == (HOST, FOOT, FEWEST, FEWEST + 1)
    assert (line.first_seen_at, line.last_seen_at) == (NOW + timedelta(minutes=1), NOW + timedelta(minutes=FEWEST))


def test_what_is_cut_is_still_counted(connection: sa.Connection) -> None:
    for number in range(FEWEST):
        store(connection, number)
    learn(connection, [HOST], NOW)
    for number in range(FEWEST, 3 * FEWEST):
        stored, _ = store(connection, number, cut=known(connection)[HOST])
        assert FOOT not in stored.text
        assert stored.learned
        assert learn(connection, [HOST], NOW) == 0
    (line,) = listed(connection)
    assert line.articles == line.of_articles == 3 * FEWEST


def test_copies_of_one_text_teach_nothing(connection: sa.Connection) -> None:
    for number in range(2 * FEWEST):
        same = article(title=f"Title {number}", text=f"One text at many addresses.\n{FOOT}")
        article_id, _, _ = add(connection, same, None, NOW)
        note(connection, article_id, HOST, line_hashes(same.text))
    assert learn(connection, [HOST], NOW) == 0


def test_a_dateline_is_no_boilerplate(connection: sa.Connection) -> None:
    for number in range(FEWEST):
        store(connection, number, foot="新华社北京10月12日电")
    assert learn(connection, [HOST], NOW) == 0


def test_hosts_stand_apart(connection: sa.Connection) -> None:
    for number in range(2 * FEWEST - 2):
        store(connection, number, host=HOST if number % 2 else "b.example:80")
    assert learn(connection, [HOST, "b.example:80"], NOW) == 0


def test_a_line_that_was_forgotten_is_not_learned_again(connection: sa.Connection) -> None:
    for number in range(FEWEST):
        store(connection, number)
    learn(connection, [HOST], NOW)
    assert forget(connection, [1, 77], NOW) == 1
    assert forget(connection, [1], NOW) == 0
    assert learn(connection, [HOST], NOW) == 0
    assert known(connection) == {}
    assert listed(connection)[0].forgotten_at == NOW
    assert ever_known(connection, HOST)


def test_only_the_lines_of_the_newest_articles_are_kept(connection: sa.Connection) -> None:
    for number in range(NEWEST + 5):
        store(connection, number, foot="")
    learn(connection, [HOST], NOW)
    first, number = connection.execute(sa.select(sa.func.min(printed.c.article_id), sa.func.count())).one()
    assert (first, number) == (6, NEWEST)


def test_a_line_that_is_on_no_article_for_a_year_goes(connection: sa.Connection) -> None:
    for number in range(FEWEST):
        store(connection, number)
    learn(connection, [HOST], NOW)
    for number in range(FEWEST, FEWEST + NEWEST):
        store(connection, number, foot="")
    learn(connection, [HOST], NOW + KEPT)
    assert known(connection)
    learn(connection, [HOST], NOW + KEPT + timedelta(days=1))
    assert not known(connection)


def test_lines_of_sources(connection: sa.Connection) -> None:
    for number in range(FEWEST):
        store(connection, number)
    learn(connection, [HOST], NOW)
    assert len(listed(connection, ["harbour", "beihai"])) == 1
    assert listed(connection, ["beihai"]) == listed(connection, []) == []


@pytest.mark.parametrize("forgotten", [False, True])
def test_a_page_of_which_less_is_cut_or_more_is_no_revision(connection: sa.Connection, forgotten: bool) -> None:
    whole, _ = store(connection, 0)
    for number in range(1, FEWEST):
        store(connection, number)
    learn(connection, [HOST], NOW)
    cut, outcome = store(connection, 0, cut=known(connection)[HOST])
    assert (whole.text == cut.text, outcome) == (False, "known")
    fresh, outcome = store(connection, 50, cut=known(connection)[HOST])
    assert outcome == "stored"
    if forgotten:
        forget(connection, [1], NOW)
    assert store(connection, 50)[1] == "known"
    changed = replace(fresh, text=fresh.text + "\nA sentence was added.", learned="")
    assert add(connection, changed, None, NOW)[1] == "revised"
    assert connection.scalar(sa.select(articles.c.text).where(articles.c.title == "Harbour 0")) == whole.text


def test_a_revision_takes_the_place_of_its_lines(connection: sa.Connection) -> None:
    first, _ = store(connection, 1)
    add(connection, replace(first, text="Another text.\nAnd a line."), None, NOW)
    note(connection, 1, HOST, (1, -2, 2**63 - 1), is_new=False)
    rows = connection.execute(sa.select(printed)).all()
    assert [tuple(row) for row in rows] == [(1, HOST, (1, -2, 2**63 - 1))]
