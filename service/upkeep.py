"""The command `db upgrade`."""

import sys

from config.settings import settings
from service.workplace import engine_of
from storage.migrate import upgrade
from storage.queue_schema import prepare_queue


def run_upgrade() -> None:
    """Bring the database to the newest schema, on PostgreSQL the queue's tables too, and say what was done."""
    engine = engine_of(settings().database)
    before, after = upgrade(engine)
    queue = prepare_queue(engine)
    engine.dispose()
    if before == after:
        sys.stdout.write(f"the database is at the newest schema, {after}\n")
    else:
        sys.stdout.write(f"the database went from schema {before or 'none'} to {after}\n")
    if queue:
        sys.stdout.write(f"the queue's tables are at {queue}\n")
