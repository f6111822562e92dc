"""A text that is not stored, held against what is."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.learned import NOTHING, reading_of
from pipeline.source_outlets import newsrooms_in
from pipeline.values import Article
from storage.articles import add
from storage.comparing import compare
from storage.database import reading, writing
from storage.held_against import HeldAgainst, held_against
from storage.schema import vector
from storage.storied import number_untold
from storage.vectors import make_vectors
from tests.builders import NOW, article, fill, source, sources
from tests.test_storage_stories import TEXTS

SOURCES = sources(source(id="ft", name="Financial Times"), source(id="paper", name="晚报", language="zh"))
RETELLING = "英国《金融时报》认为，" + TEXTS[0][2]


def pasted(**others: Any) -> Article:
    held: dict[str, Any] = {"language": "zh", "text": RETELLING, "title": "", "published_at": NOW, "url": ""}
    return article(**held | others)


def held(engine: sa.Engine, of: Article) -> HeldAgainst:
    make_vectors(engine, shipped_topic())
    with reading(engine) as connection:
        return held_against(connection, of, [("ft", None)], newsrooms_in(SOURCES), shipped_topic())


def test_an_empty_store_knows_nothing(blank: sa.Engine) -> None:
    found = held(blank, pasted())
    assert [(each.outlet, each.end, each.of) for each in found.relays] == [("ft", "known-not-collected", None)]
    assert (found.carriers, found.nearest) == ((), ())
    with reading(blank) as connection:
        assert held_against(connection, pasted(text=""), [], newsrooms_in({}), shipped_topic()).relays == ()


@pytest.mark.parametrize(
    ("days", "published", "end"), [(2, NOW, "linked"), (30, NOW, "known-not-collected"), (30, None, "linked")]
)
def test_the_original_is_found_by_its_week_and_words(blank: sa.Engine, days: int, published: Any, end: str) -> None:
    dek = "Lishi wafer plant: three hurt, two lines stopped, losses of 420 million yuan after a chemical store burnt"
    stub = {"text": "", "metadata_only": True, "source": "ft", "published_at": NOW - timedelta(days=days)}
    fill(
        blank, article(title="Fire at Lishi wafer plant", dek=dek, **stub), article(title="Apple harvest falls", **stub)
    )
    (relay,) = held(blank, pasted(published_at=published)).relays
    assert relay.end == end
    if end == "linked":
        assert relay.of == 1
        assert ("4.2亿元", "420 million") in {(tie.here, tie.there) for tie in relay.ties}


def test_who_carries_it_and_what_is_near(blank: sa.Engine) -> None:
    long = "".join(text for _, language, text in TEXTS if language == "zh")
    other = long.replace("周二", "昨天")
    stored = [long, other, TEXTS[1][2], TEXTS[7][2], other]
    with writing(blank) as connection:
        for at, text in enumerate(stored):
            language: Any = "en" if at in (2, 3) else "zh"
            made = article(url=f"https://a.example/{at}", source="paper", language=language, text=text)
            read = reading_of(made, NOTHING)
            article_id, _, _ = add(connection, read, None, NOW)
            compare(connection, {article_id: read}, NOW)
    found = held(blank, pasted(text=long))
    carriers = [(each.article.id, each.copy.kind) for each in found.carriers]
    assert carriers == [(1, "exact"), (2, "near-copy"), (5, "near-copy")]  # the last has the letters of another
    assert {each.article.id for each in found.nearest} <= {3, 4}
    found = held(blank, pasted())
    assert found.nearest[0].article.id in (1, 2, 3, 5)
    assert all(each.ties for each in found.nearest)


def test_nothing_is_written(blank: sa.Engine) -> None:
    fill(blank, article(text=TEXTS[1][2]))
    held(blank, pasted())
    with reading(blank) as connection:
        assert number_untold(connection) == 1
        assert connection.execute(sa.select(sa.func.count()).select_from(vector)).scalar_one() == 1
