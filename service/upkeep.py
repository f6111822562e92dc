"""The command `db upgrade`."""

import sys

from config.settings import settings
from storage.database import connect
from storage.migrate import upgrade


def run_upgrade() -> None:
    """Bring the database to the newest schema and say what was done."""
    before, after = upgrade(connect(settings().database))
    if before == after:
        sys.stdout.write(f"the database is at the newest schema, {after}\n")
    else:
        sys.stdout.write(f"the database went from schema {before or 'none'} to {after}\n")
