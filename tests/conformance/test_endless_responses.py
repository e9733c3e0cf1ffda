"""A response that never ends is bounded, in process as over a socket."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from trueup_runtime.conformance.asgi_transport import AsgiTransport
from trueup_runtime.conformance.event_loop import AsgiApp, Message

from .small_suites import described, write_package

STREAM = {"schema": {"type": "object", "required": ["n"]}}
SERVER = """
import asyncio

async def endless(scope, receive, send):
    item, media_type = {
        "/events": (b'data: {"n": 1}\\r\\n\\r\\n', "text/event-stream"),
        "/lines": (b'{"n": 1}\\n', "application/jsonl"),
        "/one-line": (b'{"n": 1} ', "application/jsonl"),
        "/document": (b'{"n": 1} ', "application/json"),
    }[scope["path"]]
    headers = [(b"content-type", media_type.encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    while True:
        body = item * 10_000
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await asyncio.sleep(0.001)

async def app(scope, receive, send):
    if scope["type"] == "http":
        try:
            await endless(scope, receive, send)
        finally:
            with open("ended", "a") as file:
                file.write("ended\\n")
"""
_SECONDS_OF_CPU = 300


def limited(
    folder: Path, *arguments: str, seconds: int = _SECONDS_OF_CPU
) -> subprocess.CompletedProcess[str]:
    """Run pytest with limits of CPU time and of memory, as it may never end."""
    code = (
        "import resource, sys, pytest;"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}));"
        "resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30));"
        "sys.exit(pytest.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=900, check=False
    )


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("endless")
    media_types = {
        "/events": "text/event-stream",
        "/lines": "application/jsonl",
        "/one-line": "application/jsonl",
        "/document": "application/json",
    }
    paths: dict[str, object] = {}
    for path, media_type in media_types.items():
        responses = {"200": {"description": "", "content": {media_type: STREAM}}}
        paths[path] = {"get": {"operationId": path[1:], "responses": responses}}
    write_package(folder, described(paths), SERVER)
    return folder


@pytest.mark.parametrize("mode", [(), ("--socket",)], ids=["in-process", "socket"])
def test_endless_response_is_bounded(endless: Path, mode: tuple[str, ...]) -> None:
    """The items of a sequence are validated; any other body is a failure."""
    ended = endless / "ended"
    ended.unlink(missing_ok=True)
    module = "small/conformance/test_server.py"
    arguments = ("--app", "served:app", "-k", "valid_request and required", *mode)
    done = limited(endless, module, *arguments)
    assert done.returncode == 1, (done.returncode, done.stdout[-3000:])
    assert "no item ends within 262144 bytes" in done.stdout
    assert "the body does not end within 67108864 bytes" in done.stdout
    assert "2 failed, 2 passed" in done.stdout, done.stdout
    if not mode:
        assert ended.read_text(encoding="utf-8").count("ended") >= 4


def exchange(app: AsgiApp, timeout: httpx2.Timeout | float = 600) -> httpx2.Response:
    async def get() -> httpx2.Response:
        transport = AsgiTransport(app)
        async with httpx2.AsyncClient(transport=transport, timeout=timeout) as client:
            return await client.get("http://localhost/")

    return asyncio.run(get())


async def _start(send: object) -> None:
    assert callable(send)
    await send({"type": "http.response.start", "status": 200, "headers": []})


def test_exception_after_the_start_is_no_complete_response() -> None:
    async def app(scope: Message, receive: object, send: object) -> None:
        await _start(send)
        raise ValueError

    with pytest.raises(httpx2.RemoteProtocolError, match="ends before its response"):
        exchange(app)


def test_exception_before_the_start_is_500() -> None:
    async def app(scope: Message, receive: object, send: object) -> None:
        raise ValueError

    assert exchange(app).status_code == 500


def test_application_that_never_responds_times_out() -> None:
    cancelled: list[bool] = []

    async def app(scope: Message, receive: object, send: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append(True)

    with pytest.raises(httpx2.ReadTimeout, match="sends nothing"):
        exchange(app, httpx2.Timeout(0.1))
    assert cancelled


def test_work_after_the_response_is_awaited() -> None:
    done: list[str] = []

    async def app(scope: Message, receive: object, send: object) -> None:
        assert callable(send)
        await _start(send)
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        await send({"type": "http.response.body", "body": b"b"})
        await asyncio.sleep(0)
        done.append("background task")

    assert exchange(app).content == b"ab" and done
