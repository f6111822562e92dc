"""The lead image of an article."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import Claim
from pipeline.image import address_of, image_of
from pipeline.json_ld import JsonLd
from pipeline.markup import tree_of
from pipeline.metadata import Metadata

BASE = "https://news.beihai.example/2026/a.html"


@pytest.mark.parametrize(
    ("metadata", "body", "expected"),
    [
        (Metadata(), "<p>x</p>", None),
        (Metadata(meta={"og:image": "/i/1.jpg"}), "", Claim("https://news.beihai.example/i/1.jpg", "meta")),
        (Metadata(meta={"og:image": "//i.example/1.jpg"}), "", Claim("https://i.example/1.jpg", "meta")),
        (Metadata(meta={"og:image": "/i/logo.png"}, json_ld=JsonLd(image="/i/2.jpg")), "",
         Claim("https://news.beihai.example/i/2.jpg", "json-ld")),
        (Metadata(), '<figure><img src="data:image/gif;base64,R0" data-src="/i/3.jpg"></figure>',
         Claim("https://news.beihai.example/i/3.jpg", "text")),
        (Metadata(), '<article><img src="/icons/share.png"><img src="4.jpg"></article>',
         Claim("https://news.beihai.example/2026/4.jpg", "text")),
        (Metadata(), '<nav><img src="/i/5.jpg"></nav>', None),
    ],
)  # fmt: skip
def test_image(metadata: Metadata, body: str, expected: Claim[str] | None) -> None:
    assert image_of(metadata, tree_of(f"<html><body>{body}<p>x</p></body></html>"), BASE) == expected


@pytest.mark.parametrize(
    "value",
    ["", " ", "data:image/png;base64,AA", "javascript:alert(1)", "ftp://a.example/1.jpg", "https://", "http://[",
     "#top", "/a b.jpg", "/" + "a" * 3000, "/avatar/1.jpg", "/img/default_share.png", "/logo.svg",
     "/images/bureau_jubao.png", "/img/opengraph_default.jpg", "/i/opengraph.webp", "/imgs/share.png",
     "/default/a1b2.png", "/i/HarbourDefault.jpg", "/i/podcast-badge402x.png", "/images/PoweredByAsp.Net.gif",
     "/b/button1.gif",     "/\u202egpj.1"],
)  # fmt: skip
def test_no_image(value: str) -> None:
    assert address_of(value, BASE) == ""


@given(st.text(max_size=60) | st.text("htps:/.[]@#?a ", max_size=40))
def test_any_value_gives_an_absolute_url_or_nothing(value: str) -> None:
    found = address_of(value, BASE)
    assert not found or urlsplit(found).scheme in ("http", "https")
