"""What is no article."""

import random
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lines import text_nodes
from pipeline.markup import tree_of
from pipeline.screen import check_magic, check_sense, check_text, check_type
from pipeline.values import Drop

PARAGRAPH = "这是一段足够长的正文，说明事情的经过和有关的人物、时间与地点，供读者了解整件事情的来龙去脉。"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "no-text"),
        (b" \n\x00\n", "text/html", "no-text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "text/html", "not-html"),
        (b"%PDF-1.7\n<html>", "text/html; charset=utf-8", "not-html"),
        (b"PK\x03\x04rest", "", "not-html"),
        (b'{"error": "<p>x</p>"}', "text/html", "not-html"),
        (b'\xef\xbb\xbf [{"a": 1}]', "text/html", "not-html"),
        (b'<?xml version="1.0"?><rss version="2.0"><title>x</title></rss>', "text/html", "not-html"),
        (b"only some plain words", "text/html", "not-html"),
        (b"<html><p>x</p></html>", "application/pdf", "not-html"),
        (b"<html><p>x</p></html>", "image/png", "not-html"),
    ],
)
def test_other_formats(body: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(Drop, match=reason):
        check_type(body, content_type)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<!DOCTYPE html><html>", "text/html; charset=utf-8"),
        (b"<p>x", ""),
        (b"\n\n <html lang=zh>", "TEXT/HTML"),
        ("<html><p>中</p>".encode("utf-16"), "text/html"),
        ("<html><p>中</p></html>".encode("utf-16-le"), "text/html"),
        (b"<html>", "application/octet-stream"),
        (b"<html>", "text/html;" + "x" * 5000),
        (b"<html>", "html"),
    ],
)
def test_html(body: bytes, content_type: str) -> None:
    check_type(body, content_type)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"GIF87a\x01\x00", "GIF"),
        (b"BM\x0a\x0a\x01\x00\x00\x00\x00\x00\x36", "BMP"),
        (b"RIFF\x0a\x00\x00\x00WEBPVP8 ", "RIFF"),
        (b"PK\x03\x04\x14", "ZIP"),
        (b"PK\x05\x06" + bytes(18), "ZIP"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"Rar!\x1a\x07\x01", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x28\xb5\x2f\xfd\x04", "Zstandard"),
        (b"ID3\x04\x00", "MP3"),
        (b"OggS\x00\x02", "Ogg"),
        (b"\x00\x00\x00\x1cftypavif", "MP4, HEIC or AVIF"),
        (b"\x00\x01\x00\x00\x00\x0f", "TrueType"),
        (b"wOF2\x00\x01\x00\x00", "WOFF"),
        (b"wOFFOTTO", "WOFF"),
        (b"\x7fELF\x02", "ELF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office"),
    ],
)
def test_a_format_is_named_by_its_first_bytes(body: bytes, name: str) -> None:
    with pytest.raises(Drop) as dropped:
        check_magic(body)
    assert (dropped.value.reason, dropped.value.detail) == ("not-html", f"{name}, by its first bytes")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"BMW opens a plant\nThe plant opened on Monday.",
        b"BM",
        b"GIF8 is no format.",
        b"ID3 tags explained",
        b"RIFF over a new chip law",
        b"RIFF and WAVE files",
        b"OggS of the week",
        b"%PDF is how such a file begins",
        b"Rar! said the lion",
        b"wOFF the record",
        b"PK wins again",
        b"<html>",
    ],
)
def test_letters_that_only_begin_like_a_format_pass(body: bytes) -> None:
    check_magic(body)


NOISE = random.Random(6).randbytes(4_000)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (NOISE, "not-html"),
        (b"<html><body><p>" + NOISE.replace(b"<", b" "), "not-html"),
        (b"\xef\xbb\xbf" + NOISE, "not-html"),
        (zlib.compress(NOISE), "not-html"),
        (b"A plant opened.\x00\x07\x01" * 3 + b"It makes chips. " * 40, ""),
        ("北海一家工厂开始生产新一代芯片。".encode("utf-16"), ""),
        ("<html><body>北海一家工厂开始生产新一代芯片。".encode("utf-16-le") * 9, ""),
        ("北海一家工厂\x1b[0m开始生产。\f\v".encode() * 50, ""),
    ],
)
def test_bytes_that_are_no_text(body: bytes, reason: str) -> None:
    if not reason:
        check_magic(body)
        return
    with pytest.raises(Drop) as dropped:
        check_magic(body)
    assert dropped.value.reason == reason


