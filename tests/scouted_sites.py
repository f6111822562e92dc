"""Sites for the tests of `new` and `try`: invented news in the shapes that real sites have, one server each."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.sites import Reply

NOW = datetime.now(UTC).replace(microsecond=0, second=0)
WORDS_EN = (
    "The ministry of tides counted every barge that passed the lock on the morning of the fair, and found {number} more"
    " of them than in the year before. Its director said that the growth would go on as long as the harbor of {place}"
    " keeps its lamps lit at night. Merchants on the quay were less sure, for the price of oil has risen by a third."
)
WORDS_ZH = (
    "{place}港务局昨天公布的记录显示，集市当天早晨共有{number}艘驳船通过船闸，比去年同期多出一成。"
    "局长在发布会上说，只要港口的灯夜里还亮着，增长就会继续下去。码头上的商人却没有这么乐观，"
    "因为油价在过去一年里涨了三分之一，运费也跟着上调了两次。"
)
PLACES_EN = ("Marlow", "Tallgrass", "Penhallow", "Lakeshore", "Bellwether", "Northgate", "Harrow", "Eastwick",
             "Dunmore", "Ashby", "Corwen", "Felton")  # fmt: skip
PLACES_ZH = ("北屿", "长汀", "朔桥", "砺石", "南湾", "东濑", "西渚", "云岫", "青崖", "石浦", "柳渡", "桃源")
APPEALS = {
    "en": "Write to the desk if you know more about this story.",
    "zh": "扫码关注我们的公众号，不错过任何一条新闻。",
}
LANGS = {"en": "en", "zh": "zh-CN"}


@dataclass(frozen=True, slots=True)
class Told:
    """One invented article: its path, title, time and the number that its text tells."""

    path: str
    title: str
    at: datetime
    text: str


def articles(language: str, form: str, count: int = 12, hours: float = 5.0, first: int = 0) -> list[Told]:
    """Articles, the newest first, their paths in a form with {number}, {day}, {slash} or {slug}."""
    made = []
    for number in range(first, first + count):
        at = NOW - timedelta(hours=hours * (number + 1))
        places = PLACES_EN if language == "en" else PLACES_ZH
        place = places[number % len(places)]
        if language == "en":
            title = f"Harbor of {place} counts {number + 40} barges before the autumn fair"
            text = WORDS_EN.format(number=number + 40, place=place)
        else:
            title = f"{place}港务局公布驳船记录 集市当天{number + 40}艘过闸"
            text = WORDS_ZH.format(number=number + 40, place=place)
        slug = f"harbor-of-{PLACES_EN[number % 12].lower()}-counts-{number + 40}-barges"
        day, slash = f"{at:%Y%m%d}", f"{at:%Y/%m/%d}"
        made.append(Told(form.format(number=77000 + number, day=day, slash=slash, slug=slug), title, at, text))
    return made


def page(
    told: Told, site: str, language: str = "en", more: str = "", zone: str = "+00:00", charset: str = "utf-8"
) -> Reply:
    """The page of an article."""
    markup = f"""<!DOCTYPE html><html lang="{LANGS[language]}"><head><meta charset="{charset}">
<title>{escape(told.title)} - {site}</title>
<meta property="og:site_name" content="{site}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{told.at.isoformat().replace("+00:00", zone)}">{more}</head>
<body><div class="nav"><a href="/">{site}</a></div><article><h1>{escape(told.title)}</h1>
<div class="body"><p>{escape(told.text)}</p><p class="appeal">{APPEALS[language]}</p></div>
</article></body></html>"""
    return Reply(markup.encode("gb18030" if charset == "gb2312" else charset), type="text/html")


def pages(told: Sequence[Told], site: str, language: str = "en", **options: str) -> dict[str, Reply]:
    """The pages of articles by their paths."""
    return {each.path: page(each, site, language, **options) for each in told}


def rss(told: Sequence[Told], base: str, title: str, more: str = "", zone: str = "+0000") -> bytes:
    """An RSS feed of articles."""
    items = "".join(
        f"<item><title>{escape(each.title)}</title><link>{base}{escape(each.path)}</link>"
        f"<pubDate>{format_datetime(each.at).replace('+0000', zone)}</pubDate>{more}</item>"
        for each in told
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
        f"<channel><title>{escape(title)}</title><link>{base}/</link>{items}</channel></rss>"
    ).encode()


def sitemap(told: Sequence[Told], base: str, site: str = "", others: Sequence[str] = ()) -> bytes:
    """A sitemap of articles and other pages; with the site's name a news sitemap."""

    def news(each: Told) -> str:
        return (
            f"<news:news><news:publication><news:name>{site}</news:name><news:language>en</news:language></news:publication>"
            f"<news:publication_date>{each.at.isoformat()}</news:publication_date><news:title>{escape(each.title)}</news:title></news:news>"
            if site
            else f"<lastmod>{each.at.isoformat()}</lastmod>"
        )

    urls = "".join(f"<url><loc>{base}{escape(each.path)}</loc>{news(each)}</url>" for each in told)
    urls += "".join(f"<url><loc>{base}{path}</loc></url>" for path in others)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    ).encode()


def index(urls: Sequence[str]) -> bytes:
    """A sitemap index."""
    children = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'.encode()


NAV = "".join(
    f'<li><a href="{path}">{name}</a></li>'
    for path, name in (("/", "Home"), ("/world/", "World"), ("/tech/", "Tech"), ("/about", "About"))
)
TAGS = '<div class="tagcloud">' + "".join(f'<a href="/tag/{name.lower()}">{name}</a> ' for name in PLACES_EN) + "</div>"
CALENDAR = "".join(f'<td><a href="/calendar/2026/10/{day}">{day}</a></td>' for day in range(1, 32))


def front(
    told: Sequence[Told], site: str, head: str = "", more: str = "", language: str = "en", item: str = ""
) -> bytes:
    """A front page with a list of articles."""
    form = item or '<li class="story"><h3><a href="{path}">{title}</a></h3><p>From the desk</p></li>'
    items = "".join(form.format(path=escape(each.path), title=escape(each.title)) for each in told)
    return (
        f'<!DOCTYPE html><html lang="{LANGS[language]}"><head><meta charset="utf-8"><title>{site}</title>{head}</head>'
        f'<body><nav><ul class="menu">{NAV}</ul></nav><main><ul class="stories">{items}</ul></main>{more}'
        '<footer><a href="/privacy">Privacy</a></footer></body></html>'
    ).encode()


def shelled(site: str, body: str) -> bytes:
    """A page without any article link."""
    return f"<!DOCTYPE html><html><head><title>{site}</title></head><body>{body}</body></html>".encode()


def declared(path: str, title: str = "", kind: str = "application/rss+xml") -> str:
    """The link element of a feed."""
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{path}">'


def packed(body: bytes) -> bytes:
    """The body in gzip."""
    return gzip.compress(body)


XML = "application/rss+xml; charset=utf-8"


def as_reply(body: bytes, kind: str = XML) -> Reply:
    """An answer that is no page."""
    return Reply(body, type=kind)


Pages = Mapping[str, Reply]
