"""The command `db resign`: texts signed again, by which their copies are found."""

import sys

from config.settings import settings
from service.output import plural, print_json
from service.progress import progress
from service.workplace import engine_of
from storage.database import consult
from storage.migrate import ready
from storage.resigning import number_unsigned, resign


def run_resign(as_json: bool) -> None:
    """Sign all texts that have no signature of this version, and print how many."""
    engine = engine_of(settings().database)
    try:
        ready(engine)
        with progress("signing", consult(engine, number_unsigned)) as step:
            done = resign(engine, step)
    finally:
        engine.dispose()
    if as_json:
        print_json({"looked_at": done.looked_at, "signed": done.signed, "removed": done.removed})
        return
    rest = done.looked_at - done.signed
    sys.stdout.write(f"{plural(done.signed, 'text')} signed and tied to their copies")
    sys.stdout.write(f"; {rest:,} with the letters of another, or too short, left out\n" if rest else "\n")
    if done.removed:
        sys.stdout.write(f"{done.removed:,} keys of other versions removed\n")
