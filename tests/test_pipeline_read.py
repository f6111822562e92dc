"""A page read whole: every field, every refusal, and whatever bytes come."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.source import Source
from pipeline.article import LONGEST_TITLE, article_of, beginning
from pipeline.claims import Claim
from pipeline.fields import fields_of
from pipeline.markup import tree_of
from pipeline.read import read, read_metadata, read_text
from pipeline.values import LAYERS, REFUSED, Article, Drop, Link, Page
from pipeline.words import number_of_words

NOW = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://news.beihai.example/2026/10/story-1.html?utm_source=x"
SOURCE = Source("beihai", "北海日报", "https://news.beihai.example/", "zh", "CN", "CN", "party", "Asia/Shanghai")
ENGLISH = Source(
    "harbour", "Harbour Post", "https://harbour.example/", "en", "US", "US", "commercial", "America/New_York"
)
PARAGRAPHS = [
    "新华社北海10月12日电（记者 王小明 李红）北海一家工厂周一开始生产新一代芯片，比原计划早了三个月。",
    "工厂负责人表示，新芯片的训练速度比上一代提高一倍，耗电则减少了三成，首批产品将在年底前交付给客户。",
    "分析人士认为，这家工厂的投产会改变这一地区的供应格局，也会让几家竞争对手重新考虑各自的扩产计划。",
]
HEAD = (
    '<title>北海工厂投产新芯片_北海日报</title><link rel="canonical" href="https://news.beihai.example/2026/10/story-1.html">'
    '<meta name="description" content="比原计划早了三个月"><meta property="article:section" content="科技">'
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-10-12T09:30:00+08:00",'
    '"dateModified":"2026-10-12T12:00:00+08:00"}</script>'
)
BODY = (
    "<nav><a href='/'>首页</a></nav><article><h1>北海工厂投产新芯片</h1><div>2026-10-12 09:30 来源：<a>新华社</a></div>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "<p>责任编辑：赵一</p></article>"
)
HEADLINES = "".join(f"<li><a href='/{n}'>这是第{n}条新闻的标题而且相当长</a></li>" for n in range(40))

# A list of news of the hour: each is one link, as long as a paragraph.
FLASH = "【港口第{0}座算力中心启用】" + "工程师说其余的机器到年底才能运到，" * 4 + "市长下周来看。"
FLASHES = "".join(f"<p><a href='/{n}'>{FLASH.format(n)}</a></p>" for n in range(12))


def page(body: str = BODY, head: str = HEAD, url: str = URL, encoding: str = "utf-8") -> Page:
    markup = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return Page(url, markup.encode(encoding, "surrogatepass" if encoding == "utf-8" else "strict"), NOW)


def article(source: Source = SOURCE, link: Link | None = None, **changes: str) -> Article:
    return read(page(**changes), source, link or Link(URL))


def test_every_field() -> None:
    assert article() == Article(
        url="https://news.beihai.example/2026/10/story-1.html",
        page_url="https://news.beihai.example/2026/10/story-1.html",
        source="beihai",
        title="北海工厂投产新芯片",
        text="\n".join(PARAGRAPHS),
        language="zh",
        fetched_at=NOW,
        script="Hans",
        dek="比原计划早了三个月",
        byline=("王小明", "李红"),
        editor=("赵一",),
        credit="新华社",
        dateline="新华社北海10月12日电",
        section="科技",
        published_at=datetime(2026, 10, 12, 1, 30, tzinfo=UTC),
        published_precision="second",
        published_from="json-ld",
        published_zone="+08:00",
        updated_at=datetime(2026, 10, 12, 4, 0, tzinfo=UTC),
        updated_precision="second",
        updated_from="json-ld",
        updated_zone="+08:00",
        cut=("责任编辑：赵一",),
        words=sum(map(number_of_words, PARAGRAPHS)),
        layers=(
            ("title", "text"),
            ("dek", "meta"),
            ("text", "general"),
            ("byline", "text"),
            ("editor", "text"),
            ("credit", "text"),
            ("dateline", "text"),
            ("section", "meta"),
            ("published_at", "json-ld"),
            ("updated_at", "json-ld"),
        ),
    )


def test_the_layer_of_each_field() -> None:
    head = HEAD.replace('NewsArticle"', 'NewsArticle","image":"/1.jpg"')
    found = article(replace(SOURCE, body="article", cut=("article div", "h1")), head=head)
    layers = dict(found.layers)
    assert (layers["text"], layers["image"], found.image) == ("source", "json-ld", "https://news.beihai.example/1.jpg")
    assert all(layer in LAYERS for layer in layers.values())


@pytest.mark.parametrize("form", ["{}\\n", "<p>{}</p>"])
def test_a_page_that_its_scripts_fill_is_read_as_it_declares_its_text(form: str) -> None:
    text = "".join(form.format(paragraph) for paragraph in PARAGRAPHS)
    head = HEAD.replace('NewsArticle"', f'NewsArticle","headline":"北海工厂投产新芯片","articleBody":"{text}"')
    found = article(head=head, body="<div id=root></div>")
    assert (found.title, found.text) == ("北海工厂投产新芯片", "\n".join(PARAGRAPHS))
    assert dict(found.layers)["text"] == "json-ld"
    assert dict(article(head=head.replace(PARAGRAPHS[0], "不是这一段")).layers)["text"] == "general"
    paid = head.replace('NewsArticle"', 'NewsArticle","isAccessibleForFree":false', 1)
    assert article(head=paid, body="<div id=root></div>").text == ""


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ("title", "title", "另一个标题"),
        ("dek", "dek", "另一个标题"),
        ("section", "section", "另一个标题"),
        ("credit", "credit", "另一个标题"),
        ("account", "account", "另一个标题"),
        ("original", "original", True),
    ],
)
def test_what_an_earlier_layer_gives_wins(given: str, field: str, expected: object) -> None:
    tree = tree_of(page().body.decode())
    said = {given: Claim("另一个标题", "host")}
    fields = fields_of(tree, URL, SOURCE, Link(URL), NOW, said)
    found = article_of(page(), SOURCE, Link(URL), fields, Claim("\n".join(PARAGRAPHS), "host"))
    assert getattr(found, field) == expected
    assert dict(found.layers)[field] == "host"


def test_names_and_times_that_an_earlier_layer_gives() -> None:
    said = {
        "byline": Claim("钱一\n孙二", "host"),
        "editor": Claim("李三", "host"),
        "published_at": Claim("2026-10-13 08:00", "host"),
        "image": Claim("/2.jpg", "host"),
    }
    fields = fields_of(tree_of(page().body.decode()), URL, SOURCE, Link(URL), NOW, said)
    found = article_of(page(), SOURCE, Link(URL), fields, Claim("\n".join(PARAGRAPHS), "host"))
    assert (found.byline, found.editor, found.image) == (
        ("钱一", "孙二"),
        ("李三",),
        "https://news.beihai.example/2.jpg",
    )
    assert (found.published_at, found.published_from) == (datetime(2026, 10, 13, 0, 0, tzinfo=UTC), "host")
    assert found.published_precision == "minute"  # 08:00 in Shanghai is midnight in UTC, and no bare day


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        ("", ()),
        (f"<p>{PARAGRAPHS[1]}</p>", (PARAGRAPHS[1],)),
        ("<p>广告</p><p>" + PARAGRAPHS[2] + "</p>", (PARAGRAPHS[2], "广告")),
        ("<p>（原标题：北海工厂投产）</p>", ("（原标题：北海工厂投产）",)),
    ],
)
def test_what_is_cut_is_told(body: str, cut: tuple[str, ...]) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    found = article(head="", body=f"<h1>北海工厂投产新芯片</h1>{paragraphs}{body}")
    assert (found.text, found.cut) == ("\n".join(PARAGRAPHS), cut)


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("<h1>Built and dark, a yard waits</h1><p class='dek'>It has a place in line.</p><p>By Jane Roe</p>",
         "It has a place in line."),
        ("<h1>Built and dark, a yard waits</h1><p>It has no place in line.</p><p>By Jane Roe</p>", ""),
        ("<p>Business</p><h1>Built and dark, a yard waits</h1><p>By Jane Roe</p>", ""),
        ("<h1>Built and dark, a yard waits</h1>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_line_under_the_headline(body: str, summary: str) -> None:
    head = "<meta name=description content='It has a place in line'>"
    tree = tree_of(f"<html><head>{head}</head><body>{body}</body></html>")
    assert fields_of(tree, "https://harbour.example/yard", ENGLISH, Link(URL), NOW).summary == summary


def test_the_line_of_the_mark_is_told_to_be_cut() -> None:
    found = read_text("北海工厂投产新芯片\n原创 王小明\n" + PARAGRAPHS[1], NOW, SOURCE)
    assert (found.text, found.cut) == (PARAGRAPHS[1], ("原创 王小明",))


@pytest.mark.parametrize(
    ("zone", "published", "doubts"),
    [
        ("America/New_York", datetime(2026, 3, 4, 5, tzinfo=UTC), ()),
        ("Europe/London", datetime(2026, 4, 2, 23, tzinfo=UTC), ()),
        ("UTC", None, ("03/04/2026",)),
    ],
)
def test_a_date_that_can_be_read_in_two_ways(zone: str, published: datetime | None, doubts: tuple[str, ...]) -> None:
    text = "The plant in the harbour will make chips for the city, which has waited for them since the spring. " * 3
    source = replace(ENGLISH, timezone=zone)
    body = f"<h1>Chip plant opens</h1><p>03/04/2026</p><p>{text}</p>"
    for found in (
        read(page(body, head="", url="https://harbour.example/1"), source, Link(URL)),
        read_text(f"Chip plant opens\n03/04/2026\n{text}", NOW, source),
    ):
        assert (found.published_at, found.doubts) == (published, doubts)


INFO = "耿直 · 3小时前 · 原创"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>北海工厂投产新芯片</title>", f"<h1>北海工厂投产新芯片</h1><div>{INFO}</div>{{}}"),
        ("", f"<h2>北海工厂投产新芯片</h2><div>{INFO}</div>{{}}"),
        ("<title>耿直的主页</title>", f"<h2>北海工厂投产新芯片</h2><p>{INFO}</p>{{}}"),
        ("", f"<p>北海工厂投产新芯片</p><p>{INFO}</p>{{}}"),
        ("", f"北海工厂投产新芯片<br>{INFO}<br>{{}}"),
        ("", f"<pre>北海工厂投产新芯片\n{INFO}\n\n" + "\n".join(PARAGRAPHS[1:]) + "</pre>"),
        ("", "<h2>北海工厂投产新芯片</h2><span>耿直</span> · <span>3小时前</span> · <span>原创</span>{}"),
    ],
)
def test_name_time_and_mark_of_self_media(head: str, body: str) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:])
    found = article(head=head, body=body.format(paragraphs))
    assert (found.title, found.byline, found.original) == ("北海工厂投产新芯片", ("耿直",), True)
    assert found.published_at == datetime(2026, 10, 31, 21, tzinfo=UTC)
    assert found.text == "\n".join(PARAGRAPHS[1:])


@pytest.mark.parametrize("start", ["<html><body>{}</body></html>", "<html><body><pre>{}</pre></body></html>", "{}"])
@pytest.mark.parametrize(
    ("dateline", "credit"),
    [("WASHINGTON (AP) —", "AP"), ("(Reuters) -", "Reuters"), ("BEIJING, Oct. 3 (Xinhua) --", "Xinhua")],
)
def test_a_plain_english_page(start: str, dateline: str, credit: str) -> None:
    text = [
        f"{dateline} Four makers of accelerators agreed on Monday to accept each other's test results, saving a third.",
        "Officials said the agreement would be signed in December, and that smaller companies could join it later.",
        "Analysts expect the change to make prices fall, though they warned that buyers would run tests of their own.",
    ]
    lines = "\n".join(["Makers agree on tests", "By LI WEI and JANE ROE, Staff Writers", "October 3, 2026", *text])
    if start == "{}":
        found = read_text(lines, NOW, ENGLISH)
    else:
        found = read(Page(URL, start.format(lines).encode(), NOW), ENGLISH, Link(URL))
    assert (found.title, found.byline) == ("Makers agree on tests", ("LI WEI", "JANE ROE"))
    assert (found.text, found.credit, found.dateline) == ("\n".join(text), credit, dateline.rstrip(" -—"))
    assert found.published_at == datetime(2026, 10, 3, 4, tzinfo=UTC)


def test_a_stub_that_the_page_itself_tells_is_metadata() -> None:
    head = HEAD.replace('NewsArticle"', 'NewsArticle","isAccessibleForFree":false')
    found = article(head=head)
    assert (found.stub, found.metadata_only, found.text) == (True, True, "\n".join(PARAGRAPHS))
    assert dict(found.layers)["stub"] == "json-ld"


def test_a_stub_may_be_shorter_than_any_article() -> None:
    found = article(
        body="<h1>北海工厂投产新芯片</h1><p>工厂周一开工。</p><p>订阅后可阅读全文</p>",
        head="<title>北海工厂投产新芯片</title>",
    )
    assert (found.stub, found.metadata_only, found.language) == (True, True, "zh")


def test_the_encoding_makes_no_difference() -> None:
    assert read(page(encoding="gb18030"), SOURCE, Link(URL)) == article()
    assert read(page(head='<meta charset="gb2312">' + HEAD, encoding="gb18030"), SOURCE, Link(URL)) == article()


def test_claims_of_the_route_fill_what_the_page_leaves_open() -> None:
    at = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
    claims = Link(URL, title="列表里的标题", published_at=at, section="产业", dek="列表里的导语", author="赵一")
    body = "".join(f"<p>{paragraph.split('）')[-1]}</p>" for paragraph in PARAGRAPHS)
    found = article(link=claims, head="", body=body)
    assert (found.title, found.section, found.dek, found.byline) == ("列表里的标题", "产业", "列表里的导语", ("赵一",))
    assert (found.published_at, found.published_from) == (at, "route")


def test_an_agency_alone_before_the_text_is_the_credit() -> None:
    body = "".join(f"<p>{line}</p>" for line in ("北海工厂投产新芯片", "新华社", *PARAGRAPHS))
    found = article(replace(SOURCE, body="body"), body=body)
    assert (found.credit, found.text) == ("新华社", "\n".join(PARAGRAPHS))


@pytest.mark.parametrize(
    ("name", "printed", "credit"),
    [
        ("人民网", "人民网", ""),
        ("人民网", "人民网-国际频道", ""),
        ("人民网", "人民日报", "人民日报"),  # one house, two outlets
        ("人民网", "北海频道", "北海频道"),
        ("新华网", "新华社", "新华社"),
    ],
)
def test_a_source_is_not_its_own_credit(name: str, printed: str, credit: str) -> None:
    body = BODY.replace("<a>新华社</a>", f"<a>{printed}</a>").replace("新华社北海10月12日电", "")
    assert article(replace(SOURCE, name=name), body=body).credit == credit


@pytest.mark.parametrize(
    ("name", "credit"), [("Associated Press", ""), ("AP News", ""), ("Harbour Post", "AP"), ("Reuters", "AP")]
)
def test_an_agency_is_not_its_own_credit_by_another_name(name: str, credit: str) -> None:
    text = "".join(
        f"<p>The harbour office said that ship {number} waited less than it had before.</p>" for number in range(9)
    )
    body = f"<article><h1>Ships wait less</h1><p>NORTHPORT (AP) — Ships wait less, the office said.</p>{text}</article>"
    found = article(replace(ENGLISH, name=name), Link("https://harbour.example/1"), head="", body=body)
    assert found.credit == credit


def test_copy_of_an_agency_is_not_the_sources_own() -> None:
    found = article(body=BODY.replace("<a>新华社</a>", "<a>北海日报</a>"))
    assert found.credit == "新华社"


def test_a_foreign_canonical_is_evidence_and_no_key() -> None:
    found = article(head='<link rel=canonical href="https://first.example.org/a?spm=1">')
    assert found.url == "https://news.beihai.example/2026/10/story-1.html"
    assert found.declared_origin == "https://first.example.org/a"


def test_body_and_cut_of_the_source() -> None:
    source = replace(SOURCE, body="article", cut=("article div", "h1"))
    assert article(source).text == "\n".join(PARAGRAPHS)
    assert article(source).credit == "新华社"  # as the dateline says


@pytest.mark.parametrize("paywall", ["hard", ".pay"])
def test_a_paywall_stub_is_metadata(paywall: str) -> None:
    found = article(replace(SOURCE, paywall=paywall), body=BODY + "<div class=pay></div>")
    assert (found.metadata_only, found.stub, found.text) == (True, True, "")
    assert (found.title, found.dek) == ("北海工厂投产新芯片", "比原计划早了三个月")


def test_a_page_without_the_mark_of_the_paywall_is_read() -> None:
    assert not article(replace(SOURCE, paywall=".pay")).metadata_only


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "no-text"),
        (f"<ul>{HEADLINES}</ul>", "section-page"),
        (FLASHES, "section-page"),
        (f"<ul>{HEADLINES}</ul><p>这一页还没有写完。</p>", "section-page"),
        ("<div id=root></div>", "no-text"),
        ("<p>您访问的页面不存在</p>", "too-short"),
        ("<p>" + "Правительство объявило о новых правилах для всех. " * 20 + "</p>", "wrong-language"),
        ("<p>" + "政府は新しい規則を発表した。これからの開発競争に備えるためである。" * 10 + "</p>", "wrong-language"),
        (HEADLINES, "section-page"),
        ("<div>" * 3000, "parser-limit"),
    ],
)
def test_refusals(body: str, reason: str) -> None:
    with pytest.raises(Drop) as dropped:
        article(body=body)
    assert dropped.value.reason == reason


@pytest.mark.parametrize(
    ("body", "reason"), [(b"", "no-text"), (b"\x89PNG\r\n", "not-html"), (b'{"a": 1}', "not-html")]
)
def test_other_formats(body: bytes, reason: str) -> None:
    with pytest.raises(Drop) as dropped:
        read(Page(URL, body, NOW), SOURCE, Link(URL))
    assert dropped.value.reason == reason


def test_a_url_that_is_none() -> None:
    with pytest.raises(Drop, match="forbidden-address"):
        article(url="ftp://news.beihai.example/a")


HOSTILE = [
    "<div>" * 300, "<script>" + "a" * 100_000, "<!--" * 3000, "<b>" * 500, "&#xD800;&#0;&#99999999;", "\x00\x07\ud800",
    "<p title='" * 500, "<p>By " * 300, "<p>记者：" + "张三 " * 3000 + "</p>",
    "<time datetime='2026-01-01T00:00:00+99:99'></time>",
    "<meta name=author content='" + "A " * 20_000 + "'>", "<p>" + "2026-1-" * 3000 + "</p>",
    '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_markup_leaves_the_text(hostile: str) -> None:
    found = read(page(body=BODY + hostile), SOURCE, Link(URL))
    assert PARAGRAPHS[1] in found.text
    for value in (found.title, found.text, found.credit, *found.byline):
        value.encode("utf-8")
        assert "\x00" not in value


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text("<>abp/ =\"'&#;x中文记者：\ud800\x00", max_size=300).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    )
)
def test_any_bytes_are_an_article_or_a_drop(noise: bytes) -> None:
    for body in (noise, BODY.encode() + noise, HEAD.encode() + noise + BODY.encode()):
        assert outcome(body) in ("kept", *REFUSED)


def outcome(body: bytes) -> str:
    try:
        read(Page(URL, body, NOW), SOURCE, Link(URL))
    except Drop as drop:
        return drop.reason
    return "kept"


def test_metadata_from_the_route_alone() -> None:
    at = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
    link = Link(
        "https://harbour.example/a?utm_source=x",
        title=" Chip plant\nopens ",
        published_at=at,
        dek="Early.",
        section="Tech",
    )
    found = read_metadata(ENGLISH, link, NOW)
    assert found == Article(
        url="https://harbour.example/a", page_url="https://harbour.example/a", source="harbour",
        title="Chip plant opens", text="", language="en", fetched_at=NOW, dek="Early.", section="Tech",
        published_at=at, published_precision="second", published_from="route", published_zone="stated",
        metadata_only=True,
        layers=(("title", "route"), ("dek", "route"), ("section", "route"), ("published_at", "route")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "dek", "script"),
    [
        ("北海工厂投产新芯片", "", "Hans"),
        ("北海新片", "比原计划早了三个月", "Hans"),
        ("北海新片", "比原計畫早了三個月", "Hant"),
        ("北海新片", "", None),
    ],
)
def test_without_a_text_the_script_is_that_of_title_and_dek(title: str, dek: str, script: str | None) -> None:
    assert read_metadata(SOURCE, Link("https://news.beihai.example/a", title=title, dek=dek), NOW).script == script


@pytest.mark.parametrize(
    ("words", "source", "language"),
    [
        ("工厂开工", SOURCE, "zh"),
        ("工厂开工", ENGLISH, "zh"),
        ("NVIDIA H200", SOURCE, "zh"),
        ("Plant opens", ENGLISH, "en"),
    ],
)
def test_a_few_words_are_in_the_language_of_the_source(words: str, source: Source, language: str) -> None:
    assert read_metadata(source, Link("https://harbour.example/a", title=words), NOW).language == language
    assert read_text(words, NOW, source).language == language


@pytest.mark.parametrize(
    ("words", "source"), [("Завод открыт", ENGLISH), ("공장 가동", SOURCE), ("政府は新しい規則を発表した", SOURCE)]
)
def test_a_few_words_in_another_script_are_refused(words: str, source: Source) -> None:
    with pytest.raises(Drop, match="wrong-language"):
        read_metadata(source, Link("https://harbour.example/a", title=words), NOW)
    with pytest.raises(Drop, match="wrong-language"):
        read_text(words, NOW, source)


def test_metadata_needs_a_title() -> None:
    with pytest.raises(Drop, match="no-text"):
        read_metadata(ENGLISH, Link("https://harbour.example/a", title=" "), NOW)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("北海工厂投产新芯片\n" + PARAGRAPHS[1], "北海工厂投产新芯片", PARAGRAPHS[1]),
        (PARAGRAPHS[1] + "\n" + PARAGRAPHS[2], PARAGRAPHS[1] + "", PARAGRAPHS[1] + "\n" + PARAGRAPHS[2]),
        (PARAGRAPHS[1], PARAGRAPHS[1], PARAGRAPHS[1]),
    ],
)
def test_pasted_text(text: str, title: str, body: str) -> None:
    found = read_text(text, NOW)
    assert (found.title, found.text, found.language) == (title[:80], body, "zh")


def test_pasted_text_has_fields_too() -> None:
    found = read_text(
        "Chip plant opens\nBy Jane Roe\nOct. 12, 2026\nThe plant in the harbour opened on Monday.", NOW, ENGLISH
    )
    assert (found.title, found.byline, found.source) == ("Chip plant opens", ("Jane Roe",), "harbour")
    assert found.published_at == datetime(2026, 10, 12, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("above", "below", "credit"),
    [
        ("", "", "新华社"),
        ("2026-10-12 09:30\n来源：南山网 记者 赵一\n", "", "南山网"),
        ("", "2026-10-12 09:30 来源：南山网\n", "南山网"),
        ("2026年10月12日 09:30\n", "来源：南山网\n", "南山网"),
        ("2026-10-12 09:30\n新华社\n", "", "新华社"),
    ],
)
def test_lines_around_the_title_of_pasted_text_are_fields(above: str, below: str, credit: str) -> None:
    found = read_text(f"{above}北海工厂投产新芯片\n{below}" + "\n".join(PARAGRAPHS), NOW, SOURCE)
    assert (found.title, found.text) == ("北海工厂投产新芯片", "\n".join(PARAGRAPHS))
    assert (found.credit, found.byline) == (credit, ("王小明", "李红"))
    assert found.published_at == (datetime(2026, 10, 12, 1, 30, tzinfo=UTC) if above or below else None)


def test_lines_around_the_title_of_english_text_are_fields() -> None:
    text = "The plant in the harbour opened on Monday.\nIt will make chips for the city."
    tail = "(Reporting by Ann Lee; Editing by Tom Park)"
    found = read_text(f"Oct. 12, 2026\nReuters\nChip plant opens\nBy Jane Roe\n{text}\n{tail}", NOW, ENGLISH)
    assert (found.title, found.text, found.credit) == ("Chip plant opens", text, "Reuters")
    assert (found.byline, found.editor) == (("Jane Roe",), ("Tom Park",))
    assert found.published_at == datetime(2026, 10, 12, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "byline", "day"),
    [
        ("By Jane Roe, October 2, 2026", ("Jane Roe",), 2),
        ("By Jane Roe and Ann Lee, Oct. 2, 2026", ("Jane Roe", "Ann Lee"), 2),
        ("By Jane Roe, Friday, October 2, 2026", ("Jane Roe",), 2),
        ("By Jane Roe, Beijing", ("Jane Roe",), None),
        ("Jane Roe | October 2, 2026", ("Jane Roe",), 2),
    ],
)
def test_a_day_and_a_place_are_nobodys_name(line: str, byline: tuple[str, ...], day: int | None) -> None:
    text = "The plant in the harbour opened on Monday.\nIt will make chips for the city."
    found = read_text(f"Chip plant opens\n{line}\n{text}", NOW, ENGLISH)
    assert (found.title, found.text, found.byline) == ("Chip plant opens", text, byline)
    assert (found.published_at.day if found.published_at else None) == day


def test_a_byline_is_no_title() -> None:
    text = "The plant in the harbour opened on Monday.\nIt will make chips for the city."
    found = read_text(f"By Jane Roe, Harbour Post\nChip plant opens\n{text}", NOW, ENGLISH)
    assert (found.title, found.text, found.byline) == ("Chip plant opens", text, ("Jane Roe",))


@pytest.mark.parametrize("title", ["By Any Means", "By Candlelight", "By Popular Demand, Summer Fair Returns"])
def test_a_title_that_begins_like_a_byline(title: str) -> None:
    text = "The plant in the harbour opened on Monday.\nIt will make chips for the city."
    assert read_text(f"{title}\n{text}", NOW, ENGLISH).title == title


def test_a_line_of_original_work_tells_name_account_and_time() -> None:
    line = "原创 王小明 北海观察 2026年10月12日 09:15 北海"
    found = read_text("\n".join(["北海工厂投产新芯片", line, *PARAGRAPHS[1:], "继续滑动看下一个"]), NOW, SOURCE)
    assert (found.text, found.cut) == ("\n".join(PARAGRAPHS[1:]), (line, "继续滑动看下一个"))
    assert (found.byline, found.account, found.original) == (("王小明",), "北海观察", True)
    assert found.published_at == datetime(2026, 10, 12, 1, 15, tzinfo=UTC)


def test_the_time_of_pasted_text_stands_near_its_title() -> None:
    text = "\n".join(["北海工厂投产新芯片", *PARAGRAPHS * 4, "工厂在2025年3月1日动工。"])
    assert read_text(text, NOW, SOURCE).published_at is None


def test_a_title_with_a_day_is_no_line_of_time() -> None:
    found = read_text("2025年3月1日动工的工厂投产\n2026-10-12 09:30\n" + PARAGRAPHS[1], NOW, SOURCE)
    assert (found.title, found.text) == ("2025年3月1日动工的工厂投产", PARAGRAPHS[1])
    assert found.published_at == datetime(2026, 10, 12, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", " \n ", "Правительство объявило о новых правилах."])
def test_pasted_text_that_is_none(text: str) -> None:
    with pytest.raises(Drop):
        read_text(text, NOW)


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_are_refused(seed: int) -> None:
    noise = Random(seed).randbytes(20_000)
    for body in (noise, bytes(0xA1 + value % 94 for value in noise), b"\xff\xfe" + noise):
        with pytest.raises(Drop):
            read(Page(URL, b"<html><body><p>" + body.replace(b"<", b" "), NOW), SOURCE, Link(URL))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("短。", "短。"),
        ("一" * 20 + "，" + "二" * 30 + "。" + "三" * 60, "一" * 20 + "，" + "二" * 30 + "。"),
        ("一" * 20 + "，" + "二" * 70 + "。", "一" * 20 + "…"),
        ("一" * 120, "一" * 79 + "…"),
        ("The plan was told on Monday. " + "word " * 30, "The plan was told on Monday."),
        ("word " * 40, ("word " * 15).strip() + "…"),
    ],
)
def test_a_text_without_a_title_is_called_by_its_beginning(text: str, expected: str) -> None:
    assert beginning(f"{text}\nNext line.") == expected
    assert len(expected) <= LONGEST_TITLE


@pytest.mark.parametrize("head", [HEAD.replace("投产", "投\ufffd"), HEAD])
def test_a_title_that_lost_a_character_is_taken_from_where_it_is_whole(head: str) -> None:
    body = BODY if "\ufffd" in head else BODY.replace("工厂投产新", "工厂\ufffd产新")
    assert article(head=head, body=body).title == "北海工厂投产新芯片"
    lost = HEAD.replace("工厂投产新", "工厂\ufffd产新"), BODY.replace("工厂投产新", "工厂\ufffd产新")
    assert article(head=lost[0], body=lost[1]).title == "北海工厂\ufffd产新芯片"
