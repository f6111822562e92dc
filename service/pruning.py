"""The command `prune`."""

from datetime import UTC, datetime, timedelta

from config.settings import settings
from service.databases import existing
from service.output import console, plural, print_json, size_text
from service.tables import plain
from storage.prune import Pruning, prune


def run_prune(days: int, keep_latest: bool, dry_run: bool, as_json: bool) -> None:
    """Throw away raw pages that are older than so many days, and say what went."""
    here = settings()
    now = datetime.now(UTC)
    cut = now - timedelta(days=days)
    with existing(here.database, "database") as engine:
        found = prune(engine, here.data, cut, now, keep_latest, dry_run)
    pages, size = sum(each.pages for each in found.went), sum(each.bytes for each in found.went)
    if as_json:
        files = [{"file": each.file, "pages": each.pages, "bytes": each.bytes} for each in found.went]
        total = {"pages": pages, "bytes": size, "files": files, "strange": list(found.strange)}
        print_json({"dry_run": dry_run, "fetched_before": cut.isoformat(), **total})
        return
    at = console()
    show_files(found)
    told = f"{plural(len(found.went), 'file')} with {plural(pages, 'page')} {'would go' if dry_run else 'went'}"
    at.print(f"{told}, {size_text(size)}", highlight=False)
    if found.strange:
        line = f"left alone in {here.data / 'warc'}: {plural(len(found.strange), 'file')} of no run of this collection"
        at.print(line, markup=False, highlight=False, soft_wrap=True)


def show_files(found: Pruning) -> None:
    """Print the files as a table, where there are any."""
    if not found.went:
        return
    table = plain("")
    table.add_column("file", no_wrap=True)
    table.add_column("pages", justify="right")
    table.add_column("size", justify="right")
    for each in found.went:
        table.add_row(each.file, f"{each.pages:,}", size_text(each.bytes))
    console().print(table)
