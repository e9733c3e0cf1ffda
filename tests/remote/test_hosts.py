"""Which texts are hosts, and which IP addresses are global."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup.hosts import is_global, parse_host

NOT_GLOBAL = (
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::93.184.216.34",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:5db8:d822::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "localhost",
    "",
)


@pytest.mark.parametrize("address", NOT_GLOBAL)
def test_special_address_is_not_global(address: str) -> None:
    assert not is_global(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::93.184.216.34"],
)
def test_public_address_is_global(address: str) -> None:
    assert is_global(address)


@given(st.ip_addresses())
def test_no_private_or_multicast_address_is_global(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_global(str(address)):
        assert not address.is_private and not address.is_multicast
        assert not address.is_loopback and not address.is_link_local


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("api.example.com", "api.example.com"),
        ("API.Example.COM.", "api.example.com"),
        ("api.example.com:443", "api.example.com"),
        ("api.example.com:08443", "api.example.com:8443"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("a_b.example", "a_b.example"),
        ("93.184.216.34", "93.184.216.34"),
        ("[2606:4700:4700:0::1111]:8443", "[2606:4700:4700::1111]:8443"),
    ],
)
def test_host_has_one_spelling(text: str, spelling: str) -> None:
    host = parse_host(text)
    assert str(host) == spelling
    assert parse_host(spelling) == host


@pytest.mark.parametrize(
    "text",
    [
        *"""https://a.example a.example/ a.example/x *.example * .example a..example\n    user@a.example a.example: a.example:0 a.example:65536 a.example:x a.example:-1\n    -a.example a-.example a%2eexample [::1%25lo] [fe80::1%lo] [::1 ::1 [v1.x] a,b\n    2130706433 0x7f000001 0x7f.1 017700000001 127.1 0177.0.0.1 127.0.0.01 1.2.3.4.5\n    a.0x1 a.1 999.1.1.1 bücher.example １２７.0.0.1 ①.example a\\b""".split(),
        "",
        " ",
        "a b",
        "a.example\n",
        "a\t.example",
        "a" * 64,
        "a." * 130 + "a",
    ],
)
def test_other_text_is_not_a_host(text: str) -> None:
    assert parse_host(text) is None


@given(st.text())
def test_parsing_a_host_never_fails(text: str) -> None:
    host = parse_host(text)
    assert host is None or (str(host).isascii() and parse_host(str(host)) == host)
