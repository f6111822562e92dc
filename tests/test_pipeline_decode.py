"""Bytes to text: what a page is, whatever it is labelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decode import decode
from pipeline.values import Drop

ZH = (
    "<html><head>{}</head><body><p>"
    + "据本报记者报道，这是一段足够长的正文，用来检查解码是否仍能保留内容。" * 3
    + "</p></body></html>"
)
HANT = "<p>" + "這是一段足夠長的正文，用來檢查解碼是否仍能保留真正的內容，記者報道。" * 3 + "</p>"


def html(charset: str) -> str:
    return ZH.format(f'<meta charset="{charset}">' if charset else "")


@pytest.mark.parametrize(
    ("written", "meta", "header", "encoding"),
    [
        ("utf-8", "", "", "utf-8"),
        ("utf-8", "gb2312", "text/html; charset=gbk", "utf-8"),
        ("utf-8-sig", "gb2312", "", "utf-8"),
        ("gb18030", "gb2312", "", "gb18030"),
        ("gb18030", "", "text/html; charset=GBK", "gb18030"),
        ("gb18030", "", "", "gb18030"),
        ("gb18030", "utf-8", "text/html; charset=utf-8", "gb18030"),
        ("gb18030", "gb2312", "text/html; charset=iso-8859-1", "gb18030"),
        ("gb18030", "", "text/html; charset=iso-8859-1", "gb18030"),
        ("utf-16", "", "", "utf-16-le"),
        ("utf-16-be", "", "text/html; charset=utf-16", "utf-16-be"),
        ("hz", "", "text/html; charset=hz", "hz"),
    ],
)
def test_chinese_page(written: str, meta: str, header: str, encoding: str) -> None:
    page = html(meta)
    decoded = decode(page.encode(written), header)
    assert (decoded.encoding, decoded.replaced) == (encoding, 0)
    assert decoded.text == page


@pytest.mark.parametrize("meta", ["gbk", "", "utf-8"])
def test_a_mark_of_utf8_before_another_encoding(meta: str) -> None:
    decoded = decode(b"\xef\xbb\xbf" + html(meta).encode("gb18030"))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (html(meta), "gb18030", 0)
    assert decode(b"\xef\xbb\xbf" + HANT.encode("big5")).text == HANT
    assert decode(b"\xef\xbb\xbf~{ plain", "text/html; charset=hz").text == "~{ plain"
    assert decode(b"\xef\xbb\xbf").text == ""


@pytest.mark.parametrize("label", ["", "big5", "big5-hkscs", "utf-8", "gb2312"])
def test_big5_page(label: str) -> None:
    assert decode(HANT.encode("big5"), f"text/html; charset={label}").text == HANT


@pytest.mark.parametrize(
    ("text", "written", "label"),
    [
        ("<p>“Chips” – a café’s view</p>", "cp1252", "iso-8859-1"),
        ("<p>“Chips” – a café’s view</p>", "cp1252", "us-ascii"),
        ("<p>“Chips” – a café’s view</p>", "cp1252", ""),
        ("<p>Правительство объявило</p>", "cp1251", "windows-1251"),
        ("<p>plain</p>", "ascii", "utf-16"),
    ],
)
def test_other_pages(text: str, written: str, label: str) -> None:
    assert decode(text.encode(written), f"text/html; charset={label}").text == text


@pytest.mark.parametrize(
    "label",
    ["utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "zip", "rot13", "hex", "undefined", "utf-32",
     "utf-16", "mbcs", "x" * 5000, "utf-8; charset=gbk", "../../etc/passwd", "big5", "iso-2022-cn", "hz", '"', "="],
)  # fmt: skip
def test_a_hostile_label_changes_nothing(label: str) -> None:
    page = html(label)
    assert decode(page.encode(), f"text/html; charset={label}").text == page


def test_controls_are_removed() -> None:
    assert decode("标\x00题\x07\x1b[31m\tend\n".encode()).text == "标题[31m\tend\n"
    assert decode("标\x00题<p>正文正文正文正文</p>".encode("utf-16")).text == "标题<p>正文正文正文正文</p>"


def test_a_few_bad_bytes_are_replaced_and_counted() -> None:
    body = html("").encode().replace("本报".encode(), b"\xed\xa0\x80\xff", 1)
    decoded = decode(body)
    assert decoded.encoding == "utf-8"
    assert decoded.replaced > 0
    decoded.text.encode("utf-8")


def test_garbage_is_refused() -> None:
    with pytest.raises(Drop, match="bad-encoding"):
        decode("中".encode() * 500 + b"\xff\xe4" * 900)


def test_empty_page() -> None:
    assert decode(b"").text == ""


def text_or_reason(body: bytes, content_type: str) -> str:
    try:
        return decode(body, content_type).text
    except Drop as drop:
        return drop.reason


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_are_text_or_a_drop(body: bytes, content_type: str) -> None:
    text = text_or_reason(body, content_type)
    text.encode("utf-8")
    assert "\x00" not in text


# U+FFFD stands for a character that is lost already: a page of it is refused, however it came by it.
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffd"), max_size=200))
def test_utf8_is_read_as_it_was_written(text: str) -> None:
    body = text.encode()
    if not body.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        assert decode(body).text == text


def test_a_page_of_lost_characters_is_refused() -> None:
    with pytest.raises(Drop, match="bad-encoding"):
        decode("\ufffd".encode())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_whether_a_byte_was_left_out(encoding: str) -> None:
    body = html(encoding).encode(encoding)
    assert decode(body).is_whole
    assert not decode(body.replace(b"<p>", b"<p\x00>")).is_whole
