"""What a parser reads before its first page, read once for all that are forked: tables, and patterns made of them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from config.hosts import host, hosts_of_files
from config.source import Source
from pipeline.byline_signed import signers_in
from pipeline.fold import letters, letters_of_lines
from pipeline.host import prepare
from pipeline.outlet_table import outlet_called
from pipeline.read import read
from pipeline.time_marks import ending_mark, published_marks, unmarked
from pipeline.values import Link, Page

SIGNED = """<html lang="zh"><head><title>港口算力中心启用-新闻-港口网</title></head><body class="page">
<h1>港口算力中心启用</h1><p class="info">发布时间：2026-11-30 08:00 来源：新华社 作者：王明</p>
<div class="text">{}<p>（完）</p><p>责任编辑：李华</p></div><h3>相关阅读</h3></body></html>"""
# Where nobody is named each way to name somebody is looked for.
UNSIGNED = """<html lang="zh"><head><title>港口算力中心启用</title></head><body>
<h1>港口算力中心启用</h1><p>2026年11月30日 08:00</p><div>{}</div><p>编辑</p></body></html>"""
ZH = "　　本报讯 港口的算力中心今天启用。工程师表示，第一批机器已经装好，其余的到年底才能运到。"
SHORT = "港口的算力中心今天启用。"
EN_SIGNED = """<html lang="en"><head><title>The computing centre opens | Harbour</title></head><body class="page">
<h1>The computing centre opens</h1><p class="author">By Mary Smith</p><p>Published: 30 November 2026, 08:00</p>
<div class="text">{}<p>Editing by John Brown</p></div><h3>Related</h3></body></html>"""
EN = "HARBOUR (Reuters) - The computing centre opened today. The first machines are in place, an engineer said."

# The 3,755 characters of the first level of GB 2312, which make up all but a few in a thousand of Chinese texts.
HAN = "".join(bytes((row, cell)).decode("gb18030") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))[:3755]


def invented(language: Literal["zh", "en"], frame: str, line: str, codec: str) -> tuple[Page, Source, Link]:
    """A page of some paragraphs, its source and its link."""
    url = f"http://{language}.example/2026/11/30/1.html"
    body = frame.format("".join(f"<p>{number} {line}</p>" for number in range(8))).encode(codec)
    page = Page(url, body, datetime(2026, 11, 30, tzinfo=UTC), 200, (("content-type", "text/html"),))
    source = Source("warm", "warm", f"http://{language}.example/", language, "CN", "CN", "trade", "UTC")
    return page, source, Link(url)


PAGES = (
    invented("zh", SIGNED, ZH, "gb18030"),
    invented("zh", UNSIGNED, SHORT, "gb18030"),
    invented("en", EN_SIGNED, EN, "utf-8"),
)


def warm() -> None:
    """Read invented pages, and ask for what some pages need: four tenths of a second.

    Of 62 saved pages of 163.com the first pass took 1 ms a page more than the second: patterns of names, selectors and
    patterns of hosts, what each character is folded to. The words of the repair take half a second more, and are left
    to the few pages that are damaged. Nothing raises: a table that is broken is told by the pages that need it, and
    stops no parser for all others.
    """
    steps: list[Callable[[], object]] = [partial(read, *each) for each in PAGES]
    steps += [partial(fold, HAN) for fold in (letters, letters_of_lines)]
    steps += [partial(outlet_called, "Reuters"), partial(signers_in, "记者王明北京报道"), published_marks]
    steps += [partial(mark, "Published:") for mark in (ending_mark, unmarked)]
    with suppress(Exception):
        steps += [partial(_prepare, stem) for stem in hosts_of_files()]
    for step in steps:
        with suppress(Exception):
            step()


def _prepare(stem: str) -> None:
    prepare(host(stem))
