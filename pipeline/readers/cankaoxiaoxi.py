"""参考消息: an article is a JSON file with its text as markup."""

from dataclasses import replace
from html import escape

from config.source import Source
from pipeline.decode import decode
from pipeline.discover_json import read_json
from pipeline.read import read as read_by_data
from pipeline.values import Article, Drop, Link, Page


def read(page: Page, source: Source, link: Link) -> Article:
    """The article in a file; Drop where there is no text in it, as in that of a video."""
    held = read_json(decode(page.body, page.header("content-type")).text, "an article's file")
    values = held if isinstance(held, dict) else {}
    title, text, time = (value if isinstance(value := values.get(key), str) else "" for key in KEYS)
    if not text:
        raise Drop("no-text", "no text in the article's file")
    head = f'<meta property="article:published_time" content="{escape(time)}">'
    heading = escape(title or link.title)
    markup = f"<html><head>{head}<title>{heading}</title></head><body><h1>{heading}</h1><div id=txt>{text}</div></body></html>"
    made = replace(page, body=markup.encode(errors="replace"), headers=(("content-type", "text/html; charset=utf-8"),))
    return read_by_data(made, replace(source, body="#txt"), link)


KEYS = ("title", "txt", "publishTime")
