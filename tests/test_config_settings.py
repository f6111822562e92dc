"""Settings come from a mapping; what is misspelt or can not work is an error that says what is right."""

from pathlib import Path

import pytest
import sqlalchemy as sa

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
        ({"DUIZHAO_RESERVED": "all"}, "DUIZHAO_RESERVED", None),
        ({"DUIZHAO_RESERVED": "Skip"}, "DUIZHAO_RESERVED", "skip"),
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


@pytest.mark.parametrize(
    ("held", "database", "expected"),
    [
        ("secret", "postgresql://u@host/db", "postgresql://u:secret@host/db"),
        ("secret\n", "postgresql+psycopg://u@host:5432/db", "postgresql+psycopg://u:secret@host:5432/db"),
        ("secret\r\n", "postgresql://u@host", "postgresql://u:secret@host"),
        ("x", "postgresql://u@host?application_name=a@b", "postgresql://u:x@host?application_name=a@b"),
        ("a b", "postgresql://u@/db?host=/run/postgresql", "postgresql://u:a%20b@/db?host=/run/postgresql"),
        ("p@s:s/w?r#d%41+&", "postgresql://u@h/db", "postgresql://u:p%40s%3As%2Fw%3Fr%23d%2541%2B%26@h/db"),
        (" 密码 ", "postgresql://u%40x@h/db", "postgresql://u%40x:%20%E5%AF%86%E7%A0%81%20@h/db"),
        (
            "x",
            "postgresql://u@[::1]:5432/db?application_name=a@b",
            "postgresql://u:x@[::1]:5432/db?application_name=a@b",
        ),
    ],
)
def test_password_from_a_file(tmp_path: Path, held: str, database: str, expected: str) -> None:
    file = tmp_path / "password"
    file.write_bytes(held.encode())
    given = {"DUIZHAO_DATABASE": database, "DUIZHAO_DATABASE_PASSWORD_FILE": str(file)}
    assert settings_from(given).database == expected
    assert sa.make_url(expected).password == held.rstrip("\r\n")
    assert settings_from(given | {"DUIZHAO_DATABASE_PASSWORD_FILE": ""}).database == database


@pytest.mark.parametrize(
    ("held", "database", "message"),
    [
        (None, "postgresql://u@h/db", "can not be read: No such file or directory"),
        (b"", "postgresql://u@h/db", "is empty"),
        (b"\n", "postgresql://u@h/db", "is empty"),
        (b"hush\nhush\n", "postgresql://u@h/db", "holds more than one line"),
        (b"hush\n\n", "postgresql://u@h/db", "holds more than one line"),
        (b"hush\0", "postgresql://u@h/db", "holds more than one line"),
        (b"hush\xff", "postgresql://u@h/db", "is not UTF-8"),
        (b"hush", "postgresql://u:hush@h/db", "DUIZHAO_DATABASE holds a password already"),
        (b"hush", "postgresql://u:@h/db", "DUIZHAO_DATABASE holds a password already"),
        (b"hush", "postgresql://u@h/db?sslmode=require&password=hush", "DUIZHAO_DATABASE holds a password already"),
        (b"hush", "postgresql://h/db", "names no user"),
        (b"hush", "postgresql:///db?user=u", "names no user"),
        (b"hush", "postgresql://@h/db", "names no user"),
        (b"hush", "sqlite:////tmp/duizhao.sqlite", "an SQLite database has no password"),
        (b"hush", "", "an SQLite database has no password"),
    ],
)
def test_mistakes_of_a_password(tmp_path: Path, held: bytes | None, database: str, message: str) -> None:
    file = tmp_path / "password"
    if held is not None:
        file.write_bytes(held)
    with pytest.raises(ConfigError, match=message) as caught:
        settings_from({"DUIZHAO_DATABASE": database, "DUIZHAO_DATABASE_PASSWORD_FILE": str(file)})
    assert caught.value.key == "DUIZHAO_DATABASE_PASSWORD_FILE"
    assert "hush" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_password_in_a_directory(tmp_path: Path) -> None:
    given = {"DUIZHAO_DATABASE": "postgresql://u@h/db", "DUIZHAO_DATABASE_PASSWORD_FILE": str(tmp_path)}
    with pytest.raises(ConfigError, match="can not be read: Is a directory"):
        settings_from(given)


def test_password_of_a_file_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hush")
    given = {
        "DUIZHAO_DATABASE": "postgresql://u@h/db",
        "DUIZHAO_DATABASE_PASSWORD_FILE": str(tmp_path / "password"),
    }
    assert "hush" not in repr(settings_from(given))


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DUIZHAO_SOURCES", "DUIZHAO_CONTACT", "DUIZHAO_DATABASE", "DUIZHAO_DATABASE_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DUIZHAO_DATA", str(tmp_path))
    assert settings().data == tmp_path


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.org/T0/B0/secret",
        "https://hooks.example.org:8443/?key=1",
        "http://127.0.0.1:9000/alarm",
        "http://[::1]/",
        "http://localhost:1/",
    ],
)
def test_webhook(url: str) -> None:
    found = settings_from({"DUIZHAO_WEBHOOK": url})
    assert found.webhook == url
    assert url not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/s3cret",
        "ftp://hooks.example.org/s3cret",
        "hooks.example.org/s3cret",
        "https:///s3cret",
        "https://hooks.example.org:99999/s3cret",
        "https://hooks.example.org:0/s3cret",
        "https://hooks.example.org/s3cret two",
        "https://hooks.example.org/s3cret\r\nX: y",
        "http://127.0.0.1.example.org/s3cret",
    ],
)
def test_a_webhook_that_is_none_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settings_from({"DUIZHAO_WEBHOOK": url})
    assert caught.value.key == "DUIZHAO_WEBHOOK"
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(("value", "reserved"), [("", "metadata"), ("full", "full"), ("skip", "skip")])
def test_what_is_stored_of_reserved_pages(value: str, reserved: str) -> None:
    assert settings_from({"DUIZHAO_RESERVED": value}).reserved == reserved
