"""A service refuses to begin where its clock and the database's tell different times."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from config.errors import ConfigError
from service import operating
from service.duty import Bounds
from service.watch import Watch
from tests.watching import watch_of


def ahead(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Set the clock of services, but not the database's."""
    monkeypatch.setattr("service.clock.Clock.now", lambda _self: datetime.now(UTC) + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [0, 10, 100, -100])
def test_the_skew_of_two_clocks(
    engine: sa.Engine, dialect: str, tmp_path: Path, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch: Watch = watch_of(engine, tmp_path)
    ahead(monkeypatch, seconds)
    expected = seconds if dialect == "postgresql" else 0  # an embedded database has the clock of its machine
    assert abs(watch.check_skew() - expected) < 5


@pytest.mark.parametrize(("seconds", "word"), [(3600, "ahead of"), (-3600, "behind")])
def test_a_service_with_another_clock_does_not_begin(
    blank: sa.Engine,
    dialect: str,
    tmp_path: Path,
    seconds: float,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: Any = watch_of(blank, tmp_path)
    place = type(
        "Place",
        (),
        {"engine": blank, "settings": type("Settings", (), {"data": tmp_path, "sources": None, "webhook": ""})},
    )
    place.catalogue = made.roster.catalogue  # type: ignore[attr-defined]
    monkeypatch.setattr(operating, "open_workplace", lambda *_arguments, **_options: place)
    monkeypatch.setattr(operating, "require_contact", lambda *_arguments: None)
    monkeypatch.setattr(operating, "log_events", lambda: None)
    ahead(monkeypatch, seconds)
    if dialect == "sqlite":
        assert operating.prepared("serve", [], Bounds()).command == "serve"
        return
    with pytest.raises(ConfigError, match=f"clock: this machine's clock is 3600 s {word} the database's"):
        operating.prepared("serve", [], Bounds())
