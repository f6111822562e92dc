"""Feeds: each field of an item in each format, damaged feeds, and feeds made to harm."""

import json
from datetime import UTC, datetime

import pytest

from pipeline.values import Drop, Link
from tests.test_pipeline_discover import answer
from tests.timing import takes_under

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
ITEM = """<item><title>芯片出口再受限 &amp;amp; 反应</title><link>/2026/1.html?a=1&amp;b=2</link>
<guid isPermaLink="false">77</guid><pubDate>2026-10-12 09:30:00</pubDate><author>desk@news.example (李四)</author>
<category>科技</category><media:title>配图</media:title><description>&lt;p&gt;一句&lt;b&gt;导语&lt;/b&gt;。&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>第一段&nbsp;AI。</p>
<p>第二
段。</p><script>alert(1)</script>]]></content:encoded></item>"""
LAUGHS = '<!DOCTYPE r [<!ENTITY a "haha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def rss(items: str, before: str = "") -> bytes:
    start = f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0" {SPACES}><channel>'
    return f"{start}<title>x</title>{items}</channel></rss>".encode()


def item(place: int, inside: str = "") -> str:
    return f"<item><title>标题{place}</title><link>https://news.example/{place}</link>{inside}</item>"


def links(body: bytes, content_type: str = "") -> tuple[Link, ...]:
    return answer("feed", body, content_type=content_type).links


def test_rss_item() -> None:
    (link,) = links(rss(ITEM))
    assert link == Link(
        url="https://news.example/2026/1.html?a=1&b=2",
        route="https://news.example/list/all",
        title="芯片出口再受限 & 反应",
        published_at=datetime(2026, 10, 12, 1, 30, tzinfo=UTC),
        author="李四",
        section="科技",
        dek="一句导语。",
        text="第一段 AI。\n第二 段。",
    )


def test_atom_entry() -> None:
    (link,) = links(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><entry>
        <title type="text">1 &lt; 2 &amp;amp; 3</title><link rel="self" href="/self"/><link href="1.html"/>
        <author><name>Ann Lee</name><email>a@b.example</email></author><author><name>Bo Chen</name></author>
        <published>2026-10-12T09:30:00+01:00</published><updated>2026-10-12T12:00:00Z</updated>
        <category term="tech" label="Technology"/><summary>Deck</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <i>x</i>.</p><p>Two.</p></div></content>
        </entry></feed>"""
    )
    assert link.url == "https://other.example/x/1.html"
    assert link.title == "1 < 2 &amp; 3"
    assert link.published_at == datetime(2026, 10, 12, 8, 30, tzinfo=UTC)
    assert (link.author, link.section, link.dek) == ("Ann Lee, Bo Chen", "Technology", "Deck")
    assert link.text == "One x.\nTwo."


def test_the_update_of_an_atom_entry_is_no_claim_of_publication() -> None:
    body = b"<feed><entry><link href='/1'/><updated>2026-10-12T12:00:00Z</updated></entry></feed>"
    assert links(body)[0].published_at is None


def test_rss_1_item() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><title>T</title><link>/1</link>
    <dc:date>2026-10-12T09:30+08:00</dc:date><dc:creator>Ann</dc:creator><dc:subject>AI</dc:subject></item></rdf:RDF>"""
    (link,) = links(body)
    assert link.published_at == datetime(2026, 10, 12, 1, 30, tzinfo=UTC)
    assert (link.title, link.author, link.section) == ("T", "Ann", "AI")


def test_json_feed_item() -> None:
    given = {
        "id": "1",
        "url": "/1",
        "title": "a < b",
        "date_published": "2026-10-12T09:30:00+08:00",
        "authors": [{"name": "Ann"}, 5],
        "tags": ["AI"],
        "summary": "Deck",
        "content_html": "<p>One.</p><p>Two.</p>",
    }
    body = json.dumps({"items": [given, None, {"url": 5}, {"id": "https://news.example/2"}]}).encode()
    found = answer("feed", body)
    assert found.links[0] == Link(
        url="https://news.example/1",
        route="https://news.example/list/all",
        title="a < b",
        published_at=datetime(2026, 10, 12, 1, 30, tzinfo=UTC),
        author="Ann",
        section="AI",
        dek="Deck",
        text="One.\nTwo.",
    )
    assert found.links[1].url == "https://news.example/2"
    assert found.refused == 2


@pytest.mark.parametrize("body", [b'{"items":5}', b'{"a":1}', b'{"items":[', b"{}"])
def test_json_without_items_is_no_feed(body: bytes) -> None:
    with pytest.raises(Drop, match="no-text"):
        links(body)


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>https://news.example/9</guid>", "https://news.example/9"),
        ('<guid isPermaLink="true">https://news.example/9</guid>', "https://news.example/9"),
        ('<guid isPermaLink="false">https://news.example/9</guid>', ""),
        ("<guid>12345</guid>", ""),
        ('<atom:link rel="self" href="https://news.example/feed"/>', ""),
    ],
)
def test_guid_for_a_missing_link(guid: str, url: str) -> None:
    found = answer("feed", rss(f"<item><title>x</title>{guid}</item>"))
    assert "".join(link.url for link in found.links) == url
    assert found.refused == (not url)


