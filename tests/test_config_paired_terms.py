"""Files of paired terms: what ships, one's own, and where the mistakes of others stand."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.paired_terms import paired_terms, parse_pairs
from config.topic import Term, Topic
from config.topics import shipped_topic

PATH = Path("tides.yml")
GOOD = "spring-tide: {zh: [大潮], en: [spring tide]}\nneap-tide:\n  zh: [小潮]\n  en: [neap tide, neaps]\n"


def test_good_file() -> None:
    assert parse_pairs(GOOD, PATH).terms == (
        Term("spring-tide", "pair", zh=("大潮",), en=("spring tide",)),
        Term("neap-tide", "pair", zh=("小潮",), en=("neap tide", "neaps")),
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("en: [spring tide]", "en: [大潮汐]", (1, "spring-tide.en.0")),
        ("zh: [大潮]", "zh: [tide]", (1, "spring-tide.zh.0")),
        (", en: [spring tide]", "", (1, "spring-tide.en")),
        ("neaps", "Spring-tide", (4, "neap-tide.en.1")),
        ("[小潮]", "小潮", (3, "neap-tide.zh")),
    ],
)
def test_mistake(before: str, after: str, expected: tuple[int, str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_pairs(GOOD.replace(before, after, 1), PATH)
    assert expected in [(error.line, error.key) for error in caught.value.errors]


def test_the_shipped_pairs() -> None:
    shipped = paired_terms(shipped_topic())
    assert len(shipped.terms) >= 25
    assert {"chip-war", "decoupling", "chokehold"} <= {each.id for each in shipped.terms}
    assert shipped is paired_terms(shipped_topic())


def test_pairs_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "topics" / "pairs"
    own.mkdir(parents=True)
    (own / "us-china-ai.yml").write_text(GOOD, encoding="utf-8")
    assert [each.id for each in paired_terms(shipped_topic(), tmp_path).terms] == ["spring-tide", "neap-tide"]


def test_a_topic_without_pairs() -> None:
    assert paired_terms(Topic("tides", "", {}, {}, {}, ())).terms == ()
