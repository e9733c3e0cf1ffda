"""Prints medians of processor time of requests to the shop as JSON: work → candidate → seconds.

All candidates are in this process, which calls their ASGI applications itself. They take turns
in random order. Before that, their responses are compared: the same statuses, and the same
bytes and media types for successes.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeAlias

from .serving_encoding import ENCODERS
from .shop_data import ORDER, THREE_ERRORS

App: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]

ROUNDS, CALLS = 100, 20

CANDIDATES = ("trueup", "litestar", "fastapi", "starlette")
REQUESTS: dict[str, tuple[str, str, bytes, int]] = {
    "204": ("GET", "/ping", b"", 204),
    "GET item": ("GET", "/items/7?quantity=3&currency=EUR", b"", 200),
    "POST of 15 fields": ("POST", "/orders", json.dumps(ORDER).encode(), 201),
    "list of 100": ("GET", "/items", b"", 200),
    "POST with three errors": (
        "POST",
        "/orders",
        json.dumps(THREE_ERRORS).encode(),
        400,
    ),
}


class Exchange:
    """One request, which is sent as often as needed, and the last response."""

    def __init__(self, method: str, target: str, body: bytes) -> None:
        path, _, query = target.partition("?")
        headers = [
            (b"host", b"shop.example"),
            (b"accept", b"*/*"),
            (b"accept-encoding", b"gzip, deflate"),
            (b"connection", b"keep-alive"),
            (b"user-agent", b"python-httpx2/2.16"),
        ]
        if body:
            headers.append((b"content-length", str(len(body)).encode()))
            headers.append((b"content-type", b"application/json"))
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.1", 50000),
            "scheme": "http",
            "root_path": "",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": headers,
        }
        self._body = body
        self.messages: list[Any] = []

    async def send_to(self, app: App) -> None:
        waiting = [{"type": "http.request", "body": self._body, "more_body": False}]
        self.messages = []

        async def receive() -> Any:
            return waiting.pop()

        async def send(message: Any) -> None:
            self.messages.append(message)

        await app({**self._scope, "state": {}}, receive, send)

    @property
    def response(self) -> tuple[int, str, bytes]:
        """Status, media type and body."""
        start, *bodies = self.messages
        kinds = [value for name, value in start["headers"] if name == b"content-type"]
        body = b"".join(message.get("body", b"") for message in bodies)
        return start["status"], b"".join(kinds).decode() if body else "", body


async def check(exchange: Exchange, apps: Mapping[str, App], status: int) -> None:
    """Compare the responses of all applications."""
    responses = {}
    for name, app in apps.items():
        await exchange.send_to(app)
        responses[name] = exchange.response
        assert exchange.response[0] == status, (name, exchange.response)
    if status < 300:
        assert len(set(responses.values())) == 1, responses


Turn: TypeAlias = Callable[[], Awaitable[None]]
"""Does a piece of work `CALLS` times."""


async def measured(turns: Mapping[str, Turn]) -> dict[str, float]:
    """The median of processor time of one call of each."""
    times: dict[str, list[float]] = {name: [] for name in turns}
    names = list(turns)
    for _ in range(ROUNDS):
        random.shuffle(names)
        for name in names:
            start = time.process_time()
            await turns[name]()
            times[name].append((time.process_time() - start) / CALLS)
    return {name: statistics.median(listed) for name, listed in times.items()}


def requests(exchange: Exchange, app: App) -> Turn:
    async def turn() -> None:
        for _ in range(CALLS):
            await exchange.send_to(app)

    return turn


def plain(function: Callable[[], object]) -> Turn:
    async def turn() -> None:
        for _ in range(CALLS):
            function()

    return turn


async def main() -> None:
    apps: dict[str, App] = {
        name: import_module(f"{__package__}.serving_{name}").app
        for name in CANDIDATES
        if name == "trueup" or find_spec(name) is not None
    }
    results = {}
    for work, (method, target, body, status) in REQUESTS.items():
        exchange = Exchange(method, target, body)
        await check(exchange, apps, status)
        results[work] = await measured(
            {name: requests(exchange, app) for name, app in apps.items()}
        )
    routed = {"trueup": import_module(f"{__package__}.serving_routes").app}
    turns = {}
    for name, target in (("trueup", "/routes999/a"), ("the first route", "/routes0/a")):
        exchange = Exchange("GET", target, b"")
        await check(exchange, routed, 204)
        turns[name] = requests(exchange, routed["trueup"])
    results["last of 1,000 routes"] = await measured(turns)
    encoders = {name: plain(function) for name, function in ENCODERS.items()}
    results["encoding of 100 items"] = await measured(encoders)
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main())
