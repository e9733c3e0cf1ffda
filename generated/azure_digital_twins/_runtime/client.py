"""Clients: where calls meet the network. All that is decided, `exchange` decides."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar

import httpx2
import msgspec

from . import tracing
from .credentials import Auth, Grant, OAuth2Scheme
from .errors import ConfigurationError, TransportError
from .exchange import Resolve, Send, Sleep, exchange
from .headers import Headers
from .operation import Call, Response
from .options import (
    Options,
    RetriesLike,
    Service,
    Timeout,
    TimeoutLike,
    Validation,
    retries_of,
    timeout_of,
)
from .pools import AsyncPool, Pool
from .retries import RetryPolicy
from .tokens import ClientCredentials, TokenRequest, TokenResponse

T = TypeVar("T")
H = TypeVar("H", bound=Headers)


class _Given:
    """Stands for "not given", where None has a meaning."""


_KEEP: Any = _Given()


class _Configured:
    """What both clients share: options, and views with other options."""

    service: ClassVar[Service]

    def __init__(self, options: Options) -> None:
        self._options = options

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._options.base_url!r})"

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
        view = object.__new__(type(self))
        # Not the resources, which are cached among these and know their client.
        shared = {name: vars(self)[name] for name in ("_pool", "_sleep")}
        vars(view).update(
            shared, _options=msgspec.structs.replace(self._options, **changes)
        )
        return view


def _options(
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
) -> Options:
    url = service.base_url if base_url is None else base_url
    if not url.startswith(("http://", "https://")):
        raise ConfigurationError(f"`base_url` is no absolute URL: {url!r}")
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
    )


class SyncClient(_Configured):
    """A client that waits. Safe to share between threads; close it, or use `with`.

    `base_url` defaults to the description's first server. `auth` is one credential
    for whatever it fits, or credentials by name of scheme. `timeout` is in seconds,
    for a whole call. `transport` and `http_client` replace the way to the network;
    an `http_client` stays open when this client closes.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        auth: Auth | None = None,
        timeout: TimeoutLike = Timeout(),
        retries: RetriesLike = RetryPolicy(),
        headers: Mapping[str, str] | None = None,
        validation: Validation = "off",
        user_agent: str | None = None,
        on_request: Callable[[httpx2.Request], object] | None = None,
        on_response: Callable[[httpx2.Response], object] | None = None,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        super().__init__(
            _options(
                self.service,
                base_url,
                auth,
                timeout,
                retries,
                headers,
                validation,
                user_agent,
                on_request,
                on_response,
            )
        )
        self._pool = Pool(transport, http_client)
        self._sleep: Callable[[float], None] = time.sleep

    def send(self, call: Call[T, H]) -> Response[T, H]:
        """Makes a call. Raises `Error`."""
        operation = call.operation
        with tracing.span(self.service.name, operation.method, operation.path) as span:
            response = self._drive(call)
            tracing.succeeded(span, response.status)
            return response

    def _drive(self, call: Call[T, H]) -> Response[T, H]:
        course = exchange(call, self.service, self._options)
        try:
            effect = next(course)
            while True:
                try:
                    outcome = self._do(effect)
                except TransportError as error:
                    effect = course.throw(error)
                else:
                    effect = course.send(outcome)
        except StopIteration as stop:
            response: Response[T, H] = stop.value
            return response

    def _do(self, effect: Resolve | Send | Sleep) -> Any:
        match effect:
            case Sleep(seconds):
                return self._sleep(seconds)
            case Send():
                return self._pool.send(effect, self._options)
            case Resolve(grant):
                return self._secret(grant)

    def _secret(self, grant: Grant) -> str:
        secret = grant.secret
        if isinstance(secret, ClientCredentials):
            return secret.token(*_token_source(grant), self._fetch)
        if callable(secret):
            value = secret()
            if not isinstance(value, str):
                raise ConfigurationError(
                    "a client that waits needs a function that returns text"
                )
            return value
        return secret

    def _fetch(self, request: TokenRequest) -> TokenResponse:
        raw = self._pool.send(_token_call(request, self._options), self._options)
        return TokenResponse(raw.status, raw.content)

    def close(self) -> None:
        """Closes the connections, those of every view as well."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class AsyncClient(_Configured):
    """A client that is awaited; as `SyncClient` otherwise. Use `async with`."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        auth: Auth | None = None,
        timeout: TimeoutLike = Timeout(),
        retries: RetriesLike = RetryPolicy(),
        headers: Mapping[str, str] | None = None,
        validation: Validation = "off",
        user_agent: str | None = None,
        on_request: Callable[[httpx2.Request], object] | None = None,
        on_response: Callable[[httpx2.Response], object] | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            _options(
                self.service,
                base_url,
                auth,
                timeout,
                retries,
                headers,
                validation,
                user_agent,
                on_request,
                on_response,
            )
        )
        self._pool = AsyncPool(transport, http_client)
        self._sleep: Callable[[float], Any] = asyncio.sleep

    async def send(self, call: Call[T, H]) -> Response[T, H]:
        """Makes a call. Raises `Error`."""
        operation = call.operation
        with tracing.span(self.service.name, operation.method, operation.path) as span:
            response = await self._drive(call)
            tracing.succeeded(span, response.status)
            return response

    async def _drive(self, call: Call[T, H]) -> Response[T, H]:
        course = exchange(call, self.service, self._options)
        try:
            effect = next(course)
            while True:
                try:
                    outcome = await self._do(effect)
                except TransportError as error:
                    effect = course.throw(error)
                else:
                    effect = course.send(outcome)
        except StopIteration as stop:
            response: Response[T, H] = stop.value
            return response

    async def _do(self, effect: Resolve | Send | Sleep) -> Any:
        match effect:
            case Sleep(seconds):
                return await self._sleep(seconds)
            case Send():
                return await self._pool.send(effect, self._options)
            case Resolve(grant):
                return await self._secret(grant)

    async def _secret(self, grant: Grant) -> str:
        secret = grant.secret
        if isinstance(secret, ClientCredentials):
            return await secret.async_token(*_token_source(grant), self._fetch)
        if callable(secret):
            value = secret()
            return value if isinstance(value, str) else await value
        return secret

    async def _fetch(self, request: TokenRequest) -> TokenResponse:
        raw = await self._pool.send(_token_call(request, self._options), self._options)
        return TokenResponse(raw.status, raw.content)

    async def close(self) -> None:
        """Closes the connections, those of every view as well."""
        await self._pool.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()


def _token_source(grant: Grant) -> tuple[str | None, tuple[str, ...]]:
    """Where a token comes from, and for which scopes."""
    if isinstance(grant.scheme, OAuth2Scheme):
        return grant.scheme.token_url, grant.scopes or grant.scheme.scopes
    return None, grant.scopes


def _token_call(request: TokenRequest, options: Options) -> Send:
    total = options.timeout.total
    return Send(
        "POST",
        request.url,
        (("User-Agent", options.user_agent), *request.headers),
        request.content,
        float("inf") if total is None else time.monotonic() + total,
        options.timeout.connect,
        request.url,
    )
