"""Relays of stored articles: whom they cite, under whose dateline they stand, and what became of it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from config.source import Source
from config.topics import shipped_topic
from pipeline.source_outlets import Newsrooms, newsrooms_in
from storage.citing import citing, look_for_citations, number_citing
from storage.database import reading
from storage.queries import Selection
from storage.relays import StoredRelay, relays_of
from storage.vectors import make_vectors
from tests.builders import NOW, article, fill, source

ORIGINAL = (
    "Lishi Semiconductor will start building a wafer plant in Qingtong next month. The plant will cost 1.2 trillion"
    " yuan. It will make 30,000 wafers a month, two people familiar with the plan said. Yields are below 30 per cent."
)
ZH = (
    "英国《金融时报》10月12日报道，砺石半导体下月将在青桐开建一座晶圆厂。工厂投资1.2万亿元。"
    "两名知情人士说，工厂每月将生产三万片晶圆。良率低于三成。"
)
NEWSROOMS = Newsrooms({"ft": ("ft",), "thepaper": ("thepaper",)}, {"ft": "Europe/London"})

LEDGER = source(id="ledger", name="The Harbor Ledger", aliases=("海港账本报",))
GIVEN = {
    "nobody": ([], {}, {}),
    "of no table": (
        [LEDGER],
        {"theharborledger": ("ledger",), "海港账本报": ("ledger",)},
        {"ledger": "theharborledger"},
    ),
    "of the table": ([source(id="a", name="Financial Times")], {"ft": ("a",)}, {"a": "ft"}),
    "an alias of another": (
        [LEDGER, source(id="copy", name="Ledger Weekly", aliases=("海港账本报",))],
        {"theharborledger": ("ledger",), "ledgerweekly": ("copy",), "海港账本报": ("ledger", "copy")},
        {"ledger": "theharborledger", "copy": "ledgerweekly"},
    ),
}


@pytest.mark.parametrize(("given", "by_outlet", "own"), GIVEN.values(), ids=GIVEN)
def test_newsrooms_in_a_catalogue(given: list[Source], by_outlet: dict[str, object], own: dict[str, str]) -> None:
    found = newsrooms_in({each.id: each for each in given})
    assert dict(found.by_outlet) == by_outlet
    assert found.own == own


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


def test_who_cites_an_outlet(blank: sa.Engine) -> None:
    other = "据路透社10月12日报道，北方苹果产量预计下降两成。"
    told = [("thepaper", ZH, 0), ("thepaper", other, 1), ("thepaper", "苹果熟了，果农忙着采摘。", 2)]
    made = [
        article(source=of, title=text[:9], text=text, language="zh", published_at=NOW + timedelta(hours=hours))
        for of, text, hours in told
    ]
    ids = fill(blank, *made)
    look_for_citations(blank, NEWSROOMS.own)
    with reading(blank) as connection:
        for outlet, expected in (("", [ids[1], ids[0]]), ("ft", [ids[0]]), ("nobody", [])):
            assert citing(connection, Selection(), outlet, 10, 0) == expected
            assert number_citing(connection, Selection(), outlet) == len(expected)
        assert citing(connection, Selection(), "", 1, 1) == [ids[0]]
        assert citing(connection, Selection(since=NOW + timedelta(hours=1)), "", 10, 0) == [ids[1]]
