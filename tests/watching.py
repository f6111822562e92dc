"""Services for tests, inside the test's own process: the state of one, on sources that the test writes."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from service.clock import Clock
from service.duty import Bounds, Roster
from service.watch import Watch

SOURCE = """
name: {name}
home: https://{id}.example/
language: {language}
{script}
country: US
edited_in: US
ownership: commercial
timezone: UTC
feeds: [{feeds}]
"""


def write_source(directory: Path, source_id: str, name: str = "", language: str = "en", feeds: str = "") -> Path:
    """Write the file of a source, below the directory; its one feed is at a host of its own."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / f"{source_id}.yml"
    values = {
        "id": source_id,
        "name": name or f"The {source_id}",
        "language": language,
        "script": "script: Hans" if language == "zh" else "",
        "feeds": feeds or f"https://{source_id}.example/feed.xml",
    }
    file.write_text(SOURCE.format(**values), encoding="utf-8")
    return file


def watch_of(
    engine: sa.Engine, directory: Path, ids: Collection[str] = ("harbour", "beihai"), command: str = "serve", **of: Any
) -> Watch:
    """The state of a service of these sources, whose files are below the directory."""
    own = directory / "sources"
    for each in ids:
        if not (own / f"{each}.yml").exists():
            write_source(own, each)
    changes = {"room": lambda _: 2**40} | {name: of.pop(name) for name in ("room",) if name in of}
    bounds = Bounds(**of)
    (directory / "data").mkdir(exist_ok=True)
    return Watch(command, engine, directory / "data", Roster(own, ids), bounds, Clock(bounds.jump), **changes)
