"""Raw pages in WARC files: one file a process, one gzip member a record."""

import os
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from isal import igzip
from warcio.archiveiterator import ArchiveIterator

from pipeline.values import Page

# Of isal's four, 0 to 3. On 705 news pages of 196 kB it takes 0.30 ms and leaves 24.1 %; zlib's level 3 takes 1.54 ms
# and leaves 23.3 %, level 9, warcio's own, 5.3 ms and 21 %.
LEVEL = 2
# The codings of the wire are gone from the body that is kept, so their headers would be untrue.
UNTRUE = {"content-encoding", "content-length", "transfer-encoding"}
NO_BREAKS = {ord("\r"): " ", ord("\n"): " "}


@dataclass(frozen=True, slots=True)
class Record:
    """Where a page stands: the file's name and the offset of its gzip member."""

    file: str
    offset: int


class Archive:
    """A WARC file of this process, made with the first record; no other process ever appends to it."""

    def __init__(self, directory: Path, name: str) -> None:
        self.path = directory / f"{name}.warc.gz"
        self.file: BinaryIO | None = None

    def add(self, page: Page, digest: str = "") -> Record:
        """Append a page; it is safe only after `sync`. The digest is that of `digest_of`, where it is known already."""
        if self.file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = self.path.open("xb")
        offset = self.file.tell()
        self.file.write(igzip.compress(record_of(page, digest), LEVEL))
        return Record(self.path.name, offset)

    def sync(self) -> None:
        """Bring all records to the disk, before the rows that name them are committed."""
        if self.file is not None:
            self.file.flush()
            os.fsync(self.file.fileno())

    def close(self) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.close()
            self.file = None


def digest_of(page: Page) -> str:
    """SHA-1 of a page's bytes in hexadecimal: by it the crawl knows the same bytes again, and WARC names them."""
    return sha1(page.body, usedforsecurity=False).hexdigest()


def record_of(page: Page, digest: str = "") -> bytes:
    """The WARC response record of a page, its body without transfer and content codings.

    Written out here: warcio takes four times as long, half of it for a second digest over all of the body.
    """
    phrase = HTTPStatus(page.status).phrase if page.status in HTTPStatus._value2member_map_ else ""
    headers = [(name, value) for name, value in page.headers if name not in UNTRUE]
    headers.append(("content-length", str(len(page.body))))
    head = lines(f"HTTP/1.1 {page.status} {phrase}", headers)
    told = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid4()}>"),
        ("WARC-Target-URI", page.url),
        ("WARC-Date", page.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
        ("WARC-Payload-Digest", f"sha1:{b32encode(bytes.fromhex(digest or digest_of(page))).decode()}"),
        ("Content-Type", "application/http; msgtype=response"),
        ("Content-Length", str(len(head) + len(page.body))),
    ]
    return b"".join((lines("WARC/1.0", told), head, page.body, b"\r\n\r\n"))


def lines(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """A first line, headers and the empty line behind them; a line break in a value ends nothing."""
    told = (f"{name}: {value}".translate(NO_BREAKS) for name, value in headers)
    return "\r\n".join((first, *told, "", "")).encode("latin-1", "xmlcharrefreplace")


def body_of(directory: Path, record: Record) -> bytes:
    """The archived body of a page."""
    with (directory / record.file).open("rb") as file:
        file.seek(record.offset)
        for found in ArchiveIterator(file):
            content: bytes = found.content_stream().read()
            return content
    raise ValueError(f"{record.file} has no record at {record.offset}")


def page_of(directory: Path, record: Record, url: str, fetched_at: datetime) -> Page:
    """The archived answer as it was read when it came; raises OSError or ValueError where it does not come out."""
    with (directory / record.file).open("rb") as file:
        file.seek(record.offset)
        for found in ArchiveIterator(file):
            if found.http_headers is None or found.rec_headers.get_header("WARC-Target-URI") != url:
                break
            headers = tuple((name.lower(), value) for name, value in found.http_headers.headers)
            return Page(url, found.content_stream().read(), fetched_at, headers=headers)
    raise ValueError(f"{record.file} does not hold {url} at {record.offset}")


def fault_of(directory: Path, record: Record, url: str) -> str:
    """Why a page does not come out of the archive as it went in; empty where it does."""
    try:
        with (directory / record.file).open("rb") as file:
            file.seek(record.offset)
            for found in ArchiveIterator(file, check_digests="raise"):
                length = len(found.content_stream().read())
                if found.rec_headers.get_header("WARC-Target-URI") != url:
                    return "another page stands there"
                whole = found.http_headers.get_header("content-length") == str(length)
                return "" if whole else "its end is missing"
    except OSError as error:
        return error.strerror or str(error)
    except Exception as error:  # whatever warcio raises for a file that was cut or changed
        return f"{type(error).__name__}: {error}"
    return "the file ends before it"