@pytest.mark.parametrize(
    ("declared", "encoding", "content_type"),
    [
        ("gb2312", "gb18030", "text/xml"),
        ("GBK", "gb18030", "application/rss+xml; charset=utf-8"),
        ("utf-8", "utf-8", "text/xml; charset=gb2312"),
        ("gb2312", "utf-8", "text/xml"),
        ("big5", "big5", "text/xml"),
        ("utf-16", "utf-16", ""),
    ],
)
def test_encodings(declared: str, encoding: str, content_type: str) -> None:
    title = (
        "人工智能芯片的出口在美國受到限制" if encoding == "big5" else "人工智能芯片的出口在美国受到限制，业内人士这样说"
    )
    text = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>{title}</title><link>/1</link>'
    assert links(f"{text}</item></channel></rss>".encode(encoding), content_type)[0].title == title


@pytest.mark.parametrize(
    "character", ["&#99999999;", "&#xD800;", "&#55296;", f"&#{'9' * 5_000};", "&#0;", "\x00", "\x0b"]
)
def test_a_bad_character_costs_itself_alone(character: str) -> None:
    found = links(rss(f"<item><title>前{character}后</title><link>/1</link></item>{item(2)}"))
    assert [link.title for link in found] == ["前后", "标题2"]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("A &nbsp; B", "A B"),
        ("R&D &amp; AT&amp;amp;T", "R&D & AT&T"),
        ("&foo; &j;", "&foo; &j;"),
        ("&#20013;&#x56FD;", "中国"),
        ("<![CDATA[a <b>c</b> &amp; d]]>", "a c & d"),
        ("<![CDATA[<script>alert(1)</script><img src=x onerror=alert(1)>x]]>", "x"),
        ("&lt;svg/onload=alert(1)&gt;x", "x"),
        ("长" * 5_000, "长" * 2_000),
    ],
)
def test_titles(given: str, title: str) -> None:
    assert links(rss(f"<item><title>{given}</title><link>/1</link></item>"))[0].title == title


def test_a_surrogate_where_cdata_only_seems_to_begin() -> None:
    body = b"<feed a='<![CDATA['><entry><title>x&#xD800;</title><link href='/1'/></entry></feed>"
    assert links(body)[0].title == "x"


def test_a_bare_ampersand_leaves_the_url_whole() -> None:
    body = rss("<item><link>/1?a=1&b=2&amp;c=3</link></item><item><link><![CDATA[/2?a=1&b=2]]></link></item>")
    assert [link.url[-10:] for link in links(body)] == ["?a=1&b=2&c=3"[-10:], "/2?a=1&b=2"]


def test_a_long_description_is_the_text() -> None:
    (link,) = links(
        rss(item(1, f"<description>&lt;p&gt;{'字' * 600}&lt;/p&gt;&lt;p&gt;{'字' * 600}&lt;/p&gt;</description>"))
    )
    assert (link.dek, link.text) == ("", "字" * 600 + "\n" + "字" * 600)


