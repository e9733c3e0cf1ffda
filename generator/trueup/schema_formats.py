"""Schema formats: one record for each `format`, read by every stage that knows it.

OAS 3.1, section 4.4, the OpenAPI format registry and JSON Schema 2020-12 validation,
section 7.3. Unknown formats have no effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Final
from uuid import UUID

from msgspec import Struct


class Scalar(Enum):
    """The values of a primitive, beyond its JSON type."""

    ANY = "any"
    NEVER = "never"
    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = "decimal"  # a number or a numeric string, kept exact
    STRING = "string"
    DATE_TIME = "date-time"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    BASE64 = "base64"  # bytes in a JSON string
    BASE64URL = "base64url"  # the same, in the URL-safe alphabet
    BINARY = "binary"  # raw bytes: a body, a part

    __hash__ = object.__hash__  # members are singletons


class Format(Struct, frozen=True):
    """`examples` are valid values; `scalar` is None if the format does not change how
    values are represented, and `python_type` is the type of that scalar's values."""

    json_type: str
    scalar: Scalar | None = None
    python_type: type = str
    examples: tuple[str, ...] = ()
    implies_type: bool = True
    """Whether a schema with this format and without `type` has the `json_type`."""

    is_asserted: bool = False
    """Whether servers refuse strings without this format, so that clients do not send
    them."""


_BASE64 = Format("string", Scalar.BASE64, bytes, ("aGVsbG8=", "d29ybGQ=", "YWdhaW4="))
_BINARY = Format("string", Scalar.BINARY, bytes)
_EMAILS = ("user@example.com", "other@example.com", "third@example.com")
_HOSTS = ("example.com", "example.org", "example.net")
_URLS = ("https://example.com/", "https://example.org/", "https://example.net/")
_PATHS = ("/a", "/b", "/c")

FORMATS: Final[Mapping[str, Format]] = {
    "int32": Format("integer", Scalar.INTEGER, int),
    "int64": Format("integer", Scalar.INTEGER, int),
    "float": Format("number", None, float),
    "double": Format("number", None, float),
    "decimal": Format("number", Scalar.DECIMAL, Decimal, implies_type=False),
    "date-time": Format(
        "string",
        Scalar.DATE_TIME,
        datetime,
        ("2024-01-02T03:04:05Z", "2024-01-03T03:04:05Z", "2024-01-04T03:04:05Z"),
        is_asserted=True,
    ),
    "date": Format(
        "string",
        Scalar.DATE,
        date,
        ("2024-01-02", "2024-01-03", "2024-01-04"),
        is_asserted=True,
    ),
    "time": Format(
        "string",
        Scalar.TIME,
        time,
        ("03:04:05Z", "03:04:06Z", "03:04:07Z"),
        is_asserted=True,
    ),
    # `P1M` is not a `timedelta`: the length of a month varies.
    "duration": Format(
        "string", Scalar.DURATION, str, ("P1D", "P2D", "P3D"), is_asserted=True
    ),
    "uuid": Format(
        "string",
        Scalar.UUID,
        UUID,
        (
            "123e4567-e89b-42d3-a456-426614174000",
            "123e4567-e89b-42d3-a456-426614174001",
            "123e4567-e89b-42d3-a456-426614174002",
        ),
        is_asserted=True,
    ),
    "byte": _BASE64,
    "base64": _BASE64,
    "base64url": Format(
        "string",
        Scalar.BASE64URL,
        bytes,
        ("aGVsbG8", "d29ybGQ", "YWdhaW4"),
        is_asserted=True,
    ),
    "binary": _BINARY,
    "octet-stream": _BINARY,
    "file": _BINARY,
    "password": Format("string"),
    "email": Format("string", examples=_EMAILS, is_asserted=True),
    "idn-email": Format("string", examples=_EMAILS, is_asserted=True),
    "hostname": Format("string", examples=_HOSTS, is_asserted=True),
    "idn-hostname": Format("string", examples=_HOSTS, is_asserted=True),
    "ipv4": Format(
        "string", examples=("192.0.2.1", "192.0.2.2", "192.0.2.3"), is_asserted=True
    ),
    "ipv6": Format(
        "string",
        examples=("2001:db8::1", "2001:db8::2", "2001:db8::3"),
        is_asserted=True,
    ),
    "uri": Format("string", examples=_URLS, is_asserted=True),
    "url": Format("string", examples=_URLS, implies_type=False),
    "uri-reference": Format("string", examples=_PATHS, is_asserted=True),
    "iri": Format("string", examples=_URLS, is_asserted=True),
    "iri-reference": Format("string", examples=_PATHS, is_asserted=True),
    "uri-template": Format(
        "string", examples=("/a/{b}", "/b/{c}", "/c/{d}"), is_asserted=True
    ),
    "json-pointer": Format("string", examples=_PATHS, is_asserted=True),
    "relative-json-pointer": Format(
        "string", examples=("0", "1", "2"), is_asserted=True
    ),
    "regex": Format("string", examples=("a", "b", "c")),
}
"""Formats by name."""

PYTHON_TYPES: Final[Mapping[Scalar, type]] = {
    Scalar.NULL: type(None),
    Scalar.BOOLEAN: bool,
    Scalar.INTEGER: int,
    Scalar.NUMBER: float,
    Scalar.STRING: str,
} | {
    format_.scalar: format_.python_type
    for format_ in FORMATS.values()
    if format_.scalar is not None
}
"""The type of a scalar's values; `ANY` and `NEVER` have none."""

STRINGS: Final = frozenset((Scalar.STRING,)) | frozenset(
    format_.scalar
    for format_ in FORMATS.values()
    if format_.json_type == "string" and format_.scalar is not None
)
"""The scalars whose values are strings in JSON."""
