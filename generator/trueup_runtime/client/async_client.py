"""The asynchronous client; `client` is its synchronous counterpart."""

from __future__ import annotations

import functools
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
)
from contextlib import asynccontextmanager
from logging import getLogger
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack

from . import tracing
from .base_client import BaseClient, options_of, secret_of, token_call, token_source
from .calls import Call, StreamCall
from .credentials import AppliedCredential
from .deadlines import before
from .effects import Effect, Received, Resolve, Send, Sleep
from .errors import TransportError
from .headers import Headers
from .operation import RawResponse, Response
from .options import CommonArguments, Options
from .request_flow import concluded, exchange
from .streaming import AsyncOpenStream, AsyncStream, unstreamed
from .tokens import ClientCredentials, TokenRequest, TokenResponse

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")
I = TypeVar("I")
H = TypeVar("H", bound=Headers)


class AsyncClient(BaseClient):
    """An asynchronous client. Use `async with`. Its arguments are those of `SyncClient`."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
        **arguments: Unpack[CommonArguments],
    ) -> None:
        super().__init__(options_of(self.service, base_url, arguments))
        import asyncio  # slow to import; whoever awaits has it

        from .async_pools import AsyncPool  # as `Pool`

        self._pool = AsyncPool(transport, http_client)
        self._sleep: Callable[[float], Any] = asyncio.sleep

    async def send(self, call: Call[T, H]) -> Response[T, H]:
        """Makes a call. Raises `Error`."""
        operation, client = call.operation, self._for_call(call)
        with tracing.span(self.service.name, operation.method, operation.path) as span:
            course = exchange(call, self.service, client._options)
            received = await client._drive(course, self._pool.send)
            response = concluded(call, received, self.service, client._options)
            tracing.succeeded(span, response.status)
            return response

    @asynccontextmanager
    async def stream(
        self, call: StreamCall[T, I, H]
    ) -> AsyncIterator[AsyncStream[I, H]]:
        """Makes a call and gives its answer piece by piece; `Stream` says more."""
        operation, client = call.operation, self._for_call(call)
        logger = getLogger(self.service.name)
        opening = AsyncOpenStream(call, self._pool, logger)
        with tracing.span(self.service.name, operation.method, operation.path) as span:
            course = exchange(call, self.service, client._options, accept=call.streamed)
            received = await client._drive(course, opening.send)
            try:
                if opening.stream is None:
                    concluded(call, received, self.service, client._options)
                    raise unstreamed(call, received)
                tracing.succeeded(span, received.raw.status)
                yield opening.stream
            finally:
                await opening.close()

    async def _drive(
        self,
        course: Generator[Effect, Any, Received],
        send: Callable[[Send, Options], Awaitable[RawResponse]],
    ) -> Received:
        try:
            effect = next(course)
            while True:
                try:
                    outcome = await self._do(effect, send)
                except TransportError as error:
                    effect = course.throw(error)
                else:
                    effect = course.send(outcome)
        except StopIteration as stop:
            received: Received = stop.value
            return received

    async def _do(
        self, effect: Effect, send: Callable[[Send, Options], Awaitable[RawResponse]]
    ) -> Any:
        match effect:
            case Send():
                return await send(effect, self._options)
            case Sleep(seconds):
                return await self._sleep(seconds)
            case Resolve(grant, deadline):
                return await self._secret(grant, deadline)

    async def _secret(self, grant: AppliedCredential, deadline: float) -> str:
        secret = grant.secret
        if isinstance(secret, ClientCredentials):
            fetch = functools.partial(self._fetch, deadline)
            source = token_source(grant)
            return await before(secret.async_token(*source, fetch), deadline)
        if callable(secret):
            value = secret()
            if isinstance(value, Awaitable):
                value = await before(value, deadline)
            return secret_of(value, "a string or an awaitable of one")
        return secret

    async def _fetch(self, deadline: float, request: TokenRequest) -> TokenResponse:
        call = token_call(request, self._options, deadline)
        raw = await self._pool.send(call, self._options)
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
