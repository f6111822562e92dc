"""The table of the shipped sources, as docs/sources.md shows it: `python -m config.source_table` writes it anew."""

from pathlib import Path

from config.catalogue import load_catalogue
from config.source import ROUTES, Source

PAGE = Path(__file__).parent.parent / "docs" / "sources.md"
HEAD = """\
# The sources that come with it

One file each in `config/sources/`, in the words of [source-file.md](source-file.md). None of them was fetched from
where this page was written: *last seen working* is the last day of which others have told that a route of it gave
articles, and each file's first lines say who told it, and of which route. Where it is empty, the routes are known
from public code and no dated report of them is. Sites change: after a crawl, `duizhao sources` says what each gave.
This table is made from the files: `python -m config.source_table`.

"""
COLUMNS = ("id", "name", "language", "script", "edited in", "ownership", "routes", "metadata only", "last seen working")
WORDS = {"feeds": "feed", "news": "news sitemap", "sitemaps": "sitemap", "sections": "section page", "api": "JSON list"}


def page() -> str:
    """The whole page: how many sources there are, and a line for each."""
    sources = load_catalogue().sources.values()
    chinese = [each for each in sources if each.language == "zh"]
    traditional = sum(each.script == "Hant" for each in chinese)
    metadata = sum(each.metadata_only for each in sources)
    count = (
        f"{len(sources)} sources: {len(chinese)} in Chinese, {traditional} of them in traditional characters,"
        f" and {len(sources) - len(chinese)} in English; of {metadata} only metadata is kept.\n\n"
    )
    heads = "| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS) + "\n"
    return HEAD + count + heads + "".join("| " + " | ".join(cells(each)) + " |\n" for each in sources)


def cells(source: Source) -> tuple[str, ...]:
    """What the table says of a source, in the order of its columns."""
    routes = [counted(WORDS[kind], len(getattr(source, kind))) for kind in ROUTES if getattr(source, kind)]
    seen = source.last_seen_working
    return (
        f"[{source.id}](../config/sources/{source.id}.yml)",
        f"[{source.name}]({source.home})",
        source.language,
        source.script or "",
        source.edited_in,
        source.ownership,
        ", ".join(routes),
        "yes" if source.metadata_only else "",
        seen.isoformat() if seen else "",
    )


def counted(word: str, number: int) -> str:
    """A route's kind and, where there are several of it, how many."""
    return word if number == 1 else f"{number} {word}s"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
