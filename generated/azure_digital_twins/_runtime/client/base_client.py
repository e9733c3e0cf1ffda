"""The base of both clients: options, views with other options, requests for tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self, Unpack

import msgspec

from .addressing import origin, origins_of
from .credentials import AppliedCredential, OAuth2Scheme
from .effects import Send
from .errors import ConfigurationError
from .options import (
    CommonArguments,
    Options,
    Service,
    ViewArguments,
    retries_of,
    timeout_of,
)
from .redaction import redacted_url
from .tokens import TokenRequest


class BaseClient:
    """A client without its way to the network."""

    service: ClassVar[Service]

    def __init__(self, options: Options) -> None:
        self._options = options

    def __repr__(self) -> str:
        url = redacted_url(self._options.base_url)
        return f"{type(self).__name__}(base_url={url!r})"

    @property
    def options(self) -> Options:
        """How this client makes calls."""
        return self._options

    def with_options(self, **arguments: Unpack[ViewArguments]) -> Self:
        """The same client with other options; connections are shared.

        `headers` are added to those that are set already.
        """
        accepted = ViewArguments.__optional_keys__
        options = with_arguments(self._options, arguments, accepted)
        view = object.__new__(type(self))
        # Not the resources, which are cached among these and know their client.
        shared = {name: vars(self)[name] for name in ("_pool", "_sleep")}
        vars(view).update(shared, _options=options)
        return view


def options_of(
    service: Service, base_url: str | None, arguments: CommonArguments
) -> Options:
    url = service.base_url if base_url is None else base_url
    if not url.startswith(("http://", "https://")):
        raise ConfigurationError("`base_url` must begin with `http://` or `https://`")
    origin(url)
    agent = f"{service.name}/{service.version}" if service.version else service.name
    defaults = Options(url, own_base_url=base_url is not None, user_agent=agent)
    return with_arguments(defaults, arguments, CommonArguments.__optional_keys__)


def _one_of(name: str, *choices: str | None) -> Callable[[Any], object]:
    """A conversion that raises `ConfigurationError` for other values."""

    def check(given: object) -> object:
        if given not in choices:
            expected = ", ".join(map(repr, choices))
            raise ConfigurationError(f"`{name}` is one of {expected}, not {given!r}")
        return given

    return check


_CONVERSIONS: Mapping[str, Callable[[Any], object]] = {
    "follow_redirects": _one_of(
        "follow_redirects", None, "never", "same-origin", "any"
    ),
    "validation": _one_of("validation", "off", "warn", "strict"),
    "timeout": timeout_of,
    "retries": retries_of,
    "auth_origins": origins_of,
}


def with_arguments(
    options: Options, arguments: Mapping[str, object], accepted: frozenset[str]
) -> Options:
    """Options with the values of keyword arguments, which are named like them."""
    for name in arguments.keys() - accepted:
        raise TypeError(f"unexpected keyword argument {name!r}")
    changes: dict[str, Any] = {**arguments}
    for name in _CONVERSIONS.keys() & changes.keys():
        changes[name] = _CONVERSIONS[name](changes[name])
    if "headers" in changes:
        changes["headers"] = {**options.headers, **(changes["headers"] or {})}
    changes["user_agent"] = changes.get("user_agent") or options.user_agent
    return msgspec.structs.replace(options, **changes)


def token_source(grant: AppliedCredential) -> tuple[str | None, tuple[str, ...]]:
    """The URL of the token endpoint, and the scopes to request."""
    if isinstance(grant.scheme, OAuth2Scheme):
        return grant.scheme.token_url, grant.scopes or grant.scheme.scopes
    return None, grant.scopes


def token_call(request: TokenRequest, options: Options, deadline: float) -> Send:
    url = redacted_url(request.url)
    headers = (("User-Agent", options.user_agent), *request.headers)
    return Send(
        "POST",
        request.url,
        headers,
        request.content,
        deadline,
        options.timeout.connect,
        url,
        _TOKEN_LIMIT,
        request.secrets,
    )


_TOKEN_LIMIT = 1_000_000
"""Bytes of a response of a token endpoint."""
