"""The saved pages of shipped sources, tests/data/pages/<id>, are read as a person said."""

from pathlib import Path

import pytest

from config.catalogue import load_catalogue
from service.saved_check import lines
from service.saved_pages import SavedPage, outcome_of, saved_pages

DATA = Path(__file__).parent / "data"
SOURCES = load_catalogue().sources
PAGES = [page for directory in sorted((DATA / "pages").iterdir()) for page in saved_pages(DATA, directory.name)]


@pytest.mark.parametrize("saved", PAGES, ids=[each.name for each in PAGES])
def test_page_is_read_as_expected(saved: SavedPage) -> None:
    outcome = outcome_of(saved, SOURCES[saved.path.parent.name])
    assert outcome.is_good, "\n".join(map(str, lines(outcome)))


def test_every_page_has_its_expectations() -> None:
    pages = {path.with_suffix("") for path in (DATA / "pages").rglob("*.html")}
    assert pages == {each.path.with_suffix("") for each in PAGES}
