"""What both clients share: options, views with other options, requests for tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Self

import httpx2
import msgspec

from .addressing import origin, origins_of
from .credentials import Auth, Grant, OAuth2Scheme
from .errors import ConfigurationError
from .exchange import Send
from .options import (
    Options,
    RetriesLike,
    Service,
    TimeoutLike,
    Validation,
    retries_of,
    timeout_of,
)
from .redaction import redacted_url
from .tokens import TokenRequest


class _Given:
    """Stands for "not given", where None has a meaning."""


_KEEP: Any = _Given()


class Configured:
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

    def with_options(
        self,
        *,
        auth: Auth | None = _KEEP,
        timeout: TimeoutLike = _KEEP,
        retries: RetriesLike = _KEEP,
        headers: Mapping[str, str] = _KEEP,
        validation: Validation = _KEEP,
        max_response: int | None = _KEEP,
        auth_origins: Sequence[str] = _KEEP,
    ) -> Self:
        """The same client with other options; connections are shared.

        `headers` joins those that are set already.
        """
        changes: dict[str, Any] = {}
        if auth is not _KEEP:
            changes["auth"] = auth
        if timeout is not _KEEP:
            changes["timeout"] = timeout_of(timeout)
        if retries is not _KEEP:
            changes["retries"] = retries_of(retries)
        if headers is not _KEEP:
            changes["headers"] = {**self._options.headers, **headers}
        if validation is not _KEEP:
            changes["validation"] = validation
        if max_response is not _KEEP:
            changes["max_response"] = max_response
        if auth_origins is not _KEEP:
            changes["auth_origins"] = origins_of(auth_origins)
        view = object.__new__(type(self))
        # Not the resources, which are cached among these and know their client.
        shared = {name: vars(self)[name] for name in ("_pool", "_sleep")}
        vars(view).update(
            shared, _options=msgspec.structs.replace(self._options, **changes)
        )
        return view


def options_of(
    service: Service,
    base_url: str | None,
    auth: Auth | None,
    timeout: TimeoutLike,
    retries: RetriesLike,
    headers: Mapping[str, str] | None,
    validation: Validation,
    user_agent: str | None,
    on_request: Callable[[httpx2.Request], object] | None,
    on_response: Callable[[httpx2.Response], object] | None,
    max_response: int | None,
    auth_origins: Sequence[str],
) -> Options:
    url = service.base_url if base_url is None else base_url
    if not url.startswith(("http://", "https://")):
        raise ConfigurationError("`base_url` must begin with `http://` or `https://`")
    origin(url)
    agent = f"{service.name}/{service.version}" if service.version else service.name
    return Options(
        url,
        base_url is not None,
        auth,
        timeout_of(timeout),
        retries_of(retries),
        dict(headers or {}),
        validation,
        user_agent or agent,
        on_request,
        on_response,
        max_response,
        origins_of(auth_origins),
    )


def token_source(grant: Grant) -> tuple[str | None, tuple[str, ...]]:
    """Where a token comes from, and for which scopes."""
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
