"""The command `export`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from config.errors import ConfigError
from service.output import plural
from service.selecting import Selected
from storage.database import reading
from storage.export import Form, export
from storage.kinship import once

FORMS: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl"}


def form_of(path: Path) -> Form:
    """The form that a file's name asks for; raises ConfigError where it asks for none, or can not stand there."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise ConfigError(None, None, "FILE", f"{path} ends in neither .csv nor .jsonl")
    if not path.absolute().parent.is_dir():
        raise ConfigError(None, None, "FILE", f"there is no directory {path.absolute().parent}")
    return form


def run_export(
    path: Path, form: Form, selected: Selected, one_per_family: bool = False, with_reserved: bool = False
) -> None:
    """Write the selected articles to a file, with its data sheet beside it; say how many."""
    sources = selected.place.catalogue.sources
    with reading(selected.place.engine) as connection:
        selection = once(connection, selected.selection, sources) if one_per_family else selected.selection
        number = export(connection, selection, path, form, datetime.now(UTC), sources, with_reserved)
    sys.stdout.write(f"{plural(number, 'article')} in {path}, what they are in {path.name}.about.json\n")
    sheet = path.with_name(path.name + ".about.json")
    if left_out := json.loads(sheet.read_text(encoding="utf-8"))["reserved"]["texts_left_out"]:
        sys.stdout.write(f"{plural(left_out, 'text')} left out, for they are reserved: --with-reserved has them\n")


def run_export_pairs(path: Path, form: Form, selected: Selected, one_per_family: bool = False) -> None:
    """Write the pairs of the selected articles to a file, with its data sheet beside it; say how many."""
    from pipeline.source_outlets import newsrooms_in
    from service.relays import look_whom_they_cite
    from service.stories import look_at_all
    from storage.export_pairs import export_pairs

    place, sources = selected.place, selected.place.catalogue.sources
    newsrooms = newsrooms_in(sources)
    look_at_all(place)
    look_whom_they_cite(place, newsrooms)
    with reading(place.engine) as connection:
        selection = once(connection, selected.selection, sources) if one_per_family else selected.selection
        number = export_pairs(connection, selection, path, form, datetime.now(UTC), sources, newsrooms)
    sys.stdout.write(f"{plural(number, 'pair')} in {path}, what they are in {path.name}.about.json\n")
