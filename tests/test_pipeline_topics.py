"""Whether a text is on the topic, and which sides of it are told: texts of our own with traps, and how it is told."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.query import Atom
from config.topic import parse_topic
from config.topics import shipped_topic
from pipeline.topics import Found, topics_of, version_of
from tests.test_config_topic import GOOD

TEXTS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "topics.jsonl").read_text(encoding="utf-8").splitlines()
]
TIDES = parse_topic(GOOD, Path("tides.yml"))


@pytest.mark.parametrize("held", TEXTS, ids=lambda held: str(held["id"]))
def test_on_topic(held: dict[str, Any]) -> None:
    found = topics_of(held["title"], held["text"])
    assert found.on_topic == held["on_topic"]
    assert bool(found.facets) == held["on_topic"]


def test_facets() -> None:
    pairs = [(set(held["facets"]), set(topics_of(held["title"], held["text"]).facets)) for held in TEXTS]
    right = sum(len(labelled & found) for labelled, found in pairs)
    assert 2 * right / sum(len(labelled) + len(found) for labelled, found in pairs) >= 0.9


def test_it_says_why() -> None:
    found = topics_of("The Moon", "No harbour.\nThe Moon over the harbour is full.", "en", TIDES)
    assert found.on_topic is False
    assert found.facets == ()
    assert found.found == (
        Found("moon", "Moon", "title", 4, 3.0),
        Found("harbour", "harbour", "text", 3, 2.0),
        Found("moon", "Moon", "text", 16, 1.0),
        Found("harbour", "harbour", "text", 30, 1.0),
    )
    assert [(each.atom, each.weight, each.is_met) for each in found.asked] == [
        (Atom(frozenset(["sea", "moon"]), 2.0), 1.0, False)
    ]
    assert found.weights == {"ports": 3.0}


def test_the_query_of_the_language_is_asked() -> None:
    assert topics_of("港口", "", "zh", TIDES).on_topic
    assert not topics_of("harbour", "", "en", TIDES).on_topic


@pytest.mark.parametrize("language", ["zh", "en", None])
def test_nothing(language: Any) -> None:
    found = topics_of("", "", language)
    assert (found.on_topic, found.facets, found.found) == (False, (), ())


def test_an_abbreviation_ends_no_sentence() -> None:
    found = topics_of("", "In the harbour the U.S. Moon shone. It set.", "en", TIDES)
    assert found.asked[0].weight == 2.0


@given(st.text(alphabet="港口月 Moon harbour.。\n…"), st.text(alphabet="港口月 Moon harbour.。\n…"))
def test_places_are_those_of_title_and_text(title: str, text: str) -> None:
    for each in topics_of(title, text, None, TIDES).found:
        assert (title if each.within == "title" else text)[each.place :].startswith(each.printed)


def test_the_version_of_a_topic_is_the_same_in_every_process() -> None:
    said = (
        "from config.topics import shipped_topic as t; from pipeline.topics import version_of; print(version_of(t()))"
    )
    for seed in "12":
        told = os.environ | {"PYTHONHASHSEED": seed}
        ran = subprocess.run([sys.executable, "-c", said], env=told, stdout=subprocess.PIPE, text=True, check=True)
        assert ran.stdout.strip() == version_of(shipped_topic())
