"""Client configuration: service metadata and user options. Immutable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

import msgspec

from .call_options import Timeout, TimeoutLike
from .credentials import ApiKeyScheme, Auth, Credentials, Scheme
from .errors import ConfigurationError
from .redaction import SENSITIVE, redacted_headers, redacted_url
from .retries import RetryPolicy

if TYPE_CHECKING:
    import httpx2

Validation = Literal["off", "warn", "strict"]
FollowRedirects = Literal["never", "same-origin", "any"]
"""Whether redirects are followed, and where they may lead."""
MAX_RESPONSE = 100_000_000
"""Bytes of a decoded body that are read by default."""


class Service(msgspec.Struct, frozen=True, dict=True):
    """Metadata of a service from its description.

    `name` is that of the generated package, its logger and its user agent. `schemas` is
    the path of `schemas.json`.
    """

    name: str
    base_url: str = ""
    schemes: Mapping[str, Scheme] = msgspec.field(default_factory=dict)
    schemas: str | None = None
    version: str = ""

    @cached_property
    def secret_fields(self) -> frozenset[str]:
        """The names, in lower case, of header fields that are credentials."""
        keys = [
            item for item in self.schemes.values() if isinstance(item, ApiKeyScheme)
        ]
        in_headers = {key.name.lower() for key in keys if key.location == "header"}
        return SENSITIVE | in_headers


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


def retries_of(given: RetriesLike) -> RetryPolicy:
    if isinstance(given, RetryPolicy):
        return given
    if isinstance(given, int) and not isinstance(given, bool) and given >= 0:
        return RetryPolicy(retries=given)
    raise ConfigurationError(
        f"`retries` must be a number of retries or a `RetryPolicy`, not {given!r}"
    )


def limit_of(given: int | None) -> int | None:
    if given is None or (
        isinstance(given, int) and not isinstance(given, bool) and given > 0
    ):
        return given
    raise ConfigurationError(
        f"`max_response` must be a number of bytes or None, not {given!r}"
    )
