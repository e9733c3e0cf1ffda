"""HTTPS requests to checked addresses, with a deadline and a size limit."""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from ..hosts import Host, is_global
from .remote import FetchRejected

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_BYTES = 50_000_000
_CHUNK = 65_536


class Deadline:
    """A point in time that limits all waiting."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The remaining seconds; raises `TimeoutError` after the deadline."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Network(Struct, frozen=True):
    """Access to the operating system's resolver, sockets and trusted certificates."""

    resolve: Callable[[Host], list[str]]
    connect: Callable[[str, int, float], socket.socket]
    tls_context: Callable[[], ssl.SSLContext]


class Response(Struct, frozen=True):
    """A body, or the target of a redirect."""

    body: bytes
    location: str | None = None


def _resolve(host: Host) -> list[str]:
    results = socket.getaddrinfo(host.name, host.port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in results))


def _connect(address: str, port: int, timeout: float) -> socket.socket:
    return socket.create_connection((address, port), timeout)


NETWORK = Network(_resolve, _connect, ssl.create_default_context)


def get(host: Host, path: str, deadline: Deadline) -> Response:
    """Send one GET request. Raises `FetchRejected`, `OSError` or `HTTPException`.

    Proxies, cookies and stored credentials are not used: through a proxy, the address
    of the host could not be checked.
    """
    connection = http.client.HTTPConnection(host.name, host.port)
    try:
        connection.sock = _open(host, deadline)
        headers = {
            "Host": str(host),
            "Accept": "application/json, application/yaml, */*;q=0.8",
            "Accept-Encoding": "identity",
            "User-Agent": "trueup",
            "Connection": "close",
        }
        # Percent signs are safe, so that escapes are not escaped again.
        connection.request(
            "GET", quote(path, safe="%/:=&?~+!$,;'@()*[]"), None, headers
        )
        return _check(connection.getresponse())
    finally:
        connection.close()


def _open(host: Host, deadline: Deadline) -> ssl.SSLSocket:
    """Connect to one of the checked addresses."""
    addresses = _addresses(host, deadline)
    context = NETWORK.tls_context()
    context.sslsocket_class = _DeadlineSocket
    plain = _first_connection(addresses, host.port, deadline)
    secured = context.wrap_socket(
        plain, server_hostname=host.name, do_handshake_on_connect=False
    )
    try:
        assert isinstance(secured, _DeadlineSocket)
        secured.deadline = deadline
        secured.settimeout(deadline.left())
        secured.do_handshake()
    except BaseException:
        secured.close()
        raise
    return secured


def _first_connection(
    addresses: Sequence[str], port: int, deadline: Deadline
) -> socket.socket:
    """Connect to the first address that accepts; all share the remaining time."""
    *others, last = addresses
    for tried, address in enumerate(others):
        share = deadline.left() / (len(addresses) - tried)
        with contextlib.suppress(OSError):
            return NETWORK.connect(address, port, share)
    return NETWORK.connect(last, port, deadline.left())


def _addresses(host: Host, deadline: Deadline) -> list[str]:
    """Resolve a host. Raises `FetchRejected` if an address is not global."""
    addresses = _in_time(lambda: NETWORK.resolve(host), deadline)
    for address in addresses:
        if not is_global(address):
            raise FetchRejected(
                f"`{host.name}` has the address `{address}`, which is not global",
                "copy the document into the project",
            )
    if not addresses:
        raise OSError("the host has no address")
    return addresses


def _in_time(resolve: Callable[[], list[str]], deadline: Deadline) -> list[str]:
    """Run `resolve` in a thread, which is abandoned at the deadline."""
    results: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            results.put(resolve())
        except Exception as error:  # raised again in the calling thread
            results.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        result = results.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(result, Exception):
        raise result
    return result


class _DeadlineSocket(ssl.SSLSocket):
    """A socket that applies the deadline to each read."""

    deadline: Deadline

    def recv_into(
        self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0
    ) -> int:
        self.settimeout(self.deadline.left())
        return super().recv_into(buffer, nbytes, flags)


def _check(response: http.client.HTTPResponse) -> Response:
    status = response.status
    location = response.getheader("Location")
    if status in (301, 302, 303, 307, 308) and location is not None:
        return Response(b"", location)
    if status != HTTPStatus.OK:
        raise OSError(f"the response has status {status}")
    encoding = response.getheader("Content-Encoding", "identity").strip().lower()
    if encoding != "identity":
        raise FetchRejected("the response is compressed, which was not accepted")
    body = bytearray()
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise FetchRejected(f"the response has more than {MAX_BYTES:,} bytes")
    if response.length:  # `read` does not raise for a body that ends early
        raise OSError("the connection was closed within the response")
    return Response(bytes(body))
