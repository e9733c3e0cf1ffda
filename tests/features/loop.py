"""The generated client and the generated server of a case, talking to each other.

Cases import this as `loop`. Knows no case: `api` is whatever package is importable.
"""

from __future__ import annotations

import asyncio
import importlib
from typing import Any

import httpx2


class _Recorder:
    """Handlers of one group: keeps what it was asked, answers what it was told."""

    def __init__(self, asked: list[Any], reply: Any) -> None:
        self._asked, self._reply = asked, reply

    def __getattr__(self, name: str) -> Any:
        async def handler(request: Any) -> Any:
            self._asked.append(request)
            if self._reply is None:
                raise importlib.import_module("api.server").Unimplemented(name)
            return self._reply

        return handler


class _Porter:
    """Lets everyone in."""

    def __getattr__(self, name: str) -> Any:
        async def check(credential: Any) -> Any:
            server = importlib.import_module("api.server")
            return server.Principal(str(credential), frozenset(("read", "write")))

        return check


def app(asked: list[Any], reply: Any = None) -> Any:
    """The generated server; its handlers append to `asked` and answer with `reply`."""
    server = importlib.import_module("api.server")
    groups = {
        one.group for one in importlib.import_module("api.server.routes").ENDPOINTS
    }
    handlers = server.Handlers(**{group: _Recorder(asked, reply) for group in groups})
    return server.create_app(handlers, security=_Porter(), validate_responses="enforce")


def asked(call: Any, *, auth: Any = None) -> Any:
    """What a handler is given when `call` is made."""
    seen: list[Any] = []
    api = importlib.import_module("api")
    try:
        _send(call, app(seen), auth)
    except api.errors.ApiError as error:
        assert error.status == 501, f"{error}: {error.raw.decode()}"
    assert len(seen) == 1, "the handler was not reached"
    return seen[0]


def answered(call: Any, reply: Any, *, auth: Any = None) -> Any:
    """The `Response` that `call` gives when a handler answers with `reply`."""
    return _send(call, app([], reply), auth)


def _send(call: Any, application: Any, auth: Any) -> Any:
    api = importlib.import_module("api")

    async def once() -> Any:
        transport = httpx2.ASGITransport(application)
        path = httpx2.URL(api.AsyncClient.service.base_url or "http://x").path
        async with api.AsyncClient(
            base_url=f"http://x{path}".rstrip("/"),
            auth=auth,
            transport=transport,
            retries=0,
        ) as client:
            return await client.send(call)

    return asyncio.run(once())


def refused(method: str, target: str, *, content: bytes = b"", **headers: str) -> Any:
    """The status and the problem that the server answers a raw request with."""

    async def once() -> Any:
        transport = httpx2.ASGITransport(app([]))
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://x"
        ) as client:
            fields = {name.replace("_", "-"): text for name, text in headers.items()}
            answer = await client.request(
                method, target, content=content, headers=fields
            )
            return answer.status_code, answer.text

    return asyncio.run(once())
