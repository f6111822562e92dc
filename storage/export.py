"""Exporting articles to a spreadsheet (CSV) or a notebook (JSON Lines), with a data sheet beside the file."""

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import asdict
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, Literal, get_args

import sqlalchemy as sa

from config.source import Source
from pipeline.reservations import told
from pipeline.values import Reservation
from storage.columns import COLUMNS
from storage.data_sheet import data_sheet
from storage.export_rights import Rights
from storage.files import replacing
from storage.kinship import Families
from storage.queries import Selection, articles
from storage.stored import StoredArticle

Form = Literal["csv", "jsonl"]
Cell = str | int | float | bool | list[str] | list[int] | dict[str, str] | list[dict[str, str | int | float]] | None

FORMULA = ("=", "+", "-", "@")
BLANK = re.compile(r"[\s\x00-\x20\u200b-\u200f\u2060-\u2064\ufeff]*")
# Line ends that JSON leaves as they are, and that split a line for some of those who read it.
LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def export(
    connection: sa.Connection,
    selection: Selection,
    path: Path,
    form: Form,
    now: datetime,
    sources: Mapping[str, Source] | None = None,
    with_reserved: bool = False,
) -> int:
    """Write the selected articles, and a data sheet to `<file>.about.json`; return how many articles.

    Texts of which a use is reserved are left out, unless `with_reserved` says that whoever gets the file may have them.
    Both files appear whole or not at all; on an error those that stood there before are untouched.
    """
    if form not in get_args(Form):
        raise ValueError(f"no such form: {form}")
    families = Families(connection, sources or {})
    names = {each: known.name for each, known in (sources or {}).items()}
    exported: Counter[tuple[str, str]] = Counter()
    rights = Rights(with_reserved)
    write_export(
        path,
        form,
        COLUMNS,
        rows(connection, selection, names, exported, families, rights),
        lambda: (
            data_sheet(connection, selection, path.name, COLUMNS, exported, sources or {}, now)
            | {"reserved": rights.told()}
        ),
    )
    return exported.total()


def write_export(
    path: Path,
    form: Form,
    columns: Mapping[str, str],
    of: Generator[dict[str, Cell], None, None],
    about: Callable[[], Mapping[str, Any]],
) -> None:
    """Write rows to a file, and what `about` then says of them to `<file>.about.json`; both whole or not at all."""
    with ExitStack() as files:
        # Entered first, so renamed last: a sheet never stands beside a file that it does not tell of.
        sheet = files.enter_context(replacing(path.with_name(path.name + ".about.json")))
        into = files.enter_context(replacing(path))
        found = files.enter_context(closing(of))
        if form == "csv":
            write_csv(into, found, columns)
        else:
            write_jsonl(into, found)
        sheet.write(json.dumps(about(), ensure_ascii=False, indent=2).encode() + b"\n")


def rows(
    connection: sa.Connection,
    selection: Selection,
    names: Mapping[str, str],
    exported: "Counter[tuple[str, str]]",
    families: Families,
    rights: Rights,
) -> Generator[dict[str, Cell], None, None]:
    """The rows to write, in the order of the columns; each is counted by source and language."""
    with closing(articles(connection, selection)) as found:
        for each in found:
            exported[each.source, each.language] += 1
            article, is_withheld = rights.of(each)
            yield row(article, names.get(each.source, ""), families, is_withheld)


def row(of: StoredArticle, name: str, families: Families, is_withheld: bool = False) -> dict[str, Cell]:
    """The cells of an article, in the order of the columns."""
    told: dict[str, Cell] = {"name": name, "origin_id": None, "copy_kind": "", "withheld": is_withheld}
    found = families.get(of.family_id) if of.family_id is not None else None
    if found:
        edge = found.family.edge_of(of.id)
        told |= {"origin_id": found.family.origin, "copy_kind": edge.kind if edge else "origin"}
    return {column: told[column] if column in told else cell(column, getattr(of, column)) for column in COLUMNS}


def cell(column: str, value: Any) -> Cell:
    """A value as JSON takes it: times as ISO 8601, layers by field, repairs as objects, other tuples as lists."""
    if isinstance(value, datetime):
        return value.isoformat()
    if column == "layers":
        return dict(value)
    if column == "repairs" or (column == "reserved" and value is not None):
        return [asdict(each) for each in value]
    return list(value) if isinstance(value, tuple) else value


def write_csv(into: IO[bytes], of: Iterator[dict[str, Cell]], columns: Mapping[str, str] = COLUMNS) -> None:
    """Write RFC 4180 with a BOM, by which spreadsheets know UTF-8, and no cell that a spreadsheet would run."""
    text = TextIOWrapper(into, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for each in of:
        # A number is no formula: a lag of -13500 is to be summed.
        cells = ((value, as_text(column, value)) for column, value in each.items())
        writer.writerow([text if isinstance(value, int | float) else harmless(text) for value, text in cells])
    text.detach()


def as_text(column: str, value: Cell) -> str:
    """A cell as text."""
    if isinstance(value, dict):
        return "; ".join(f"{field}={layer}" for field, layer in value.items())
    if column == "evidence" and isinstance(value, list):
        ties = ([str(part) for key, part in each.items() if key != "share"] for each in value if isinstance(each, dict))
        return "; ".join(map("=".join, ties))
    if column == "reserved" and isinstance(value, list):
        return told([Reservation(*map(str, each.values())) for each in value if isinstance(each, dict)])
    if column == "repairs":
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, list):
        return (" " if column == "copies" else "; ").join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could take it for a formula.

    To undo it, take one apostrophe off every cell that has one and that is a risk without it.
    """
    return "'" + text if is_risk(text) else text


def is_risk(text: str) -> bool:
    """True where a spreadsheet could run the cell, seen past apostrophes, blanks and full-width forms."""
    text = text.lstrip("'")
    blank = BLANK.match(text)
    first = text[blank.end() if blank else 0 :][:1]
    return text[:1] in ("\t", "\r", "\n") or unicodedata.normalize("NFKC", first)[:1] in FORMULA


def write_jsonl(into: IO[bytes], of: Iterator[dict[str, Cell]]) -> None:
    """Write one JSON object a line, Chinese as it is."""
    for each in of:
        line = json.dumps(each, ensure_ascii=False)
        for end, escaped in LINE_ENDS.items():  # a third of the time that str.translate takes
            line = line.replace(end, escaped)
        into.write(line.encode() + b"\n")
