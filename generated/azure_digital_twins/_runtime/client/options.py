"""Client configuration: service metadata and user options. Immutable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

import msgspec

from .credentials import Auth, Credentials, Scheme
from .errors import ConfigurationError
from .parameters import header_name, header_text
from .redaction import redacted_headers, redacted_url
from .retries import RetryPolicy

if TYPE_CHECKING:
    import httpx2

Validation = Literal["off", "warn", "strict"]
FollowRedirects = Literal["never", "same-origin", "any"]
"""Whether redirects are followed, and where they may lead."""
MAX_RESPONSE = 100_000_000
"""Bytes of a decoded body that are read by default."""


class Service(msgspec.Struct, frozen=True):
    """Metadata of a service from its description.

    `name` is that of the generated package, its logger and its user agent. `schemas` is
    the path of `schemas.json`.
    """

    name: str
    base_url: str = ""
    schemes: Mapping[str, Scheme] = msgspec.field(default_factory=dict)
    schemas: str | None = None
    version: str = ""


class Timeout(msgspec.Struct, frozen=True):
    """Seconds: for a whole call, and for opening one connection.

    `total` includes retries and their waits, fetching a token, opening connections
    and reading the response. Of a stream it is the time until its headers have arrived,
    and then the time of each wait for more of it. None means no limit.
    """

    total: float | None = 60.0
    connect: float | None = 5.0


TimeoutLike: TypeAlias = "float | Timeout | httpx2.Timeout | None"
RetriesLike: TypeAlias = "int | RetryPolicy"


class Options(msgspec.Struct, frozen=True):
    """How calls are made. `with_options` makes others out of these."""

    base_url: str
    own_base_url: bool = False  # given by the user rather than the description
    auth: Credentials | None = None
    timeout: Timeout = Timeout()
    retries: RetryPolicy = RetryPolicy()
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    validation: Validation = "off"
    user_agent: str = ""
    on_request: Callable[[httpx2.Request], object] | None = None
    on_response: Callable[[httpx2.Response], object] | None = None
    max_response: int | None = MAX_RESPONSE
    auth_origins: tuple[str, ...] = ()
    follow_redirects: FollowRedirects | None = None

    def __repr__(self) -> str:
        """Without credentials: those of `auth`, `headers` and `base_url`."""
        shown = {name: getattr(self, name) for name in self.__struct_fields__}
        shown["base_url"] = redacted_url(self.base_url)
        shown["auth"] = None if self.auth is None else ...
        shown["headers"] = redacted_headers(self.headers)
        values = ", ".join(f"{name}={value!r}" for name, value in shown.items())
        return f"Options({values})"


class ViewArguments(TypedDict, total=False):
    """The keyword arguments of `with_options`."""

    auth: Auth | None
    timeout: TimeoutLike
    retries: RetriesLike
    headers: Mapping[str, str] | None
    validation: Validation
    max_response: int | None
    auth_origins: Sequence[str]
    follow_redirects: FollowRedirects | None


class CommonArguments(ViewArguments, total=False):
    """The keyword arguments of both clients, except `base_url` and transports."""

    user_agent: str | None
    on_request: Callable[[httpx2.Request], object] | None
    on_response: Callable[[httpx2.Response], object] | None


class ClientArguments(CommonArguments, total=False):
    """The keyword arguments of `SyncClient`."""

    transport: httpx2.BaseTransport | None
    http_client: httpx2.Client | None


class AsyncClientArguments(CommonArguments, total=False):
    """The keyword arguments of `AsyncClient`."""

    transport: httpx2.AsyncBaseTransport | None
    http_client: httpx2.AsyncClient | None


def timeout_of(given: TimeoutLike) -> Timeout:
    """A number is the time for the whole call; None means no limit.

    Of an `httpx2.Timeout`, the longer of `read` and `write` bounds the whole call.
    """
    match given:
        case None:
            return Timeout(None, None)
        case int() | float():
            total = _seconds("timeout", given)
            return Timeout(total, min(5.0, total))
    timeout = given if isinstance(given, Timeout) else _timeout_of_httpx2(given)
    for name in timeout.__struct_fields__:
        if getattr(timeout, name) is not None:
            _seconds(f"timeout.{name}", getattr(timeout, name))
    return timeout


def _seconds(name: str, value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0:
        return float(value)
    raise ConfigurationError(
        f"`{name}` must be a positive number of seconds or None, not {value!r}"
    )


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


def retries_of(given: RetriesLike) -> RetryPolicy:
    if isinstance(given, RetryPolicy):
        return given
    if isinstance(given, int) and not isinstance(given, bool) and given >= 0:
        return RetryPolicy(retries=given)
    raise ConfigurationError(
        f"`retries` must be a number of retries or a `RetryPolicy`, not {given!r}"
    )


def headers_of(
    given: Mapping[str, str] | None, name: str = "headers"
) -> dict[str, str]:
    """Header fields that a user sets. Raises `ConfigurationError`."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ConfigurationError(
            f"`{name}` must be a mapping, not a `{type(given).__name__}`"
        )
    for field, value in given.items():
        if not isinstance(field, str) or not isinstance(value, str):
            raise ConfigurationError(
                f"`{name}` must map strings to strings: {field!r} is a "
                f"`{type(value).__name__}`"
            )
        if header_name(field).lower() in FRAMING:
            raise ConfigurationError(
                f"`{name}` must not set {field!r}: the client sets it for each request"
            )
        header_text(field, value)
    return dict(given)


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


def limit_of(given: int | None) -> int | None:
    if given is None or (
        isinstance(given, int) and not isinstance(given, bool) and given > 0
    ):
        return given
    raise ConfigurationError(
        f"`max_response` must be a number of bytes or None, not {given!r}"
    )
