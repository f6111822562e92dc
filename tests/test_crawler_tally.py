"""What a crawl counts, and what it tells of visits that kept nothing."""

import logging

import pytest

from crawler.tally import MOST_REFUSED, Tally


def test_nothing_is_counted_at_first() -> None:
    tally = Tally()
    assert (tally.finished(), tally.known(), tally.sources) == (0, 0, {})


def test_links_and_outcomes_are_counted_by_source() -> None:
    calls: list[int] = []
    tally = Tally(due=2, changed=lambda: calls.append(1))
    tally.found("a", 5, 3)
    tally.visit("a", "stored")
    tally.visit("b", "known")
    assert (tally.finished(), tally.known()) == (2, 5)
    assert (tally.of("a").found, tally.of("a").new, dict(tally.of("b").outcomes)) == (5, 3, {"known": 1})
    assert len(calls) == 3


def test_a_refused_visit_is_named_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    tally = Tally()
    with caplog.at_level(logging.WARNING):
        tally.visit("a", "stored", "https://a.example/1")
        tally.visit("a", "quarantined", "https://a.example/2", "ZeroDivisionError:\nforged line")
    assert tally.of("a").refused == [("https://a.example/2", "quarantined", "ZeroDivisionError: forged line")]
    assert [record.getMessage() for record in caplog.records] == [
        "a: https://a.example/2: quarantined: ZeroDivisionError: forged line"
    ]


def test_texts_that_are_reserved_are_counted() -> None:
    tally = Tally()
    tally.visit("a", "metadata", "https://a.example/1", "reserved: tdm by tdmrep.json")
    tally.visit("a", "metadata", "https://a.example/2")
    tally.visit("a", "no-text", "https://a.example/3", "reserved: by hand")
    assert tally.of("a").withheld == 1


def test_a_lost_claim_has_a_word() -> None:
    tally = Tally()
    tally.visit("a", "", "https://a.example/1")
    assert dict(tally.of("a").outcomes) == {"lost claim": 1}


def test_memory_is_bounded() -> None:
    tally = Tally()
    for number in range(MOST_REFUSED + 9):
        tally.visit("a", "robots", f"https://a.example/{number}")
    assert (len(tally.of("a").refused), tally.finished()) == (MOST_REFUSED, MOST_REFUSED + 9)