NAMES = "、".join(a + b + c for a in "王李张刘陈" for b in "建国志明小" for c in "华强芳伟国")


@pytest.mark.parametrize(
    ("text", "is_sense"),
    [
        ("", True),
        (PARAGRAPH * 9, True),
        (NAMES, True),
        ("魑魅魍魉" * 20, True),
        (bytes(0xA1 + value % 94 for value in NOISE).decode("gb2312", "ignore"), False),
        ("".join(chr(0x4E00 + one * 81 + other % 81) for one, other in pairwise(NOISE)), False),
    ],
)
def test_characters_that_are_no_chinese(text: str, is_sense: bool) -> None:
    if is_sense:
        check_sense(text)
        return
    with pytest.raises(Drop) as dropped:
        check_sense(text)
    assert dropped.value.reason == "bad-encoding"


def type_of(body: bytes, content_type: str) -> str:
    try:
        check_type(body, content_type)
    except Drop as drop:
        return drop.reason
    return "html"


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_pass_or_are_dropped(body: bytes, content_type: str) -> None:
    assert type_of(body, content_type) in ("html", "no-text", "not-html")


def check(text: str, body: str) -> str:
    tree = tree_of(f"<html><body>{body}</body></html>")
    try:
        check_text(text, tree, text_nodes(tree))
    except Drop as drop:
        return drop.reason
    return "kept"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("", "no-text"),
        ("您访问的页面不存在", "too-short"),
        ("Sorry, this page could not be found.", "too-short"),
        (PARAGRAPH * 2, "kept"),
        ("word " * 45, "kept"),
        ("w\ufffdrd " * 45, "bad-encoding"),
        ("word " * 49 + "w\ufffdrd", "kept"),
        (("\ufffd" * 8 + PARAGRAPH) * 2, "kept"),
        ("\ufffd" * 120 + PARAGRAPH, "bad-encoding"),
        ("锟斤拷" * 40 + PARAGRAPH, "bad-encoding"),
        ("据锟斤拷" + PARAGRAPH * 2, "kept"),
        ("乱码最有名的样子是锟斤拷，锟斤拷从哪里来？锟斤拷是两个替换字符。" * 3, "kept"),
        (
            "北海9月港口吞吐量为61.3万吨，是半年来的最高数，上月为58.7万吨；集装箱为4.2万个，上月为3.9万个，两项都好于海港研究所先前的估计。",
            "kept",
        ),
    ],
)
def test_length(text: str, outcome: str) -> None:
    assert check(text, "<p>x</p>") == outcome


def headlines(count: int, dek: str = "") -> str:
    return "".join(
        f"<div><h3><a href='/{n}'>这是第{n}条新闻的标题而且相当长</a></h3>{dek.format(n)}</div>" for n in range(count)
    )


def test_a_list_of_links_is_a_section_page() -> None:
    text = "\n".join(f"这是第{n}条新闻的标题而且相当长" for n in range(20))
    assert check(text, headlines(20)) == "section-page"


def test_a_list_with_a_dek_for_each_link_is_a_section_page() -> None:
    text = "\n".join(f"第{n}条：{PARAGRAPH}" for n in range(20))
    assert check(text, headlines(20, "<p>第{}条：" + PARAGRAPH + "</p>")) == "section-page"


def test_an_article_with_related_stories_is_none() -> None:
    text = "\n".join(f"第{n}段。{PARAGRAPH}" for n in range(6))
    paragraphs = "".join(f"<p>第{n}段。{PARAGRAPH}</p>" for n in range(6))
    assert check(text, paragraphs + headlines(20)) == "kept"


def test_links_inside_sentences_do_not_make_a_list() -> None:
    text = "\n".join(f"第{n}段。{PARAGRAPH}见此前的报道和评论一文。" for n in range(8))
    paragraphs = "".join(
        f"<p>第{n}段。{PARAGRAPH}见<a href='/{n}'>此前的报道和评论第{n}篇</a>一文。</p>" for n in range(8)
    )
    assert check(text, paragraphs) == "kept"
