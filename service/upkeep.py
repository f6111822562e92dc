"""The command `db upgrade`."""

import sys

from config.settings import settings
from service.workplace import engine_of
from storage.migrate import upgrade


def run_upgrade() -> None:
    """Bring the database to the newest schema and say what was done."""
    before, after = upgrade(engine_of(settings().database))
    if before == after:
        sys.stdout.write(f"the database is at the newest schema, {after}\n")
    else:
        sys.stdout.write(f"the database went from schema {before or 'none'} to {after}\n")
