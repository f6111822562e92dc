"""The guard of the network: which addresses and ports may be connected to, decided when the real address is known."""

import ipaddress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.interfaces import IReactorCore
from zope.interface import directlyProvides, providedBy

from config.source import Source

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# `is_global` says True for these, and each of them can stand for an inner address (measured on Python 3.11).
NOT_PUBLIC = tuple(
    ipaddress.ip_network(each)
    for each in (
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
        "192.0.0.0/24",  # Oracle's metadata stands at 192.0.0.192
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata stands at 100.100.100.200
        "168.63.129.16/32",  # Azure's host
        "fec0::/10",
    )
)
PUBLIC_PORTS = frozenset({80, 443})


class ForbiddenAddress(Exception):
    """A connection that the guard refused."""


@dataclass(frozen=True, slots=True)
class Permit:
    """What one source may connect to beyond public addresses on ports 80 and 443."""

    private_hosts: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset()
    loopback_only: bool = False  # without a contact nobody else is asked for anything


def permit_of(source: Source) -> Permit:
    """The permit of a source: `allow_private` opens only the hosts that its own file names."""
    hosts = {(urlsplit(url).hostname or "").lower() for url in urls_of(source)} if source.allow_private else set()
    return Permit(frozenset(hosts), frozenset(source.ports))


def urls_of(source: Source) -> tuple[str, ...]:
    """Every URL that a source's file names."""
    sections, apis = (each.url for each in source.sections), (each.url for each in source.api)
    return (source.home, *source.feeds, *source.news, *source.sitemaps, *sections, *apis)


def check(address: str, port: int, host: str, permit: Permit) -> None:
    """Raise ForbiddenAddress unless this address and port may be connected to for this host."""
    if port not in PUBLIC_PORTS | permit.ports:
        raise ForbiddenAddress(f"port {port} is not among the source's ports")
    found = real_address(address)
    if permit.loopback_only and not found.is_loopback:
        raise ForbiddenAddress(f"{address} is not this machine, and no contact is set")
    if is_public(found):
        return
    if host.lower() in permit.private_hosts and not found.is_link_local and not found.is_multicast:
        return
    raise ForbiddenAddress(f"{address} is not a public address")


def real_address(address: str) -> Address:
    """The address itself, taken out of an IPv4-mapped one and freed of a zone index."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError as error:
        raise ForbiddenAddress(f"{address!r} is no address") from error
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return found.ipv4_mapped
    return found


def is_public(address: Address) -> bool:
    """True where the address is one of the open internet."""
    listed = any(address in network for network in NOT_PUBLIC if network.version == address.version)
    return address.is_global and not address.is_multicast and not listed


class GuardedReactor:
    """The reactor for one request: the same in everything, but it checks before it connects."""

    def __init__(self, reactor: Any, host: str, permit: Permit) -> None:
        self._reactor = reactor
        self._host = host
        self._permit = permit
        directlyProvides(self, providedBy(reactor), IReactorCore)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def connectTCP(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        """Connect to the address that the name was resolved to, if the guard lets it."""
        check(host, port, self._host, self._permit)
        return self._reactor.connectTCP(host, port, *args, **kwargs)
