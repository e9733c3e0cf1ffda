"""The synchronous client.

`exchange` makes all decisions; `async_client` is the asynchronous counterpart.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from logging import getLogger
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack

from . import tracing
from .base_client import BaseClient, options_of, secret_of, token_call, token_source
from .calls import Call, StreamCall
from .credentials import AppliedCredential
from .effects import Effect, Received, Resolve, Send, Sleep
from .errors import TransportError
from .headers import Headers
from .operation import RawResponse, Response
from .options import CommonArguments, Options
from .request_flow import concluded, exchange
from .streaming import OpenStream, Stream, unstreamed
from .tokens import ClientCredentials, TokenRequest, TokenResponse

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")
I = TypeVar("I")
H = TypeVar("H", bound=Headers)


class SyncClient(BaseClient):
    """A synchronous client. Thread-safe. Close it, or use it as a context manager.

    Args:
        base_url: The URL that paths are appended to. The description's first server
            by default.
        auth: One credential for each scheme that it fits, or a mapping from names of
            schemes to credentials.
        timeout: Seconds for a whole call, or a `Timeout`.
        retries: The number of retries, or a `RetryPolicy`.
        headers: Header fields of each request.
        validation: Validation of responses: `off`, `warn` or `strict`.
        max_response: Bytes of the largest decoded body, and of the largest item of a
            stream. None means no limit.
        auth_origins: Origins that credentials are sent to, besides that of `base_url`.
        follow_redirects: `never`, `same-origin` or `any`. By default GET, HEAD, OPTIONS
            and QUERY follow redirects of the same origin that are not documented.
        user_agent: The `User-Agent` header field.
        on_request: Called with each request before it is sent.
        on_response: Called with each response.
        transport: A transport in place of the network.
        http_client: An HTTP client in place of our own. It stays open when this client
            is closed.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
        **arguments: Unpack[CommonArguments],
    ) -> None:
        super().__init__(options_of(self.service, base_url, arguments))
        from .pools import Pool  # with httpx2, which takes long to import

        self._pool = Pool(transport, http_client)
        self._sleep: Callable[[float], None] = time.sleep

    def send(self, call: Call[T, H]) -> Response[T, H]:
        """Makes a call. Raises `Error`."""
        operation, client = call.operation, self._for_call(call)
        with tracing.span(self.service.name, operation.method, operation.path) as span:
            course = exchange(call, self.service, client._options)
            received = client._drive(course, self._pool.send)
            response = concluded(call, received, self.service, client._options)
            tracing.succeeded(span, response.status)
            return response

    @contextmanager
    def stream(self, call: StreamCall[T, I, H]) -> Iterator[Stream[I, H]]:
        """Makes a call and gives its answer piece by piece; `Stream` says more."""
        operation, client = call.operation, self._for_call(call)
        logger = getLogger(self.service.name)
        opening = OpenStream(call, self._pool, logger)
        with tracing.span(self.service.name, operation.method, operation.path) as span:
            course = exchange(call, self.service, client._options, accept=call.streamed)
            received = client._drive(course, opening.send)
            try:
                if opening.stream is None:
                    concluded(call, received, self.service, client._options)
                    raise unstreamed(call, received)
                tracing.succeeded(span, received.raw.status)
                yield opening.stream
            finally:
                opening.close()

    def _drive(
        self,
        course: Generator[Effect, Any, Received],
        send: Callable[[Send, Options], RawResponse],
    ) -> Received:
        try:
            effect = next(course)
            while True:
                try:
                    outcome = self._do(effect, send)
                except TransportError as error:
                    effect = course.throw(error)
                else:
                    effect = course.send(outcome)
        except StopIteration as stop:
            received: Received = stop.value
            return received

    def _do(self, effect: Effect, send: Callable[[Send, Options], RawResponse]) -> Any:
        match effect:
            case Send():
                return send(effect, self._options)
            case Sleep(seconds):
                return self._sleep(seconds)
            case Resolve(grant, deadline):
                return self._secret(grant, deadline)

    def _secret(self, grant: AppliedCredential, deadline: float) -> str:
        secret = grant.secret
        if isinstance(secret, ClientCredentials):
            fetch = functools.partial(self._fetch, deadline)
            return secret.token(*token_source(grant), fetch, deadline)
        if callable(secret):
            return secret_of(secret(), "a string for a synchronous client")
        return secret

    def _fetch(self, deadline: float, request: TokenRequest) -> TokenResponse:
        call = token_call(request, self._options, deadline)
        raw = self._pool.send(call, self._options)
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
