"""Run the Python blocks of the README of generated packages, without a network.

    python tests/readme_blocks.py PACKAGE…

Every request goes to the package's own server first, in process: it must be valid. The
response is then the documented one. Prints a line for each failure, and a summary.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import io
import json
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(readme: Path) -> list[str]:
    """The Python blocks of a README."""
    return BLOCK.findall(readme.read_text(encoding="utf-8"))


class Anybody:
    """Security that accepts every credential."""

    def __init__(self, principal: Any) -> None:
        self._principal = principal

    def __getattr__(self, name: str) -> Any:
        async def check(credential: Any) -> Any:
            return self._principal("anybody", frozenset(("read", "write")))

        return check


class Network:
    """Responds to the requests of one block with documented responses.

    `error` is the name of an error class to respond with, or "transport".
    """

    def __init__(self, package: str, error: str | None) -> None:
        self.error = error
        self.rejected: list[str] = []
        self.calls = 0
        self.is_documented = True
        server = importlib.import_module(f"{package}.server")
        security = Anybody(server.Principal)
        self.decode_error = importlib.import_module(f"{package}.errors").DecodeError
        self._app = server.create_app(security=security)
        folder = Path(importlib.import_module(package).__file__ or "").parent
        self._vectors = json.loads((folder / "conformance/vectors.json").read_text())
        self._names = {}
        for row in self._vectors["operations"]:
            operations = importlib.import_module(
                f"{package}.operations.{row['module']}"
            )
            self._names[id(getattr(operations, row["constant"]))] = row
        self.operation: Any = None
        self.is_stream = False

    def respond(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        return self._respond(request)

    async def respond_async(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        return self._respond(request)

    def _respond(self, request: httpx2.Request) -> httpx2.Response:
        self.calls += 1
        row = self._names[id(self.operation)]
        if row["is_served"]:
            status = in_thread(lambda: asyncio.run(self._served(request)))
            if status not in (403, 501):  # valid; scopes are not the subject
                self.rejected.append(f"{request.method} {request.url}: {status}")
        if self.error == "transport":
            raise httpx2.ConnectError("no network", request=request)
        vector = self._vector(row["name"], request)
        if vector is None:  # the suite has no example of the response
            self.is_documented = False
            return httpx2.Response(204)
        response = vector["response"]
        return httpx2.Response(
            response["status"],
            headers=response["headers"],
            content=response["body"].encode(),
        )

    async def _served(self, request: httpx2.Request) -> int:
        copy = httpx2.Request(
            request.method,
            request.url,
            headers=request.headers,
            content=request.content,
        )
        transport = httpx2.ASGITransport(self._app)
        response = await transport.handle_async_request(copy)
        return response.status_code

    def _vector(self, name: str, request: httpx2.Request) -> Any:
        rows = [
            row
            for row in self._vectors["responses"]
            if row["operation"] == name and row["expect"].get("error") == self.error
        ]
        accepted = request.headers.get("accept", "")
        matching = (
            row
            for row in rows
            if row["response"]["headers"].get("content-type", "none") in accepted
        )
        any_other = None if self.is_stream else next(iter(rows), None)
        return next(matching, any_other)


def in_thread(function: Any) -> Any:
    """The result of a function that starts an event loop of its own."""
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(function()))
    thread.start()
    thread.join()
    return results[0]


@contextlib.contextmanager
def replaced(package: str, network: Network) -> Iterator[None]:
    """Connect the clients of a package to `network`."""
    module = importlib.import_module(f"{package}.client")
    for cls, handler in (
        (module.Client, network.respond),
        (module.AsyncClient, network.respond_async),
    ):
        base = cls.__mro__[1]
        cls.__init__ = initializer(base, handler)
        cls.send = recorder(base.send, network, is_stream=False)
        cls.stream = recorder(base.stream, network, is_stream=True)
    yield
    for cls in (module.Client, module.AsyncClient):
        for name in ("__init__", "send", "stream"):
            delattr(cls, name)


def initializer(base: Any, handler: Any) -> Any:
    def initialize(self: Any, **arguments: Any) -> None:
        transport = httpx2.MockTransport(handler)
        base.__init__(self, **{**arguments, "transport": transport, "retries": 0})

    return initialize


def recorder(method: Any, network: Network, *, is_stream: bool) -> Any:
    """The method, which tells the network of its operation."""

    def recorded(self: Any, call: Any) -> Any:
        network.operation, network.is_stream = call.operation, is_stream
        return method(self, call)

    return recorded


def run(package: str, code: str, error: str | None = None) -> tuple[str, Network]:
    """What a block prints."""
    network, printed = Network(package, error), io.StringIO()
    with replaced(package, network), contextlib.redirect_stdout(printed):
        try:
            exec(compile(code, f"README of {package}", "exec"), {"__name__": "block"})
        except network.decode_error:
            if network.is_documented:
                raise
    assert not network.rejected, network.rejected
    return printed.getvalue(), network


def check(package: str, code: str) -> None:
    """Run a block; one with errors once for each."""
    output, network = run(package, code)
    if "as client:" not in code:
        assert network.calls == 0
        return
    assert network.calls == 1
    if not network.is_documented:
        return
    if "print(" in code and "except" not in code and "for " not in code:
        assert output, "prints nothing"
    if "except" not in code:
        return
    for name in re.findall(r"except errors\.(\w+)", code):
        if name == "TransportError":
            assert "no network" in run(package, code, "transport")[0]
        elif name != "ApiError":
            output, network = run(package, code, name)
            assert not network.is_documented or re.match(r"\d{3}\b", output), output


def main(packages: list[str]) -> None:
    count = 0
    for package in packages:
        folder = Path(importlib.import_module(package).__file__ or "").parent
        for code in blocks(folder / "README.md"):
            count += 1
            try:
                check(package, code)
            except Exception:
                print(f"--- {package}\n{code}\n{traceback.format_exc(limit=-4)}")
    print(f"{count} blocks")


if __name__ == "__main__":
    main(sys.argv[1:])
