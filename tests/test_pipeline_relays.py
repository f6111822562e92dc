"""What became of relays: which original is found, what is said where there is none, and what a relay made of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.topics import shipped_topic
from pipeline.pairs import Frequencies
from pipeline.relays import LEAST, Kind, Text, is_compiled, kind_of, relay_of
from pipeline.term_index import frequencies_of
from pipeline.term_vector import term_vector
from pipeline.values import Language

AT = datetime(2025, 8, 27, 2, tzinfo=UTC)
ZH = "英国《金融时报》8月19日报道，砺石半导体下月在青桐开建新厂，投资1.2万亿元，月产三万片晶圆，良率仍低于三成。"
EN = "Lishi Semiconductor will start building a plant next month at a cost of 1.2 trillion yuan, for 30,000 wafers."
OTHER = "Farmers in the north expect a fifth fewer apples after a late frost in April damaged the blossoms."


def text(number: int, said: str, language: Language, days: float = 0.0) -> Text:
    vector = term_vector(said, language, shipped_topic())
    return Text(number, language, AT - timedelta(days=days), len(said), vector)


RELAY = text(1, ZH, "zh")
KNOWN: Frequencies = frequencies_of([RELAY.vector, text(0, EN, "en").vector, text(0, OTHER, "en").vector])
DAY = date(2025, 8, 19)
SHARED = {*RELAY.vector.terms} & {*text(0, EN, "en").vector.terms}
COMMON = Frequencies(100, dict.fromkeys(SHARED, 6))  # by which the two come to .8


@pytest.mark.parametrize(
    ("day", "originals", "expected"),
    [
        (DAY, [], None),
        (DAY, [text(2, EN, "en", 8)], 2),
        (DAY, [text(2, OTHER, "en", 8)], None),
        (DAY, [text(2, EN, "en", 3)], None),  # another day than the one told
        (None, [text(2, EN, "en", 3), text(3, EN, "en", 5)], 3),
        (None, [text(3, EN, "en", 15)], None),
        (None, [text(3, EN, "en", -2)], None),
        (None, [text(1, ZH, "zh")], None),  # itself
        (None, [replace(text(2, EN, "en", 3), published=None)], None),
    ],
)
def test_which_original_is_found(day: date | None, originals: list[Text], expected: int | None) -> None:
    found = relay_of("ft", day, RELAY, originals, KNOWN, is_collected=True)
    assert (found.end, found.of) == ("linked" if expected else "not-found", expected)
    assert relay_of("ft", day, RELAY, list(reversed(originals)), KNOWN, is_collected=True) == found


@pytest.mark.parametrize(
    ("day", "days", "known", "expected"),
    [
        (None, 400, Frequencies(), 2),
        (None, -400, Frequencies(), 2),
        (None, 400, COMMON, None),  # near enough for the same week, and not without one
        (DAY, 8, KNOWN, 2),
        (DAY, 3, KNOWN, None),
    ],
)
def test_a_relay_without_a_date_has_its_original_at_any_time(
    day: date | None, days: float, known: Frequencies, expected: int | None
) -> None:
    undated, original = replace(RELAY, published=None), text(2, EN, "en", days)
    assert relay_of("ft", day, undated, [original], known, is_collected=True).of == expected
    stub = replace(original, length=0)  # of which a title tells all that is known
    assert relay_of("ft", day, undated, [stub], known, is_collected=True).of == (None if days == 3 else 2)


@pytest.mark.parametrize(("is_exact", "end"), [(True, "not-found"), (False, "linked")])
def test_an_original_is_no_later_than_what_retells_it(is_exact: bool, end: str) -> None:
    relay = replace(RELAY, is_exact=is_exact)
    later = replace(text(2, EN, "en", -0.3), is_exact=True)
    assert relay_of("ft", None, relay, [later], KNOWN, is_collected=True).end == end


@pytest.mark.parametrize(
    ("kept", "length", "end"),
    [
        ((0.0, 0.0), 2000, "not-found"),
        ((0.0, 0.0), 90, "linked"),  # a title and a line have no sentence to keep
        ((0.0, 0.2), 2000, "linked"),
        (None, 2000, "linked"),
    ],
)
def test_texts_without_a_sentence_in_common_are_not_linked(
    kept: tuple[float, float] | None, length: int, end: str
) -> None:
    original = replace(text(2, EN, "en", 8), length=length)
    found = relay_of("ft", DAY, RELAY, [original], KNOWN, shares=lambda _: kept, is_collected=True)
    assert found.end == end


def test_what_is_linked_says_why() -> None:
    found = relay_of("ft", DAY, RELAY, [text(7, EN, "en", 8)], KNOWN, is_collected=False)
    assert found.score > LEAST
    assert ("1.2万亿元", "1.2 trillion") in {(tie.here, tie.there) for tie in found.ties}


def test_of_what_is_not_collected_nothing_more_is_known() -> None:
    found = relay_of("ft", DAY, RELAY, [], KNOWN, is_collected=False)
    assert (found.end, found.of, found.score, found.ties) == ("known-not-collected", None, 0.0, ())


def test_the_same_text_is_linked_however_little_it_has() -> None:
    one, other = (replace(text(number, OTHER, "en"), family_id=4) for number in (1, 2))
    found = relay_of("ft", None, one, [replace(other, vector=text(2, EN, "en").vector)], KNOWN, is_collected=True)
    assert (found.end, found.kind) == ("linked", "reprint")


@pytest.mark.parametrize(
    ("relay", "original", "cited", "kept", "kind"),
    [
        (RELAY, None, 1, None, "retelling"),
        (RELAY, None, 3, None, "compilation"),
        (replace(RELAY, is_compiled=True), None, 1, None, "compilation"),
        (replace(RELAY, is_dispatch=True), None, 1, None, "reprint"),
        (replace(RELAY, is_dispatch=True), text(2, EN, "en"), 1, (0.5, 0.9), "translation"),
        (replace(RELAY, label="钟声：合作才有出路 评论"), None, 3, None, "comment"),
        (replace(RELAY, label="评论"), text(2, EN, "en"), 1, (0.9, 0.2), "comment"),
        (replace(RELAY, label="评论"), text(2, EN, "en"), 1, (0.9, 1.0), "translation"),
        (RELAY, text(2, EN, "en"), 1, (0.8, 0.95), "translation"),
        (RELAY, text(2, EN, "en"), 1, (0.7, 1.0), "retelling"),
        (RELAY, text(2, EN, "en"), 1, (0.9, 0.8), "retelling"),
        (RELAY, text(2, ZH, "zh"), 1, (1.0, 1.0), "reprint"),
        (RELAY, text(2, ZH, "zh"), 1, (0.5, 1.0), "retelling"),
        (RELAY, text(2, EN, "en"), 1, None, "retelling"),
    ],
)
def test_what_it_made_of_it(
    relay: Text, original: Text | None, cited: int, kept: tuple[float, float] | None, kind: Kind
) -> None:
    assert kind_of(relay, original, cited, kept) == kind


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", False),
        ("（本文综合编译自《纽约时报》8月20日报道）工厂开工。", True),
        ("工厂开工。" * 99 + "（编译/林溪）", True),
        ("工厂开工。" * 50 + "他编译了一个程序。" + "工厂开工。" * 50, False),
        ("Compiled from reports by Reuters and AP.", True),
    ],
)
def test_a_text_says_that_it_was_compiled(said: str, expected: bool) -> None:
    assert is_compiled(said) is expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_texts(one: str, other: str) -> None:
    found = relay_of("ft", None, text(1, one, "zh"), [text(2, other, "en", 1)], KNOWN, is_collected=True)
    assert found.end in ("linked", "not-found")
