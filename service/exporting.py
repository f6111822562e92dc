"""The command `export`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from config.errors import ConfigError
from service.output import plural
from service.selecting import Selected
from storage.database import reading
from storage.export import Form, export

FORMS: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl"}


def form_of(path: Path) -> Form:
    """The form that a file's name asks for; raises ConfigError where it asks for none, or can not stand there."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise ConfigError(None, None, "FILE", f"{path} ends in neither .csv nor .jsonl")
    if not path.absolute().parent.is_dir():
        raise ConfigError(None, None, "FILE", f"there is no directory {path.absolute().parent}")
    return form


def run_export(path: Path, form: Form, selected: Selected) -> None:
    """Write the selected articles to a file, with its data sheet beside it; say how many."""
    names = {each.id: each.name for each in selected.place.catalogue.sources.values()}
    with reading(selected.place.engine) as connection:
        number = export(connection, selected.selection, path, form, datetime.now(UTC), names)
    sys.stdout.write(f"{plural(number, 'article')} in {path}, what they are in {path.name}.about.json\n")
