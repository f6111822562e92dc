"""Where readers look for a site's articles: its front page, section pages, a topic page."""

from collections.abc import Callable
from html import escape
from zoneinfo import ZoneInfo

from service.newsroom.pages import links
from service.newsroom.sites import DemoArticle, Site


def front_page(site: Site, edition: int) -> str:
    """The site's front page: its name and links to everything."""
    items = links((article.path, article.headline) for article in site.in_edition(edition))
    name = escape(site.name)
    return f"<!DOCTYPE html>\n<title>{name}</title>\n<h1>{name}</h1>\n<ul>{items}</ul>\n"


def topic_page(site: Site, article: DemoArticle) -> str:
    """A page that looks like an article from outside and holds nothing but links."""
    items = "\n".join(
        f'<TR><TD>·<A href="/html/2026-{month:02}/content_{88000 + month}.htm">{escape(title)}</A></TD></TR>'
        for month, title in enumerate(article.text, 1)
    )
    return f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=gb2312">
<TITLE>{escape(article.headline)}-{escape(site.name)}</TITLE></HEAD><BODY>
<TABLE width="960" align="center"><TR><TD><A href="/">网站首页</A> &gt; <A href="/zt/">专题</A></TD></TR>
<TR><TD align="center"><FONT size="5"><B>{escape(article.headline)}</B></FONT></TD></TR>
{items}
<TR><TD align="right"><A href="#">上一页</A> <A href="#">下一页</A> <A href="#">尾页</A></TD></TR></TABLE>
</BODY></HTML>
"""


def table_section(site: Site, edition: int) -> str:
    rows = "\n".join(
        f"""<TR><TD class="newslist">·<A href="{article.path}" target="_blank">{escape(article.headline)}</A>
</TD><TD>[{local_minute(site, article)[5:10]}]</TD></TR>"""
        for article in site.in_edition(edition)
    )
    return f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=gb2312">
<TITLE>人工智能-{escape(site.name)}</TITLE></HEAD><BODY>
<TABLE width="960"><TR><TD><A href="/">网站首页</A> | <A href="/chip/">芯片</A> |
<A href="/bbs/">论坛</A></TD></TR></TABLE>
<TABLE width="960">{rows}</TABLE>
<TABLE><TR><TD><A href="/ai/index_2.htm">下一页</A></TD></TR></TABLE></BODY></HTML>
"""


def daily_section(site: Site, edition: int) -> str:
    items = "\n".join(
        f"""<li><h3><a href="{article.path}">{escape(article.headline)}</a></h3>
<p>{escape(article.summary)}</p>
<time datetime="{article.time.isoformat()}">{local_minute(site, article)}</time></li>"""
        for article in site.in_edition(edition)
    )
    return f"""<!DOCTYPE html>
<html lang="zh-HK"><head><meta charset="utf-8"><title>科技｜{escape(site.name)}</title></head><body>
<nav><a href="/">{escape(site.name)}</a> <a href="/news/local/">港聞</a> <a href="/news/world/">國際</a></nav>
<ul class="news-list">{items}</ul></body></html>
"""


def platform_channel(site: Site, edition: int) -> str:
    cards = "\n".join(
        f"""<div class="feed-card"><a class="title" href="{article.path}">{escape(article.headline)}</a>
<a class="author" href="/u/1">{escape("".join(article.byline))}</a>
<span>{local_minute(site, article)}</span></div>"""
        for article in site.in_edition(edition)
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>人工智能频道_{escape(site.name)}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/channel/car">汽车</a> <a href="/channel/home">家居</a></div>
{cards}</body></html>
"""


def local_minute(site: Site, article: DemoArticle) -> str:
    return f"{article.time.astimezone(ZoneInfo(site.timezone)):%Y-%m-%d %H:%M}"


SECTIONS: dict[str, dict[str, Callable[[Site, int], str]]] = {
    "table-age": {"/ai/index.htm": table_section},
    "hong-kong-daily": {"/news/tech/": daily_section},
    "self-media": {"/channel/ai": platform_channel},
}
