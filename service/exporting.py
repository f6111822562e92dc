"""The command `export`."""

import sys
from pathlib import Path

from storage.export import export

from config.errors import ConfigError
from service.selecting import Selected
from storage.database import reading

FORMS = {".csv": "csv", ".jsonl": "jsonl"}


def run_export(path: Path, selected: Selected) -> None:
    """Write the selected articles to a file, with its data sheet beside it; say how many."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise ConfigError(None, None, "FILE", f"{path} ends in neither .csv nor .jsonl")
    if not path.absolute().parent.is_dir():
        raise ConfigError(None, None, "FILE", f"there is no directory {path.absolute().parent}")
    with reading(selected.place.engine) as connection:
        number = export(connection, selected.selection, path, form)
    sys.stdout.write(f"{number} articles in {path}, what they are in {path.name}.about.json\n")
