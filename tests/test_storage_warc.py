"""A page comes out of the archive as it went in, and an archive is a gzip file of whole members."""

import gzip
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pipeline.values import Page
from storage.warc import Archive, Record, body_of, digest_of, fault_of, record_of

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)
HEADERS = (("content-type", "text/html; charset=gb2312"), ("content-encoding", "gzip"), ("content-length", "3"))


def page(body: bytes, url: str = "https://a.example/1") -> Page:
    return Page(url, body, NOW, 200, HEADERS)


def test_pages_come_out_as_they_went_in(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "warc", "run-1")
    bodies = ["<p>算力</p>".encode("gb18030"), b"", b"\0\xff" * 5000]
    records = [archive.add(page(body)) for body in bodies]
    archive.sync()
    archive.close()
    assert [body_of(tmp_path / "warc", record) for record in reversed(records)] == list(reversed(bodies))


def test_the_headers_say_what_is_kept(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "run-1")
    archive.add(page(b"<p>text</p>"))
    archive.close()
    with (tmp_path / "run-1.warc.gz").open("rb") as file:
        (record,) = ArchiveIterator(file)
        assert record.rec_headers.get_header("WARC-Target-URI") == "https://a.example/1"
        assert record.rec_headers.get_header("WARC-Date").startswith("2026-10-12T08:00:00")
        assert record.http_headers.get_header("content-type") == "text/html; charset=gb2312"
        assert record.http_headers.get_header("content-encoding") is None
        assert record.http_headers.get_header("content-length") == "11"


@pytest.mark.parametrize("body", [b"", b"<p>text</p>", b"\0\xff" * 5000])
def test_a_digest_that_is_known_is_the_one_that_is_made(tmp_path: Path, body: bytes) -> None:
    archive = Archive(tmp_path, "run-1")
    records = [archive.add(page(body)), archive.add(page(body), digest_of(page(body)))]
    archive.close()
    assert [fault_of(tmp_path, each, "https://a.example/1") for each in records] == ["", ""]
    with (tmp_path / "run-1.warc.gz").open("rb") as file:
        told = {each.rec_headers.get_header("WARC-Payload-Digest") for each in ArchiveIterator(file)}
    assert len(told) == 1


def test_an_untrue_digest_shows(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "run-1")
    record = archive.add(page(b"one"), digest_of(page(b"other")))
    archive.close()
    assert fault_of(tmp_path, record, "https://a.example/1") != ""


def test_nothing_is_made_without_a_page(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "warc", "run-1")
    archive.sync()
    archive.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_never_opened_twice(tmp_path: Path) -> None:
    (tmp_path / "run-1.warc.gz").write_bytes(b"older")
    with pytest.raises(FileExistsError):
        Archive(tmp_path, "run-1").add(page(b""))


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_torn_end_costs_the_last_record_only(tmp_path: Path, cut: int) -> None:
    archive = Archive(tmp_path, "run-1")
    first = archive.add(page(b"first"))
    archive.add(page(b"second"))
    archive.close()
    path = tmp_path / "run-1.warc.gz"
    path.write_bytes(path.read_bytes()[:-cut])
    assert body_of(tmp_path, first) == b"first"


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda whole: whole, ""),
        (lambda whole: whole[:-13], "."),
        (lambda whole: whole[:-300], "."),
        (lambda whole: whole[:20], "."),
        (lambda whole: b"", "the file ends before it"),
        (lambda whole: gzip.compress(gzip.decompress(whole).replace(b"text", b"tale")), "[Dd]igest"),
        (lambda whole: gzip.compress(gzip.decompress(whole).replace(b"example/1", b"example/2")), "another page"),
        (lambda whole: b"no gzip" * 50, "."),
    ],
)
def test_a_page_that_does_not_come_out_as_it_went_in_is_told(
    tmp_path: Path, spoil: Callable[[bytes], bytes], fault: str
) -> None:
    archive = Archive(tmp_path, "run-1")
    record = archive.add(page(b"<p>text</p>" + random.Random(1).randbytes(500)))
    archive.close()
    path = tmp_path / "run-1.warc.gz"
    path.write_bytes(spoil(path.read_bytes()))
    found = fault_of(tmp_path, record, "https://a.example/1")
    assert re.search(fault, found) if fault else not found


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert fault_of(tmp_path, Record("run-1.warc.gz", 0), "https://a.example/1") == "No such file or directory"


def test_an_offset_outside_the_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "run-1.warc.gz").write_bytes(b"")
    with pytest.raises(ValueError, match="no record"):
        body_of(tmp_path, Record("run-1.warc.gz", 0))


@given(
    st.binary(max_size=300),
    st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=30),
    st.integers(100, 599),
)
def test_any_answer_can_be_kept(body: bytes, value: str, status: int) -> None:
    kept = record_of(Page("https://a.example/1", body, NOW, status, (("x-any", value),)))
    assert kept.startswith(b"WARC/1.0\r\n")
    assert gzip.decompress(gzip.compress(kept)).count(body) >= 1
