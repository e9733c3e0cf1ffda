"""Formats of strings (JSON Schema 2020-12 validation, section 7.3).

The client checks what it sends, and the server what it receives: a string that a client
refuses is one that the server would refuse. A few of the server's rules are too large for
a client: it takes any `regex`, any label `xn--…` of a host name, and any character of
other scripts in an `idn-hostname`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from ipaddress import IPv4Address, IPv6Address
from typing import Final, TypeAlias

from msgspec import Struct

Formats: TypeAlias = str | tuple[str, ...]
"""The format of a string, or several of which it has one."""

_MAX_LENGTH: Final = 100
"""Characters of a duration or a time."""


def has_format(formats: Formats, text: str) -> bool:
    """Whether a string has one of `formats`. A format that is not known has no effect."""
    names = (formats,) if isinstance(formats, str) else formats
    return any(name not in CHECKS or CHECKS[name](text) for name in names)


# ------------------------------------------------------------- dates and times

_DATE: Final = r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})"
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TIME: Final = (
    r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(?:\.[0-9]+)?"
    r"(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?"
)
"""RFC 3339, with or without an offset: a time of day on a clock on the wall has none."""

_NUMBER: Final = r"[0-9]+(?:[.,][0-9]+)?"
_DURATION: Final = (
    rf"P(?=[0-9T])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=[0-9])(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
"""ISO 8601, where the least of the numbers may have a fraction. RFC 3339, on which the
format is based, has no fractions, and many libraries write them."""


def is_date(text: str) -> bool:
    found = re.fullmatch(_DATE, text)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    is_leap_year = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] - (month == 2 and not is_leap_year)


def is_time(text: str) -> bool:
    return len(text) <= _MAX_LENGTH and re.fullmatch(_TIME, text) is not None


def is_date_time(text: str) -> bool:
    """RFC 3339: with an offset, and leap seconds at the end of a day in UTC only."""
    date, _, time = text.replace("t", "T").partition("T")
    found = re.fullmatch(_TIME, time)
    if found is None or not is_date(date):
        return False
    if found[4] is None and time[-1:] not in ("Z", "z"):
        return False
    if found[3] != "60":
        return True
    offset = int(found[5] or 0) * 60 + int(found[6] or 0)
    minutes = int(found[1]) * 60 + int(found[2])
    return (minutes + (offset if found[4] == "-" else -offset)) % 1440 == 1439


def is_duration(text: str) -> bool:
    if len(text) > _MAX_LENGTH or not re.fullmatch(_DURATION, text):
        return False
    return "." not in text[:-1].rstrip("0123456789")[:-1].replace(",", ".")


# ------------------------------------------------------------- hosts and addresses

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_NOT_IN_HOST: Final = r"[\x00-,/:-@\[-`{-\x7f]"
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\x80-\U0010ffff]+"
_QUOTED: Final = r"(?:[ \t!#-\[\]-~\x80-\U0010ffff]|\\[!-~\x80-\U0010ffff])*"
_BASE64URL: Final = r"(?:[\w-]{4})*(?:[\w-]{2}(?:==)?|[\w-]{3}=?)?"
_UUID: Final = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


def is_ipv4(text: str) -> bool:
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True


def is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return "%" not in text


def is_hostname(text: str) -> bool:
    return len(text) <= 253 and all(map(_is_label, text.split(".")))


def _is_label(text: str) -> bool:
    has_tag = text[2:4] == "--" and not text.startswith("xn")
    return re.fullmatch(_LABEL, text) is not None and not has_tag


def is_idn_hostname(text: str) -> bool:
    if text.isascii():
        return is_hostname(text)
    ends = [label[:1] + label[-1:] for label in text.split(".")]
    return not re.search(_NOT_IN_HOST, text) and all("-" not in end for end in ends)


def _is_email(is_international: bool, text: str) -> bool:
    """RFC 5321 or 6531, with or without a display name: `Name <a@example.com>`."""
    _, has_display, address = text.rpartition(" <")
    if has_display:
        address = address.strip()
        if not address.endswith(">"):
            return False
        address = address[:-1]
    local, _, domain = address.rpartition("@")
    is_too_long = len(local.encode(errors="replace")) > 64
    if is_too_long or not (is_international or local.isascii()):
        return False
    if len(local) > 1 and local[0] == local[-1] == '"':
        is_local = re.fullmatch(_QUOTED, local[1:-1]) is not None
    else:
        is_local = all(re.fullmatch(_ATOM, atom) for atom in local.split("."))
    return is_local and _is_mail_domain(is_international, domain)


def _is_mail_domain(is_international: bool, text: str) -> bool:
    if text[:1] == "[" and text[-1:] == "]":
        address = text[1:-1]
        if address[:5].lower() == "ipv6:":
            return is_ipv6(address[5:])
        return is_ipv4(address)
    return is_idn_hostname(text) if is_international else is_hostname(text)


# ------------------------------------------------------------- identifiers

_SCHEME: Final = r"[A-Za-z][A-Za-z0-9+.\-]*"
_PORT: Final = r"(?::[0-9]*)?"
_FUTURE_ADDRESS: Final = r"[vV][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+"
_UNRESERVED: Final = r"A-Za-z0-9\-._~!$&'()*+,;="
_OTHER_SCRIPTS: Final = "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(0x10000 * plane + (0x1000 if plane == 14 else 0))}-{chr(0x10000 * plane + 0xFFFD)}"
    for plane in range(1, 15)
)
_PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"


class _Grammar(Struct, frozen=True):
    """The characters that URIs, or IRIs (RFC 3987), have everywhere and in a query."""

    others: str = ""
    private: str = ""

    def is_part(self, extra: str, text: str) -> bool:
        """Whether `text` has only unreserved characters, `extra` ones and escapes."""
        characters = _characters(_UNRESERVED + self.others + extra)
        return characters.fullmatch(text) is not None


@cache
def _characters(characters: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[{characters}]|%[0-9A-Fa-f]{{2}})*")


_URI: Final = _Grammar()
_IRI: Final = _Grammar(_OTHER_SCRIPTS, _PRIVATE)


def _is_reference(grammar: _Grammar, is_absolute: bool, text: str) -> bool:
    rest, _, fragment = text.partition("#")
    rest, _, query = rest.partition("?")
    scheme, colon, after = rest.partition(":")
    if colon and "/" not in scheme:
        if not re.fullmatch(_SCHEME, scheme):
            return False
        rest = after
    elif is_absolute:
        return False
    if rest.startswith("//"):
        authority, slash, path = rest[2:].partition("/")
        rest = slash + path
        if not _is_authority(grammar, authority):
            return False
    return (
        grammar.is_part(":@/", rest)
        and grammar.is_part(":@/?" + grammar.private, query)
        and grammar.is_part(":@/?", fragment)
    )


def _is_authority(grammar: _Grammar, text: str) -> bool:
    user, has_user, host = text.rpartition("@")
    if has_user and not grammar.is_part(":", user):
        return False
    if host.startswith("["):
        address, _, port = host[1:].partition("]")
        is_host = is_ipv6(address) or re.fullmatch(_FUTURE_ADDRESS, address) is not None
        return "]" in host and is_host and re.fullmatch(_PORT, port) is not None
    name, colon, port = host.partition(":")
    is_port = re.fullmatch(_PORT, colon + port) is not None
    return is_port and grammar.is_part("", name)


_VARIABLE: Final = r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+"
_SPECIFIER: Final = rf"{_VARIABLE}(?:\.{_VARIABLE})*(?:\*|:[1-9][0-9]{{0,3}})?"
_LITERAL: Final = r"""(?:[^\x00-\x20"<>%\\^`{|}\x7f]|%[0-9A-Fa-f]{2})*"""
_POINTER: Final = r"(?:/(?:[^/~]|~[01])*)*"
_RELATIVE_POINTER: Final = r"(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^/~]|~[01])*)*)"


def _is_template(text: str) -> bool:
    """RFC 6570: literals, and expressions such as `{?first,second*}`."""
    first, *others = text.split("{")
    literals = [first]
    for piece in others:
        expression, end, literal = piece.partition("}")
        literals.append(literal)
        if expression[:1] in tuple("+#./;?&=,!@|"):
            expression = expression[1:]
        specifiers = expression.split(",")
        if not end or not all(re.fullmatch(_SPECIFIER, item) for item in specifiers):
            return False
    return all(re.fullmatch(_LITERAL, literal) for literal in literals)


def _is_pointer(text: str) -> bool:
    return re.fullmatch(_POINTER, text) is not None


def _is_relative_pointer(text: str) -> bool:
    return re.fullmatch(_RELATIVE_POINTER, text) is not None


def _is_uuid(text: str) -> bool:
    return re.fullmatch(_UUID, text) is not None


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def is_base64url(text: str) -> bool:
    """RFC 4648, section 5, with or without padding."""
    return text.isascii() and re.fullmatch(_BASE64URL, text) is not None


CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    "base64url": is_base64url,
    "byte": _is_base64,
    "date": is_date,
    "date-time": is_date_time,
    "duration": is_duration,
    "email": partial(_is_email, False),
    "hostname": is_hostname,
    "idn-email": partial(_is_email, True),
    "idn-hostname": is_idn_hostname,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
    "iri": partial(_is_reference, _IRI, True),
    "iri-reference": partial(_is_reference, _IRI, False),
    "json-pointer": _is_pointer,
    "relative-json-pointer": _is_relative_pointer,
    "time": is_time,
    "uri": partial(_is_reference, _URI, True),
    "uri-reference": partial(_is_reference, _URI, False),
    "uri-template": _is_template,
    "uuid": _is_uuid,
}
"""Formats by name, and whether a string has one."""

LENIENT: Final = {
    name: CHECKS[name] for name in ("base64url", "byte", "duration", "time")
}
"""Formats that JSON Schema does not know, or that validators take more literally."""
