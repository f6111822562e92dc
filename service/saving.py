"""The command `save`: a page becomes a test of its source, with what a person says is to be read of it."""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config.catalogue import load_catalogue
from config.errors import ConfigError
from config.settings import Settings, settings
from config.source import Source
from crawler.contact import require_contact
from crawler.errand import Desk, Stopped, run_errand
from crawler.guard import permit_of
from crawler.sampling import Sample, sample
from pipeline.expected import FIELDS, ONLY_IF_READ, WORDS, Value, reading_of, typed, unlike
from pipeline.values import Article, Drop, Link, Page
from service.awake import require_awake
from service.masked_pages import masked_page
from service.new_source import directory_of, require_writable, telling, write
from service.output import plural, print_json
from service.read_pages import check_url
from service.saved_check import value_text
from service.saved_pages import FOLDER, expectations, read_page
from service.workplace import complain

GOOD, BAD = 0, 1
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def run_save(source_id: str, url: str, name: str, force: bool, as_json: bool) -> int:
    """Fetch a page, ask what is to be read of it, write it masked; return 0, or 1 where nothing could be written."""
    here = settings()
    directory = directory_of(here)
    catalogue = load_catalogue(here.sources)
    complain(catalogue, (source_id,), False)
    source = catalogue.select((source_id,))[0]
    check_url(url)
    if source.metadata_only:
        raise ConfigError(source.path, None, "metadata_only", "says that no page of this source is to be fetched")
    place = place_of(directory, source_id, name or name_of(url), force)
    require_writable(place.parent)
    require_awake(source)
    require_contact(here, (source, replace(source, home=url)))
    found = fetched(here, source, url)
    if found.page is None or found.refused == "quarantined":
        sys.stderr.write(f"{url}: {found.refused}: {found.detail}; nothing was written\n")
        return BAD
    page = plain_page(found.page)
    article = read_page(page, source)
    expected = asked(article)
    if not expected:
        sys.stderr.write("no field was confirmed; nothing was written\n")
        return BAD
    made = masked_page(page, source, article, expected)
    if made.differing:
        sys.stderr.write(f"masked it is read otherwise: {', '.join(made.differing)}; nothing was written\n")
        return BAD
    place.parent.mkdir(parents=True, exist_ok=True)
    place.with_suffix(".html").write_bytes(made.page.body)
    write({place: expectations(page, expected, f"{datetime.now(UTC):%Y-%m-%d}")}, force)
    tell(place, source, article, expected, as_json)
    return GOOD


def place_of(directory: Path, source_id: str, name: str, force: bool) -> Path:
    """Where the file of expectations goes; raises ConfigError for a name that is none, or one that is taken."""
    if not NAME.fullmatch(name):
        raise ConfigError(None, None, "--name", f"{name!r} is no name: small letters a-z, digits and hyphens")
    path = directory / FOLDER / source_id / f"{name}.yml"
    there = [each for each in (path, path.with_suffix(".html")) if each.exists()]
    if there and not force:
        raise ConfigError(there[0], None, "", "is there already: --force takes its place, --name gives another name")
    return path


def name_of(url: str) -> str:
    """A name for a page, from the last part of its path."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    is_script = bool(parts.query) and not re.search(r"\d", last)  # article.php?id=12, and all others of its site
    told = f"{last}-{parts.query}" if len(last) < 4 or is_script else last
    return re.sub(r"[^a-z0-9]+", "-", told.lower()).strip("-")[:60].strip("-") or "page"


def fetched(here: Settings, source: Source, url: str) -> Sample:
    """The page as a crawl would fetch it; raises ConfigError where the person stopped it."""

    async def work(desk: Desk) -> Sample:
        return await sample(desk, source, Link(url))

    try:
        with telling() as tell_:
            return run_errand(here, permit_of(source), work, delay=source.delay, tell=tell_)
    except Stopped:
        raise ConfigError(None, None, "save", "stopped; nothing was written") from None


def plain_page(page: Page) -> Page:
    """The page with what is kept beside its bytes: the time to the second, and the one header that reading looks at."""
    headers = tuple((key, value) for key, value in page.headers if key == "content-type")[:1]
    return Page(page.url, page.body, page.fetched_at.replace(microsecond=0), headers=headers)


def asked(article: Article | Drop) -> dict[str, Value]:
    """What a person expects of each field; raises ConfigError where the answers end or are broken off."""
    read = reading_of(None if isinstance(article, Drop) else article)
    if isinstance(article, Drop):
        say(f"No article is read of it: {article.reason} {article.detail}".rstrip())
    say("For each field: y where it is right, n to leave it out, - where it is empty, or the right value.")
    expected: dict[str, Value] = {}
    try:
        for name in FIELDS:
            if name in ONLY_IF_READ and not read[name]:
                continue
            answer = answer_to(name, read[name])
            if answer is not None:
                expected[name] = answer
    except (KeyboardInterrupt, EOFError):
        raise ConfigError(None, None, "save", "stopped before all was answered; nothing was written") from None
    return expected


def answer_to(name: str, read: Value) -> Value | None:
    """What a person says of a field, asked until that can be understood; None where it is left out."""
    say(f"\n{WORDS.get(name, name)}: {value_text(read)}")
    while True:
        say("  right? ", end="")
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        answer = line.strip()
        if answer.lower() in ("y", "yes"):
            return read
        if answer.lower() in ("n", "no"):
            return None
        try:
            if answer:
                return typed(name, answer)
        except ValueError as error:
            say(f"  that is not {error}")


def say(line: str, end: str = "\n") -> None:
    """Tell the person at once, beside what the command prints."""
    sys.stderr.write(line + end)
    sys.stderr.flush()


def tell(place: Path, source: Source, article: Article | Drop, expected: Mapping[str, Any], as_json: bool) -> None:
    """Print what was written, and what the reader does not read as it should."""
    wrong = unlike(expected, None if isinstance(article, Drop) else article, source.timezone)
    files = [str(place.with_suffix(".html")), str(place)]
    if as_json:
        print_json({"written": files, "expected": dict(expected), "unlike": wrong})
        return
    sys.stdout.write(f"Wrote {files[0]} and {files[1]}: {plural(len(expected), 'field')} expected.\n")
    if wrong:
        sys.stdout.write(f"Not read as expected by now: {', '.join(wrong)}. The test fails until it is.\n")
    sys.stdout.write(f"`duizhao check {source.id} --saved` reads it again.\n")
