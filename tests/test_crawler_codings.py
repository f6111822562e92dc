"""Bodies are decoded whole, within a limit, and refused by name where that can not be done."""

import gzip
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import brotli  # type: ignore[import-untyped]  # it has no stubs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.codings import decoded
from crawler.limits import MAXSIZE
from pipeline.values import Drop
from tests.timing import takes_under

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "中美人工智能的竞争".encode() * 1000
NOISE = bytes((number * number) % 251 for number in range(9000))
RAW_DEFLATE = zlib.compressobj(9, zlib.DEFLATED, -15)
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=1),
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("coding", PACK)
def test_a_whole_body_is_decoded(coding: str) -> None:
    assert decoded(PACK[coding](TEXT), coding) == TEXT


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "GZIP"),
        (gzip.compress(TEXT) + bytes(20), "gzip"),
        (gzip.compress(TEXT) + b"junk", "gzip"),
        (RAW_DEFLATE.compress(TEXT) + RAW_DEFLATE.flush(), "deflate"),
        (brotli.compress(gzip.compress(TEXT)), "gzip, br"),
    ],
)
def test_what_servers_do_send_is_decoded(body: bytes, header: str) -> None:
    assert decoded(body, header) == TEXT


@pytest.mark.parametrize("coding", PACK)
def test_an_empty_body_stays_empty(coding: str) -> None:
    assert decoded(b"", coding) == b""
    assert decoded(b"", f"{coding}, {coding}") == b""


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 20])
@pytest.mark.parametrize("coding", PACK)
def test_a_cut_body_is_truncated(coding: str, cut: int) -> None:
    with pytest.raises(Drop) as raised:
        decoded(PACK[coding](NOISE)[:-cut], coding)
    assert raised.value.reason == "truncated"


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (b"<html>", "gzip"),
        (b"\x1f\x8bnothing", "gzip"),
        (b"<html>", "deflate"),
        (b"<html>" * 9, "zstd"),
        (b"\xff" * 99, "br"),
        (b"anything", "x-bogus"),
        (gzip.compress(gzip.compress(gzip.compress(TEXT))), "gzip, gzip, gzip"),
        (TEXT, ", ".join(["br"] * 50)),
    ],
)
def test_an_untrue_coding_is_refused(body: bytes, header: str) -> None:
    with pytest.raises(Drop) as raised:
        decoded(body, header)
    assert raised.value.reason == "bad-encoding"


@pytest.mark.parametrize("coding", PACK)
def test_a_bomb_is_too_large(coding: str) -> None:
    with pytest.raises(Drop) as raised:
        decoded(PACK[coding](bytes(MAXSIZE + 1)), coding)
    assert raised.value.reason == "too-large"


def test_a_million_empty_members_take_no_time() -> None:
    body = gzip.compress(b"", mtime=0) * 500_000

    def refused() -> None:
        with pytest.raises(Drop, match="members"):
            decoded(body, "gzip")

    assert takes_under(1, refused)


@given(st.binary(max_size=200), st.sampled_from(sorted(PACK)))
def test_whatever_comes_is_decoded_or_refused(body: bytes, coding: str) -> None:
    with suppress(Drop):
        decoded(body, coding)
