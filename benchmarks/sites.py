"""Sites made for a benchmark: feeds, section pages and sitemaps that name every page, and the source files for them."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal

import yaml

from benchmarks import reader
from benchmarks.server import Answer, answer

MOST_LISTED = 500  # links of one list; a route may give 2,000
MANNERS: dict[str, dict[str, Any]] = {
    "zh": {"script": "Hans", "country": "CN", "edited_in": "CN", "timezone": "Asia/Shanghai"},
    "en": {"country": "US", "edited_in": "US", "timezone": "America/New_York"},
}


@dataclass(frozen=True, slots=True)
class Site:
    """One site on a port of 127.0.0.1, and the paths of the pages that its lists name."""

    id: str
    language: Literal["zh", "en"]
    port: int
    paths: tuple[str, ...]

    @property
    def home(self) -> str:
        """Its address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"


def thirds(paths: Sequence[str]) -> dict[str, list[str]]:
    """The paths of the lists that name these pages: each page stands in one feed, sitemap or section page."""
    kinds = {"feeds": "/feed-{}.xml", "sitemaps": "/sitemap-{}.xml", "sections": "/channel-{}/"}
    lists: dict[str, list[str]] = {}
    for place, (_, form) in enumerate(kinds.items()):
        own = list(paths[place::3])
        for start in range(0, len(own), MOST_LISTED):
            lists[form.format(start // MOST_LISTED + 1)] = own[start : start + MOST_LISTED]
    return lists


def lists_of(site: Site) -> dict[str, Answer]:
    """The answers of a site's lists by their paths.

    Beside the addresses they claim nothing, so that what is stored was read out of the pages.
    """
    made = {}
    for path, named in thirds(site.paths).items():
        urls = [escape(site.home + each) for each in named]
        if path.startswith("/feed"):
            items = "\n".join(f"<item><link>{url}</link><guid>{url}</guid></item>" for url in urls)
            text = (
                f'<rss version="2.0"><channel><title>{site.id}</title><link>{site.home}/</link>{items}</channel></rss>'
            )
        elif path.startswith("/sitemap"):
            items = "\n".join(f"<url><loc>{url}</loc></url>" for url in urls)
            text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'
        else:
            items = "\n".join(f'<li><a href="{url}"></a></li>' for url in urls)
            text = f"<!doctype html><title>{site.id}</title><ul class=news>{items}</ul>"
        kind = "text/html" if path.endswith("/") else "application/xml"
        body = text.encode("utf-8")
        made[path] = answer(body, f"{kind}; charset=utf-8", etag=f'"{site.id}{path}"')
    return made


def source_of(site: Site) -> dict[str, Any]:
    """What the site's source file says."""
    lists = [site.home + path for path in thirds(site.paths)]
    return {
        "name": site.id,
        "home": f"{site.home}/",
        "language": site.language,
        **MANNERS[site.language],
        "ownership": "commercial",
        "feeds": [url for url in lists if "/feed" in url],
        "sitemaps": [url for url in lists if "/sitemap" in url],
        "sections": [{"url": url, "links": "ul.news a"} for url in lists if url.endswith("/")],
        "delay": 0,
        "allow_private": True,
        "ports": [site.port],
    }


def write_sources(directory: Path, sites: Sequence[Site], said: Mapping[str, str] | None = None) -> None:
    """Leave a source file for each site; with `said`, the URL each path is to be read as, a reader of its own too."""
    directory.mkdir(parents=True, exist_ok=True)
    for site in sites:
        text = yaml.safe_dump(without_empty(source_of(site)), allow_unicode=True, sort_keys=False)
        (directory / f"{site.id}.yml").write_text(text, encoding="utf-8")
        if said is None:
            continue
        readers = directory / "readers"
        readers.mkdir(exist_ok=True)
        module = readers / f"{site.id.replace('-', '_')}.py"
        shutil.copyfile(reader.__file__, module)
        urls = {path: said[path] for path in site.paths}
        module.with_suffix(".json").write_text(json.dumps(urls), encoding="utf-8")


def without_empty(said: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that say something."""
    return {key: value for key, value in said.items() if value != []}
