"""What nearly every command begins with: settings, catalogue, an engine at the newest schema."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.catalogue import Catalogue, load_catalogue
from config.errors import ConfigError
from config.settings import Settings, settings

if TYPE_CHECKING:
    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Workplace:
    """Settings, the catalogue of sources, and the database."""

    settings: Settings
    catalogue: Catalogue
    engine: "sa.Engine"


def open_workplace(complain: bool = True) -> Workplace:
    """The workplace of this environment; an empty database gets its schema, an older one is an error.

    Errors of source files are printed to standard error, one line each: the other sources go on.
    """
    from sqlalchemy.exc import ArgumentError

    from storage.database import connect
    from storage.migrate import ready

    here = settings()
    catalogue = load_catalogue(here.sources)
    if complain:
        for error in catalogue.errors:
            sys.stderr.write(f"{error}\n")
    try:
        engine = connect(here.database)
    except ModuleNotFoundError as error:
        raise ConfigError(None, None, "DUIZHAO_DATABASE", f"the driver {error.name} is not installed") from error
    except ArgumentError as error:
        raise ConfigError(None, None, "DUIZHAO_DATABASE", str(error)) from error
    ready(engine)
    return Workplace(here, catalogue, engine)
