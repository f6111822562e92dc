"""Where machines look for a site's articles: RSS, Atom, news sitemaps, a JSON list."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape

from service.newsroom.sites import Site


@dataclass(frozen=True, slots=True)
class Feed:
    """What writes a list from the site, its address and the edition; and its media type."""

    write: Callable[[Site, str, int], str]
    content_type: str


def rss(site: Site, home: str, edition: int) -> str:
    items = "\n".join(
        f"""<item><title>{escape(article.headline)}</title><link>{escape(home + article.path)}</link>
<guid isPermaLink="true">{escape(home + article.path)}</guid><category>{escape(article.section)}</category>
<dc:creator>{escape(" ".join(article.byline))}</dc:creator><pubDate>{format_datetime(article.time)}</pubDate>
<description>{escape(article.summary)}</description></item>"""
        for article in site.in_edition(edition)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>{escape(site.name)}</title><link>{home}/</link><description>{escape(site.name)}</description>
{items}
</channel></rss>
"""


def atom(site: Site, home: str, edition: int) -> str:
    entries = "\n".join(
        f"""<entry><id>{escape(home + article.path)}</id><title>{escape(article.headline)}</title>
<link rel="alternate" href="{escape(home + article.path)}"/><published>{article.time.isoformat()}</published>
<updated>{article.modified.isoformat()}</updated>
<author><name>{escape(" ".join(article.byline))}</name></author>
<category term="{escape(article.section)}"/><summary>{escape(article.summary)}</summary></entry>"""
        for article in site.in_edition(edition)
    )
    newest = max(article.modified for article in site.in_edition(edition)).isoformat()
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>{home}/</id><title>{escape(site.name)}</title>
<updated>{newest}</updated><link rel="self" href="{home}/atom.xml"/>
{entries}
</feed>
"""


def sitemap_index(site: Site, home: str, edition: int) -> str:
    newest = max(article.modified for article in site.in_edition(edition)).isoformat()
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{home}/sitemaps/news-2026-10.xml</loc><lastmod>{newest}</lastmod></sitemap>
</sitemapindex>
"""


def news_sitemap(site: Site, home: str, edition: int) -> str:
    """The articles and one film, whose address the source refuses."""
    entries = "\n".join(
        f"""<url><loc>{escape(home + article.path)}</loc><news:news><news:publication>
<news:name>{escape(site.name)}</news:name><news:language>en</news:language></news:publication>
<news:publication_date>{article.time.isoformat()}</news:publication_date>
<news:title>{escape(article.headline)}</news:title></news:news></url>"""
        for article in site.in_edition(edition)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{entries}
<url><loc>{home}/video/2026/10/13/a-tour-of-tallgrass/</loc></url>
</urlset>
"""


def json_list(site: Site, home: str, edition: int) -> str:
    """Articles with their times in milliseconds, and one advertisement among them."""
    items: list[dict[str, object]] = [
        {
            "id": int(article.path.rpartition("=")[2]),
            "kind": "article",
            "title": article.headline,
            "link": home + article.path,
            "published": int(article.time.timestamp()) * 1000,
            "channel": article.section,
        }
        for article in site.in_edition(edition)
    ]
    items.insert(1, {"id": 9, "kind": "ad", "title": "开户有礼", "link": f"{home}/ad/9", "published": 0})
    return json.dumps({"code": 0, "data": {"list": items, "hasMore": False}}, ensure_ascii=False)


XML_TYPE = "application/xml"
FEEDS: dict[str, dict[str, Feed]] = {
    "morning-paper": {"/rss/keji.xml": Feed(rss, "text/xml; charset=utf-8")},
    "business-site": {"/api/v1/articles?channel=ai": Feed(json_list, "application/json")},
    "american-daily": {
        "/sitemaps/news-index.xml": Feed(sitemap_index, XML_TYPE),
        "/sitemaps/news-2026-10.xml": Feed(news_sitemap, XML_TYPE),
    },
    "british-review": {"/atom.xml": Feed(atom, "application/atom+xml")},
    "wire": {"/feeds/technology.rss": Feed(rss, "application/rss+xml; charset=utf-8")},
}
