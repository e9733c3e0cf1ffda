"""Responses of handlers that cannot be sent, or to clients that are gone."""

from __future__ import annotations

import asyncio
import importlib
import itertools
from types import ModuleType
from typing import Any

import pytest

from .test_costs import costly
from .test_limits import raw

__all__ = ["costly"]


@pytest.fixture(scope="module")
def replies(costly: ModuleType) -> ModuleType:
    return importlib.import_module("served_costs.server.handlers.default")


def app_with(costly: ModuleType, replies: ModuleType, reply: Any) -> Any:
    """An application whose handlers give `reply`, and whose responses are validated."""

    async def handler(self: object, request: Any, /) -> Any:
        return reply

    methods = {"file": handler, "value": handler}
    handlers = type("Handlers", (replies.UnimplementedDefault,), methods)()
    return costly.create_app(
        costly.Handlers(default=handlers), validate_responses="enforce"
    )


def cyclic() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


def deep() -> list[Any]:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    return value


@pytest.mark.parametrize(
    "body",
    [
        cyclic(),
        deep(),
        ["x"],
        [float("nan")],
        ["\ud800"],
        object(),
        None,
        itertools.count(),
    ],
    ids=["cyclic", "deep", "wrong", "nan", "surrogate", "object", "none", "endless"],
)
def test_body_that_is_not_json_is_a_failure(
    costly: ModuleType, replies: ModuleType, body: Any
) -> None:
    app = app_with(costly, replies, replies.Value200(body=body))
    status, fields, content = raw(app, "GET", "/value")
    assert status == 500 and len(content) < 1000
    assert fields[b"content-type"] == b"application/problem+json"


@pytest.mark.parametrize("body", [None, 5, 1.5, object()])
def test_body_of_bytes_that_is_something_else_is_a_failure(
    costly: ModuleType, replies: ModuleType, body: Any
) -> None:
    app = app_with(costly, replies, replies.File200(body=body))
    assert raw(app, "GET", "/file", body=[b""], ends=True)[0] == 500


@pytest.mark.parametrize("value", ["a\r\nb", "\n", "\0", "\x01", "a\x0bb", "\x7f"])
def test_control_characters_in_headers_are_a_failure(
    costly: ModuleType, replies: ModuleType, value: str
) -> None:
    for fields in ({"x_name": value}, {"extra_headers": [("X-Other", value)]}):
        app = app_with(costly, replies, replies.File200(body=b"", **fields))
        assert raw(app, "GET", "/file")[0] == 500


async def endless() -> Any:
    while True:
        yield b"x"


def test_endless_body_is_not_begun_for_head(
    costly: ModuleType, replies: ModuleType
) -> None:
    app = app_with(costly, replies, replies.File200(body=endless()))
    assert raw(app, "HEAD", "/file")[0::2] == (200, b"")


@pytest.mark.parametrize("version", ["2.3", "2.4"])
def test_endless_body_ends_when_the_client_is_gone(
    costly: ModuleType, replies: ModuleType, version: str
) -> None:
    """By ASGI 2.3 a message says that the client is gone, from 2.4 on `send` fails."""
    app, sent = app_with(costly, replies, replies.File200(body=endless())), list[Any]()

    async def run() -> None:
        is_gone = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await is_gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)
            if len(sent) == 20:
                is_gone.set()
            if len(sent) >= 20 and version == "2.4":
                raise OSError("gone")
            if len(sent) > 1000:
                raise AssertionError("the body goes on")
            await asyncio.sleep(0)

        asgi = {"version": "3.0", "spec_version": version}
        scope = {
            **{"type": "http", "method": "GET", "path": "/file", "asgi": asgi},
            **{"query_string": b"", "headers": []},
        }
        await app(scope, receive, send)

    asyncio.run(run())
    assert 20 <= len(sent) < 1000
