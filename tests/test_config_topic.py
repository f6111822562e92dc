"""Topic files: what a good one gives, and where the mistakes of others stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ConfigError
from config.query import Atom
from config.topic import Facet, Term, Weights, parse_topic
from config.topics import load_topic, shipped_topic, topic_files

PATH = Path("tides.yml")
GOOD = """\
name: 潮汐 · tides
marks: {sea: the sea, moon: the moon}
queries: {zh: sea, en: sea+moon >= 2}
facets: {ports: {name: 港口, least: 1.5}}
terms:
  place:
    harbour: {zh: [港口], en: [harbour], marks: [sea], facets: [ports]}
  body:
    moon: {zh: [月], exact: [Moon, MOON], marks: [moon]}
"""


def mistakes(text: str, path: Path = PATH) -> list[tuple[int | None, str, str | None]]:
    with pytest.raises(ConfigError) as caught:
        parse_topic(text, path)
    return [(error.line, error.key, error.nearest) for error in caught.value.errors]


def test_good_file() -> None:
    topic = parse_topic(GOOD, PATH)
    assert (topic.id, topic.lead, topic.long, topic.weights) == ("tides", 2, 30, Weights())
    assert topic.queries["en"] == Atom(frozenset(["sea", "moon"]), 2.0)
    assert topic.facets == {"ports": Facet("ports", "港口", 1.5)}
    assert topic.terms == (
        Term("harbour", "place", zh=("港口",), en=("harbour",), marks=("sea",), facets=("ports",)),
        Term("moon", "body", zh=("月",), exact=("Moon", "MOON"), marks=("moon",)),
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("name: 潮汐 · tides\n", "", (1, "name", None)),
        ("name:", "nam:", (1, "nam", "name")),
        ("marks: {sea: the sea", "marks: {Sea: the sea", (2, "marks.Sea", None)),
        ("zh: sea,", "zh: see,", (3, "queries.zh", "sea")),
        ("{zh: sea, en", "{en", (3, "queries.zh", None)),
        ("least: 1.5", "leest: 1.5", (4, "facets.ports.leest", "least")),
        ("least: 1.5", "share: 2", (4, "facets.ports.share", None)),
        ("facets: [ports]", "facets: [port]", (7, "terms.place.harbour.facets.0", "ports")),
        ("marks: [sea]", "marks: sea", (7, "terms.place.harbour.marks", None)),
        ("marks: [sea]", "mark: [sea]", (7, "terms.place.harbour.mark", "marks")),
        ("zh: [港口]", "zh: [port]", (7, "terms.place.harbour.zh.0", None)),
        ("en: [harbour]", "en: [海港]", (7, "terms.place.harbour.en.0", None)),
        ("en: [harbour]", "en: [h]", (7, "terms.place.harbour.en.0", None)),
        ("exact: [Moon, MOON]", "exact: [Moon, Moon]", (9, "terms.body.moon.exact.1", None)),
        ("exact: [Moon, MOON]", "en: [harbour]", (9, "terms.body.moon.en.0", None)),
        ("zh: [月], exact: [Moon, MOON], marks", "marks", (9, "terms.body.moon", None)),
        ("terms:\n", "lead: x\nterms:\n", (5, "lead", None)),
    ],
)
def test_mistake(before: str, after: str, expected: tuple[int, str, str | None]) -> None:
    assert before in GOOD
    assert expected in mistakes(GOOD.replace(before, after, 1))


def test_id() -> None:
    assert mistakes(GOOD, Path("Big Tides.yml")) == [(None, "id", "big-tides")]


@given(st.text())
def test_any_text_is_a_topic_or_an_error(text: str) -> None:
    try:
        parse_topic(text, PATH)
    except ConfigError as error:
        str(error).encode()


def test_the_shipped_topic_has_what_it_promises() -> None:
    topic = shipped_topic()
    bilingual = [
        term for term in topic.terms if term.kind != "trap" and term.zh and (term.en or term.exact or term.capitals)
    ]
    assert len(bilingual) >= 250
    assert set(topic.facets) == {
        *("chips", "models", "talent", "energy", "investment"),
        *("regulation", "military", "rare-earths", "diplomacy"),
    }
    assert {facet for term in topic.terms for facet in term.facets} == set(topic.facets)


def test_a_topic_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "topics"
    own.mkdir()
    (own / "tides.yml").write_text(GOOD, encoding="utf-8")
    (own / ".tides.yml").write_text("", encoding="utf-8")
    assert set(topic_files(tmp_path)) == {"tides", "us-china-ai"}
    assert load_topic("tides", tmp_path).path == own / "tides.yml"
    with pytest.raises(ConfigError) as caught:
        load_topic("tide", tmp_path)
    assert caught.value.nearest == "tides"
    (own / "tides.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ConfigError, match="same topic"):
        topic_files(tmp_path)


def test_without_topics_of_ones_own_there_is_the_shipped_one(tmp_path: Path) -> None:
    assert set(topic_files(tmp_path)) == set(topic_files()) == {"us-china-ai"}