def test_a_bad_link_costs_its_item_alone() -> None:
    bad = "".join(f"<item><link>{url}</link></item>" for url in ("http://[::1", "file:///etc/hosts", "javascript:x"))
    found = answer("feed", rss(bad + item(1)))
    assert ([link.url for link in found.links], found.refused) == (["https://news.example/1"], 3)


@pytest.mark.parametrize("date", ["", "soon", "2026-02-30", "Mon, 99 Foo 2026", "9" * 5_000, "0001-01-01", "+99:99"])
def test_a_bad_date_is_none(date: str) -> None:
    assert links(rss(item(1, f"<pubDate>{date}</pubDate>")))[0].published_at is None


@pytest.mark.parametrize(
    "body",
    [
        rss(item(1) + item(2)).replace(b"<rss", b"junk <!-- x --><rss"),
        rss(item(1) + item(2)).replace(b"</channel></rss>", b""),
        rss(item(1) + "<br><p>" + item(2)),
        rss(item(1, "<undeclared:x>y</undeclared:x>") + item(2)),
        rss(item(1, "<description><![CDATA[<!h<!h< <![if x]><!-- <?php]]></description>") + item(2)),
        rss(item(1, "<content type='xhtml'><p a:b='1'><a:c/></p></content>") + item(2)),
    ],
)
def test_broken_markup_keeps_the_items(body: bytes) -> None:
    assert [link.title for link in links(body)] == ["标题1", "标题2"]


@pytest.mark.parametrize(
    "doctype",
    [
        LAUGHS + "]>",
        f'<!DOCTYPE r [<!ENTITY i "{"a" * 100_000}">]>',
        '<!DOCTYPE r [<!ENTITY i SYSTEM "file:///etc/hosts">]>',
        '<!DOCTYPE r [<!ENTITY i SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE r SYSTEM "file:///etc/hosts">',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/hosts"> %p;]>',
    ],
)
def test_entities_expand_to_nothing_and_read_nothing(doctype: str) -> None:
    def left_as_it_is() -> None:
        found = links(rss(f"<item><title>&i;</title><link>/1</link></item>{item(2)}", doctype))
        assert [link.title for link in found] == ["&i;", "标题2"]

    assert takes_under(1, left_as_it_is)


def test_a_body_that_is_the_name_of_a_file_is_not_opened() -> None:
    with pytest.raises(Drop, match="not a feed: '/etc/hosts'"):
        links(b"/etc/hosts")


@pytest.mark.parametrize(
    "body",
    [
        rss(item(1, f"<author>a@{'a.' * 30_000}!</author>")),
        rss(item(1, f"<author>{'a' * 60_000}</author>" * 10)),
        rss(item(1, "<category>x</category>" * 50_000)),
        rss(item(1, f"<content type='xhtml'>{'<a/>' * 100_000}</content>")),
        rss(item(1, f"<description>{'&lt;' * 100_000}</description>")),
        rss(item(1, f"<description><![CDATA[{'<!--' * 50_000}{'<script' * 50_000}]]></description>")),
        rss(item(1) + "&" * 200_000),
        rss(item(1) + "<" * 200_000),
        rss(item(1) + "<![CDATA[" * 50_000),
        rss(item(1) + "<a>" * 50_000),
        rss(item(1) + "<item>" * 50_000),
        rss(item(1) + f"<item {' '.join(f'a{n}=1' for n in range(30_000))}/>"),
    ],
)
def test_time_is_linear(body: bytes) -> None:
    def found() -> None:
        assert [link.title for link in links(body)] == ["标题1"]

    assert takes_under(1, found)


def test_items_are_capped_and_counted() -> None:
    found = answer("feed", rss("".join(item(place) for place in range(1_500))))
    assert (len(found.links), found.refused) == (1_000, 500)
    assert found.links[0].url == "https://news.example/0"


def test_one_guid_for_all_loses_none() -> None:
    assert len(links(rss("".join(item(place, "<guid>same</guid>") for place in range(5))))) == 5
