"""What a page and its site reserve, and what follows from it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.learned import NOTHING, reading_of
from pipeline.reservations import exports_text, keeps_text, marked, reservations_of, told, withheld
from pipeline.reservations_page import mentions, metas_of
from pipeline.reservations_site import Rule, Signal, Site
from pipeline.values import Page, Repair, Reservation
from tests.builders import NOW, article

URL = "https://harbour.example/a/1.html"
NO_SITE = Site()
POLICY = "https://harbour.example/policy.json"
ROBOTS, TAG = "meta robots", "header x-robots-tag"


def reserved(markup: str = "", headers: tuple[tuple[str, str], ...] = (), site: Site = NO_SITE) -> set[Reservation]:
    body = markup.encode()
    page = Page(URL, body, NOW, 200, headers)
    return set(reservations_of(page, metas_of(body) if mentions(body) else (), site))


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def header(*values: str, name: str = "x-robots-tag") -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for value in values)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", set()),
        ("<html><body>noai noarchive", set()),
        (meta("robots", "index, follow"), set()),
        (
            meta("robots", "noindex,noarchive,noai,noimageai"),
            {("archive", ROBOTS), ("ai", ROBOTS), ("ai-image", ROBOTS)},
        ),
        ("<META CONTENT='NoAI' NAME=Robots>", {("ai", ROBOTS)}),
        ("<meta content=noai name=robots />", {("ai", ROBOTS)}),
        (meta("robots", "noaim"), set()),
        (meta("description", "noai, noarchive"), set()),
        (meta("duizhao", "noarchive"), {("archive", "meta duizhao")}),
        (meta("googlebot", "noarchive"), {("archive", "meta googlebot", "", "googlebot")}),
        (meta("robots", "noai") + meta("robots", "noarchive"), {("ai", ROBOTS), ("archive", ROBOTS)}),
        (meta("robots", "noai") * 3, {("ai", ROBOTS)}),
        (f"<!-- {meta('robots', 'noai')} --><p>", set()),
        (f"<script>var a = '{meta('robots', 'noai')}'</script>", set()),
        (f"<!-- {meta('robots', 'noai')}", {("ai", ROBOTS)}),
        (meta("robots", "no&#97;i") + "noai", {("ai", ROBOTS)}),
        (meta("tdm-reservation", "1"), {("tdm", "meta tdm-reservation")}),
        (meta("tdm-reservation", "0"), set()),
        (meta("tdm-reservation", "yes"), set()),
        (meta("tdm-policy", POLICY), set()),
        (meta("tdm-reservation", "1") + meta("tdm-policy", POLICY), {("tdm", "meta tdm-reservation", POLICY)}),
        (meta("tdm-reservation", "1") + meta("tdm-policy", "/policy.json"), {("tdm", "meta tdm-reservation", POLICY)}),
        (meta("tdm-reservation", "1") + meta("tdm-policy", "javascript:alert(1)"), {("tdm", "meta tdm-reservation")}),
        ("<meta name=robots content=noai" + "x" * 5000 + ">", set()),
    ],
)
def test_meta_elements(markup: str, expected: set[tuple[str, ...]]) -> None:
    assert reserved(markup) == {Reservation(*each) for each in expected}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), set()),
        (("",), set()),
        (("noai, noimageai",), {("ai", TAG), ("ai-image", TAG)}),
        (("NOARCHIVE",), {("archive", TAG)}),
        (("noarchive", "noai"), {("archive", TAG), ("ai", TAG)}),
        (("duizhao: noai",), {("ai", TAG)}),
        (("*: noai",), {("ai", TAG)}),
        (("googlebot: noarchive",), {("archive", TAG, "", "googlebot")}),
        (("noai, googlebot: nofollow, noarchive",), {("ai", TAG), ("archive", TAG, "", "googlebot")}),
        (("unavailable_after: 25 Jun 2010 15:00:00 PST, noai",), {("ai", TAG)}),
        (("max-snippet: 20, noarchive",), {("archive", TAG)}),
        (("a:b:c:noai",), set()),
        (("," * 3000,), set()),
    ],
)
def test_robots_headers(values: tuple[str, ...], expected: set[tuple[str, ...]]) -> None:
    assert reserved(headers=header(*values)) == {Reservation(*each) for each in expected}


FILE = Site((Rule("/a/", True, POLICY), Rule("/", False)))


@pytest.mark.parametrize(
    ("site", "headers", "markup", "expected"),
    [
        (Site(), "", "", set()),
        (FILE, "", "", {("tdm", "tdmrep.json", POLICY)}),
        (Site((Rule("/b/", True),)), "", "", set()),
        (Site((Rule("/a/", False), Rule("/", True))), "", "", set()),  # the first that matches
        (FILE, "0", "", set()),  # the header wins over the file
        (FILE, "2", "", {("tdm", "tdmrep.json", POLICY)}),  # what is no value says nothing
        (FILE, "1", "", {("tdm", "header tdm-reservation", POLICY)}),
        (Site(), "1", meta("tdm-reservation", "0"), set()),  # the page wins over the header
        (Site(), "0", meta("tdm-reservation", "1"), {("tdm", "meta tdm-reservation")}),
    ],
)
def test_what_stands_nearer_to_the_page_wins(
    site: Site, headers: str, markup: str, expected: set[tuple[str, ...]]
) -> None:
    said = header(headers, name="tdm-reservation") if headers else ()
    assert reserved(markup, said, site) == {Reservation(*each) for each in expected}


def test_signals_of_the_site_and_of_the_answer() -> None:
    site = Site(signals=(Signal("ai-train"), Signal("search", "/b"), Signal("ai-input", "/a/*.html$")))
    by = "robots.txt content-signal"
    assert reserved(site=site) == {Reservation("ai-train", by), Reservation("ai-input", by)}
    said = header("search=no, ai-train=yes, use=full", name="content-signal")
    assert reserved(headers=said) == {Reservation("search", "header content-signal")}


@pytest.mark.parametrize(
    ("what", "agent", "keeps", "exports"),
    [
        ("tdm", "", False, False),
        ("ai", "", False, False),
        ("archive", "", False, False),
        ("search", "", False, False),
        ("ai-train", "", True, False),
        ("ai-input", "", True, False),
        ("ai-image", "", True, True),
        ("archive", "googlebot", True, True),
    ],
)
def test_what_follows(what: str, agent: str, keeps: bool, exports: bool) -> None:
    said = (Reservation(what, "x", agent=agent),)
    assert (keeps_text(said), exports_text(said)) == (keeps, exports)


def test_nothing_follows_from_nothing() -> None:
    assert all(follows(none) for follows in (keeps_text, exports_text) for none in ((), None))
    assert told(()) == ""


def test_what_is_told() -> None:
    said = (Reservation("tdm", "tdmrep.json", POLICY), Reservation("archive", "meta googlebot", agent="googlebot"))
    assert told(said) == f"tdm by tdmrep.json ({POLICY}); archive by meta googlebot, said to googlebot alone"


def test_a_withheld_reading_keeps_no_word_of_the_text() -> None:
    repairs = (Repair("gloss", "text", 0, "a", "b"), Repair("gloss", "title", 0, "c", "d"))
    whole = article(
        dek="What it is", dateline="HARBOUR", words=12, repairs=repairs, layers=(("text", "general"), ("title", "meta"))
    )
    said = (Reservation("tdm", "x"),)
    kept = withheld(reading_of(whole, NOTHING), said)
    assert kept.article == replace(
        whole, text="", dateline="", words=0, metadata_only=True, repairs=repairs[1:], layers=(("title", "meta"),),
        reserved=said,
    )  # fmt: skip
    assert (kept.letters, kept.lines, kept.signature) == (None, (), None)
    assert "three universities" not in kept.searched
    assert marked(reading_of(whole, NOTHING), said).article == replace(whole, reserved=said)


PIECES = st.lists(
    st.sampled_from(
        [
            "<meta ",
            "name=",
            "robots",
            '"',
            "'",
            "content=",
            "noai",
            "<!--",
            "-->",
            "<script>",
            ">",
            "tdm-reservation",
            "1",
        ]
    )
)
HEADERS = st.sampled_from(["x-robots-tag", "tdm-reservation", "tdm-policy", "content-signal"])


@given(PIECES.map("".join) | st.text(), st.lists(st.tuples(HEADERS, st.text())))
def test_no_page_raises(markup: str, headers: list[tuple[str, str]]) -> None:
    for encoding in ("utf-8", "utf-16"):
        body = markup.encode(encoding, "replace")
        found = reservations_of(Page(URL, body, NOW, 200, tuple(headers)), metas_of(body), Site())
        assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"<meta <!-- x --> name=robots content=noai>", True),
        (b"<META name=robots <!-- > -->content=noai>", True),
        (b"<me<!-- -->ta name=robots content=noai>", False),  # no element, with the comment or without it
        (b"<p>noai</p><meta name=robots content=index>", False),
    ],
)
def test_comments_make_no_elements(body: bytes, found: bool) -> None:
    assert mentions(body) == found
    assert any("noai" in content for _, content in metas_of(body)) == found


@given(st.binary(max_size=3000))
def test_no_bytes_raise(body: bytes) -> None:
    if not mentions(body):
        metas = metas_of(body)
        assert not [each for each in metas if "noai" in each[1] or each[0] == "tdm-reservation"]
