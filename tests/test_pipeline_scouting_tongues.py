"""Boxes on a page in another language than its list."""

import pytest

from pipeline.scouting_anchors import Anchor
from pipeline.scouting_tongues import in_another_language, named_after, writing_of
from pipeline.values import Language

ZH = [f"北屿港务局公布驳船记录 当天{at}艘过闸" for at in range(6)]
EN = [f"Telescope spots {at} faint comets" for at in range(6)]
MIXED = ["iPhone 17 Pro review", *ZH[:5]]


@pytest.mark.parametrize(
    ("text", "writing"),
    [("", ""), ("2026", ""), (ZH[0], "han"), (EN[0], "latin"), ("iPhone 17 发布 新功能一览", "han")],
)
def test_writings(text: str, writing: str) -> None:
    assert writing_of(text) == writing


def links(path: str, titles: list[str], place: str) -> list[Anchor]:
    made = []
    for at, title in enumerate(titles):
        key = f"a.example{path}{at + 77000}.html"
        made.append(Anchor(f"https://{key}", key, title, (f"div.{place} a", "a")))
    return made


@pytest.mark.parametrize(
    ("main", "box", "box_path", "page", "language", "foreign"),
    [
        (ZH, EN, "/world/", "/", "zh", 6),
        (ZH, EN, "/chinese/9", "/", "zh", 6),
        (ZH, EN, "/world/", "/chinese/", "en", 6),
        (EN, ZH, "/world/", "/", "en", 6),
        (ZH, EN, "/world/", "/", None, 0),
        (ZH, EN[:2], "/world/", "/", "zh", 0),
        (ZH, MIXED, "/world/", "/", "zh", 0),
        (EN, EN, "/world/", "/", "zh", 0),
        ([], EN, "/world/", "/", "zh", 0),
        (EN, ZH[:4], "/z/", "/", "zh", 0),  # the menu is in Chinese
        (ZH, EN[:4], "/world/", "/", "en", 0),
    ],
)
def test_boxes(main: list[str], box: list[str], box_path: str, page: str, language: Language, foreign: int) -> None:
    own = links("/chinese/", main, "list")
    beside = links(box_path, box, "box")
    named = named_after(f"https://a.example{page}", own + beside)
    titles = {each.key: each.text for each in own + beside}
    found = in_another_language(own + beside, titles, named, language)
    assert len(found) == foreign
    assert found <= {each.key for each in beside}
