"""Options of one call: its timeout, more header fields, more query parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict
from urllib.parse import quote

import msgspec
from msgspec import UnsetType

from .errors import ConfigurationError
from .header_texts import header_name, header_text

if TYPE_CHECKING:
    import httpx2


class Timeout(msgspec.Struct, frozen=True):
    """Seconds: for a whole call, and for opening one connection.

    `total` includes retries and their waits, fetching a token, opening connections
    and reading the response. Of a stream it is the time until its headers have arrived,
    and then the time of each wait for more of it. None means no limit.
    """

    total: float | None = 60.0
    connect: float | None = 5.0


TimeoutLike: TypeAlias = "float | Timeout | httpx2.Timeout | None"


class CallOptions(TypedDict, total=False):
    """Keyword arguments of every method that makes a call.

    `timeout` replaces the client's. `extra_headers` and `extra_query` are added to the
    request: header fields replace those of the client's `headers`, but neither a
    parameter of the call, `Content-Type` nor a credential.
    """

    timeout: TimeoutLike | UnsetType
    extra_headers: Mapping[str, str] | None
    extra_query: Mapping[str, str] | None


def check_names(options: CallOptions) -> None:
    """Raise `TypeError` for a keyword argument that is not an option of a call."""
    for name in options.keys() - CallOptions.__optional_keys__:
        raise TypeError(f"unexpected keyword argument {name!r}")


def extra_headers(
    options: CallOptions, present: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The `extra_headers`; `present` are those of the call's own parameters."""
    fields = headers_of(options.get("extra_headers"), "extra_headers")
    own = {name.lower() for name, _ in present}
    for name in fields:
        if name.lower() == "content-type":
            raise ConfigurationError(
                f"`extra_headers` must not set {name!r}: the body has a media type"
            )
        if name.lower() in own:
            raise ConfigurationError(
                f"`extra_headers` must not set {name!r}: a parameter of the call does"
            )
    return list(fields.items())


def extra_query(options: CallOptions, present: Sequence[str]) -> list[str]:
    """The `extra_query`, encoded; `present` is the query of the call's own parameters."""
    pairs = _strings("extra_query", options.get("extra_query"))
    own = {pair.partition("=")[0] for text in present for pair in text.split("&")}
    encoded: list[str] = []
    for name, value in pairs.items():
        key = quote(name, safe="")
        if key in own:
            raise ConfigurationError(
                f"`extra_query` must not set {name!r}: a parameter of the call does"
            )
        for text in (name, value):
            if any(character in text for character in "\r\n\0"):
                raise ConfigurationError(
                    f"`extra_query` has a control character in {name!r}"
                )
        encoded.append(f"{key}={quote(value, safe='')}")
    return encoded


def _strings(name: str, given: object) -> dict[str, str]:
    """A mapping of strings to strings. Raises `ConfigurationError`."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ConfigurationError(
            f"`{name}` must be a mapping, not a `{type(given).__name__}`"
        )
    for key, value in given.items():
        if not isinstance(key, str) or not isinstance(value, str):
            raise ConfigurationError(
                f"`{name}` must map strings to strings: {key!r} is a "
                f"`{type(value).__name__}`"
            )
    return dict(given)


def headers_of(
    given: Mapping[str, str] | None, name: str = "headers"
) -> dict[str, str]:
    """Header fields that a user sets. Raises `ConfigurationError`."""
    fields = _strings(name, given)
    for field, value in fields.items():
        if header_name(field).lower() in FRAMING:
            raise ConfigurationError(
                f"`{name}` must not set {field!r}: the client sets it for each request"
            )
        header_text(field, value)
    return fields


FRAMING = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""Header fields that delimit or route a message (RFC 9110, section 7.6.1; RFC 9112)."""


def timeout_of(given: TimeoutLike) -> Timeout:
    """A number is the time for the whole call; None means no limit.

    Of an `httpx2.Timeout`, the longer of `read` and `write` bounds the whole call.
    """
    match given:
        case None:
            return Timeout(None, None)
        case int() | float():
            total = _seconds("timeout", given)
            return Timeout(total, 5.0 if total is None else min(5.0, total))
    timeout = given if isinstance(given, Timeout) else _timeout_of_httpx2(given)
    total = _seconds("timeout.total", timeout.total)
    return Timeout(total, _seconds("timeout.connect", timeout.connect))


def _seconds(name: str, value: Any) -> float | None:
    """A time that operating systems take; None and infinity mean no limit."""
    if value is None or value == float("inf"):
        return None
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and 0 < value <= _LONGEST:
        return float(value)
    given = "a larger number" if is_number and value > _LONGEST else repr(value)
    raise ConfigurationError(
        f"`{name}` must be a positive number of seconds, at most {_LONGEST:,}, or None, "
        f"not {given}"
    )


_LONGEST = 1_000_000_000
"""Some 30 years."""


def _timeout_of_httpx2(given: object) -> Timeout:
    import httpx2  # imported by each client; not by users of calls alone

    if not isinstance(given, httpx2.Timeout):
        raise ConfigurationError(
            "`timeout` must be a number of seconds, a `Timeout` or None, "
            f"not a `{type(given).__name__}`"
        )
    if given.read is None or given.write is None:
        return Timeout(None, given.connect)
    return Timeout(max(given.read, given.write), given.connect)
