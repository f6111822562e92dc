"""Which family each article belongs to: kept as texts come and change, whatever comes first."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.learned import NOTHING, reading_of
from pipeline.values import Article
from storage.articles import add
from storage.copies import tie
from storage.database import writing
from storage.families import family_of, gather
from storage.schema import family, kin
from tests.builders import NOW, database
from tests.builders import article as new_article
from tests.test_pipeline_signature import text
from tests.test_pipeline_templates import TEMPLATES

A, B, C = text(1, 500), text(2, 500), text(3, 500)
BULLETIN = (
    "北海气象台{day}日发布天气预报，今天最高气温{high}度，最低气温{low}度，东风{wind}级，请市民注意防范，出行时带好雨具。"
    + text(9, 200)
)


def of(number: int, its: str, **more: Any) -> Article:
    """The article of that number with this text, an hour later than the one before."""
    more = {"source": f"s{number}", "published_at": NOW + timedelta(hours=number)} | more
    page = f"https://{more['source']}.example/{number}"
    return new_article(url=page, title=f"题目{number}", text=its, language="zh", metadata_only=not its, **more)


def store(connection: sa.Connection, *group: Article) -> None:
    """Store a group of articles with their copies and families."""
    read = {}
    for each in group:
        reading = reading_of(each, NOTHING)
        article_id, outcome, _ = add(connection, reading, None, NOW)
        if outcome in ("stored", "revised"):
            read[article_id] = reading
    tie(connection, list(read.items()))
    gather(connection, read.keys(), NOW)


def families(connection: sa.Connection) -> dict[int, list[int]]:
    """The members of each family."""
    found: dict[int, list[int]] = {}
    for row in connection.execute(sa.select(kin).order_by(kin.c.article_id)):
        found.setdefault(row.family_id, []).append(row.article_id)
    return found


def into(connection: sa.Connection) -> dict[int, int | None]:
    return dict(connection.execute(sa.select(family.c.id, family.c.into_id)).all())


def test_one_article_is_no_family(connection: sa.Connection) -> None:
    gather(connection, [], NOW)
    store(connection, of(1, A), of(2, B), of(3, ""))
    assert (families(connection), into(connection)) == ({}, {})
    assert family_of(connection, 1) is None
    assert family_of(connection, 99) is None


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("its", [A, A + "。", A[:300] + C[:100], A[:350]], ids=["exact", "spaced", "near", "excerpt"])
def test_a_copy_makes_a_family(connection: sa.Connection, its: str, at_once: bool) -> None:
    group = of(1, A), of(2, B), of(3, its)
    for each in [group] if at_once else [[one] for one in group]:
        store(connection, *each)
    assert families(connection) == {1: [1, 3]}
    assert family_of(connection, 3) == 1


def test_a_family_keeps_its_id_as_it_grows(connection: sa.Connection) -> None:
    for number, its in enumerate([A, A, B, B, A, A + "。", B], 1):
        store(connection, of(number, its))
    assert families(connection) == {1: [1, 2, 5, 6], 2: [3, 4, 7]}


def test_of_two_families_that_become_one_the_older_id_stays(connection: sa.Connection) -> None:
    for number, its in enumerate([A[:300], A[:300], A[200:], A[200:], A], 1):
        store(connection, of(number, its))
    assert families(connection) == {1: [1, 2, 3, 4, 5]}
    assert into(connection) == {1: None, 2: 1}


def test_an_old_id_leads_to_none_of_the_parts(connection: sa.Connection) -> None:
    for number, its in enumerate([A[:300], A[:300], A[200:], A[200:], A], 1):
        store(connection, of(number, its))
    assert into(connection) == {1: None, 2: 1}
    store(connection, of(5, C))
    assert families(connection) == {1: [1, 2], 3: [3, 4]}
    assert into(connection) == {1: None, 2: None, 3: None}


def test_who_leaves_parts_no_family(connection: sa.Connection) -> None:
    for number, its in enumerate([A[:300], A[:300], A[200:], A[200:], A, A], 1):
        store(connection, of(number, its))
    store(connection, of(5, C))
    assert families(connection) == {1: [1, 2, 3, 4, 6]}
    assert into(connection) == {1: None, 2: 1}


def test_of_exact_copies_the_first_alone_is_asked_for(connection: sa.Connection) -> None:
    store(connection, of(1, A), of(2, B), of(3, C))
    store(connection, of(2, A))
    store(connection, of(3, A))
    store(connection, of(1, B))
    assert families(connection) == {1: [2, 3]}
    store(connection, of(1, A))
    assert families(connection) == {1: [1, 2, 3]}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_roundup_of_whole_reports_is_in_no_family(connection: sa.Connection, order: tuple[int, ...]) -> None:
    group = of(1, A[:250]), of(2, B[:250]), of(3, A[:250] + B[:250])
    for at in order:
        store(connection, group[at])
    assert families(connection) == {}


def test_a_reprint_that_writes_days_and_numbers_otherwise(connection: sa.Connection) -> None:
    report = f"报告于11日完成，{A[:150]}，总投资三十亿元，{A[150:300]}，12日在北海举行，{A[300:400]}，代表13日返回。"
    other = report.replace("三十亿", "30亿")
    for day in (11, 12, 13):
        other = other.replace(f"{day}日", f"10月{day}日")
    store(connection, of(1, report), of(2, other))
    assert families(connection) == {1: [1, 2]}


@pytest.mark.parametrize("name", TEMPLATES)
def test_two_events_in_one_template_are_no_family(connection: sa.Connection, name: str) -> None:
    template, first, second = TEMPLATES[name]
    store(connection, of(1, template.format(*first)), of(2, template.format(*second)))
    store(connection, of(3, template.format(*first)))
    assert families(connection) == {1: [1, 3]}


def test_a_quotation_ties_no_family(connection: sa.Connection) -> None:
    said = f"“{A[:60]}”"
    store(connection, of(1, B[:150] + said + B[150:300]), of(2, C[:150] + said + C[150:300]))
    assert families(connection) == {}


def test_a_roundup_of_two_reports_makes_no_family_of_them(connection: sa.Connection) -> None:
    store(connection, of(1, A[:160]), of(2, B[:160]), of(3, A[:160] + B[:160] + C[:400]))
    assert families(connection) == {}


def test_bulletins_from_one_template_are_no_family(connection: sa.Connection) -> None:
    days = [BULLETIN.format(day=10 + each, high=20 + each, low=9 + each, wind=2 + each) for each in range(3)]
    more = {"source": "weather"}
    store(connection, *(of(each, days[each], **more) for each in range(3)))
    assert families(connection) == {}
    store(connection, of(4, days[0]))  # the same bulletin at another newsroom
    assert families(connection) == {1: [1, 4]}


def test_who_changes_its_text_leaves_its_family(connection: sa.Connection) -> None:
    store(connection, of(1, A), of(2, A), of(3, A))
    store(connection, of(1, B))
    assert families(connection) == {1: [2, 3]}
    store(connection, of(2, C))
    assert families(connection) == {}
    store(connection, of(2, A))
    assert families(connection) == {2: [2, 3]}


def test_a_family_parts_where_what_tied_it_is_gone(connection: sa.Connection) -> None:
    for number, its in enumerate([A[:300], A[:300], A, A[200:], A[200:]], 1):
        store(connection, of(number, its))
    assert families(connection) == {1: [1, 2, 3, 4, 5]}
    store(connection, of(3, C))
    assert families(connection) == {1: [1, 2], 2: [4, 5]}
    store(connection, of(3, A))
    assert families(connection) == {1: [1, 2, 3, 4, 5]}
    assert into(connection) == {1: None, 2: 1}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (0, 2, 1), (1, 0, 2), (2, 0, 1)])
def test_a_text_that_turns_out_to_be_older_is_no_excerpt(connection: sa.Connection, order: tuple[int, ...]) -> None:
    group = of(0, A[:250]), of(1, A), of(2, A[:250])
    for each in order:
        store(connection, group[each])
    titles: dict[int, str] = dict(connection.execute(sa.text("SELECT id, title FROM article")).all())
    assert [{titles[each] for each in its} for its in families(connection).values()] == [{"题目0", "题目2"}]


TEXTS = (A, A + "。", A[:300] + C[:100], A[:250], A[250:], B, B[:400] + C[:50], "")


def grouped(connection: sa.Connection) -> set[frozenset[str]]:
    """The families by the titles of their members."""
    from storage.schema import article

    titles = dict(connection.execute(sa.select(article.c.id, article.c.title)).all())
    return {frozenset(titles[each] for each in members) for members in families(connection).values()}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(range(len(TEXTS))), min_size=1, max_size=7),
    st.randoms(use_true_random=False),
    st.integers(1, 4),
)
def test_the_order_of_arrival_changes_no_family(chosen: list[int], order: Any, size: int) -> None:
    new = [of(number, TEXTS[each]) for number, each in enumerate(chosen)]
    found = []
    mixed = list(new)
    order.shuffle(mixed)
    with TemporaryDirectory() as directory:
        for number, arrived in enumerate((new, mixed)):
            (Path(directory) / str(number)).mkdir()
            engine = database(Path(directory) / str(number))
            for start in range(0, len(arrived), size):
                with writing(engine) as connection:
                    store(connection, *arrived[start : start + size])
            with writing(engine) as connection:
                found.append(grouped(connection))
            engine.dispose()
    assert found[0] == found[1]
