"""What nearly every command begins with: settings, catalogue, an engine at the newest schema."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config.catalogue import Catalogue, load_catalogue
from config.errors import ConfigError
from config.settings import Settings, settings
from service.output import plural

if TYPE_CHECKING:
    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Workplace:
    """Settings, the catalogue of sources, and the database."""

    settings: Settings
    catalogue: Catalogue
    engine: "sa.Engine"
    note: str = ""  # that there is no collection yet, and what makes one

    def tell(self) -> None:
        """Print the note, if there is one."""
        if self.note:
            sys.stderr.write(f"{self.note}\n")


def open_workplace(
    asked: Sequence[str] = (), all_errors: bool = False, make: bool = False, data: str = ""
) -> Workplace:
    """The workplace of this environment, or with `data` of that directory; an older database is an error.

    Where there is no database yet it is made if `make` says so; else an empty one in memory stands in for it. None is
    made where a source that is asked for does not exist, or may not be crawled: that raises ConfigError.
    """
    here = settings(data)
    catalogue = load_catalogue(here.sources)
    complain(catalogue, asked, all_errors)
    missing = missing_file(here.database)
    if missing and make:
        from crawler.contact import require_contact  # with much that reads no network need not wait for

        require_contact(here, catalogue.select(asked))
    if missing and not make:
        usable(missing.parent)
        note = f"there is no collection in {missing.parent} yet; `duizhao crawl` makes one"
        return Workplace(here, catalogue, opened("sqlite://"), note)
    return Workplace(here, catalogue, opened(here.database))


def complain(catalogue: Catalogue, asked: Sequence[str], all_errors: bool) -> None:
    """Print the mistakes in the files of the sources asked for, one line each; of the others only how many files."""
    others = set()
    for error in catalogue.errors:
        if all_errors or error.path is None or error.path.stem in asked or error.path.is_dir():
            sys.stderr.write(f"{error}\n")
        else:
            others.add(error.path)
    if others:
        verb = "has" if len(others) == 1 else "have"
        sys.stderr.write(f"{plural(len(others), 'source file')} {verb} mistakes: `duizhao doctor` lists them\n")


def file_of(database: str) -> Path | None:
    """The file of an SQLite database; None for any other."""
    import sqlalchemy as sa

    try:
        url = sa.make_url(database)
    except (sa.exc.ArgumentError, ValueError) as error:  # it may hold a password, so it is not repeated
        raise ConfigError(None, None, "DUIZHAO_DATABASE", "is no URL of a database") from error
    name = url.database if url.get_backend_name() == "sqlite" else None
    return Path(name) if name and name != ":memory:" and not name.startswith("file:") else None


def missing_file(database: str) -> Path | None:
    """The file that an SQLite database would be made in; None where it is there, or is no file."""
    file = file_of(database)
    return file if file and not file.exists() else None


def usable(directory: Path) -> None:
    """Raise ConfigError where a directory that is not there can not be made either."""
    nearest = nearest_of(directory)
    if not nearest.is_dir():
        raise ConfigError(directory, None, "", f"can not be made: {nearest} is no directory")


def nearest_of(directory: Path) -> Path:
    """The directory itself, or the nearest one above it, that is there; a link that leads nowhere is there too."""
    return next(each for each in (directory, *directory.absolute().parents) if each.exists() or each.is_symlink())


def opened(database: str) -> "sa.Engine":
    """The engine of a database at the newest schema; an empty one gets it, a copy that is not whole is an error."""
    import sqlalchemy as sa

    from storage.marks import refuse_partial
    from storage.migrate import SchemaError, ready

    engine = engine_of(database)
    try:
        ready(engine)
        refuse_partial(engine)
    except SchemaError as error:
        raise ConfigError(file_of(database), None, error.key, error.message) from error
    except sa.exc.DBAPIError as error:
        raise ConfigError(file_of(database), None, "database", f"can not be used: {error.orig}") from error
    return engine


def engine_of(database: str, key: str = "DUIZHAO_DATABASE") -> "sa.Engine":
    """The engine of a database; raises ConfigError where its driver is not installed or the URL is none."""
    import sqlalchemy as sa

    from storage.database import connect

    try:
        return connect(database)
    except ModuleNotFoundError as error:
        message = f"the driver {error.name} is not installed"
        raise ConfigError(None, None, key, message) from error
    except sa.exc.NoSuchModuleError as error:
        raise ConfigError(None, None, key, "names a driver that SQLAlchemy does not know") from error
    except (sa.exc.ArgumentError, ValueError) as error:
        raise ConfigError(None, None, key, "is no URL of a database") from error
