"""What a request does not do: work that its response does not need, or that was done before."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
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
    monkeypatch.setattr(runtime("requests").asyncio, "timeout", refuse)
    assert received(runtime, pieces(b"a")) == b"a"
    assert received(runtime, pieces(b"a", b"", b"b")) == b"ab"


def test_body_that_is_waited_for_has_a_timer(runtime: Any) -> None:
    assert received(runtime, pieces(b"a", b"", b"b", wait=0)) == b"ab"
    limits = runtime("limits").BodyLimits(total=0.01)
    problems = runtime("problems")
    with pytest.raises(problems.RequestRejected) as refused:
        received(runtime, pieces(b"a", wait=60), limits)
    assert refused.value.problem.status == 408


@pytest.mark.parametrize("first", [None, 0.001])
def test_timer_lasts_for_all_waits_of_a_message(
    runtime: Any, first: float | None
) -> None:
    async def receive() -> dict[str, Any]:
        await asyncio.sleep(first or 0)
        await asyncio.sleep(60)
        raise AssertionError

    limits = runtime("limits").BodyLimits(total=0.01)
    with pytest.raises(runtime("problems").RequestRejected) as refused:
        received(runtime, receive, limits)
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


def test_body_is_late_where_the_server_says_so(runtime: Any) -> None:
    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        raise TimeoutError

    with pytest.raises(runtime("problems").RequestRejected) as refused:
        received(runtime, receive)
    assert refused.value.problem.status == 408


def test_wait_that_takes_too_long_is_cancelled(runtime: Any) -> None:
    ended = list[str]()

    async def receive() -> dict[str, Any]:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            ended.append("cancelled")
            raise
        raise AssertionError

    limits = runtime("limits").BodyLimits(total=0.01)
    with pytest.raises(runtime("problems").RequestRejected):
        received(runtime, receive, limits)
    assert ended == ["cancelled"]


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


@pytest.mark.parametrize("is_made_before", [False, True])
def test_body_of_starlettes_request_is_not_waited_for_again(
    runtime: Any, is_made_before: bool
) -> None:
    scope = {"type": "http", "method": "POST", "headers": []}

    async def read_twice() -> None:
        request = runtime("requests").IncomingRequest(scope, pieces(b"a"))
        made = request.as_starlette() if is_made_before else None
        await request.body(100, runtime("limits").BodyLimits())
        assert made in (None, request.as_starlette())
        assert request.as_starlette() is request.as_starlette()
        with pytest.raises(RuntimeError, match="consumed"):
            await request.as_starlette().body()

    asyncio.run(read_twice())


def test_starlettes_request_reads_a_body_that_was_not_read(runtime: Any) -> None:
    scope = {"type": "http", "method": "POST", "headers": []}

    async def read() -> bytes:
        request = runtime("requests").IncomingRequest(scope, pieces(b"a", b"b"))
        body: bytes = await request.as_starlette().body()
        return body

    assert asyncio.run(read()) == b"ab"


JSON_VALUES = st.recursive(
    st.none() | st.integers() | st.text(',[]{}"x', max_size=5),
    lambda inner: st.lists(inner, max_size=60) | st.dictionaries(st.text("[,x"), inner),
    max_leaves=80,
)


def nodes(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value
    inner = parts if isinstance(value, dict | list) else ()
    return 1 + sum(map(nodes, inner))


@given(JSON_VALUES)
def test_text_of_a_small_value_has_few_nodes(runtime: Any, value: Any) -> None:
    validators, data = runtime("validators"), msgspec.json.encode(value)
    if validators.is_small_text(data, data.count(b"[") + data.count(b"{")):
        assert nodes(value) <= validators._MAX_NODES


PLAIN = {
    "type": ["object", "array", "string", "null"],
    "maxLength": 3,
    "maxItems": 3,
    "required": ["x"],
    "properties": {"x": {"type": "integer", "minimum": 0}},
    "items": {"$ref": "#/$defs/S"},
    "additionalProperties": {"$ref": "#/$defs/S"},
}


@given(JSON_VALUES)
def test_errors_of_small_texts_are_those_of_a_walk(runtime: Any, value: Any) -> None:
    validators, data = runtime("validators"), msgspec.json.encode(value)
    schemas = runtime("schemas").Schemas({"$defs": {"S": PLAIN}})
    if schemas.is_valid("#/$defs/S", value):
        return
    if validators.is_small_text(data, data.count(b"[") + data.count(b"{")):
        quick = schemas.explain("#/$defs/S", value, 51, is_small=True)
        assert quick == schemas.explain("#/$defs/S", value, 51)


@pytest.mark.parametrize("count", [20, 49])
def test_required_properties_of_many_objects_are_not_listed_at_once(
    runtime: Any, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    listed = list[int]()
    plain = runtime("schemas").Schemas.listed_errors

    def listed_errors(*arguments: Any) -> Any:
        errors = plain(*arguments)
        listed.append(len(errors))
        return errors

    monkeypatch.setattr(runtime("schemas").Schemas, "listed_errors", listed_errors)
    item = {"type": "object", "required": [f"p{number}" for number in range(50)]}
    schema = {"type": "array", "items": item}
    schemas = runtime("schemas").Schemas({"$defs": {"S": schema}})
    value: Any = [{}] * count
    data = msgspec.json.encode(value)
    is_small = runtime("validators").is_small_text(data, count + 1)
    errors = schemas.explain("#/$defs/S", value, 51, is_small=is_small)
    assert len(errors) == 51
    assert sum(listed) <= 2 * 50


def test_text_of_a_value_is_small_up_to_its_bounds(runtime: Any) -> None:
    validators = runtime("validators")
    most = validators._MAX_NODES
    for count, is_small in ((most - 1, True), (most, False)):
        data = msgspec.json.encode([0] * count)
        assert validators.is_small_text(data, 1) is is_small
    for size, is_small in ((validators._MAX_TEXT, True), (4097, False)):
        assert validators.is_small_text(b"x" * size, 0) is is_small
