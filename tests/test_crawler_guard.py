"""The guard lets public addresses on ports 80 and 443 through, and only what a source's file opens beyond."""

from dataclasses import replace

import pytest

from config.source import Api, Section, Source
from crawler.guard import ForbiddenAddress, Permit, check, permit_of, urls_of

STRICT = Permit()
LOOPBACK = Permit(frozenset({"127.0.0.1", "inner.example"}), frozenset({8080}))
SOURCE = Source("a", "A", "http://127.0.0.1:8080/", "en", "US", "US", "trade", "UTC", ports=(8080,))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:93.184.216.34", "114.114.114.114"]
)
@pytest.mark.parametrize("port", [80, 443])
def test_public_addresses_pass(address: str, port: int) -> None:
    check(address, port, "news.example", STRICT)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "2002:a9fe:a9fe::",
        "2001::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "ff02::1",
        "not an address",
    ],
)
def test_inner_addresses_are_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddress):
        check(address, 80, "news.example", STRICT)


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8080])
def test_other_ports_are_refused(port: int) -> None:
    with pytest.raises(ForbiddenAddress, match="port"):
        check("93.184.216.34", port, "news.example", STRICT)


def test_a_source_opens_its_own_hosts_and_ports() -> None:
    check("127.0.0.1", 8080, "127.0.0.1", LOOPBACK)
    check("10.1.2.3", 80, "inner.example", LOOPBACK)


@pytest.mark.parametrize(
    ("address", "port", "host"),
    [
        ("127.0.0.2", 8080, "127.0.0.2"),  # another host of the same private network
        ("127.0.0.1", 8080, "elsewhere.example"),  # a name that was made to resolve to it
        ("127.0.0.1", 8081, "127.0.0.1"),
        ("169.254.169.254", 80, "inner.example"),  # never, whatever a file says
    ],
)
def test_a_source_opens_nothing_else(address: str, port: int, host: str) -> None:
    with pytest.raises(ForbiddenAddress):
        check(address, port, host, LOOPBACK)


def test_the_permit_names_the_hosts_of_the_file() -> None:
    source = replace(SOURCE, allow_private=True, sections=(Section("http://inner.example/x", "a"),))
    assert permit_of(source) == Permit(frozenset({"127.0.0.1", "inner.example"}), frozenset({8080}))
    assert permit_of(SOURCE) == Permit(frozenset(), frozenset({8080}))


@pytest.mark.parametrize(("address", "passes"), [("127.0.0.1", True), ("93.184.216.34", False), ("10.1.2.3", False)])
def test_without_a_contact_only_this_machine_is_asked(address: str, passes: bool) -> None:
    permit = replace(LOOPBACK, loopback_only=True)
    if passes:
        check(address, 8080, "127.0.0.1", permit)
        return
    with pytest.raises(ForbiddenAddress):
        check(address, 80, "inner.example", permit)


def test_urls_of_names_every_url_of_the_file() -> None:
    source = replace(SOURCE, feeds=("http://f/",), news=("http://n/",), sitemaps=("http://s/",))
    source = replace(source, sections=(Section("http://x/", "a"),), api=(Api("http://i/", "a", "b"),))
    found = {"http://127.0.0.1:8080/", "http://f/", "http://n/", "http://s/", "http://x/", "http://i/"}
    assert set(urls_of(source)) == found
