"""Relays of stored articles: whom they cite, under whose dateline they stand, and what became of it."""

from datetime import date, timedelta

import sqlalchemy as sa

from config.topics import shipped_topic
from storage.citing import look_for_citations
from storage.database import reading
from storage.relays import Newsrooms, StoredRelay, relays_of
from storage.vectors import make_vectors
from tests.builders import NOW, article, fill

ORIGINAL = (
    "Lishi Semiconductor will start building a wafer plant in Qingtong next month. The plant will cost 1.2 trillion"
    " yuan. It will make 30,000 wafers a month, two people familiar with the plan said. Yields are below 30 per cent."
)
ZH = (
    "英国《金融时报》10月12日报道，砺石半导体下月将在青桐开建一座晶圆厂。工厂投资1.2万亿元。"
    "两名知情人士说，工厂每月将生产三万片晶圆。良率低于三成。"
)
NEWSROOMS = Newsrooms({"ft": ("ft",), "thepaper": ("thepaper",)}, {"ft": "Europe/London"})


def told(engine: sa.Engine, *ids: int) -> dict[int, list[StoredRelay]]:
    make_vectors(engine, shipped_topic())
    look_for_citations(engine, NEWSROOMS.own)
    with reading(engine) as connection:
        return {each: list(its) for each, its in relays_of(connection, ids, NEWSROOMS).items()}


def test_nothing_stored_and_nobody_cited(blank: sa.Engine) -> None:
    assert told(blank) == {}
    ids = fill(blank, article())
    assert told(blank, *ids) == {}


def test_a_translation_is_linked_to_its_original(blank: sa.Engine) -> None:
    early = NOW - timedelta(hours=3)
    ids = fill(
        blank,
        article(source="ft", title="Lishi to build a plant", text=ORIGINAL, published_at=early),
        article(source="thepaper", title="砺石建厂", text=ZH, language="zh"),
    )
    (found,) = told(blank, *ids)[ids[1]]
    assert (found.relay.outlet, found.relay.date) == ("ft", date(2026, 10, 12))
    assert (found.relay.end, found.relay.of, found.relay.kind) == ("linked", ids[0], "translation")
    assert ids[0] not in told(blank, *ids)


def test_of_an_outlet_that_gave_nothing_it_is_not_known(blank: sa.Engine) -> None:
    (article_id,) = fill(blank, article(source="thepaper", title="砺石建厂", text=ZH, language="zh"))
    (found,) = told(blank, article_id)[article_id]
    assert (found.relay.end, found.relay.of) == ("known-not-collected", None)


def test_an_article_under_the_dateline_of_an_agency_is_its_reprint(blank: sa.Engine) -> None:
    text = "新华社昆明10月12日电 砺石半导体下月将在青桐开建一座晶圆厂。工厂投资1.2万亿元。"
    new = article(source="thepaper", title="建厂", text=text, language="zh", dateline="新华社昆明10月12日电")
    (article_id,) = fill(blank, new)
    (found,) = told(blank, article_id)[article_id]
    assert (found.relay.outlet, found.relay.date) == ("xinhua", date(2026, 10, 12))
    assert (found.relay.end, found.relay.kind) == ("known-not-collected", "reprint")
    assert found.citation.said[0].sentence == "新华社昆明10月12日电"
