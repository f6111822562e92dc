"""Huanqiu: a channel's API names its nodes, and the list of articles is asked for by these."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit

from config.source import Source
from pipeline.decode import decode
from pipeline.discover import find as find_by_data
from pipeline.discover_json import read_json
from pipeline.values import Drop, Found, Page, Route

MOST_NODES = 60  # a channel has ten to thirty, and their names stand in one URL


def find(page: Page, route: Route, source: Source) -> Found:
    """The list of a channel's articles as a further route, or the links of that list."""
    if not urlsplit(page.url).path.endswith("/channel_pc"):
        return find_by_data(page, route, source)
    channel = read_json(decode(page.body, page.header("content-type")).text, "a channel")
    nodes = [*nodes_of(channel)][:MOST_NODES]
    if not nodes:
        raise Drop("no-text", "not a channel: it names no nodes")
    listed = quote(",".join(f'"{node}"' for node in nodes), safe="/,")
    url = urljoin(page.url, f"/api/list?node={listed}&offset=0&limit=20")
    return Found(routes=(replace(route, url=url, depth=route.depth + 1),))


def nodes_of(channel: object) -> Iterator[str]:
    """The nodes of a channel that have none below them."""
    children = channel.get("children") if isinstance(channel, dict) else None
    for child in children.values() if isinstance(children, dict) else ():
        if isinstance(child, dict) and child.get("children"):
            yield from nodes_of(child)
        elif isinstance(child, dict) and isinstance(child.get("node"), str):
            yield child["node"]
