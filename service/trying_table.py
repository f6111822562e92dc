"""What `try` shows of each article: its fields and their layers, both ends of its text, repairs, what is missing."""

from collections.abc import Sequence

from rich.text import Text

from config.source import Source
from crawler.sampling import Sample
from pipeline.recurring import Recurring
from pipeline.refusal_text import plainly
from pipeline.reservations import Policy, exports_text, keeps_text
from pipeline.values import Article
from service.field_table import field_table, repair_lines
from service.output import console, plural

EXPECTED = ("title", "text", "published_at", "byline", "section", "image")
NEEDED = ("title", "text", "published_at")
ENDS = 3  # paragraphs of each end of a text
LONGEST = 400  # characters of a paragraph that are shown


def show(source: Source, samples: Sequence[Sample], cut: Sequence[Recurring], policy: Policy) -> None:
    """Print all articles one after another, then what several have at their ends; `policy` is that of the settings."""
    at = console()
    for number, each in enumerate(samples, 1):
        at.rule(Text(f"{number} of {len(samples)}: {each.link.url}"), align="left")
        if each.article is None:
            at.print(Text(f"{each.refused}: {plainly(each.detail)}".rstrip(": "), style="red"))
            continue
        show_article(each.article, source, source.reserved or policy)
    for line in cut_lines(cut):
        at.print(line, highlight=False, soft_wrap=True)
    read = [each.article for each in samples if each.article]
    lacking = [each for each in read if any(name in NEEDED for name in missing_fields(each, source))]
    at.print(
        f"\nRead {len(read)} of {plural(len(samples), 'article')}, {len(read) - len(lacking)} with title, text and"
        " time. Nothing was stored.",
        highlight=False,
    )


def show_article(article: Article, source: Source, policy: Policy) -> None:
    """Print one article."""
    at = console()
    at.print(field_table(article, None, ("fetched_at", "source")))
    missing = missing_fields(article, source)
    if missing:
        told = Text("missing  ", style="bold")
        told.append(", ".join(missing), style="red")
        at.print(told)
    if follows := reserved_line(article, policy):
        at.print(Text(follows, style="yellow"))
    for paragraph in end_lines(article):
        at.print(Text(paragraph), soft_wrap=True)
    for title, lines in (("Cut around the text", list(article.cut)), ("Repaired", repair_lines(article.repairs))):
        if lines:
            at.print(f"\n{title}", style="bold", highlight=False)
            at.print("\n".join(lines), highlight=False, soft_wrap=True)
    at.print()


def missing_fields(article: Article, source: Source) -> list[str]:
    """The fields that an article of a source should have and has not; of a stub no text is expected."""
    return [
        name
        for name in EXPECTED
        if not getattr(article, name)
        and not (name == "text" and (article.stub or source.metadata_only or article.metadata_only))
    ]


def reserved_line(article: Article, policy: Policy) -> str:
    """What a crawl would keep of an article that reserves something; empty where nothing follows from it."""
    if exports_text(article.reserved):
        return ""
    kept = "full" if keeps_text(article.reserved) else policy
    return {
        "full": "A crawl keeps its text, and exports leave it out.",
        "metadata": "A crawl keeps no text of it, only title, summary, names and times: `reserved` in its file or"
        " DUIZHAO_RESERVED decides.",
        "skip": "A crawl keeps nothing of it: `reserved` in its file or DUIZHAO_RESERVED decides.",
    }[kept]


def end_lines(article: Article) -> list[str]:
    """Both ends of a text, with how much stands between them."""
    paragraphs = article.text.split("\n") if article.text else []
    if not paragraphs:
        return []
    shown = [one if len(one) <= LONGEST else f"{one[: LONGEST // 2]} … {one[-LONGEST // 2 :]}" for one in paragraphs]
    if len(shown) <= 2 * ENDS:
        return ["", *shown]
    between = f"… {plural(len(shown) - 2 * ENDS, 'paragraph')} …"
    return ["", *shown[:ENDS], between, *shown[-ENDS:]]


def cut_lines(cut: Sequence[Recurring]) -> list[str]:
    """What stands at the ends of several texts, and the keys that would cut it."""
    if not cut:
        return []
    lines = ["\nAt the ends of several texts; if it is no part of them:"]
    for each in cut:
        lines.append(f"  {each.times} times: {each.line[:120]}")
        lines.append(
            f"    cut: [{each.selector}]"
            if each.selector
            else "    no selector names it alone; the crawl learns it as a line of its host"
        )
    return lines
