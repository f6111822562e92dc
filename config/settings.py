"""The settings: what the environment says, read in one place."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast
from urllib.parse import quote, urlsplit

from config.errors import ConfigError, nearest

PREFIX = "DUIZHAO_"
VARIABLES = (
    "DUIZHAO_DATA",
    "DUIZHAO_SOURCES",
    "DUIZHAO_CONTACT",
    "DUIZHAO_DATABASE",
    "DUIZHAO_DATABASE_PASSWORD_FILE",
    "DUIZHAO_WEBHOOK",
    "DUIZHAO_RESERVED",
)
RESERVED = ("full", "metadata", "skip")
HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,}"
# The contact goes into the User-Agent between parentheses: no blank, control or parenthesis may be in it.
CONTACT = re.compile(rf"(?:[A-Za-z0-9._%+'-]+@{HOST}|https?://{HOST}(?::\d{{1,5}})?(?:[/?#][!-'*-~]*)?)")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DATABASE = re.compile(r"(?:sqlite|postgresql)(?:\+[a-z0-9]+)?://")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a user's things live, and whom a site may write to; the contact is empty where none is set."""

    data: Path
    sources: Path | None
    contact: str
    database: str = field(repr=False)  # it may hold a password
    webhook: str = field(default="", repr=False)  # where alarms go; it may hold a key
    reserved: Literal["full", "metadata", "skip"] = "metadata"  # what is stored of a page whose text is reserved


def settings(data: str = "") -> Settings:
    """The settings of this process; the one reader of the environment.

    With `data` they are those of another directory, and the database is the file in it, whatever the environment says.
    """
    if not data:
        return settings_from(os.environ)
    others = {name: value for name, value in os.environ.items() if not name.startswith(f"{PREFIX}DATABASE")}
    return settings_from({**others, "DUIZHAO_DATA": data})


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings a mapping gives; a variable that is set but empty counts as not set."""
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in VARIABLES:
            right = nearest(name.removeprefix(PREFIX), [each.removeprefix(PREFIX) for each in VARIABLES])
            message = f"no such setting; there are {', '.join(VARIABLES)}"
            raise ConfigError(None, None, name, message, right and PREFIX + right)
    data = _data(environment.get("DUIZHAO_DATA", ""))
    return Settings(
        data=data,
        sources=_sources(environment.get("DUIZHAO_SOURCES", "")),
        contact=_contact(environment.get("DUIZHAO_CONTACT", "")),
        database=_with_password(
            _database(environment.get("DUIZHAO_DATABASE", ""), data),
            environment.get("DUIZHAO_DATABASE_PASSWORD_FILE", ""),
        ),
        webhook=_webhook(environment.get("DUIZHAO_WEBHOOK", "")),
        reserved=_reserved(environment.get("DUIZHAO_RESERVED", "")),
    )


def _data(value: str) -> Path:
    data = Path(value or "data")
    if data.exists() and not data.is_dir():
        raise ConfigError(None, None, "DUIZHAO_DATA", f"{data} is a file; a directory is needed")
    return data


def _sources(value: str) -> Path | None:
    if not value:
        return None
    sources = Path(value)
    if not sources.is_dir():
        raise ConfigError(None, None, "DUIZHAO_SOURCES", f"there is no directory {sources}")
    return sources


def _contact(value: str) -> str:
    if not value or CONTACT.fullmatch(value):
        return value
    bare = value.strip().strip("<>").removeprefix("mailto:")
    options = (bare, f"https://{bare}")
    raise ConfigError(
        None,
        None,
        "DUIZHAO_CONTACT",
        "must be a mail address or a URL, such as news@example.org or https://example.org/about",
        next((option for option in options if CONTACT.fullmatch(option)), None),
    )


def _webhook(value: str) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        port = parts.port  # checked only when asked for
    except ValueError:
        parts, port = urlsplit(""), None
    is_plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    if (parts.scheme == "https" or is_plain) and parts.hostname and port != 0 and not re.search(r"[^!-~]", value):
        return value
    # The value may hold a key, so the message does not repeat it.
    message = "must be a URL that begins with https://, or with http:// and a loopback address"
    raise ConfigError(None, None, "DUIZHAO_WEBHOOK", message)


def _reserved(value: str) -> Literal["full", "metadata", "skip"]:
    if value and value not in RESERVED:
        message = f"{value[:60]!r} is none of {', '.join(RESERVED)}"
        raise ConfigError(None, None, "DUIZHAO_RESERVED", message, nearest(value.lower(), RESERVED))
    return cast(Literal["full", "metadata", "skip"], value or "metadata")


def _database(value: str, data: Path) -> str:
    if not value:
        return f"sqlite:///{data.as_posix()}/duizhao.sqlite"
    if DATABASE.match(value):
        return value
    # The value may hold a password, so the message does not repeat it.
    raise ConfigError(
        None,
        None,
        "DUIZHAO_DATABASE",
        "must be a URL, such as sqlite:////var/lib/duizhao/duizhao.sqlite or postgresql+psycopg://host/duizhao",
        nearest(value.partition("://")[0], ("sqlite", "postgresql")) if "://" in value else None,
    )


def _with_password(database: str, file: str) -> str:
    """The URL of the database with the password that the file holds, or as it is where no file is named."""
    if not file:
        return database
    scheme, _, rest = database.partition("://")
    if scheme.startswith("sqlite"):
        raise _password_error("an SQLite database has no password: set DUIZHAO_DATABASE to one of PostgreSQL")
    end = next((at for at, character in enumerate(rest) if character in "/?"), len(rest))
    user, at, host = rest[:end].rpartition("@")
    if ":" in user or re.search(r"[?&]password=", rest):
        raise _password_error("DUIZHAO_DATABASE holds a password already: take one of the two away")
    if not at or not user:
        example = "postgresql+psycopg://duizhao@host/duizhao"
        raise _password_error(f"DUIZHAO_DATABASE names no user that the password is for: write {example}")
    return f"{scheme}://{user}:{quote(_password(Path(file)), safe='')}@{host}{rest[end:]}"


def _password(file: Path) -> str:
    """What the file holds, without the line break at its end; no message repeats it."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise _password_error(f"{file} can not be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise _password_error(f"{file} is not UTF-8") from None  # the error holds what was read
    password = text.removesuffix("\n")
    if not password:
        raise _password_error(f"{file} is empty")
    if re.search(r"[\r\n\0]", password):
        raise _password_error(f"{file} holds more than one line")
    return password


def _password_error(message: str) -> ConfigError:
    return ConfigError(None, None, "DUIZHAO_DATABASE_PASSWORD_FILE", message)
