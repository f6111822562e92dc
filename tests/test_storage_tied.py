"""What is known of two articles that are named beside each other."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.source_outlets import newsrooms_in
from storage.citing import look_for_citations
from storage.database import reading, writing
from storage.tied import tied
from storage.vectors import make_vectors
from tests.builders import NOW, database, fill
from tests.builders import article as new_article
from tests.test_storage_families import A, B, of, store
from tests.test_web_beside import ORIGINAL, RETELLING, known


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    """Of an agency's report a retelling, then two articles with one text and one with another."""
    return stored(tmp_path_factory.mktemp("tied"))


def stored(folder: Path) -> sa.Engine:
    made = database(folder)
    later = NOW + timedelta(hours=2)
    fill(
        made,
        new_article(source="reuters", language="en", title="Nvidia", text=ORIGINAL, published_at=NOW),
        new_article(source="paper", language="zh", title="英伟达", text=RETELLING, published_at=later),
    )
    with writing(made) as connection:
        store(connection, of(3, A), of(4, A), of(5, B))
    make_vectors(made, shipped_topic())
    look_for_citations(made, {})
    return made


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(2, 1, "relay"), (1, 2, "reverse"), (3, 4, "copy"), (4, 3, "copy"), (3, 5, ""), (1, 3, ""), (1, 99, "")],
)
def test_tied(engine: sa.Engine, one: int, other: int, expected: str) -> None:
    with reading(engine) as connection:
        assert tied(connection, one, other, newsrooms_in(known())) == expected
