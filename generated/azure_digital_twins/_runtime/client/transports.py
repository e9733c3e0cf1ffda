"""Transports of clients: deadlines for whole calls, proxies of the environment.

httpx2 bounds each operation on a socket, so a response that comes byte by byte may take
for ever. A `DeadlineTransport` sets the time that is left before each operation. The
asynchronous client cancels instead, and needs no transport of its own.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

import httpcore2
import httpx2

from .deadlines import deadline

_SocketOption: TypeAlias = (
    tuple[int, int, int]
    | tuple[int, int, bytes | bytearray]
    | tuple[int, int, None, int]
)
_PIECE = 2**14  # one record of TLS


class DeadlineTransport(httpx2.HTTPTransport):
    """A transport that keeps to the `timeout` of a whole call.

    Takes what `httpx2.HTTPTransport` takes, most of it by these names. Proxies of the
    environment are not used; pass `proxy`.
    """

    def __init__(
        self,
        *,
        verify: ssl.SSLContext | str | bool = True,
        cert: Any = None,
        proxy: httpx2.Proxy | httpx2.URL | str | None = None,
        trust_env: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(
            verify=verify, cert=cert, proxy=proxy, trust_env=trust_env, **options
        )
        self._pool._network_backend = DeadlineBackend(self._pool._network_backend)


class DeadlineBackend(httpcore2.NetworkBackend):
    """Opens connections before the deadline, to whichever address answers."""

    def __init__(self, backend: httpcore2.NetworkBackend) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        timeout = _left(timeout, httpcore2.ConnectTimeout)
        end = None if timeout is None else time.monotonic() + timeout
        options = None if socket_options is None else list(socket_options)
        failure: Exception = httpcore2.ConnectError(f"no address of {host!r}")
        addresses = _addresses(host, port, timeout)
        for index, address in enumerate(addresses):
            if end is not None:  # the time is shared by the addresses that are left
                timeout = (end - time.monotonic()) / (len(addresses) - index)
                if timeout <= 0:
                    raise httpcore2.ConnectTimeout("timed out")
            try:
                return DeadlineStream(
                    self._backend.connect_tcp(
                        address, port, timeout, local_address, options
                    )
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        timeout = _left(timeout, httpcore2.ConnectTimeout)
        return DeadlineStream(
            self._backend.connect_unix_socket(path, timeout, socket_options)
        )

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class DeadlineStream(httpcore2.NetworkStream):
    """A connection whose every operation ends before the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            left = _left(timeout, httpcore2.WriteTimeout)
            self._stream.write(buffer[start : start + _PIECE], left)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return DeadlineStream(
            self._stream.start_tls(ssl_context, server_hostname, left)
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(timeout: float | None, error: type[Exception]) -> float | None:
    """The time for one operation: `timeout`, or what is left of the call if shorter."""
    end = deadline.get()
    if end == float("inf"):
        return timeout
    left = end - time.monotonic()
    if left <= 0:
        raise error("timed out")
    return left if timeout is None else min(timeout, left)


def _addresses(host: str, port: int, timeout: float | None) -> list[str]:
    """The addresses of a host. A name server that does not answer cannot be
    interrupted, so a thread waits for it."""
    if timeout is None or _is_address(host):
        return [host]
    results: list[Any] = []

    def resolve() -> None:
        try:
            results.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            results.append(error)

    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(timeout)
    if not results:
        raise httpcore2.ConnectTimeout(f"no address of {host!r} in time")
    if isinstance(results[0], OSError):
        raise httpcore2.ConnectError(results[0]) from results[0]
    return list(dict.fromkeys(str(info[4][0]) for info in results[0]))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def shared_ssl_context() -> ssl.SSLContext:
    """The TLS context of all clients of this process, which takes long to make.

    It is for HTTP/1.1, and another one if the environment names other certificates. A
    transport of the user's has its own.
    """
    return _ssl_context(*map(os.environ.get, _ENVIRONMENT))


_ENVIRONMENT = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


@cache
def _ssl_context(*environment: str | None) -> ssl.SSLContext:
    return httpx2.create_ssl_context()


class EnvironmentTransport(httpx2.BaseTransport):
    """Sends directly, or through the proxy that the environment names for a URL."""

    def __init__(self) -> None:
        self._context = shared_ssl_context()
        self._proxies = Proxies()
        self._transports: dict[str | None, DeadlineTransport] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        proxy = self._proxies.of(request.url)
        return self.transport(proxy).handle_request(request)

    def transport(self, proxy: str | None) -> DeadlineTransport:
        """The transport that uses a proxy, or none."""
        transport = self._transports.get(proxy)
        if transport is None:
            opened = DeadlineTransport(verify=self._context, proxy=proxy)
            transport = self._transports.setdefault(proxy, opened)
        return transport

    def close(self) -> None:
        for transport in self._transports.values():
            transport.close()


class Proxies:
    """The proxies of the environment: `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` and so on.

    The environment is read once, as httpx2 does.
    """

    def __init__(self) -> None:
        self._by_scheme = urllib.request.getproxies()
        self._by_origin: dict[tuple[str, str], str | None] = {}

    def of(self, url: httpx2.URL) -> str | None:
        if not self._by_scheme:
            return None
        origin = url.scheme, url.netloc.decode("ascii")
        if origin not in self._by_origin:
            proxy = self._by_scheme.get(url.scheme) or self._by_scheme.get("all")
            if proxy and urllib.request.proxy_bypass(origin[1]):
                proxy = None
            if proxy and "://" not in proxy:
                proxy = f"http://{proxy}"
            self._by_origin[origin] = proxy or None
        return self._by_origin[origin]
