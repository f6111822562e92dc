"""The command `new`: a site is looked at as the crawler would, and its source file is written."""

import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config.catalogue import Catalogue, load_catalogue
from config.described import ID
from config.errors import ConfigError
from config.settings import Settings, settings
from config.source import Section, Source
from crawler.contact import is_loopback, require_contact
from crawler.errand import Desk, Stopped, run_errand
from crawler.guard import Permit
from crawler.reserving import reserving
from crawler.scout import Scout
from crawler.scouted import Scouted
from pipeline.scouting_guess import id_of
from pipeline.urls import normalise
from service.drafting import draft, guessed_name
from service.followed import followed_lines, follower
from service.new_table import as_object, show
from service.output import console, print_json
from service.scaffold import scaffolds
from service.workplace import nearest_of

KNOWN, NOTHING, TO_CHECK = 0, 1, 3
LONGEST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for beside the URL."""

    id: str = ""
    dry_run: bool = False
    force: bool = False
    spider: bool = False
    reader: bool = False
    private: bool = False


def run_new(given: str, wish: Wish, as_json: bool) -> int:
    """Look at a site and write its source file; return 0, 1 without any route, 3 where lines are to be checked."""
    here = settings()
    url, otherwise = address_of(given)
    directory = None if wish.dry_run else directory_of(here)
    if directory:
        require_writable(directory)
    catalogue = load_catalogue(here.sources)
    if wish.id:
        check_id(wish.id, catalogue, directory, wish.force)
    elif directory and (known := follower(url, catalogue.sources.values())):
        raise ConfigError(None, None, "URL", f"{known.id} follows {url} already: duizhao check {known.id} looks after"
                          f" it, --id {known.id} --force takes its place, --id NAME stands beside it")  # fmt: skip
    require_contact(here, (nobody(url),))
    seen = scouted(here, url, otherwise, wish.private)
    name = guessed_name(seen)
    home = seen.front.url if seen.front else seen.start
    source_id = wish.id or id_of(home, name.value, frozenset() if wish.force else taken(catalogue, directory))
    found = any(each.is_chosen for each in seen.ranked)
    drafted = draft(seen, source_id, name, wish.private) if found else None
    both = followed_lines(seen.ranked, source_id, catalogue.sources)
    files: dict[Path, str] = {}
    if drafted and (directory or wish.dry_run):
        at = directory or Path()
        source = drafted.source(at / f"{source_id}.yml")
        files = {at / f"{source_id}.yml": drafted.text, **scaffolds(source, seen, at, wish.spider, wish.reader)}
        if not wish.dry_run:
            write(files, wish.force)
    if as_json:
        print_json(as_object(seen, drafted, files, both, is_written=not wish.dry_run))
    else:
        show(seen, drafted, files, both, is_written=not wish.dry_run)
    return NOTHING if drafted is None else TO_CHECK if drafted.check else KNOWN


def address_of(given: str) -> tuple[str, str]:
    """The URL that a person means, and what is asked where nobody answers there; raises ConfigError for none."""
    plain = given.strip()
    url = plain if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", plain) else f"https://{plain}"
    try:
        normalise(url)
        host = urlsplit(url).hostname or ""
        if url != plain and "." not in host and host != "localhost":
            raise ValueError("no host")
    except ValueError as error:
        raise ConfigError(None, None, "URL", f"{given!r} is no address of a page: {error}") from error
    return url, "" if url == plain else f"http://{plain}"


def directory_of(here: Settings) -> Path:
    """The directory of the user's own sources; raises ConfigError where none is named."""
    if here.sources is not None:
        return here.sources
    message = "is not set: mkdir -p my-sources && export DUIZHAO_SOURCES=my-sources, or look with --dry-run"
    raise ConfigError(None, None, "DUIZHAO_SOURCES", message)


def require_writable(directory: Path) -> None:
    """Raise ConfigError where no file can be written below a directory, before a site or a person is asked anything."""
    nearest = nearest_of(directory)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise ConfigError(nearest, None, "", "can not be written into")


def taken(catalogue: Catalogue, directory: Path | None) -> frozenset[str]:
    """The ids of all sources, and of files that have mistakes in them."""
    own = {path.stem for path in directory.iterdir() if path.suffix in (".yml", ".yaml")} if directory else set()
    return frozenset(catalogue.sources) | own


def check_id(source_id: str, catalogue: Catalogue, directory: Path | None, force: bool) -> None:
    """Raise ConfigError for what is no id, and for one that is taken unless it is to be replaced."""
    if not ID.fullmatch(source_id):
        near = re.sub(r"[^a-z0-9]+", "-", source_id.lower()).strip("-") or None
        raise ConfigError(None, None, "--id", f"{source_id!r} is no id: small letters a-z, digits and hyphens", near)
    if source_id in taken(catalogue, directory) and not force:
        raise ConfigError(None, None, "--id", f"there is a source {source_id} already: --force takes its place")


def nobody(url: str) -> Source:
    """A source that names nothing but an address."""
    return Source("new", "", url, "en", "US", "US", "commercial", "UTC", sections=(Section(url, "a"),))


def scouted(here: Settings, url: str, otherwise: str, private: bool) -> Scouted:
    """What a look at the site brought; raises ConfigError where the person stopped it."""
    parts = urlsplit(url)
    is_here = is_loopback(url)
    hosts = frozenset({(parts.hostname or "").lower()}) if private or is_here else frozenset()
    permit = Permit(hosts, frozenset({parts.port}) if parts.port else frozenset())
    now = datetime.now(UTC)

    async def work(desk: Desk) -> Scouted:
        seen = await Scout(desk, url, now, otherwise).run()
        seen.samples = await reserving(desk, seen.source, seen.samples)
        seen.asked = tuple(desk.asked)
        return seen

    try:
        with telling() as tell:
            return run_errand(here, permit, work, delay=0.0 if is_here else 1.0, tell=tell)
    except Stopped:
        raise ConfigError(None, None, "new", "stopped; nothing was written") from None


def telling() -> AbstractContextManager[Callable[[str], None]]:
    """What shows a person what is asked just now, where he looks on."""
    return Telling()


class Telling:
    """One line on standard error that changes."""

    def __init__(self) -> None:
        screen = console(stderr=True)
        self.status = screen.status("looking …") if screen.is_terminal else None

    def __enter__(self) -> Callable[[str], None]:
        if self.status:
            self.status.start()
        return self.tell

    def __exit__(self, *_: Any) -> None:
        if self.status:
            self.status.stop()

    def tell(self, url: str) -> None:
        """Show what is asked."""
        if self.status:
            self.status.update(f"asking {url[:LONGEST_SHOWN]}")


def write(files: dict[Path, str], force: bool) -> None:
    """Write all files, or none where one is there that is not to be replaced."""
    there = [path for path in files if path.exists()]
    if there and not force:
        raise ConfigError(there[0], None, "", "is there already: --force takes its place, --id gives another name")
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
