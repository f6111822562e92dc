"""Where a command works: what it makes there, and what it does not."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from service.workplace import open_workplace


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory that is not there yet."""
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DUIZHAO_SOURCES", raising=False)
    return tmp_path / "data"


def test_a_source_that_does_not_exist_makes_no_database(data: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean guardian"):
        open_workplace(["guardain"], make=True)
    assert not data.exists()


def test_a_source_that_may_not_be_crawled_makes_no_database(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUIZHAO_CONTACT", raising=False)
    with pytest.raises(ConfigError, match="is not set"):
        open_workplace(["guardian"], make=True)
    assert not data.exists()


def test_a_database_is_made_where_it_is_asked_for(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIZHAO_CONTACT", "a@beihai.example")
    assert "no collection" in open_workplace(["guardian"]).note
    assert not data.exists()
    place = open_workplace(["guardian"], make=True)
    place.engine.dispose()
    assert not place.note
    assert (data / "duizhao.sqlite").is_file()
