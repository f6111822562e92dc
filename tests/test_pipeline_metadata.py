"""What a page declares of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.json_ld import JsonLd
from pipeline.markup import tree_of
from pipeline.metadata import Metadata, metadata_of


def of(head: str = "", body: str = "<p>x</p>") -> Metadata:
    return metadata_of(tree_of(f"<html><head>{head}</head><body>{body}</body></html>"))


def json_ld(text: str) -> JsonLd:
    return of(f'<script type="application/ld+json">{text}</script>').json_ld


def test_meta_elements() -> None:
    found = of(
        '<title> The  title </title><meta property="og:title" content="Open"><meta name="Author" content="Ann Lee">'
        '<meta name="author" content="Bo Chen"><meta name="empty" content=""><link rel="canonical" href="/a">'
    )
    assert found.title == "The title"
    assert found.first("nothing", "og:title") == "Open"
    assert found.first("empty", "nothing") == ""
    assert found.authors == ("Ann Lee", "Bo Chen")
    assert found.canonical == "/a"


def test_body_elements() -> None:
    found = of(
        body='<h1>One</h1><h1> </h1><time datetime="2026-10-12">yesterday</time><time>12 Oct</time>'
        '<span itemprop="datePublished" content="2026-10-12T09:30">x</span>'
    )
    assert found.headings == ("One",)
    assert found.times == ("2026-10-12", "12 Oct")
    assert found.items == {"datepublished": "2026-10-12T09:30"}


def test_times_say_of_what() -> None:
    found = of(
        body='<time class="updated" datetime="2026-10-13">x</time><time class="entry-date published">12 Oct</time>'
        '<time pubdate datetime="2026-10-11">x</time><time>10 Oct</time><i itemprop="datePublished"></i>'
        '<i itemprop="datePublished">9 Oct</i>'
    )
    assert (found.published, found.changed, found.times) == (("12 Oct", "2026-10-11"), ("2026-10-13",), ("10 Oct",))
    assert found.items == {"datepublished": "9 Oct"}


@pytest.mark.parametrize("href", ["/", "./", "https://beihai.example", "https://beihai.example/", "index.html"])
def test_a_heading_that_links_home_is_the_name_of_the_site(href: str) -> None:
    found = of(body=f'<h1><a href="{href}">北海网</a></h1><h1><a href="/a">标题</a></h1>')
    assert (found.site, found.headings) == ("北海网", ("标题",))


def test_nothing_declared() -> None:
    assert of() == Metadata()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"@type":"NewsArticle","headline":"A &amp; B"}', JsonLd(headline="A &amp; B")),
        ('[{"@type":"Organization","name":"x"},{"@type":"Article","headline":"A"}]', JsonLd(headline="A")),
        ('{"@graph":[{"@type":"WebPage","name":"W"},{"@type":["Thing","NewsArticle"],"headline":"A"}]}',
         JsonLd(headline="A")),
        ('{"@type":"http://schema.org/NewsArticle","headline":"A"}', JsonLd(headline="A")),
        ('{"@type":"NewsArticle","author":{"@type":"Person","name":"Ann"}}', JsonLd(authors=("Ann",))),
        ('{"@type":"NewsArticle","author":["Ann",{"name":"Bo"},{"name":""},7]}', JsonLd(authors=("Ann", "Bo", "7"))),
        ('{"@type":"NewsArticle","datePublished":"2026-10-12","dateModified":"2026-10-13"}',
         JsonLd(published="2026-10-12", modified="2026-10-13")),
        ('{"@type":"NewsArticle","headline":"line\nbreak"}', JsonLd(headline="line break")),
        ('{"@type":"NewsArticle","headline":"\\ud800 \\u0000 标题"}', JsonLd(headline="标题")),
        ('[{"@type":"NewsArticle","headline":"A","author":{"@id":"#ann"}},{"@type":"Person","@id":"#ann","name":"Ann"}]',
         JsonLd(headline="A", authors=("Ann",))),
        ('[{"@type":"NewsArticle","headline":"A"},{"@type":"WebPage","name":"W","datePublished":"2026-10-12"}]',
         JsonLd(headline="A", published="2026-10-12")),
        ('{"@type":"NewsArticle","image":[{"url":"https://a.example/1.jpg"}],"isAccessibleForFree":"False"}',
         JsonLd(image="https://a.example/1.jpg", is_paid=True)),
        ('{"@type":"NewsArticle","isAccessibleForFree":true,"image":"https://a.example/1.jpg"}',
         JsonLd(image="https://a.example/1.jpg")),
        ('{"@type":"NewsArticle","headline":"A","datePublished":"2026-10-12",}',
         JsonLd(headline="", published="2026-10-12")),
        ('{"@type":"Organization","name":"x"}', JsonLd()),
        ("", JsonLd()),
        ("{broken", JsonLd()),
        ("[" * 100_000 + "]" * 100_000, JsonLd()),
        ('{"@type":"NewsArticle","datePublished":' + "9" * 10_000 + "}", JsonLd()),
        ('{"@type":"NewsArticle","headline":NaN,"author":Infinity}', JsonLd()),
        ('{"@type":["NewsArticle",{}],"author":[[{"name":[{"a":1}]}],5],"headline":{"@value":["x"]},"datePublished":[]}',
         JsonLd(authors=("5",))),
        ('{"@type":"NewsArticle","headline":"' + "a" * 300_000 + '"}', JsonLd()),
    ],
)  # fmt: skip
def test_json_ld(text: str, expected: JsonLd) -> None:
    assert json_ld(text) == expected


def test_the_article_is_the_one_that_the_title_names() -> None:
    script = (
        '<script type="application/ld+json">[{"@type":"Article","headline":"Another story"},'
        '{"@type":"Article","headline":"Chip plant opens"}]</script>'
    )
    assert of("<title>Chip plant opens - Post</title>" + script).json_ld.headline == "Chip plant opens"
    assert of("<title>Post</title>" + script).json_ld.headline == "Another story"


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["@type", "@graph", "author", "name", "headline", "datePublished"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_taken(value: object) -> None:
    import json

    text = json.dumps(
        {"@type": "NewsArticle", "author": value, "headline": value, "datePublished": value, "@graph": value}
    )
    json_ld(text.replace("<", ""))
