"""An article as the page of its site: headline, text and times in that site's manner."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from service.newsroom.shapes_en import ENGLISH
from service.newsroom.shapes_zh import CHINESE
from service.newsroom.sites import DemoArticle, Site

SHAPES = {**CHINESE, **ENGLISH}
INLINE_RELATED = '<div class="inline-related">相关阅读：<a href="/topic/ai">算力市场一周观察</a></div>'
PAYWALL_BOX = """
<div class="paywall"><h2>Keep reading with a subscription</h2>
<p>You have read your free article for this month. Subscribers read everything, on any device.</p>
<p><a href="/subscribe">See the offers</a> or <a href="/login">log in</a>.</p></div>"""


def article_page(site: Site, article: DemoArticle, homes: Mapping[str, str]) -> str:
    """The whole HTML of an article's page."""
    local = article.time.astimezone(ZoneInfo(site.timezone))
    home = homes[site.id]
    said = {
        "site": site.name,
        "url": home + article.path,
        "canonical": canonical(article, homes) or home + article.path,
        "headline": article.headline,
        "summary": article.summary,
        "section": article.section,
        "byline": (" and " if site.language == "en" else "　").join(article.byline),
        "editor": " ".join(article.editor),
        "credit": article.credit,
        "iso": local.isoformat(),
        "changed": article.modified.isoformat(),
        "second": f"{local:%Y-%m-%d %H:%M:%S}",
        "minute": f"{local:%Y-%m-%d %H:%M}",
        "han_minute": f"{local:%Y年%m月%d日 %H:%M}",
        "british_day": british_day(local),
        "american_day": f"{local:%B} {local.day}, {local.year}",
    }
    markup = {
        "text": paragraphs(site, article),
        "related": related(site, article),
        "friends": friends(site, homes),
        "json_ld": json_ld(site, article, local),
    }
    return SHAPES[site.manner].substitute({key: escape(value) for key, value in said.items()} | markup)


def canonical(article: DemoArticle, homes: Mapping[str, str]) -> str:
    """The address of the article it reprints, or an empty string."""
    site_id, _, path = article.origin.partition("/")
    return f"{homes[site_id]}/{path}" if site_id else ""


def paragraphs(site: Site, article: DemoArticle) -> str:
    """The text in <p>, the dateline at its head; a stub ends in the box of the paywall."""
    first, *rest = article.text
    lines = [dateline(site, article) + first, *rest]
    if site.manner == "business-site":  # the link that such sites put between two paragraphs
        lines.insert(3, "")
    text = "\n".join(f"<p>{escape(line)}</p>" if line else INLINE_RELATED for line in lines)
    return text + PAYWALL_BOX if article.form == "paywall" else text


def dateline(site: Site, article: DemoArticle) -> str:
    if not article.dateline:
        return ""
    if site.language == "en":
        return f"{article.dateline} — "
    return f"{article.dateline}（记者 {'、'.join(article.byline)}）"


def related(site: Site, article: DemoArticle) -> str:
    """Links to the site's other articles; those of the first edition, so that a page changes only itself."""
    others = [other for other in site.in_edition(1) if other.path != article.path]
    return links((other.path, other.headline) for other in others)


def friends(site: Site, homes: Mapping[str, str]) -> str:
    return links((f"{home}/", host_words(site_id)) for site_id, home in homes.items() if site_id != site.id)


def host_words(site_id: str) -> str:
    return site_id.removeprefix("demo-").capitalize()


def links(targets: Iterable[tuple[str, str]]) -> str:
    """List items with one link each."""
    return "\n".join(f'<li><a href="{escape(url)}">{escape(title)}</a></li>' for url, title in targets)


def json_ld(site: Site, article: DemoArticle, local: datetime) -> str:
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": article.summary,
        "articleSection": article.section,
        "datePublished": local.isoformat(),
        "dateModified": article.modified.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in article.byline],
        "publisher": {"@type": "NewsMediaOrganization", "name": site.name},
    }
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")  # no text may end the script


def british_day(local: datetime) -> str:
    return f"{local.day} {local:%B} {local.year}"
