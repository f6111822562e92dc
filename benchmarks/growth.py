"""How the time of reading grows with a hostile page: t(2n) / t(n) for each family, over the whole way of a page.

    python -m benchmarks.growth [--size 200000] [--family NAME]

Each family is read at a size and at twice that size, the smallest of three times each. A ratio of 2 is linear; from 2.5
on something is looked at again and again. The families stand in `FAMILIES`, a function of a number of bytes each.
"""

import argparse
import time
from collections.abc import Callable

from benchmarks.reading import read

SENTENCE = "这是一段足够长的正文，用来检查读出的文字是否完整，并且不带页面上别的东西。"
TEXT = f"<div id=a>{f'<p>{SENTENCE}</p>' * 12}</div>"
PERSON = '{"@type":"Person"},'
MOST_RATIO = 2.5


def page(head: str, body: str) -> str:
    """A whole page."""
    return f"<html><head>{head}</head><body>{body}</body></html>"


def repeated(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A family of pages: one unit as often as a size asks for, and a text after it."""
    return lambda size: page("", f"{before}{unit * (size // len(unit.encode()))}{after}{TEXT}")


FAMILIES: dict[str, Callable[[int], str]] = {
    "paragraphs": repeated("<p>a<b>b</b></p>"),
    "sentences": repeated(f"<p>{SENTENCE}</p>"),
    "one sentence an element": repeated(f"<div><div><span>{SENTENCE}</span></div></div>"),
    "open comments": repeated("<!--"),
    "open tags": repeated("<div>"),
    "open bold": repeated("<b>x"),
    "open lists": repeated("<ul><li>x"),
    "open tables": repeated("<table><tr><td>x"),
    "one table": repeated("<tr><td>a</td><td>b, c.</td></tr>", "<table>", "</table>"),
    "breaks": repeated("<br>"),
    "lines": repeated(f"{SENTENCE}<br>"),
    "links": repeated("<a href=/x>Another headline of the day.</a> "),
    "listed links": repeated("<li><a href=/x>Another headline of the day.</a></li>", "<ul>", "</ul>"),
    "headlines and deks": repeated("<h3><a href=/x>Another headline</a></h3><p>What it is about, in short.</p>"),
    "attributes": repeated("<p a b c d e f g=1 h='2'>x</p>"),
    "one tag of attributes": repeated("a=1 ", "<p ", ">x</p>"),
    "long classes": repeated("<p class='" + "related share comment " * 40 + "'>x, y.</p>"),
    "one long class": repeated("related ", "<p class='", "'>x</p>"),
    "long values": repeated("<p title='" + "<!--" * 500 + "'>x</p>"),
    "quotes": repeated("<a b=\"'"),
    "ends": repeated("</div></p></a>"),
    "references": repeated("&#xD800;&amp;&lt"),
    "scripts": repeated("<script>a"),
    "one script": repeated("a<b ", "<script>", "</script>"),
    "styles": repeated("<style></style>"),
    "data": repeated("AAAA", "<img src='data:image/png;base64,", "'>"),
    "one line": repeated("没有句号的文字 "),
    "one word": repeated("x"),
    "spaces": repeated(" \n\t"),
    "full stops": repeated("。"),
    "open links": repeated("<a href=x>链接"),
    "pictures": repeated("<p><img src=x.jpg></p>"),
    "marked items": repeated("<i itemprop=x>a</i>"),
    "authors": repeated("<b class=author>a</b>"),
    "picture stubs": repeated("![](", "<p>", "</p>"),
    "open picture stubs": repeated("![", "<p>", "</p>"),
    "readings": repeated("領(lǐng)域的時(shí)間", "<p>", "。</p>"),
    "readings alone": repeated("(lǐng)", "<p>領(lǐng)域的時(shí)間不足關(guān)係", "</p>"),
    "damaged runs": repeated("因?yàn)閲", "<p>領(lǐng)域的時(shí)間不足關(guān)係，", "。</p>"),
    "encoded twice": repeated("â€™ it", "<p>", "</p>"),
    "outlets": repeated("the Financial Times reported that, ", "<p>", "</p>"),
    "open titles of books": repeated("《", "<p>", "</p>"),
    "headings": repeated("<h1>Another headline of the day</h1>"),
    "dates": repeated("2026-10-12 "),
    "credits": repeated("来源：记者："),
    "tail lines": repeated("<p>责任编辑：王小明</p>"),
    "meta": lambda size: page("<meta name=author content=x>" * (size // 28), TEXT),
    "title": lambda size: page(f"<title>{'标题_' * (size // 7)}</title>", TEXT),
    "json": lambda size: page(f"<script type='application/ld+json'>[{PERSON * (size // 20)}1]</script>", TEXT),
}  # fmt: skip


def seconds(page: bytes, times: int = 3) -> float:
    """The smallest CPU time in which a page is read or refused."""
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        read(page, "https://page.invalid/")
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Prints a line a family: seconds at the size and at twice the size, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200_000, help="bytes of the smaller page")
    parser.add_argument("--family", choices=FAMILIES)
    options = parser.parse_args()
    seconds(FAMILIES["sentences"](10_000).encode())  # what is read and compiled once is not the work measured
    print(f"{'family':<26}{'t(n)':>9}{'t(2n)':>9}{'ratio':>7}")
    for name in [options.family] if options.family else FAMILIES:
        once, twice = (seconds(FAMILIES[name](size).encode()) for size in (options.size, 2 * options.size))
        ratio = twice / once
        mark = "  too much" if ratio > MOST_RATIO and twice > 0.05 else ""
        print(f"{name:<26}{once:>9.3f}{twice:>9.3f}{ratio:>7.2f}{mark}")


if __name__ == "__main__":
    main()
