"""The examples of `docs/client.md` run as they stand, without a network."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import CallOptions
from trueup_runtime.client.options import ClientArguments

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "client.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)

ORDER_ID = "123e4567-e89b-42d3-a456-426614174000"
ORDER = {"id": ORDER_ID, "table": 4, "lines": [{"kind": "dish", "dish": "soup"}]}
EVENT = {"status": "placed"}

JSON = {
    "GET /v1/orders": (200, {"items": [ORDER], "next_cursor": None}),
    "POST /v1/orders": (201, ORDER),
    f"PATCH /v1/orders/{ORDER_ID}": (200, ORDER),
    "POST /v1/recipes": (201, {"name": "soup"}),
}
OTHER = {
    f"GET /v1/orders/{ORDER_ID}/events": (200, "text/event-stream", b"data: {}\n\n"),
    "GET /v1/recipes/soup/photo": (200, "image/png", b"..."),
    "PUT /v1/recipes/soup/photo": (204, None, b""),
}


class Service:
    """Responds to the requests of the page, and has them all."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        return self._respond(request)

    async def respond_async(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        return self._respond(request)

    def _respond(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        key = f"{request.method} {request.url.path}"
        if key in JSON:
            status, body = JSON[key]
            headers = {"X-Total-Count": "1"}
            return httpx2.Response(status, json=body, headers=headers)
        status, media_type, content = OTHER[key]
        headers = {} if media_type is None else {"Content-Type": media_type}
        return httpx2.Response(status, content=content, headers=headers)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Connects every client that does not have a transport."""
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "golden"))
    import kitchen_sink

    service = Service()
    for kind, handler in (
        (kitchen_sink.Client, service),
        (kitchen_sink.AsyncClient, service.respond_async),
    ):
        monkeypatch.setattr(kind, "__init__", connected(kind.__init__, handler))
    yield service
    for name in [
        name for name in sys.modules if name.partition(".")[0] == "kitchen_sink"
    ]:
        del sys.modules[name]


def connected(initialize: Any, handler: Any) -> Any:
    def connect(self: Any, **arguments: Any) -> None:
        arguments.setdefault("transport", httpx2.MockTransport(handler))
        initialize(self, **arguments)

    return connect


def test_examples_run(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(BLOCKS) >= 17
    namespace: dict[str, Any] = {"__name__": "page"}
    for number, block in enumerate(BLOCKS, 1):
        exec(compile(block, f"block {number} of client.md", "exec"), namespace)
    asyncio.run(asyncio.sleep(0))
    sent = [
        json.loads(request.content)
        for request in service.requests
        if request.method == "PATCH"
    ]
    assert sent == [{"comment": None}, {"table": 5}]
    assert any("debug=true" in str(request.url) for request in service.requests)
    assert any(b"soup.png" in request.content for request in service.requests)


def test_every_option_is_listed() -> None:
    listed = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE, re.M)))
    assert {*listed} == {*ClientArguments.__optional_keys__}
    for name in CallOptions.__optional_keys__:
        assert f"`{name}`" in PAGE
