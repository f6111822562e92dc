"""Databases that a command names: a file or a URL, opened without ever repeating a password."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import ConfigError, nearest
from service.workplace import engine_of, file_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

KINDS = ("sqlite", "postgresql")


def url_of(text: str, key: str) -> str:
    """The URL of a database named by a URL or its file; raises ConfigError, naming the argument, where it is none."""
    import sqlalchemy as sa

    if "://" not in text:
        return f"sqlite:///{Path(text).absolute().as_posix()}"
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise ConfigError(None, None, key, "is no URL of a database") from error
    kind = url.get_backend_name()
    if kind not in KINDS:
        message = "must be a file or a URL that begins with sqlite:// or postgresql+psycopg://"
        raise ConfigError(None, None, key, message, nearest(kind, KINDS))
    if "@" in (url.host or ""):  # the rest of a password, which the driver would repeat as the name of a host
        raise ConfigError(None, None, key, "has a second @: in a password it is written %40")
    if kind == "sqlite" and file_of(text) is None:
        raise ConfigError(None, None, key, "names no file")
    return text


def name_of(database: str) -> str:
    """What a database is called in the output: its file, or its server and name without user, password and options."""
    import sqlalchemy as sa

    file = file_of(database)
    if file is not None:
        return str(file)
    url = sa.make_url(database)
    host = url.host or url.query.get("host") or ""
    place = f"{host}:{url.port}" if url.port else f"{host}"
    return f"{url.get_backend_name()} database {url.database or ''}" + (f" at {place}" if place else "")


@contextmanager
def existing(database: str, key: str) -> "Iterator[sa.Engine]":
    """The engine of a database that holds a whole collection at the newest schema, else ConfigError, naming the key."""
    import sqlalchemy as sa

    from storage.marks import refuse_partial
    from storage.migrate import newest, refuse_newer, version

    file = file_of(database)
    if file is not None and not file.is_file():
        raise ConfigError(file, None, key, "there is no database")
    if file is not None and not file.stat().st_size:
        raise ConfigError(file, None, key, "holds no collection")
    engine = engine_of(database, key)
    try:
        try:
            with engine.connect() as connection:
                current = version(connection)
        except sa.exc.DBAPIError as error:
            raise ConfigError(file, None, key, f"can not be opened: {error.orig}") from error
        if current is None:
            raise ConfigError(file, None, key, "holds no collection")
        refuse_newer(current)
        if current != newest():
            message = f"has schema {current}, this program {newest()}: run `duizhao db upgrade` with DUIZHAO_DATABASE"
            raise ConfigError(file, None, key, message)
        refuse_partial(engine)
        yield engine
    finally:
        engine.dispose()
