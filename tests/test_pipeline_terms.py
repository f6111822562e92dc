"""Terms in a text: boundaries, case, the longest first, places in the original."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.topic import Term, parse_topic
from config.topics import shipped_topic
from pipeline.terms import matches_of
from tests.test_config_topic import GOOD
from tests.timing import grows_with_size

TOPIC = shipped_topic()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("中美AI竞争", ["中美", "AI竞争"]),
        ("国产AI公司", ["国产", "AI"]),
        ("RAINING ON SAIL and the rain", []),
        ("AIs, AI2 and RAI", ["AIs"]),
        ("Ai Weiwei paid for it", []),
        ("ＡＩ", ["ＡＩ"]),
        ("it let us go, said the US", ["US"]),
        ("CALL US NOW FOR MORE", []),
        ("CALL US\nNow for more", ["US"]),
        ("U.S.–China and US-China", ["U.S.–China", "US-China"]),
        ("America’s chips", ["America", "chips"]),
        ("bargaining chips, blue-chip shares", []),
        ("chipped", []),
        ("其中美国", ["美国"]),
        ("中美洲", []),
        ("对华为", ["华为"]),
        ("在华盛顿", ["华盛顿"]),
        ("輝達與英伟达", ["輝達", "英伟达"]),
        ("South China Morning Post", []),
        ("open-source and open source", ["open-source", "open source"]),
        ("Intel has intel", ["Intel"]),
        ("……輝達……Nvidia…", ["輝達", "Nvidia"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    found = [match for match in matches_of(text, TOPIC).matches if match.term.kind != "trap"]
    assert [match.printed for match in found] == expected
    assert all(text[match.place : match.place + len(match.printed)] == match.printed for match in found)


def names_of(term: Term) -> tuple[str, ...]:
    return (*term.zh, *term.en, *term.exact, *term.capitals)


def test_every_name_is_found_as_its_own_term() -> None:
    lost = [
        (term.id, name)
        for term in TOPIC.terms
        for name in names_of(term)
        if [(match.term, match.printed) for match in matches_of(name, TOPIC).matches] != [(term, name)]
    ]
    assert lost == []


@example("\ud800港口\udfff")
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("港口月MOonharbu \n-’…"))))
def test_matches_stand_where_they_say_and_not_over_each_other(text: str) -> None:
    found = matches_of(text, parse_topic(GOOD, Path("tides.yml")))
    end = 0
    for match in found.matches:
        assert end <= match.start < match.end <= len(found.plain)
        assert text[match.place :].startswith(match.printed)
        end = match.end


def test_time_grows_with_the_text() -> None:
    def work(size: int) -> object:
        text = "中美AI US chips……" * size
        return lambda: matches_of(text, TOPIC)

    assert grows_with_size(work, 2_000)  # type: ignore[arg-type]
