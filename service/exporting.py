"""The command `export`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from config.errors import ConfigError
from service.selecting import Selected
from storage.database import reading
from storage.export import Form, export

FORMS: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl"}


def run_export(path: Path, selected: Selected) -> None:
    """Write the selected articles to a file, with its data sheet beside it; say how many."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise ConfigError(None, None, "FILE", f"{path} ends in neither .csv nor .jsonl")
    if not path.absolute().parent.is_dir():
        raise ConfigError(None, None, "FILE", f"there is no directory {path.absolute().parent}")
    names = {each.id: each.name for each in selected.place.catalogue.sources.values()}
    with reading(selected.place.engine) as connection:
        number = export(connection, selected.selection, path, form, datetime.now(UTC), names)
    sys.stdout.write(f"{number} articles in {path}, what they are in {path.name}.about.json\n")
