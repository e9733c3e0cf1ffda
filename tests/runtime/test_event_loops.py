"""One asynchronous client in several event loops; copies of clients."""

from __future__ import annotations

import asyncio
import copy
import gc
import http.server
import pickle
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import anyio
import httpx2
import pytest

from trueup_runtime.client import (
    AsyncClient,
    Bytes,
    Call,
    Headers,
    Json,
    Operation,
    ResponseSpec,
    Service,
    SyncClient,
    TransportError,
)


class Client(SyncClient):
    service = Service("acme", base_url="https://a.test")


class Awaited(AsyncClient):
    service = Service("acme", base_url="https://a.test")


CALL: Call[int, Headers] = Call(
    Operation("op", "GET", "/", responses={200: ResponseSpec(Json(int))})
)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections: set[Any]

    def do_GET(self) -> None:
        self.connections.add(self.client_address)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1")
        self.end_headers()
        self.wfile.write(b"1")

    def log_message(self, *arguments: Any) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[tuple[str, set[Any]]]:
    handler: Any = type("Own", (Handler,), {"connections": set()})
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}", handler.connections
    listening.shutdown()
    listening.server_close()


def by_asyncio_run(main: Any) -> None:
    asyncio.run(main())


def by_hand(main: Any) -> None:
    loop = asyncio.new_event_loop()
    loop.run_until_complete(main())
    loop.close()  # without shutting down its generators


@pytest.mark.parametrize("run", [by_asyncio_run, by_hand])
def test_client_works_in_several_event_loops(
    run: Any, server: tuple[str, set[Any]]
) -> None:
    url, connections = server
    unraisable: list[Any] = []
    gc.collect()  # what other tests left
    with (
        warnings.catch_warnings(record=True) as caught,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("sys.unraisablehook", unraisable.append)
        warnings.simplefilter("always")
        client = Awaited(base_url=url, retries=0)
        view = client.with_options(timeout=50)

        async def main() -> None:
            for each in (client, view, client):
                assert (await each.send(CALL)).data == 1

        for _ in range(3):
            run(main)
            gc.collect()
        assert len(connections) == 3, "each loop keeps its connection alive"
        run(client.close)
        gc.collect()
    assert not [
        each
        for each in caught
        if "loop" in str(each.message) or each.category is ResourceWarning
    ]
    assert not unraisable


def test_loops_in_threads_have_connections_of_their_own(
    server: tuple[str, set[Any]],
) -> None:
    client = Awaited(base_url=server[0], retries=0)
    together = threading.Barrier(3)
    results: list[int] = []

    async def main() -> None:
        results.append((await client.send(CALL)).data)
        await asyncio.to_thread(together.wait, 120)
        results.append((await client.send(CALL)).data)

    threads = [threading.Thread(target=asyncio.run, args=(main(),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1] * 6 and len(server[1]) == 3


FAILURES = [
    RuntimeError("Event loop is closed"),
    OSError("broken"),
    ConnectionResetError(),
    anyio.ClosedResourceError(),
    anyio.BrokenResourceError(),
    httpx2.ReadError("gone"),
    httpx2.PoolTimeout("full"),
]


@pytest.mark.parametrize("failure", FAILURES, ids=repr)
@pytest.mark.parametrize("body", [None, "stream"])
def test_failures_of_transports_are_errors_of_the_package(
    failure: Exception, body: str | None
) -> None:
    class Failing(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            raise failure

        async def handle_async_request(
            self, request: httpx2.Request
        ) -> httpx2.Response:
            raise failure

    call = CALL
    if body is not None:
        operation = Operation("up", "POST", "/", bodies=(Bytes(),))
        call = Call(operation, body=iter([b"a"]))
    with pytest.raises(TransportError):
        Client(transport=Failing(), retries=0).send(call)
    with pytest.raises(TransportError):
        asyncio.run(Awaited(transport=Failing(), retries=0).send(call))


@pytest.mark.parametrize("kind", [Client, Awaited])
def test_copies_share_connections_and_pickling_is_refused(kind: Any) -> None:
    client = kind(headers={"a": "b"})
    for copied in (copy.copy(client), copy.deepcopy(client)):
        assert type(copied) is kind and copied is not client
        assert copied.options == client.options
        assert copied._pool is client._pool
    with pytest.raises(TypeError, match="create a client in each process"):
        pickle.dumps(client)
