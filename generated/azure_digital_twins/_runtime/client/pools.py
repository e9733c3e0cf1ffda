"""Connections of synchronous clients.

One transport, made on first use, is behind every view of a client.
Redirects are not followed here (`request_flow` does) and cookies are not kept, so that
credentials stay with the origin that they are meant for. What a transport raises
becomes an `Error`. A child process begins with no connections.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterable, Iterator
from contextlib import suppress

import httpx2

from .deadlines import deadline
from .effects import Send, remaining
from .errors import ConfigurationError
from .failures import failure_of, is_of_user
from .forking import renew_in_child
from .messages import (
    Collected,
    arguments_of,
    decoder_of,
    readable,
    refuse_own_redirects,
    request_of,
)
from .operation import RawResponse
from .options import Options
from .redaction import Hiding

CLOSED = "the client is closed"


class Pool:
    """Connections of a synchronous client."""

    def __init__(
        self, transport: httpx2.BaseTransport | None, client: httpx2.Client | None
    ) -> None:
        refuse_own_redirects(client)
        self._client = client
        self._transport = transport
        self._is_own = transport is None and client is None
        self._lock = threading.Lock()
        self._closed = False
        renew_in_child(self)

    def renew(self) -> None:
        """Begin anew in a child process. What the user has given cannot be replaced."""
        self._lock = threading.Lock()
        if self._is_own:
            self._transport = None

    def send(self, send: Send, options: Options) -> RawResponse:
        return self.read(self.begin(send, options), send, options)

    def begin(self, send: Send, options: Options) -> httpx2.Response:
        """A response whose body is still to be read; the caller closes it."""
        if self._closed:
            raise ConfigurationError(CLOSED)
        if isinstance(send.content, AsyncIterable):
            message = "a synchronous client cannot send an asynchronous body"
            raise ConfigurationError(message)
        request = request_of(send, send.content)
        if options.on_request is not None:
            options.on_request(request)
        previous = deadline.set(send.deadline)
        try:
            return self._respond(request, send)
        except Exception as error:
            if is_of_user(error, send):
                raise
            failure = failure_of(error, send)
        finally:
            deadline.reset(previous)
        raise failure

    def _respond(self, request: httpx2.Request, send: Send) -> httpx2.Response:
        if self._client is not None:
            with Hiding(send.secrets):
                return self._client.send(request, stream=True, **arguments_of(send))
        transport = self._transport or self._open()
        response = transport.handle_request(request)
        response.request = request
        return response

    def read(
        self, response: httpx2.Response, send: Send, options: Options
    ) -> RawResponse:
        """The whole response."""
        previous = deadline.set(send.deadline)
        try:
            body = Collected(response, send)
            for chunk in self.chunks(response, send, send.max_response):
                if not body.add(chunk):
                    break
        finally:
            deadline.reset(previous)
            if not response.is_closed:
                with suppress(Exception):  # the outcome is known
                    response.close()
        if options.on_response is not None:
            options.on_response(readable(body))
        return body.raw

    def chunks(
        self, response: httpx2.Response, send: Send, limit: int | None = None
    ) -> Iterator[bytes]:
        """The decoded body of a response, as it comes."""
        try:
            decoder = decoder_of(response, limit)
            if decoder is not None:
                for chunk in response.iter_raw():
                    remaining(send, deadline.get())
                    yield from decoder.decode(chunk)
                decoder.finish()
            elif response.is_stream_consumed:  # made with its content
                yield response.content
            else:
                yield from response.iter_raw()
            return
        except Exception as error:
            failure = failure_of(error, send)
        raise failure

    def _open(self) -> httpx2.BaseTransport:
        with self._lock:
            if self._closed:
                raise ConfigurationError(CLOSED)
            if self._transport is None:  # loading certificates takes its time
                # Lazy: a client with a transport of its own does not need it.
                from .transports import EnvironmentTransport

                self._transport = EnvironmentTransport()
            return self._transport

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._transport is not None:
                self._transport.close()
