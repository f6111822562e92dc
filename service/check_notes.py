"""What the last check of each source saw, as files in the data directory.

Not in the database: what is reached depends on the machine that asks, a check needs no collection, and nothing of the
collection hangs on it.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.check_look import ArticleLook, Look, RouteLook
from service.output import jsonable

FOLDER = "checks"


def last_look(data: Path, source_id: str) -> Look | None:
    """What the last check of a source saw; None where there was none, or its file is spoilt."""
    try:
        told = json.loads((data / FOLDER / f"{source_id}.json").read_text(encoding="utf-8"))
        routes = tuple(RouteLook(**route_of(each)) for each in told["routes"])
        articles = tuple(ArticleLook(**listed(each, "fields")) for each in told["articles"])
        return Look(source_id, datetime.fromisoformat(told["at"]), routes, articles, float(told["pace"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep_look(data: Path, look: Look) -> None:
    """Put what a check saw in the place of what the last one saw, whole or not at all."""
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{look.source}.{os.getpid()}"
    try:
        new.write_text(json.dumps(as_object(look), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        new.replace(folder / f"{look.source}.json")
    finally:
        with suppress(FileNotFoundError):
            new.unlink()


def as_object(look: Look) -> dict[str, Any]:
    """A look as what JSON can say; of the times of a route the newest alone."""
    told: dict[str, Any] = jsonable(look)
    for each in told["routes"]:
        each["newest"] = next(iter(each.pop("times")), None)
    return told


def route_of(told: dict[str, Any]) -> dict[str, Any]:
    """The fields of a route's look out of its JSON."""
    newest = told.pop("newest")
    return told | {"times": (datetime.fromisoformat(newest),) if newest else ()}


def listed(told: dict[str, Any], name: str) -> dict[str, Any]:
    """The fields out of JSON with a list as the tuple that it was."""
    return told | {name: tuple(told[name])}
