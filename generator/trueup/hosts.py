"""Network hosts: parse `host` and `host:port`, and recognize global IP addresses."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import Struct

HTTPS_PORT = 443

AllowedHosts: TypeAlias = "tuple[str, ...] | Literal[True]"
"""Hosts as `str(Host)` spells them; True for any host."""

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(
    rf"(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|(?P<name>{_LABEL}(?:\.{_LABEL})*)\.?)"
    r"(?::(?P<port>[0-9]{1,5}))?"
)
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
_MAX_LENGTH = 253
_NOT_GLOBAL = (
    "192.0.0.0/24",  # protocol assignments
    "192.88.99.0/24",  # 6to4 relays
    "2001::/32",  # Teredo
    "2002::/16",  # 6to4
    "3fff::/20",  # documentation
)


def is_url(location: str) -> bool:
    """Whether a location is a URL, not a path."""
    return location[:8].lower().startswith(("http://", "https://"))


class Host(Struct, frozen=True):
    """A DNS name or an IP address, in its canonical spelling, and a port."""

    name: str
    port: int = HTTPS_PORT

    def __str__(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port == HTTPS_PORT else f"{name}:{self.port}"


def parse_host(text: str) -> Host | None:
    """Parse `host` or `host:port`; None if the text is anything else.

    A name that ends in a number must be an IPv4 address of four decimal numbers:
    system resolvers accept `127.1`, `0x7f000001` and `2130706433` for `127.0.0.1`.
    """
    import ipaddress

    match = _HOST.fullmatch(text)
    if match is None or len(text) > _MAX_LENGTH + len(".:65535"):
        return None
    port = int(match["port"] or HTTPS_PORT)
    if not 1 <= port <= 65535:
        return None
    try:
        if match["ipv6"] is not None:
            return Host(str(ipaddress.IPv6Address(match["ipv6"])), port)
        name = match["name"].lower()
        if _NUMBER.fullmatch(name.rpartition(".")[2]):
            return Host(str(ipaddress.IPv4Address(name)), port)
    except ValueError:
        return None
    return Host(name, port) if len(name) <= _MAX_LENGTH else None


def is_global(address: str) -> bool:
    """Whether an IP address is global unicast and stands for no other address.

    IPv6 addresses that embed an IPv4 address (IPv4-mapped, 6to4, Teredo) are not, with
    the exception of NAT64 (RFC 6052), which networks without IPv4 need.
    """
    import ipaddress

    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in ipaddress.IPv6Network("64:ff9b::/96"):
            return is_global(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip not in ipaddress.IPv6Network("2000::/3"):
            return False
    # Python releases differ in `is_global` for these.
    if any(ip in ipaddress.ip_network(network) for network in _NOT_GLOBAL):
        return False
    return ip.is_global and not ip.is_multicast
