"""The page of two articles beside each other, and the way to it."""

from collections.abc import Mapping
from datetime import UTC, timedelta

import pytest
import sqlalchemy as sa

from config.source import Source
from config.topics import shipped_topic
from storage.citing import look_for_citations
from storage.database import reading
from storage.vectors import make_vectors
from tests.builders import NOW, article, database, fill, source, sources
from web.app import answer, make_server
from web.article_page import article_page
from web.beside_page import beside_page

ORIGINAL = 'Nvidia will ship 30,000 chips in March.\n"We are not worried," said Maria Holt.\nTaiwan Power is building.'
RETELLING = (
    "据路透社10月12日报道，英伟达将于3月交付5万枚芯片。\n"
    "玛丽亚·霍尔特说：“我们不担心。”\n"
    "<script>alert(1)</script>股价下跌。"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    """An original, what retells it, and an article without a text."""
    made = database(tmp_path_factory.mktemp("beside"))
    fill(
        made,
        article(source="reuters", language="en", title="Nvidia <b>", text=ORIGINAL, published_at=NOW),
        article(source="paper", language="zh", title="英伟达", text=RETELLING, published_at=NOW + timedelta(hours=2)),
        article(source="reuters", language="en", title="Stub", text="", metadata_only=True, published_at=NOW),
    )
    make_vectors(made, shipped_topic())
    look_for_citations(made, {})
    return made


def known() -> Mapping[str, Source]:
    return sources(source(id="reuters", name="Reuters"), source(id="paper", name="晚报", language="zh"))


def test_both_texts_and_what_differs(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        shown = beside_page(connection, 2, 1, known(), UTC)
    assert shown is not None
    assert shown.count('class="row kept"') == 2
    assert shown.count('class="row left"') == 1
    assert shown.count('class="row come"') == 1
    assert "30,000" in shown
    assert "5万" in shown
    assert 'lang="zh' in shown
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert "&lt;script&gt;" in shown
    assert "No relay is known" not in shown


def test_two_that_nothing_ties(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        turned = beside_page(connection, 1, 2, known(), UTC)
        strange = beside_page(connection, 3, 1, known(), UTC)
        same = beside_page(connection, 2, 2, known(), UTC)
    assert "leads the other way" in (turned or "")
    assert "No relay is known" in (strange or "")
    assert same is None


def test_an_article_leads_to_its_original(engine: sa.Engine) -> None:
    with reading(engine) as connection:
        shown = article_page(connection, 2, known(), UTC)
        other = article_page(connection, 1, known(), UTC)
    assert shown is not None
    assert other is not None
    assert 'href="/beside/2/1"' in shown
    assert "Retells" not in other


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/beside/2/1", 200),
        ("/beside/1/1", 404),
        ("/beside/2/3", 200),
        ("/beside/2/9", 404),
        ("/beside/9/1", 404),
        ("/beside/2", 404),
        ("/beside/2/x", 404),
        ("/beside/02/1", 404),
    ],
)
def test_status(engine: sa.Engine, target: str, status: int) -> None:
    server = make_server(engine, known())
    try:
        assert answer(server, target).status == status
    finally:
        server.server_close()
