"""A site on this machine that stands for hosts of the Internet; nothing leaves it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from trueup.hosts import Host
from trueup.source import https

Page = bytes | Callable[[ssl.SSLSocket], None]

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: 'REF'}}}
"""

GLOBAL = "93.184.216.34"


def response(body: str = "", status: str = "200 OK", *headers: str) -> bytes:
    data = body.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + data


class Site:
    """An HTTPS server for `api.example` and `other.example`, and what it received."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.requests: list[str] = []
        self.resolved: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.addresses: Callable[[Host], list[str]] = lambda host: [GLOBAL]
        self.authority = trustme.CA()
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        hosts = "api.example", "other.example"
        self.authority.issue_cert(*hosts).configure_cert(self._tls)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]

    def network(self) -> https.Network:
        return https.Network(self._resolve, self._connect, self._trusting)

    def close(self) -> None:
        self._listener.close()

    def _resolve(self, host: Host) -> list[str]:
        self.resolved.append(host.name)
        return self.addresses(host)

    def _connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.connected.append((address, port))
        here = self._listener.getsockname()
        return socket.create_connection(here, timeout)

    def _trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    def _accept(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(plain,), daemon=True).start()

    def _answer(self, plain: socket.socket) -> None:
        try:
            with self._tls.wrap_socket(plain, server_side=True) as client:
                request = b""
                while b"\r\n\r\n" not in request:
                    received = client.recv(4096)
                    if not received:
                        return
                    request += received
                self.requests.append(request.decode())
                page = self.pages.get(self.paths[-1], response("", "404 Not Found"))
                if isinstance(page, bytes):
                    client.sendall(page)
                else:
                    page(client)
        except OSError:
            plain.close()  # the client has left, as it should


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    site = Site()
    monkeypatch.setattr(https, "NETWORK", site.network())
    yield site
    site.close()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path
