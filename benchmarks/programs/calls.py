"""Prints, for each kind of call, its processor time against bare httpx2 and msgspec.

Both sides send to a transport that answers at once, and decode into typed classes. They
take turns in one process; the median of the ratios of adjacent turns counts, so that
other programs matter little.
"""

from __future__ import annotations

import asyncio
import datetime
import json
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

import httpx2
import msgspec

measured: Any = import_module("measured")
models: Any = import_module("measured.models")

BASE = "https://api.example.com/v1"
IDENTIFIER = "7b0b6ca5-2a40-4b0e-9d5e-0b7cf6d3f001"
TURNS, CALLS = 60, 40


class Item(msgspec.Struct):
    id: str
    name: str
    price: float
    tags: list[str]
    created: datetime.datetime | None = None
    note: str | None = None


class Form(msgspec.Struct, omit_defaults=True):
    a: str
    b: str
    c: str
    d: int
    e: int
    f: float
    g: bool
    h: list[str]
    i: str | None = None
    j: str | None = None
    k: datetime.datetime | None = None
    l: uuid.UUID | None = None  # noqa: E741 - a property of the description
    m: int | None = None
    n: float | None = None
    o: str | None = None


FORM: dict[str, Any] = {
    **dict.fromkeys("abcij", "a short string"),
    **{"d": 1, "e": 2, "m": 3, "f": 0.5, "n": 1.25, "g": True, "h": ["x", "y"]},
    **{"k": datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC)},
    **{"l": uuid.UUID(IDENTIFIER), "o": "note"},
}
_ITEM = {
    **{"id": IDENTIFIER, "name": "an item", "price": 1.5, "tags": ["a", "b"]},
    **{"created": "2024-01-02T03:04:05Z", "note": "short"},
}
ONE = json.dumps(_ITEM).encode()
HUNDRED = json.dumps([_ITEM] * 100).encode()


def respond(request: httpx2.Request) -> httpx2.Response:
    fields = {"content-type": "application/json"}
    match request.method, request.url.path.rpartition("/")[2]:
        case "DELETE", _:
            return httpx2.Response(204)
        case "POST", _:
            return httpx2.Response(201, headers=fields, content=ONE)
        case _, "items":
            return httpx2.Response(200, headers=fields, content=HUNDRED)
        case _:
            return httpx2.Response(200, headers=fields, content=ONE)


TRANSPORT = httpx2.MockTransport(respond)
HEADERS = {"authorization": "Bearer secret", "accept": "application/json"}
one, many = msgspec.json.Decoder(Item), msgspec.json.Decoder(list[Item])
encode = msgspec.json.Encoder().encode
JSON = {"content-type": "application/json"}
PATH = f"/items/{IDENTIFIER}"

# The arguments of each request, by hand.
BY_HAND: dict[
    str, tuple[str, str, dict[str, Any], msgspec.json.Decoder[Any] | None]
] = {
    "empty": ("DELETE", PATH, {}, None),
    "small": ("GET", PATH, {"params": {"expand": "true", "depth": "2"}}, one),
    "100 items": ("GET", "/items", {"params": {"limit": "100"}}, many),
    "POST of 15 fields": ("POST", "/items", {"headers": JSON}, one),
}
OURS: dict[str, Callable[[Any], Any]] = {
    "empty": lambda client: client.items.delete(IDENTIFIER),
    "small": lambda client: client.items.get(IDENTIFIER, expand=True, depth=2),
    "100 items": lambda client: client.items.list(limit=100),
    "POST of 15 fields": lambda client: client.items.create(body=models.Form(**FORM)),
}


def by_hand(client: httpx2.Client, kind: str) -> Callable[[], object]:
    method, path, arguments, decoder = BY_HAND[kind]
    is_post = method == "POST"

    def send() -> object:
        given = {**arguments, "content": encode(Form(**FORM))} if is_post else arguments
        response = client.request(method, path, **given).raise_for_status()
        return None if decoder is None else decoder.decode(response.content)

    return send


def repeated(function: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(CALLS):
            function()

    return run


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> float:
    """The median of paired ratios of processor time."""

    def spent(function: Callable[[], object]) -> float:
        start = time.process_time()
        function()
        return time.process_time() - start

    for function in (ours, theirs):
        function()
    return statistics.median(spent(ours) / spent(theirs) for _ in range(TURNS))


def synchronous() -> Iterator[tuple[str, float]]:
    client = measured.Client(auth="secret", transport=TRANSPORT)
    bare = httpx2.Client(base_url=BASE, headers=HEADERS, transport=TRANSPORT)
    for kind, call in OURS.items():
        ours = repeated(partial(call, client))
        yield kind, ratio(ours, repeated(by_hand(bare, kind)))


def asynchronous() -> Iterator[tuple[str, float]]:
    client = measured.AsyncClient(auth="secret", transport=TRANSPORT)
    bare = httpx2.AsyncClient(base_url=BASE, headers=HEADERS, transport=TRANSPORT)
    with asyncio.Runner() as runner:
        for kind, call in OURS.items():
            method, path, arguments, decoder = BY_HAND[kind]

            async def ours(call: Callable[[Any], Any] = call) -> None:
                for _ in range(CALLS):
                    await call(client)

            async def theirs(
                method: str = method,
                path: str = path,
                arguments: dict[str, Any] = arguments,
                decoder: msgspec.json.Decoder[Any] | None = decoder,
            ) -> None:
                for _ in range(CALLS):
                    given = dict(arguments)
                    if method == "POST":
                        given["content"] = encode(Form(**FORM))
                    response = await bare.request(method, path, **given)
                    response.raise_for_status()
                    if decoder is not None:
                        decoder.decode(response.content)

            functions = (partial(finished, runner, side) for side in (ours, theirs))
            yield f"{kind}, asynchronous", ratio(*functions)


def finished(runner: asyncio.Runner, function: Callable[[], Any]) -> None:
    runner.run(function())


def opening() -> Iterator[tuple[str, float]]:
    context = httpx2.create_ssl_context()

    def ours() -> None:
        client = measured.Client(auth="secret")
        client._pool._open().transport(None)  # connections, which are opened lazily
        client.close()

    def theirs() -> None:
        httpx2.Client(base_url=BASE, headers=HEADERS, verify=context).close()

    yield "opening a client", ratio(ours, theirs)


if __name__ == "__main__":
    for part in (synchronous, asynchronous, opening):
        for kind, measured_ratio in part():
            print(f"{kind}\t{measured_ratio:.2f}", flush=True)
