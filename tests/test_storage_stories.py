"""Stories: which articles tell of one event, whatever the order in which they come, and what stays as a story grows."""

import random
from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from config.topics import shipped_topic
from pipeline.learned import NOTHING, reading_of
from storage import marks, stories
from storage.articles import add
from storage.comparing import compare
from storage.database import reading, transact
from storage.database import writing as transacting
from storage.schema import story, story_change, telling, term_frequency
from storage.storied import number_untold, stored_story, story_of
from storage.stories import tell_stories
from storage.vectors import LOOKED, frequencies_for, make_vectors, number_unmade, vectors_of
from tests.builders import NOW
from tests.builders import article as new_article

# Three events, told independently in both languages; the first two share a name and a day.
EVENTS = {
    "plant": (
        ("zh", "砺石智算在青桐市的晶圆厂周二起火，三人受伤，两条生产线停产，预计损失4.2亿元。火灾由化学品仓库引起。"),
        ("en", ("Three people were hurt when fire broke out in a chemical store at the Lishi wafer plant; two"
         " lines stopped and losses may reach 420 million yuan.")),
        ("zh", "青桐市消防：砺石智算晶圆厂化学品仓库火灾已扑灭，3人送医，两条生产线停产，公司估计损失四亿二千万元。"),
        ("en", ("The fire at a chemical store of the wafer plant has been put out, firefighters said. Two production"
         " lines are idle and three workers are in hospital.")),
    ),
    "lawsuit": (
        ("zh", "砺石智算周二在上海知识产权法院起诉前工程师，指其带走编译器源代码，索赔8000万元，并申请禁令。"),
        ("en", ("Lishi sued a former engineer in a Shanghai court over compiler source code, seeking 80 million yuan"
         " and an injunction.")),
        ("zh", "上海法院受理砺石智算诉前员工案：编译器源代码外泄，原告要求赔偿八千万元。"),
    ),
    "harvest": (
        ("en", ("Farmers in the north expect the apple harvest to fall by a fifth after a late frost in April damaged"
         " the blossoms.")),
        ("zh", "四月倒春寒冻坏花朵，北方苹果产量预计下降两成，果农忙着补种。"),
    ),
}  # fmt: skip
TEXTS = [(event, language, text) for event, its in EVENTS.items() for language, text in its]
TOPIC = shipped_topic()


def store(engine: sa.Engine, *numbers: int, text: str = "") -> None:
    """Store texts by their numbers, an hour apart."""

    def work(connection: sa.Connection) -> None:
        for number in numbers:
            _, language, its = TEXTS[number]
            at = NOW + timedelta(hours=number)
            page = f"https://s{number}.example/{number}"
            told_at = {"published_at": at, "language": language}
            made = new_article(url=page, source=f"s{number}", title="", text=text or its, **told_at)
            read = reading_of(made, NOTHING)
            article_id, outcome, _ = add(connection, read, None, NOW)
            if outcome in ("stored", "revised"):
                compare(connection, {article_id: read}, NOW)

    transact(engine, work)


def tell(engine: sa.Engine) -> int:
    make_vectors(engine, TOPIC)
    return tell_stories(engine, TOPIC, NOW)


def told(engine: sa.Engine) -> set[frozenset[str]]:
    """The groups of stored texts, by their numbers."""
    groups: dict[int, set[str]] = defaultdict(set)
    with reading(engine) as connection:
        urls = connection.execute(sa.text("SELECT id, url FROM article")).all()
        for article_id, url in urls:
            groups[story_of(connection, article_id) or 0].add(url.rpartition("/")[2])
    return {frozenset(each) for each in groups.values()}


GOLD = {frozenset(str(at) for at, each in enumerate(TEXTS) if each[0] == event) for event in EVENTS}


@pytest.mark.parametrize("seed", range(3))
def test_events_are_told_apart_in_any_order(engine: sa.Engine, seed: int) -> None:
    order = random.Random(seed).sample(range(len(TEXTS)), len(TEXTS))
    store(engine, *order)
    assert tell(engine) == len(TEXTS)
    assert told(engine) == GOLD
    assert tell(engine) == 0


def test_one_after_another_they_come_to_the_same(engine: sa.Engine) -> None:
    for number in range(len(TEXTS)):
        store(engine, number)
        tell(engine)
    assert told(engine) == GOLD


def test_a_story_keeps_its_id_as_it_grows(engine: sa.Engine) -> None:
    store(engine, *range(len(TEXTS)))
    tell(engine)
    with reading(engine) as connection:
        before = [story_of(connection, each) for each in range(1, len(TEXTS) + 1)]
    later = f"{TEXTS[0][2]}公司表示停产时间未定。"
    store(engine, 0, text=later)  # another text at the address of the first
    assert tell(engine) == 1
    with reading(engine) as connection:
        assert [story_of(connection, each) for each in range(1, len(TEXTS) + 1)] == before


def test_stories_that_become_one_are_noted(engine: sa.Engine) -> None:
    plant = [number for number, each in enumerate(TEXTS) if each[0] == "plant"]
    store(engine, *range(len(TEXTS)))
    tell(engine)
    with transacting(engine) as connection:  # as if they had been told apart before: the first two, and the others
        (other,) = connection.execute(sa.insert(story).values(began_at=NOW)).inserted_primary_key or (0,)
        mine = telling.c.article_id.in_([number + 1 for number in plant[2:]])
        connection.execute(sa.update(telling).where(mine).values(story_id=other))
        marks.put(connection, LOOKED, "0")
    tell(engine)
    assert told(engine) == GOLD
    with reading(engine) as connection:
        (change,) = connection.execute(sa.select(story_change)).all()
        kept = story_of(connection, plant[0] + 1)
        assert (change.kind, change.story_id, change.other_id) == ("merged", kept, other)
        assert connection.execute(sa.select(story.c.into_id).where(story.c.id == other)).scalar_one() == kept
        assert stored_story(connection, other) == stored_story(connection, kept or 0)


def test_frequencies_follow_the_texts(engine: sa.Engine) -> None:
    store(engine, *range(len(TEXTS)))
    tell(engine)
    store(engine, 8, text="完全不同的另一段文字，说的是港口的潮汐和渔船。")
    tell(engine)
    with reading(engine) as connection:
        vectors = vectors_of(connection, range(1, len(TEXTS) + 1))
        counted = Counter(term for each in vectors.values() for term in each.terms)
        rows: dict[str, int] = dict(
            connection.execute(sa.select(term_frequency).where(term_frequency.c.texts != 0)).all()
        )
        known = frequencies_for(connection, ["fire", "nothing of this name"])
    assert rows == counted
    assert (known.texts, known.of) == (len(TEXTS), {"fire": counted["fire"]})


def test_whoever_is_beaten_to_it_looks_again(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    store(engine, *range(len(TEXTS)))
    make_vectors(engine, TOPIC)
    look, others = stories._look, [True]

    def meanwhile(*asked: Any, **more: Any) -> Any:
        found = look(*asked, **more)
        if others:
            others.clear()
            tell_stories(engine, TOPIC, NOW)
        return found

    monkeypatch.setattr(stories, "_look", meanwhile)
    tell_stories(engine, TOPIC, NOW)
    assert told(engine) == GOLD
    with reading(engine) as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(story)).scalar_one() == len(GOLD)


def test_nothing_stored(engine: sa.Engine) -> None:
    assert tell(engine) == 0
    with reading(engine) as connection:
        assert (number_untold(connection), number_unmade(connection, TOPIC)) == (0, 0)
        assert (story_of(connection, 1), stored_story(connection, 1)) == (None, None)
