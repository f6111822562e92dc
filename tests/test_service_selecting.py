"""What listing commands are asked for: a topic is looked for in all that is stored before anything is listed."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from service.selecting import Selected, select
from storage.database import reading
from storage.migrate import ready
from storage.queries import listed
from tests.builders import article, fill
from tests.collected import opened
from tests.test_storage_marking import FILE as TIDES

WAR = "US-China chip war"
TEXTS = {WAR: "Nvidia may sell no chips to China.", "Tides": "The harbour is calm.", "": ""}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collection of three articles, and a topic of somebody's own."""
    own = tmp_path / "sources"
    (own / "topics").mkdir(parents=True)
    (own / "topics" / "mine.yml").write_text(TIDES, encoding="utf-8")
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIZHAO_SOURCES", str(own))
    (tmp_path / "data").mkdir()
    engine = opened(f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}")
    ready(engine)
    fill(
        engine,
        *(article(url=f"https://a.example/{at}", title=title, text=TEXTS[title]) for at, title in enumerate(TEXTS)),
    )
    engine.dispose()


def asked(topic: str, facet: str = "") -> Selected:
    return select([], "", [], "", "", "", None, "UTC", topic, facet)


@pytest.mark.parametrize(
    ("facet", "titles"), [("", ["US-China chip war"]), ("chips", ["US-China chip war"]), ("energy", [])]
)
def test_a_topic_and_its_facet(facet: str, titles: list[str]) -> None:
    found = asked("us-china-ai", facet)
    with reading(found.place.engine) as connection:
        rows = list(listed(connection, found.selection))
        everything = list(listed(connection, asked("").selection))
    assert [each.title for each in rows] == titles
    assert {each.title: bool(each.off_topics) for each in everything} == {title: "chip" not in title for title in TEXTS}


@pytest.mark.parametrize(
    ("topic", "facet", "told"),
    [
        ("us-china-ia", "", "nearest.*us-china-ai|us-china-ai"),
        ("us-china-ai", "chip", "chips"),
        ("mine", "chips", "not one of"),
        ("", "chips", "--topic"),
    ],
)
def test_what_is_not_there(topic: str, facet: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        asked(topic, facet)
