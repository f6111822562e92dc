"""The hosts of real sources on this machine: a test's crawl reaches them under their own names, over HTTP and TLS.

Nothing that the product guards is opened for it. Below the guard, in the crawl's process alone, every name resolves to
one public address and every connection to that address lands on two servers of the test; others are refused.
"""

import ssl
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.sites import Asked, Page, Reply, Site

# What a crawl runs first. For the guard the address must be a public one, as Wikimedia's is; nothing is sent to it.
DIVERSION = """
import socket
from twisted.internet.posixbase import PosixReactorBase
ADDRESS, PORTS = "208.80.154.224", {ports}
socket.gethostbyname = lambda name: ADDRESS
connect = PosixReactorBase.connectTCP
def divert(self, host, port, *args, **kwargs):
    assert host == ADDRESS, f"a connection to {{host}}"
    return connect(self, "127.0.0.1", PORTS[port], *args, **kwargs)
PosixReactorBase.connectTCP = divert
"""


class Host(Site):
    """A server whose pages are named by their whole URLs, for the host that a request asks for tells the site."""

    def answer(self, connection: socket, asked: Asked) -> None:
        """Send what the URL was given."""
        scheme = "https" if self.tls else "http"
        super().answer(connection, replace(asked, path=f"{scheme}://{asked.headers.get('host', '')}{asked.path}"))


class Internet:
    """Pages by their URLs, served on loopback for as long as it is open."""

    def __init__(self, pages: Mapping[str, Page], hosts: set[str], base: Path) -> None:
        self.certificate = base / "hosts.pem"
        self.stack = ExitStack()
        known: dict[str, Page] = {f"{way}://{host}/robots.txt": Reply(b"", 404) for host in hosts for way in WAYS}
        self.plain = self.stack.enter_context(Host(known | dict(pages)))
        self.secure = self.stack.enter_context(Host(known | dict(pages), tls=certified(hosts, self.certificate)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    @property
    def diversion(self) -> str:
        """What a crawl's process runs before all else."""
        return DIVERSION.format(ports={80: self.plain.port, 443: self.secure.port})


WAYS = ("http", "https")


def certified(hosts: set[str], at: Path) -> ssl.SSLContext:
    """A server's side of TLS under a certificate for all hosts, which stands in the file for whoever is to trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the test's hosts")])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in sorted(hosts)]), False)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    at.write_bytes(private + built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(at)
    return context
