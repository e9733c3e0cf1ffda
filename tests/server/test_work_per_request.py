"""What a request does not do: work that its response does not need, or that was done before."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import pytest
from starlette.requests import ClientDisconnect

from .conftest import GOOD, ask


@pytest.fixture(scope="module")
def runtime() -> Callable[[str], ModuleType]:
    return lambda name: importlib.import_module(f"served_jobs._runtime.server.{name}")


def refuse(*arguments: object, **options: object) -> Any:
    raise AssertionError("must not be called")


@pytest.fixture
def app(server: ModuleType, jobs: ModuleType, security: Any) -> Any:
    async def delete(self: object, request: Any, /) -> Any:
        return jobs.Delete204()

    mine = type("Mine", (jobs.UnimplementedJobs,), {"delete": delete})()
    return server.create_app(server.Handlers(jobs=mine), security=security)


def test_allow_is_computed_for_refused_methods_only(
    app: Any, runtime: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime("routing").Match, "allow", property(refuse))
    assert ask(app, "DELETE", "/v1/jobs/a").status_code == 204
    monkeypatch.undo()
    refused = ask(app, "PATCH", "/v1/jobs/a")
    assert refused.status_code == 405 and "DELETE" in refused.headers["allow"]


def test_path_is_matched_once(
    app: Any, runtime: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    routing, calls = runtime("routing"), list[object]()
    plain = routing._walk
    monkeypatch.setattr(
        routing, "_walk", lambda *arguments: calls.append(0) or plain(*arguments)
    )
    monkeypatch.setattr(routing, "_similar", refuse)
    assert ask(app, "DELETE", "/v1/jobs/a").status_code == 204
    assert len(calls) == 1


def test_eager_application_compiles_validators_when_it_is_created(
    server: ModuleType, security: Any, runtime: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    schemas, compiled = runtime("schemas"), list[object]()
    plain = schemas.compiled
    monkeypatch.setattr(
        schemas, "compiled", lambda *arguments: compiled.append(0) or plain(*arguments)
    )

    def validators_of_a_request(**options: Any) -> int:
        app = server.create_app(security=security, **options)
        before = len(compiled)
        assert ask(app, "GET", "/v1/jobs?limit=3", headers=GOOD).status_code == 501
        return len(compiled) - before

    assert validators_of_a_request() > 0
    assert validators_of_a_request(eager=True) == 0


Receive = Callable[[], Awaitable[dict[str, Any]]]


def received(runtime: Any, receive: Receive, limits: Any = None) -> bytes:
    """The body that a request with these messages has."""
    scope = {"type": "http", "method": "POST", "headers": []}
    limits = limits or runtime("limits").BodyLimits()

    async def read() -> bytes:
        request = runtime("requests").IncomingRequest(scope, receive)
        body: bytes = await request.body(100, limits)
        return body

    return asyncio.run(read())


def pieces(*texts: bytes, wait: float | None = None) -> Receive:
    waiting = [*texts]

    async def receive() -> dict[str, Any]:
        if wait is not None:
            await asyncio.sleep(wait)
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    return receive


def test_body_that_has_arrived_needs_no_timer(
    runtime: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime("requests"), "move_on_after", refuse)
    assert received(runtime, pieces(b"a")) == b"a"
    assert received(runtime, pieces(b"a", b"", b"b")) == b"ab"


def test_body_that_is_waited_for_has_a_timer(runtime: Any) -> None:
    assert received(runtime, pieces(b"a", b"", b"b", wait=0)) == b"ab"
    limits = runtime("limits").BodyLimits(total=0.01)
    problems = runtime("problems")
    with pytest.raises(problems.RequestRejected) as refused:
        received(runtime, pieces(b"a", wait=60), limits)
    assert refused.value.problem.status == 408


def test_client_that_disconnects_ends_a_wait(runtime: Any) -> None:
    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    with pytest.raises(ClientDisconnect):
        received(runtime, receive)


def test_failure_of_a_wait_is_passed_on(runtime: Any) -> None:
    async def receive() -> dict[str, Any]:
        try:
            await asyncio.sleep(0)
        finally:
            raise OSError("closed")

    with pytest.raises(OSError, match="closed"):
        received(runtime, receive)


def test_request_is_cancelled_while_it_waits(runtime: Any) -> None:
    ended = list[str]()

    async def receive() -> dict[str, Any]:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("receive")
        raise AssertionError

    async def cancelled() -> None:
        scope = {"type": "http", "method": "POST", "headers": []}
        request = runtime("requests").IncomingRequest(scope, receive)
        limits = runtime("limits").BodyLimits()
        task = asyncio.create_task(request.body(100, limits))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert ended == ["receive"]
