"""Two sources of one's own, an English agency and a Chinese paper, and what they told: a small place for commands."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml

from pipeline.values import Language
from storage.migrate import ready
from tests.builders import NOW, article, fill
from tests.collected import opened
from tests.test_storage_stories import TEXTS

SOURCE = {"home": "https://a.example/", "country": "CN", "edited_in": "CN", "ownership": "wire", "timezone": "UTC"}
SOURCES = {
    "reuters": {"name": "Reuters", "language": "en"},
    "paper": {"name": "北屿晚报", "language": "zh", "script": "Hans", "ownership": "commercial"},
}
Telling = tuple[str, Language, str]  # the source, the language, the text
ORIGINAL: Telling = ("reuters", "en", TEXTS[1][2])
REPORT = "路透社10月12日报道，" + TEXTS[0][2]
OTHER: Telling = ("paper", "zh", TEXTS[8][2])


def settle(place: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """Write the sources into a directory, and let the environment name it, a directory for data, and a width."""
    own = place / "sources"
    own.mkdir()
    for name, said in SOURCES.items():
        file = SOURCE | said | {"feeds": ["https://a.example/feed.xml"]}
        (own / f"{name}.yml").write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    monkeypatch.setenv("DUIZHAO_DATA", str(place / "data"))
    monkeypatch.setenv("DUIZHAO_SOURCES", str(own))
    monkeypatch.setenv("COLUMNS", str(columns))
    (place / "data").mkdir(exist_ok=True)


def store(folder: Path, told: Iterable[Telling]) -> sa.Engine:
    """A database in the folder with these articles, an hour apart; the first two are on a fire."""
    engine = opened(f"sqlite:///{folder / 'duizhao.sqlite'}")
    ready(engine)
    fill(
        engine,
        *(
            article(
                url=f"https://a.example/{at}",
                source=source,
                language=language,
                title="火灾 fire" if at < 2 else "苹果",
                text=text,
                published_at=NOW + timedelta(hours=at),
            )
            for at, (source, language, text) in enumerate(told)
        ),
    )
    return engine
