"""`check --saved`: every saved page read again and held against what a person expects of it."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from config.catalogue import load_catalogue
from config.settings import settings
from config.source import Source
from service.new_source import directory_of
from service.output import console, plural, print_json
from service.saved_pages import Outcome, outcome_of, saved_pages
from service.workplace import complain

GOOD, BAD = 0, 1


def run_saved(ids: Sequence[str], as_json: bool) -> int:
    """Read the saved pages of sources and print what is not as expected; return 0 where all is, else 1."""
    here = settings()
    directory = directory_of(here)
    catalogue = load_catalogue(here.sources)
    complain(catalogue, ids, not ids)
    found = [each for source in catalogue.select(ids) for each in outcomes(directory, source)]
    if as_json:
        print_json({"pages": [as_object(each) for each in found]})
    else:
        show(found)
    if not found:
        example = ids[0] if ids else "ID"
        sys.stderr.write(f"there is no saved page: `duizhao save {example} URL` makes one\n")
    return GOOD if all(each.is_good for each in found) else BAD


def outcomes(directory: Path, source: Source) -> list[Outcome]:
    """What came of each saved page of a source."""
    return [outcome_of(each, source) for each in saved_pages(directory, source.id)]


def show(found: Sequence[Outcome]) -> None:
    """Print a line for each page, and under it what is not as expected."""
    at = console()
    for each in found:
        for line in lines(each):
            at.print(line, soft_wrap=True)
    if found:
        good = sum(each.is_good for each in found)
        at.print(f"{good} of {plural(len(found), 'saved page')} read as expected.", highlight=False)


def lines(outcome: Outcome) -> list[Text]:
    """What is to be told of a saved page."""
    number = len(outcome.saved.expected)
    told = Text(f"{outcome.saved.name}: ", "bold")
    if outcome.is_good:
        return [told.append(f"{plural(number, 'field')} as expected", "not bold green")]
    right = f"{number - len(outcome.unlike)} of {plural(number, 'field')} as expected"
    told.append(f"{right}{f', {outcome.refused}' if outcome.refused else ''}", "not bold red")
    wrong = [
        Text(f"    {name}: expected {value_text(outcome.saved.expected[name])}, read {value_text(read)}", "red")
        for name, read in outcome.unlike.items()
    ]
    return [told, *wrong]


def value_text(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return str(value) if value != "" else "nothing"


def as_object(outcome: Outcome) -> Mapping[str, Any]:
    """The outcome of a saved page as JSON says it."""
    return {
        "page": outcome.saved.name,
        "good": outcome.is_good,
        "fields": len(outcome.saved.expected),
        "unlike": {
            name: {"expected": outcome.saved.expected[name], "read": read} for name, read in outcome.unlike.items()
        },
        "refused": outcome.refused,
    }
