"""Settings come from a mapping; what is misspelt or can not work is an error that says what is right."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.settings import Settings, settings, settings_from


def test_nothing_set() -> None:
    expected = Settings(Path("data"), None, "", "sqlite:///data/duizhao.sqlite")
    assert settings_from({"PATH": "/bin", "HOME": "/root"}) == expected


def test_empty_counts_as_not_set() -> None:
    assert settings_from(dict.fromkeys(("DUIZHAO_DATA", "DUIZHAO_SOURCES", "DUIZHAO_CONTACT"), "")) == settings_from({})


def test_all_set(tmp_path: Path) -> None:
    given = {
        "DUIZHAO_DATA": str(tmp_path / "new"),
        "DUIZHAO_SOURCES": str(tmp_path),
        "DUIZHAO_CONTACT": "news@example.org",
        "DUIZHAO_DATABASE": "postgresql+psycopg://host/duizhao",
    }
    expected = Settings(tmp_path / "new", tmp_path, "news@example.org", "postgresql+psycopg://host/duizhao")
    assert settings_from(given) == expected


def test_database_stands_in_the_data_directory(tmp_path: Path) -> None:
    assert settings_from({"DUIZHAO_DATA": str(tmp_path)}).database == f"sqlite:///{tmp_path}/duizhao.sqlite"


@pytest.mark.parametrize(
    "contact",
    ["a@b.org", "first.last+news@sub.example.co.uk", "https://example.org", "http://example.org:8080/about?x=1"],
)
def test_contact(contact: str) -> None:
    assert settings_from({"DUIZHAO_CONTACT": contact}).contact == contact


@pytest.mark.parametrize(
    ("given", "key", "nearest"),
    [
        ({"DUIZHAO_SOURCE": "x"}, "DUIZHAO_SOURCE", "DUIZHAO_SOURCES"),
        ({"DUIZHAO_DATABSE": "x"}, "DUIZHAO_DATABSE", "DUIZHAO_DATABASE"),
        ({"DUIZHAO_": "x"}, "DUIZHAO_", None),
        ({"DUIZHAO_SOURCES": "/no/such/directory"}, "DUIZHAO_SOURCES", None),
        ({"DUIZHAO_SOURCES": __file__}, "DUIZHAO_SOURCES", None),
        ({"DUIZHAO_DATA": __file__}, "DUIZHAO_DATA", None),
        ({"DUIZHAO_CONTACT": "somebody"}, "DUIZHAO_CONTACT", None),
        ({"DUIZHAO_CONTACT": "a@localhost"}, "DUIZHAO_CONTACT", None),
        ({"DUIZHAO_CONTACT": "mailto:a@b.org"}, "DUIZHAO_CONTACT", "a@b.org"),
        ({"DUIZHAO_CONTACT": "example.org/about"}, "DUIZHAO_CONTACT", "https://example.org/about"),
        ({"DUIZHAO_CONTACT": "a@b.org\r\nX-Header: 1"}, "DUIZHAO_CONTACT", None),
        ({"DUIZHAO_CONTACT": "https://example.org/) Mozilla/5.0 (x"}, "DUIZHAO_CONTACT", None),
        ({"DUIZHAO_DATABASE": "postgres://u:secret@host/db"}, "DUIZHAO_DATABASE", "postgresql"),
        ({"DUIZHAO_DATABASE": "duizhao.sqlite"}, "DUIZHAO_DATABASE", None),
    ],
)
def test_mistakes(given: dict[str, str], key: str, nearest: str | None) -> None:
    with pytest.raises(ConfigError) as caught:
        settings_from(given)
    assert (caught.value.key, caught.value.nearest) == (key, nearest)
    assert len(str(caught.value).splitlines()) == 1


def test_password_is_not_shown() -> None:
    assert "secret" not in repr(settings_from({"DUIZHAO_DATABASE": "postgresql://u:secret@host/db"}))
    with pytest.raises(ConfigError) as caught:
        settings_from({"DUIZHAO_DATABASE": "mysql://u:secret@host/db"})
    assert "secret" not in str(caught.value)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DUIZHAO_SOURCES", "DUIZHAO_CONTACT", "DUIZHAO_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path))
    assert settings().data == tmp_path
