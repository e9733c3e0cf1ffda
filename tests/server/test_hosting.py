"""The application inside others, under a real server, and through its life."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from types import ModuleType
from typing import Any

import fastapi
import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.routing import Mount

from .conftest import ask


@pytest.fixture(scope="module")
def stub(server: ModuleType) -> Any:
    return server.create_app()


@pytest.mark.parametrize("mount", ["", "/v1", "/outer"])
@pytest.mark.parametrize("kind", ["starlette", "fastapi"])
def test_mounted(stub: Any, kind: str, mount: str) -> None:
    """Below a mount, paths are understood with and without the base path."""
    outer: Any
    if kind == "starlette":
        outer = Starlette(routes=[Mount(mount or "/", app=stub)])
    else:
        outer = fastapi.FastAPI()
        outer.mount(mount, stub)
    assert ask(outer, "GET", f"{mount}/v1/jobs/a%2Fb").status_code == 501
    expected = 501 if mount else 404
    assert ask(outer, "GET", f"{mount}/jobs/a%2Fb").status_code == expected
    assert ask(outer, "PUT", f"{mount}/v1/jobs/mine").status_code == 405


@pytest.mark.parametrize("pieces", [[b"a"], [b"a", b"b"]])
def test_behind_middleware_that_waits_in_a_scope(
    stub: Any, pieces: list[bytes]
) -> None:
    async def pass_on(request: Any, call_next: Any) -> Any:
        return await call_next(request)

    async def content() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    kind = {"Content-Type": "application/octet-stream"}
    app = BaseHTTPMiddleware(stub, pass_on)
    response = ask(app, "PUT", "/v1/files/a.bin", content=content(), headers=kind)
    assert response.status_code == 501


UPLOAD = {
    "type": "http",
    "method": "PUT",
    "path": "/v1/files/a.bin",
    "query_string": b"",
    "headers": [(b"content-type", b"application/octet-stream")],
}


def test_late_body_behind_middleware(server: ModuleType) -> None:
    async def pass_on(request: Any, call_next: Any) -> Any:
        return await call_next(request)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(60)
        raise AssertionError

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    app = BaseHTTPMiddleware(server.create_app(body_timeout=0.01), pass_on)
    asyncio.run(app({**UPLOAD}, receive, send))
    assert sent[0]["status"] == 408


@pytest.fixture(scope="module")
def address(server: ModuleType, jobs: ModuleType) -> Iterator[str]:
    async def delete(self: object, request: Any, /) -> Any:
        return jobs.Delete204()

    mine = type("Mine", (jobs.UnimplementedJobs,), {"delete": delete})()
    app = server.create_app(server.Handlers(jobs=mine), max_body=100)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(app, port=port, log_level="error", lifespan="on")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started and thread.is_alive():
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join()


def test_over_a_socket(address: str) -> None:
    with httpx2.Client(base_url=address) as client:
        assert client.delete("/v1/jobs/a%2Fb").status_code == 204
        assert client.get("/v1/jobs/a").status_code == 501
        assert client.head("/v1/jobs/a").status_code == 501
        assert client.get("/v1/jobs").status_code == 401
        assert client.patch("/v1/jobs").status_code == 405
        too_large = client.put(
            "/v1/files/a.bin",
            content=(b"x" * 60 for _ in range(3)),
            headers={"Content-Type": "application/octet-stream"},
        )
        assert too_large.status_code == 413


def _life(app: Any, messages: list[str]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def run() -> None:
        waiting = iter(messages)

        async def receive() -> dict[str, Any]:
            return {"type": f"lifespan.{next(waiting)}"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        with contextlib.suppress(RuntimeError):
            await app({"type": "lifespan"}, receive, send)

    asyncio.run(run())
    return sent


def test_lifespan(server: ModuleType) -> None:
    seen: list[str] = []

    @contextlib.asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        seen.append("in")
        yield
        seen.append("out")

    sent = _life(server.create_app(lifespan=lifespan), ["startup", "shutdown"])
    assert [each["type"] for each in sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    assert seen == ["in", "out"]


def test_lifespan_that_fails(server: ModuleType) -> None:
    @contextlib.asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        raise RuntimeError("no database")
        yield

    sent = _life(server.create_app(lifespan=lifespan), ["startup", "shutdown"])
    assert sent == [{"type": "lifespan.startup.failed", "message": "no database"}]


def test_a_client_that_goes_away_is_no_failure(
    stub: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(stub({**UPLOAD}, receive, send))
    assert (sent, caplog.text) == ([], "")
