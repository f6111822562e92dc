"""参考消息: an article is a JSON file with its text as markup."""

from dataclasses import replace
from html import escape

from config.source import Source
from pipeline.decode import decode
from pipeline.discover_json import read_json
from pipeline.read import read as read_by_data
from pipeline.values import Article, Drop, Link, Page

MARKUP = """<html><head><title>{title}</title><meta property="article:published_time" content="{time}"></head>
<body><h1>{title}</h1><div id="text">{text}</div></body></html>"""


def read(page: Page, source: Source, link: Link) -> Article:
    """The article in a file; Drop where there is no text in it, as in that of a video."""
    held = read_json(decode(page.body, page.header("content-type")).text, "an article's file")
    values = {key: value for key, value in held.items() if isinstance(value, str)} if isinstance(held, dict) else {}
    if not values.get("txt"):
        raise Drop("no-text", "no text in the article's file")
    title, time = escape(values.get("title") or link.title), escape(values.get("publishTime", ""))
    markup = MARKUP.format(title=title, time=time, text=values["txt"]).encode(errors="replace")
    made = replace(page, body=markup, headers=(("content-type", "text/html; charset=utf-8"),))
    return read_by_data(made, replace(source, body="#text"), link)
